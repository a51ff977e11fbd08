"""The first image file directory of a TIFF structure: Exif 3.0 (4.6.4, JEITA CP-3451) and TIFF 6.0 itself, BigTIFF too.

A TIFF file carries XMP and IIM in entries of the same directory, so both are read alike. Exif's type ASCII holds
UTF-8 or a national character set as often as not; type 129 is UTF-8.
"""

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from tasks.media.embedded.texts import decode
from tasks.media.embedded.values import LARGEST, MOST, Damage, Field, Kind, Part, Segment

_TEXTS = {0x010E: "Exif ImageDescription", 0x013B: "Exif Artist", 0x8298: "Exif Copyright"}
_BLOCKS: dict[int, Kind] = {0x02BC: "xmp", 0x83BB: "iim", 0x8649: "photoshop"}
# BYTE, ASCII, LONG, UNDEFINED, UTF-8.
_SIZES = {1: 1, 2: 1, 4: 4, 7: 1, 129: 1}


class _Layout(NamedTuple):
    """How a directory is written: its place in the header, the number of entries, an entry, an offset."""

    first: str
    entries: str
    entry: str
    offset: str


_LAYOUTS = {42: _Layout("4xI", "H", "HHI4s", "I"), 43: _Layout("8xQ", "Q", "HHQ8s", "Q")}
_Entry = tuple[int, bytes]


def read_exif(data: bytes) -> Iterator[Part]:
    """What the directory says, and the blocks of other standards in it."""
    for entry in _entries(data):
        if isinstance(entry, Damage):
            yield entry
        elif entry[0] in _TEXTS:
            yield from _fields(_TEXTS[entry[0]], *decode([entry[1]]))
        else:
            yield Segment(_BLOCKS[entry[0]], entry[1])


def _fields(name: str, text: str) -> Iterator[Field]:
    """Several artists are parted by semicolons; the photographer's copyright ends in NUL, then the editor's follows."""
    parts = [part for part in text.split("\0") if part.strip()]
    if name == "Exif Artist":
        yield from (Field(name, artist) for part in parts for artist in part.split(";"))
    elif name == "Exif Copyright":
        yield Field(name, "; ".join(parts))
    else:
        yield from (Field(name, part) for part in parts[:1])


def _entries(data: bytes) -> Iterator[_Entry | Damage]:
    """The entries that matter, each tag once."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2], "")
    seen: set[int] = set()
    try:
        layout = _LAYOUTS[_unpack(f"{order}H", data, 2)[0] if order else 0]
        place = _unpack(f"{order}{layout.first}", data, 0)[0]
        count = _unpack(f"{order}{layout.entries}", data, place)[0]
        place += struct.calcsize(f"={layout.entries}")
        for number in range(min(count, MOST)):
            at = place + number * struct.calcsize(f"={layout.entry}")
            tag, type_, length, inline = _unpack(f"{order}{layout.entry}", data, at)
            if (tag in _TEXTS or tag in _BLOCKS) and tag not in seen and length:
                seen.add(tag)
                offset = _unpack(f"{order}{layout.offset}", inline, 0)[0]
                yield _value(data, tag, length * _SIZES.get(type_, 0), inline, offset)
    except KeyError:
        yield Damage("Exif: no TIFF header")
    except struct.error:
        yield Damage("Exif: the directory is cut off")


def _value(data: bytes, tag: int, size: int, inline: bytes, offset: int) -> _Entry | Damage:
    name = _TEXTS.get(tag) or f"Exif entry {tag}"
    if not 0 < size <= LARGEST:
        return Damage(f"{name}: {size} bytes, more than {LARGEST}" if size else f"{name}: not of a type for text")
    value = inline[:size] if size <= len(inline) else data[offset : offset + size]
    return (tag, value) if len(value) == size else Damage(f"{name}: cut off")


def _unpack(form: str, data: bytes, place: int) -> tuple[Any, ...]:
    return struct.unpack(form, data[place : place + struct.calcsize(form)])
