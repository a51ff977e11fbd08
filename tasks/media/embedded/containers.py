"""Where the metadata stands in a file: JPEG, PNG, WebP (RFC 9649), TIFF, AVIF.

The files are walked, not opened as pictures: an opened picture warns process-wide, makes its canvas, and finds text
behind the pixels only by decoding them. AVIF alone is left to Pillow, which hands out its metadata without pixels.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from PIL.AvifImagePlugin import AvifImageFile

from tasks.errors import MediaError
from tasks.media.embedded.jpeg import walk_jpeg
from tasks.media.embedded.png import walk_png
from tasks.media.embedded.values import MOST, Damage, Part, Segment

# The Exif segment's opening in JPEG, which some programs copy into other containers.
_EXIF = b"Exif\0\0"


def find_metadata(content: bytes) -> Iterator[Part]:
    """The metadata in a file of these formats; nothing in any other."""
    for signature, walk in _WALKS:
        if re.match(signature, content, re.DOTALL):
            return walk(content)
    return iter(())


def _webp(content: bytes) -> Iterator[Part]:
    place = 12
    for _ in range(MOST):
        name, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        if not name:
            return
        if place + 8 + size > len(content):
            yield Damage("WebP: cut off")
            return
        if name == b"EXIF":
            yield Segment("exif", content[place + 8 : place + 8 + size].removeprefix(_EXIF))
        elif name == b"XMP ":
            yield Segment("xmp", content[place + 8 : place + 8 + size])
        place += 8 + size + size % 2


def _tiff(content: bytes) -> Iterator[Part]:
    yield Segment("exif", content)


def _avif(content: bytes) -> Iterator[Part]:
    try:
        info = _avif_info(content)
    except MediaError as error:
        yield Damage(f"AVIF: {error}")
        return
    if exif := info.get("exif"):
        yield Segment("exif", exif.removeprefix(_EXIF))
    if packet := info.get("xmp"):
        yield Segment("xmp", packet)


def _avif_info(content: bytes) -> dict[Any, Any]:
    try:
        with AvifImageFile(BytesIO(content)) as image:
            return dict(image.info)
    except Exception as error:  # on broken bytes Pillow raises errors of nearly every type
        raise MediaError(" ".join(str(error).split()) or type(error).__name__) from error


_WALKS: tuple[tuple[bytes, Callable[[bytes], Iterator[Part]]], ...] = (
    (rb"\xff\xd8\xff", walk_jpeg),
    (rb"\x89PNG\r\n\x1a\n", walk_png),
    (rb"RIFF.{4}WEBP", _webp),
    (rb"II[*+]\0|MM\0[*+]", _tiff),
    (rb".{4}ftyp.{0,60}avi[fs]", _avif),
)
