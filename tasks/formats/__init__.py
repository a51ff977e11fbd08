"""The archive in other people's formats, from values to bytes. Pure: the publisher says when, and writes.

`ninjs` is a release for newsrooms (IPTC ninjs), `bulk` a year for those who count (NDJSON; `parquet` the same as a
table), `sitemap` the tree for search engines, `dcat` the archive for data portals (DCAT-AP). What `release.json` does
not say is absent in each of them; the same values give the same bytes.
"""
