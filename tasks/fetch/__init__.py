"""Fetching from a source's website: `fetcher` asks; `guard`, `pace`, `robots` and `wire` are its manners."""
