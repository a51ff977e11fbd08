"""Whole pages kept as a site sends them, each with what it must read as.

`pages/<source>-<id>-<words>.html` holds a page's bytes. Where its address or its type are not the usual ones,
`pages/<same name>.headers` says so in two header fields, `Content-Location` and `Content-Type`.
`expected/<same name>.json` is the reading, or the reason for which the page is set aside.

`make golden` compares; what reads otherwise, or has no expectation yet, is written beside it as `<name>.json.new` for
review, and `make golden ACCEPT=<name>` (or `ACCEPT=all`) makes it the expectation.
"""
