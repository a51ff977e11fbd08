"""Metadata in JPEG: the application segments in front of the pixels (ISO 10918-1; Exif 3.0, 4.7; XMP Part 3, 1.1.3)."""

import re
from collections.abc import Iterator
from hashlib import md5

from tasks.media.embedded.values import MOST, Damage, Part, Segment

_MARKER = re.compile(rb"\xff([^\xff\x00])")
_EXIF = b"\xe1Exif\0"
_XMP = b"\xe1http://ns.adobe.com/xap/1.0/\0"
_EXTENSION = b"\xe1http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = b"\xedPhotoshop 3.0\0"
_HAS_EXTENSION = re.compile(rb"HasExtendedXMP(?:\s*=\s*[\"']|>)\s*([0-9A-Fa-f]{32})")


def walk_jpeg(content: bytes) -> Iterator[Part]:
    """Exif and the image resources may be spread over several segments, in their order."""
    exif, resources, packets, extension = [], [], [], []
    for part in _segments(content):
        if isinstance(part, Damage):
            yield part
        elif part.startswith(_EXIF):
            exif.append(part[len(_EXIF) + 1 :])
        elif part.startswith(_XMP):
            packets.append(part[len(_XMP) :])
        elif part.startswith(_EXTENSION):
            extension.append(part[len(_EXTENSION) :])
        elif part.startswith(_PHOTOSHOP):
            resources.append(part[len(_PHOTOSHOP) :])
    if exif:
        yield Segment("exif", b"".join(exif))
    if resources:
        yield Segment("photoshop", b"".join(resources))
    yield from (Segment("xmp", packet) for packet in packets)
    yield from _extended(b"".join(packets), extension)


def _segments(content: bytes) -> Iterator[bytes | Damage]:
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
    if not parts:
        return
    named = _HAS_EXTENSION.search(packet)
    own = [(part[36:40], part[40:]) for part in parts if named and part[:32].upper() == named[1].upper()]
    whole = b"".join(data for _, data in sorted(own))
    if named and md5(whole, usedforsecurity=False).hexdigest().upper().encode() == named[1].upper():
        yield Segment("xmp", whole)
    else:
        yield Damage("Extended XMP: not the one that the packet names, or not whole")
