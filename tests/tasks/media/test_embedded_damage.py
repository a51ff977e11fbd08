"""Damaged and hostile metadata: it never raises, costs little, and what is whole is still read."""

import struct
import time
import warnings
from collections.abc import Callable
from zlib import compress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tasks.media.embedded import Embedded, read_embedded
from tests.tasks import pictures
from tests.tasks.pictures import BY_LINE, CREDIT, FORMATS, UTF8, chunk, segment, xmp, xmp_creators

PACKET = xmp(xmp_creators("Ruth Seidel"), attributes='photoshop:Credit="Stadt Lindenau"')
BLOCK = pictures.exif({pictures.ARTIST_TAG: "Ruth Seidel", pictures.COPYRIGHT_TAG: "Stadt Lindenau"})
DATASETS = pictures.iim([UTF8, (BY_LINE, b"Ruth Seidel"), (CREDIT, b"Stadt Lindenau")])
RESOURCES = pictures.resources((0x0404, b"", DATASETS))
FULL = {
    **{form: pictures.picture(form, exif=BLOCK, xmp=PACKET) for form in FORMATS},
    "JPEG with IIM": pictures.jpeg(pictures.photoshop_segment(RESOURCES), pictures.xmp_segment(PACKET)),
    "TIFF with all": pictures.tiff_directory(
        [(315, 2, b"Ruth Seidel\0"), (700, 1, PACKET), (33723, 7, DATASETS), (34377, 1, RESOURCES)]
    ),
    "PNG with texts": pictures.png(
        chunk(b"tEXt", b"Author\0Ruth Seidel"), behind=[chunk(b"zTXt", b"Copyright\0\0" + compress(b"Stadt Lindenau"))]
    ),
}


def photoshop(data: bytes) -> bytes:
    return pictures.jpeg(pictures.photoshop_segment(data))


def packet(data: bytes) -> bytes:
    return pictures.jpeg(pictures.xmp_segment(data))


@pytest.mark.parametrize(
    ("content", "damage"),
    [
        (pictures.jpeg(pictures.exif_segment(b"no directory")), "Exif: no TIFF header"),
        (pictures.jpeg(pictures.exif_segment(BLOCK[:20])), "Exif: the directory is cut off"),
        (pictures.jpeg(pictures.exif_segment(BLOCK[:-3])), "Exif Copyright: cut off"),
        (pictures.tiff_directory([(315, 5, b"Ruth Seidel\0")]), "Exif Artist: not of a type for text"),
        (pictures.tiff_directory([(315, 2, bytes(1_000_001))]), "Exif Artist: 1000001 bytes, more than 1000000"),
        (photoshop(b"8BIM"), "Photoshop resources: not readable to their end"),
        (photoshop(pictures.resources((1, b"", bytes(4))) + b"?"), "Photoshop resources: not readable to their end"),
        (photoshop(RESOURCES[:-9]), "IIM: cut off"),
        (photoshop(pictures.resources((0x0404, b"", DATASETS + b"Ende"))), "IIM: cut off"),
        (photoshop(pictures.resources((0x0404, b"", DATASETS + b"Schluss"))), "IIM: a dataset without marker"),
        (packet(b"<x:xmpmeta/>"), "XMP: not well-formed, Namespace prefix x on xmpmeta is not defined"),
        (packet(b"<a/>"), "XMP: no RDF in it"),
        (packet(PACKET[:-300]), "XMP: not well-formed"),
        (packet(PACKET.replace(b"Ruth", b"R\xfcth")), "XMP: not well-formed"),
        (packet(PACKET.replace(b"Ruth", b"&ruth;")), "XMP: not well-formed, Entity 'ruth' not defined"),
        (packet(PACKET.decode().encode("utf-16")), "XMP: not well-formed"),
        (pictures.tiff_directory([(33723, 7, bytes(1_000_001))]), "Exif entry 33723: 1000001 bytes"),
        (pictures.png(chunk(b"zTXt", b"Author\0\0no zlib")), "PNG Author: Error -3"),
        (pictures.png(chunk(b"zTXt", b"Author\0\0" + compress(b"x" * 99)[:-6])), "PNG Author: cut off"),
        (pictures.png(chunk(b"zTXt", b"Author\0\0" + compress(bytes(2_000_000)))), "PNG Author: more than 1000000"),
        (pictures.png(chunk(b"iTXt", b"Author\0")), "PNG Author: not enough values"),
        (FULL["PNG"][:-20], "PNG: cut off"),
        (FULL["WEBP"][:-2], "WebP: cut off"),
        (pictures.jpeg()[:12], "JPEG: the segment at byte 2 is cut off"),
        (FULL["AVIF"][:40], "AVIF: "),
    ],
)  # fmt: skip
def test_damage_is_named(content: bytes, damage: str) -> None:
    read = read_embedded(content)
    assert [what[: len(damage)] for what in read.damaged] == [damage]
    assert all("\n" not in what and len(what) <= 200 for what in read.damaged)


def test_what_is_whole_is_read_beside_damage() -> None:
    datasets = pictures.iim([(BY_LINE, b"Ruth Seidel"), (CREDIT, b"Stadt Lindenau")])[:-4]
    content = pictures.jpeg(
        pictures.exif_segment(pictures.exif({pictures.ARTIST_TAG: "Eva", pictures.COPYRIGHT_TAG: "RS und Stadt"})[:-4]),
        pictures.photoshop_segment(pictures.resources((0x0404, b"", datasets))),
        pictures.xmp_segment(b"<"),
        pictures.xmp_segment(xmp("", attributes='photoshop:Source="Stadtarchiv"')),
    )
    read = read_embedded(content)
    assert [field.value for field in read.fields] == ["Eva", "Ruth Seidel", "Stadtarchiv"]
    assert len(read.damaged) == 3


