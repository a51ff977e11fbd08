"""Where the metadata stands in a file: JPEG (ISO 10918-1, XMP Part 3), PNG (third edition), WebP, TIFF, AVIF.

The files are walked, not opened as pictures: an opened picture warns process-wide, makes its canvas, and finds text
behind the pixels only by decoding them. AVIF alone is left to Pillow, which hands out its metadata without pixels.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from hashlib import md5
from io import BytesIO

from PIL.AvifImagePlugin import AvifImageFile

from tasks.embedded.texts import decode
from tasks.embedded.values import LARGEST, MOST, Damage, Field, Part, Segment
from tasks.errors import MediaError

_MARKER = re.compile(rb"\xff([^\xff\x00])")
_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_HAS_EXTENSION = re.compile(rb"HasExtendedXMP(?:\s*=\s*[\"']|>)\s*([0-9A-Fa-f]{32})")
_PNG_XMP = b"XML:com.adobe.xmp"
_PNG_TEXTS = {b"Author": "PNG Author", b"Copyright": "PNG Copyright", b"Description": "PNG Description"}


def find_metadata(content: bytes) -> Iterator[Part]:
    """The metadata in a file of these formats; nothing in any other."""
    for signature, walk in _WALKS:
        if re.match(signature, content, re.DOTALL):
            return walk(content)
    return iter(())


def _jpeg(content: bytes) -> Iterator[Part]:
    """Exif and the image resources may be spread over several segments, in their order."""
    exif, resources, packets, extension = [], [], [], []
    for part in _jpeg_segments(content):
        if isinstance(part, Damage):
            yield part
        elif part.startswith(b"\xe1Exif\0"):
            exif.append(part[1 + len(_EXIF) :])
        elif part.startswith(b"\xe1" + _XMP):
            packets.append(part[1 + len(_XMP) :])
        elif part.startswith(b"\xe1" + _EXTENSION):
            extension.append(part[1 + len(_EXTENSION) :])
        elif part.startswith(b"\xed" + _PHOTOSHOP):
            resources.append(part[1 + len(_PHOTOSHOP) :])
    if exif:
        yield Segment("exif", b"".join(exif))
    if resources:
        yield Segment("photoshop", b"".join(resources))
    yield from (Segment("xmp", packet) for packet in packets)
    yield from _extended(b"".join(packets), extension)


def _jpeg_segments(content: bytes) -> Iterator[bytes | Damage]:
    """Marker and data of each segment in front of the pixels. What stands between segments is passed over."""
    place = 2
    for _ in range(MOST):
        found = _MARKER.search(content, place)
        if found is None or found[1] in b"\xd9\xda":
            return
        place = found.end()
        if found[1] in b"\x01\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8":
            continue
        end = place + int.from_bytes(content[place : place + 2], "big")
        if end < place + 2 or end > len(content):
            yield Damage(f"JPEG: the segment at byte {found.start()} is cut off")
            return
        yield found[1] + content[place + 2 : end]
        place = end


def _extended(packet: bytes, parts: list[bytes]) -> Iterator[Part]:
    """Extended XMP: the packet names it by its MD5; each part says its place in it (XMP Part 3, 1.1.3.1)."""
    named = _HAS_EXTENSION.search(packet)
    if not parts:
        return
    own = [(part[36:40], part[40:]) for part in parts if named and part[:32].upper() == named[1].upper()]
    whole = b"".join(data for _, data in sorted(own))
    if named and md5(whole, usedforsecurity=False).hexdigest().upper().encode() == named[1].upper():
        yield Segment("xmp", whole)
    else:
        yield Damage("Extended XMP: not the one that the packet names, or not whole")


def _png(content: bytes) -> Iterator[Part]:
    place = 8
    seen: set[bytes] = set()
    for _ in range(MOST * 10):  # the pixels alone take thousands of chunks
        length, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if place + 12 + length > len(content):
            yield Damage("PNG: cut off")
            return
        if name == b"IEND":
            return
        data = content[place + 8 : place + 8 + length] if name in (b"eXIf", *_PNG_VALUES) else b""
        keyword = data.partition(b"\0")[0] if name in _PNG_VALUES else name
        if data and keyword in (b"eXIf", _PNG_XMP, *_PNG_TEXTS) and keyword not in seen:
            seen.add(keyword)
            yield _png_part(name, keyword, data)
        place += 12 + length


def _png_part(name: bytes, keyword: bytes, data: bytes) -> Part:
    if name == b"eXIf":
        return Segment("exif", data.removeprefix(_EXIF))
    try:
        value = _PNG_VALUES[name](data[len(keyword) + 1 :])
    except (zlib.error, ValueError) as error:
        return Damage(f"PNG {keyword.decode()}: {error}")
    if len(value) > LARGEST:
        return Damage(f"PNG {keyword.decode()}: more than {LARGEST} bytes")
    return Segment("xmp", value) if keyword == _PNG_XMP else Field(_PNG_TEXTS[keyword], decode([value])[0])


def _inflate(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, LARGEST + 1)


def _international(data: bytes) -> bytes:
    """The value of an iTXt chunk behind its compression flag and method, language and translated keyword."""
    _, _, text = data[2:].split(b"\0", 2)
    return _inflate(text) if data[0] else text


_PNG_VALUES: dict[bytes, Callable[[bytes], bytes]] = {
    b"tEXt": bytes,
    b"zTXt": lambda data: _inflate(data[1:]),
    b"iTXt": _international,
}


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


def _avif_info(content: bytes) -> dict[str | tuple[int, int], bytes]:
    try:
        with AvifImageFile(BytesIO(content)) as image:
            return dict(image.info)
    except Exception as error:  # on broken bytes Pillow raises errors of nearly every type
        raise MediaError(" ".join(str(error).split()) or type(error).__name__) from error


_WALKS: tuple[tuple[bytes, Callable[[bytes], Iterator[Part]]], ...] = (
    (rb"\xff\xd8\xff", _jpeg),
    (rb"\x89PNG\r\n\x1a\n", _png),
    (rb"RIFF.{4}WEBP", _webp),
    (rb"II[*+]\0|MM\0[*+]", _tiff),
    (rb".{4}ftyp.{0,60}avi[fs]", _avif),
)
