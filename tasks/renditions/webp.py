"""Words into a WebP file (RFC 9649): its XMP chunk is written, its pixels are copied as they stand.

Beside pixels and alpha nothing is kept: what comes out holds this packet and no other metadata.
"""

import struct
from collections.abc import Iterator

from tasks.errors import MediaError

_ALPHA, _XMP = 0x10, 0x04
_PIXELS = (b"ALPH", b"VP8 ", b"VP8L")


def write_credit(webp: bytes, packet: bytes) -> bytes:
    """The still picture with that packet of XMP, in place of any metadata in it."""
    chunks = dict(_chunks(webp))
    pixels = {name: data for name, data in chunks.items() if name in _PIXELS}
    if not {b"VP8 ", b"VP8L"} & pixels.keys() or b"ANIM" in chunks:
        raise MediaError("not a still WebP picture")
    width, height, alpha = _canvas(pixels)
    if not (width and height):
        raise MediaError("a WebP picture without pixels")
    head = struct.pack("<I", _XMP | alpha) + _three(width - 1) + _three(height - 1)
    body = b"".join(_chunk(name, data) for name, data in {b"VP8X": head, **pixels, b"XMP ": packet}.items())
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def is_made_of(webp: bytes, sha256: str, width: int) -> bool:
    """Whether that is a rendition, so wide, of the original with that digest, as its own words say."""
    return f"sha256:{sha256}".encode() in webp and webp[12:16] == b"VP8X" and webp[24:27] == _three(width - 1)


def _chunks(webp: bytes) -> Iterator[tuple[bytes, bytes]]:
    if webp[:4] != b"RIFF" or webp[8:12] != b"WEBP":
        raise MediaError("not a WebP picture")
    place = 12
    while place < len(webp):
        name, size = webp[place : place + 4], int.from_bytes(webp[place + 4 : place + 8], "little")
        data = webp[place + 8 : place + 8 + size]
        if len(data) < size or place + 8 > len(webp):
            raise MediaError("a WebP picture that is cut off")
        yield name, data
        place += 8 + size + size % 2


def _canvas(pixels: dict[bytes, bytes]) -> tuple[int, int, int]:
    """Width, height and the flag for alpha, as the pixels' own headers have them."""
    try:
        if b"VP8L" in pixels:
            (bits,) = struct.unpack_from("<xI", pixels[b"VP8L"])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, _ALPHA if bits >> 28 & 1 else 0
        width, height = struct.unpack_from("<6xHH", pixels[b"VP8 "])
    except struct.error as error:
        raise MediaError("a WebP picture that is cut off") from error
    return width & 0x3FFF, height & 0x3FFF, _ALPHA if b"ALPH" in pixels else 0


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
