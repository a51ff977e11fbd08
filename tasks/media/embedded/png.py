"""Metadata in PNG (third edition): eXIf, the XMP packet in iTXt, and the texts Author, Copyright and Description.

They may stand behind the pixels, so the chunks are walked to the end.
"""

import zlib
from collections.abc import Callable, Iterator

from tasks.media.embedded.texts import decode
from tasks.media.embedded.values import LARGEST, MOST, Damage, Field, Part, Segment

_XMP = b"XML:com.adobe.xmp"
_TEXTS = {b"Author": "PNG Author", b"Copyright": "PNG Copyright", b"Description": "PNG Description"}


def walk_png(content: bytes) -> Iterator[Part]:
    place = 8
    seen: set[bytes] = set()
    for _ in range(MOST * 10):  # the pixels alone take thousands of chunks
        length, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if place + 12 + length > len(content):
            yield Damage("PNG: cut off")
            return
        if name == b"IEND":
            return
        data = content[place + 8 : place + 8 + length] if name in (b"eXIf", *_VALUES) else b""
        keyword = data.partition(b"\0")[0] if name in _VALUES else name
        if data and keyword in (b"eXIf", _XMP, *_TEXTS) and keyword not in seen:
            seen.add(keyword)
            yield _part(name, keyword, data)
        place += 12 + length


def _part(name: bytes, keyword: bytes, data: bytes) -> Part:
    if name == b"eXIf":
        return Segment("exif", data.removeprefix(b"Exif\0\0"))
    try:
        value = _VALUES[name](data[len(keyword) + 1 :])
    except (zlib.error, ValueError) as error:
        return Damage(f"PNG {keyword.decode()}: {error}")
    if len(value) > LARGEST:
        return Damage(f"PNG {keyword.decode()}: more than {LARGEST} bytes")
    return Segment("xmp", value) if keyword == _XMP else Field(_TEXTS[keyword], decode([value])[0])


def _inflate(data: bytes) -> bytes:
    stream = zlib.decompressobj()
    value = stream.decompress(data, LARGEST + 1)
    if not stream.eof and len(value) <= LARGEST:
        raise ValueError("cut off")
    return value


def _international(data: bytes) -> bytes:
    """The value of an iTXt chunk behind its compression flag and method, language and translated keyword."""
    _, _, text = data[2:].split(b"\0", 2)
    return _inflate(text) if data[0] else text


_VALUES: dict[bytes, Callable[[bytes], bytes]] = {
    b"tEXt": bytes,
    b"zTXt": lambda data: _inflate(data[1:]),
    b"iTXt": _international,
}
