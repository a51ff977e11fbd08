"""Bytes and what they really are. Every picture and container is made here, then spoilt."""

import struct
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tasks.errors import MediaError
from tasks.media.kinds import File, Picture, measure_picture, recognise_file

FORMATS = {
    "JPEG": ("image/jpeg", "jpg"),
    "MPO": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
    "TIFF": ("image/tiff", "tif"),
    "AVIF": ("image/avif", "avif"),
}


def a_picture(form: str, width: int = 60, height: int = 40, frames: int = 1) -> bytes:
    noise = Random(form)
    shades = [Image.frombytes("RGB", (width, height), noise.randbytes(width * height * 3)) for _ in range(frames)]
    target = BytesIO()
    more = {"save_all": True, "append_images": shades[1:]} if frames > 1 or form == "MPO" else {}
    shades[0].save(target, form, **more)
    return target.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def a_zip(**members: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def an_ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + f"{stream}\0".encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize("form", FORMATS)
def test_a_whole_picture_is_measured(form: str) -> None:
    content = a_picture(form)
    assert measure_picture(content, max_pixels=10_000) == Picture(*FORMATS[form], 60, 40)
    assert recognise_file(content) == File(*FORMATS[form])


@pytest.mark.parametrize("form", FORMATS)
def test_a_cut_picture_is_refused(form: str) -> None:
    content = a_picture(form)
    with pytest.raises(MediaError, match=rf"^a truncated or damaged image \({FORMATS[form][0]}\): [^\n]+$"):
        measure_picture(content[: len(content) // 3], max_pixels=10_000)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\n <!DOCTYPE html><html><body>Nicht gefunden", "not an image: the bytes are HTML"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "not an image: the bytes are SVG"),
        (b"", "not an image: there are no bytes"),
        (b"BM" + bytes(60), "not an image: unknown type"),
        (b"%PDF-1.7", "not an image: unknown type"),
    ],
)
def test_what_is_no_picture_is_refused_by_what_it_is(content: bytes, reason: str) -> None:
    with pytest.raises(MediaError, match=f"^{reason}"):
        measure_picture(content, max_pixels=10_000)


def test_pixels_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(MediaError, match=r"^30000 x 30000 pixels, more than the allowed 150000000$"):
        measure_picture(a_png_that_claims(30_000, 30_000), max_pixels=150_000_000)


def test_a_canvas_that_would_be_made_on_opening_is_refused() -> None:
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16_382).to_bytes(3, "little") * 2
    content = b"RIFF" + struct.pack("<I", 4 + len(canvas)) + b"WEBP" + canvas
    with pytest.raises(MediaError, match=r"^more pixels than the allowed 150000000$"):
        measure_picture(content, max_pixels=150_000_000)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "TIFF", "AVIF"])
def test_frames_count_together(form: str) -> None:
    content = a_picture(form, frames=3)
    assert measure_picture(content, max_pixels=7_200) == Picture(*FORMATS[form], 60, 40)
    with pytest.raises(MediaError, match=r"^3 frames of 60 x 40 pixels, more than the allowed 7199$"):
        measure_picture(content, max_pixels=7_199)


def test_only_the_given_limit_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither Pillow's process-wide limit nor the warning filters change what is refused, in any thread."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    content = a_picture("JPEG")
    with warnings.catch_warnings(), ThreadPoolExecutor(4) as pool:
        warnings.simplefilter("error")
        pictures = set(pool.map(lambda limit: measure_picture(content, max_pixels=limit), [2_400] * 40))
    assert pictures == {Picture("image/jpeg", "jpg", 60, 40)}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@given(st.sampled_from(list(FORMATS)), st.data())
def test_a_spoilt_picture_is_measured_or_refused_in_one_line(form: str, data: st.DataObject) -> None:
    content = bytearray(a_picture(form, 8, 8))
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        measure_picture(bytes(content), max_pixels=1_000_000)
    except MediaError as error:
        assert "\n" not in str(error)  # noqa: PT017


OOXML = "application/vnd.openxmlformats-officedocument."
TYPES = {"[Content_Types].xml": b"<Types/>"}


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (b"%PDF-1.7\n%...", File("application/pdf", "pdf")),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", File("application/pdf", "pdf")),
        (a_zip(**TYPES, **{"word/document.xml": b""}), File(f"{OOXML}wordprocessingml.document", "docx")),
        (a_zip(**TYPES, **{"xl/workbook.xml": b""}), File(f"{OOXML}spreadsheetml.sheet", "xlsx")),
        (a_zip(**TYPES, **{"ppt/presentation.xml": b""}), File(f"{OOXML}presentationml.presentation", "pptx")),
        (a_zip(**{"word/document.xml": b""}), File("application/zip", "zip")),
        (
            a_zip(mimetype=b"application/vnd.oasis.opendocument.text"),
            File("application/vnd.oasis.opendocument.text", "odt"),
        ),
        (
            a_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet\n"),
            File("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ),
        (a_zip(mimetype=b"x" * 5_000_000), File("application/zip", "zip")),
        (a_zip(), File("application/zip", "zip")),
        (b"RIFF\n\0\0\0WEBP", File("image/webp", "webp")),
        (an_ole("WordDocument"), File("application/msword", "doc")),
        (an_ole("Workbook"), File("application/vnd.ms-excel", "xls")),
        (an_ole("Book"), File("application/vnd.ms-excel", "xls")),
        (an_ole("PowerPoint Document"), File("application/vnd.ms-powerpoint", "ppt")),
    ],
)
def test_a_file_is_recognised_by_what_it_holds(content: bytes, file: File) -> None:
    assert recognise_file(content) == file


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><title>404</title>", "the bytes are HTML"),
        (b"MZ\x90\0", "unknown type"),
        (an_ole("__properties_version1.0"), "an OLE container without document"),
        (a_zip(**{"word/document.xml": b"x" * 100})[:-30], "a truncated or damaged ZIP file"),
    ],
)
def test_a_file_of_no_known_type_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(MediaError, match=reason):
        recognise_file(content)
