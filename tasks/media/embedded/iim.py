"""IPTC-IIM 4.2 datasets, and the Photoshop image resources (`8BIM`) that carry them as resource 0x0404.

Dataset 1:90 says in which character set record 2 is written, by an escape sequence of ISO 2022; two of them mean
UTF-8. Programs that say nothing wrote what their system wrote.
"""

import struct
from collections.abc import Iterator

from tasks.media.embedded.texts import decode
from tasks.media.embedded.values import MOST, Damage, Field, Part, Segment

_NAMES = {
    (2, 80): "IIM 2:80 By-line",
    (2, 110): "IIM 2:110 Credit",
    (2, 115): "IIM 2:115 Source",
    (2, 116): "IIM 2:116 Copyright Notice",
    (2, 120): "IIM 2:120 Caption/Abstract",
}
_UTF8 = (b"\x1b%G", b"\x1b%/G", b"\x1b%/H", b"\x1b%/I")
_IIM = 0x0404
_SIGNATURES = (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR")

_Dataset = tuple[int, int, bytes]


def read_resources(data: bytes) -> Iterator[Part]:
    """The IIM blocks among the image resources."""
    place = 0
    for _ in range(MOST):
        if not data[place : place + 12].strip(b"\0"):
            return
        name_end = place + 7 + data[place + 6] if len(data) > place + 6 else len(data)
        name_end += (name_end - place) % 2
        start = name_end + 4
        size = int.from_bytes(data[name_end:start], "big")
        if data[place : place + 4] not in _SIGNATURES or start > len(data):
            yield Damage("Photoshop resources: not readable to their end")
            return
        if int.from_bytes(data[place + 4 : place + 6], "big") == _IIM:
            yield Segment("iim", data[start : start + size])
        place = start + size + size % 2


def read_iim(data: bytes) -> Iterator[Part]:
    """What the datasets say. They are decoded together."""
    utf8 = False
    names: list[str] = []
    values: list[bytes] = []
    for dataset in _datasets(data):
        if isinstance(dataset, Damage):
            yield dataset
        elif dataset[:2] == (1, 90):
            utf8 = dataset[2].strip(b"\0 ") in _UTF8
        elif dataset[:2] in _NAMES:
            names.append(_NAMES[dataset[:2]])
            values.append(dataset[2])
    yield from map(Field, names, decode(values, utf8=utf8))


def _datasets(data: bytes) -> Iterator[_Dataset | Damage]:
    """Record, number and value of each dataset; a length of more than 15 bits stands in bytes of its own (1.6.2)."""
    place = 0
    for _ in range(MOST):
        if not data[place : place + 5].strip(b"\0"):
            return
        try:
            marker, record, number, size = struct.unpack(">BBBH", data[place : place + 5])
        except struct.error:
            yield Damage("IIM: cut off")
            return
        place += 5
        if size & 0x8000:
            more = size & 0x7FFF
            size = int.from_bytes(data[place : place + min(more, 8)], "big")
            place += more
        if marker != 0x1C or place + size > len(data):
            yield Damage("IIM: a dataset without marker" if marker != 0x1C else "IIM: cut off")
            return
        yield record, number, data[place : place + size]
        place += size
