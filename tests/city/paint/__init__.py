"""Paints the pictures of the sample city and writes its files, the same bytes every time.

`python -m tests.city.paint` regenerates `images/` and `files/`. The pictures are flat illustrations, drawn larger than
needed and reduced; some carry IPTC-IIM and XMP metadata.
"""
