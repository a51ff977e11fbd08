"""Benchmarks: ratios between two things measured in the same run, since machines differ and drift.

`pages` are the golden pages brought to the real size, `truth` is what is true of them, `readers` are this project and
its peers, `scores` and `clock` measure, `reading` compares, `report` tells; `ingest` measures the whole flow,
`growth` what runs cost as the archive grows: `writing` and `archives` make archives of any size, `home` has the
embedded parts, `once` runs a flow in a process of its own, `calls` counts what it asks of the storage, `plot` draws.
"""
