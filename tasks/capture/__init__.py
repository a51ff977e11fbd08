"""Captures, the evidence: `archivist` takes them while fetching, `warc` is their form.

`wacz` gives them away with their index (`cdxj`, `surt`); `foreign` and `holdings` read other archives' files.
"""
