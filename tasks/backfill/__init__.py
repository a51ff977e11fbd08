"""Going through a source's whole history: where addresses are looked for, how they are sliced, what is left elsewhere.

`cdx` reads indexes, `questions` asks them, `addresses` tells releases from other addresses, `memory` sees that nothing
is asked twice, `gather` brings all finds together, `slicing` divides them, `book` keeps the plan in the storage.
"""
