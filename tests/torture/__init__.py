"""Crash and race safety, shown on real parts: real runs, a real S3 server, a real website.

Runs are processes of their own (`runs`, `child`) that talk to the storage through a proxy (`proxy`), which counts
their requests and lets what it is told go wrong (`faults`). `scene` sets up the city and the archive as it was before.
Afterwards the archive is compared with that of an undisturbed run (`likeness`) and held against what it promises
(`soundness`), while readers follow the published tree (`reader`). `trials` and `change` play them, `make torture` all.
"""
