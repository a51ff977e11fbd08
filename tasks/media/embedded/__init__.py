"""Embedded credits: from an image's bytes to what its own metadata says of maker, source and rights. Pure functions.

`containers` finds the metadata in JPEG, PNG, WebP, TIFF and AVIF; no pixel is decoded. `exif`, `iim` and `xmp` read
it, `texts` settles character sets and drops what cameras write by themselves, `reading` puts it together.

The standards: IPTC-IIM 4.2, XMP (ISO 16684-1; in files: XMP Specification Part 3), Exif 3.0, PNG (third edition), and
the IPTC Photo Metadata Standard 2023.1, which says which fields of the three mean the same.
"""

from tasks.media.embedded.reading import read_embedded
from tasks.media.embedded.values import Embedded, Field

__all__ = ["Embedded", "Field", "read_embedded"]