def test_no_dtd_is_read_and_no_entity_resolved() -> None:
    for declaration in (
        '<!DOCTYPE x [<!ENTITY who "Ruth Seidel">]>',
        '<!DOCTYPE x [<!ENTITY who SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
    ):
        content = packet(PACKET.replace(b"<x:xmpmeta", declaration.encode() + b"<x:xmpmeta").replace(b"Ruth", b"&who;"))
        assert read_embedded(content) == Embedded(damaged=("XMP: it has a DTD",))
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x [<!ENTITY who "Eva">]>' + PACKET
    assert read_embedded(packet(hidden)).fields == ()


def test_pixels_are_not_looked_at_and_nothing_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither Pillow's process-wide limit nor its warnings matter: a picture of any size is read."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1)
    giant = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)
    text = chunk(b"tEXt", b"Author\0Ruth Seidel")
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", giant) + chunk(b"IDAT", b"no pixels") + text + chunk(b"IEND", b"")
    frame = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16_382).to_bytes(3, "little") * 2
    body = frame + b"XMP " + struct.pack("<I", len(PACKET)) + PACKET + bytes(len(PACKET) % 2)
    webp = b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = [read_embedded(content) for content in (png, webp, *FULL.values())]
    assert {one.creators for one in read} == {("Ruth Seidel",)}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBP", b"II*\0", b"MM\0+"]), st.binary())
@example(b"II+\0", b"\x08\0\0\0" + b"\xff" * 16)
def test_any_bytes_are_read(opening: bytes, rest: bytes) -> None:
    read_embedded(opening + rest)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(FULL)), st.data())
def test_spoilt_metadata_is_read(name: str, data: st.DataObject) -> None:
    content = bytearray(FULL[name])
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, about AVIF
        read = read_embedded(bytes(content[:cut]))
    assert all(0 < len(field.value) <= 2_000 for field in read.fields)
    assert all(0 < len(what) <= 200 for what in read.damaged)
    assert set(read.creators) | ({read.credit} - {None}) <= {field.value for field in read.fields}


LARGE = 8_000_000
URLS = "<plus:LicensorURL>" * 200


def many_offsets() -> bytes:
    """A directory whose every entry is the same long text."""
    rows = b"".join(struct.pack("<HHQQ", tag, 2, 900_000, 16) for tag in (270, 315, 700, 33432) * 500_000)
    return b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, len(rows) // 20) + rows


HOSTILE: dict[str, Callable[[], bytes]] = {
    "markers": lambda: b"\xff\xd8" + b"\xff" * LARGE,
    "standalone markers": lambda: b"\xff\xd8" + b"\xff\xd0" * (LARGE // 2),
    "segments": lambda: b"\xff\xd8" + segment(0xED, b"Photoshop 3.0\0" + b"8BIM" * 4) * (LARGE // 40),
    "resources": lambda: b"\xff\xd8" + pictures.photoshop_segment(pictures.resources((1, b"", b"")) * 5_000) * 130,
    "datasets": lambda: pictures.tiff_directory([(33723, 7, pictures.iim([(BY_LINE, b"x")]) * 160_000)]),
    "empty datasets": lambda: photoshop(pictures.resources((0x0404, b"", b"\x1c\2\x19\0\0" * 12_000))),
    "zeros": lambda: pictures.tiff_directory([(33723, 7, bytes(900_000)), (34377, 1, bytes(900_000))]),
    "entries": many_offsets,
    "chunks": lambda: pictures.png(chunk(b"tEXt", b"Comment\0") * (LARGE // 20)),
    "deflated": lambda: pictures.png(chunk(b"zTXt", b"Author\0\0" + compress(bytes(50_000_000))) * 100),
    "webp chunks": lambda: b"RIFF\0\0\0\0WEBP" + b"ANMF\0\0\0\0" * (LARGE // 8),
    "deep": lambda: pictures.tiff_directory([(700, 1, xmp("<rdf:li>" * 100_000))]),
    "nested": lambda: pictures.tiff_directory(
        [(700, 1, xmp(f"<plus:Licensor>{URLS}{'<rdf:li/>' * 80_000}{URLS.replace('<', '</')}</plus:Licensor>"))]
    ),
    "creators": lambda: pictures.tiff_directory([(700, 1, xmp(xmp_creators(*map(str, range(40_000)))))]),
    "attributes": lambda: pictures.tiff_directory(
        [(700, 1, xmp("", attributes=" ".join(f'dc:a{number}="x"' for number in range(60_000))))]
    ),
    "many packets": lambda: b"\xff\xd8" + pictures.xmp_segment(xmp("<rdf:li/>" * 6_000)) * 130,
    "artists": lambda: pictures.tiff_directory([(315, 2, b";".join(b"%d" % number for number in range(140_000)))]),
    "long value": lambda: pictures.tiff_directory([(700, 1, xmp(xmp_creators("a\u0323\u0307" * 190_000)))]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_metadata_costs_little(name: str) -> None:
    content = HOSTILE[name]()
    started = time.perf_counter()
    read = read_embedded(content)
    assert time.perf_counter() - started < 3
    assert len(read.fields) <= 500
