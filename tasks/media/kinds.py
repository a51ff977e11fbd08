"""Media: bytes in, what they really are out. Names, suffixes and Content-Type headers are not believed.

A picture counts as whole when every pixel of every frame decodes; how many pixels that takes is checked before
each frame is decoded, against the caller's limit alone. Width and height are those stored (EXIF orientation not
applied). A file counts by its signature and, where one container serves many types, by what it holds.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from PIL import Image, ImageSequence
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from tasks.errors import MediaError


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that decodes whole."""

    media_type: str
    extension: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class File:
    """A file of a known type."""

    media_type: str
    extension: str


class _Format(NamedTuple):
    signature: bytes
    reader: Callable[[BytesIO], ImageFile]
    media_type: str
    extension: str


# The readers are called directly: `Image.open` would judge sizes by process-wide settings and warnings.
_PICTURES = (
    _Format(rb"\xff\xd8\xff", JpegImageFile, "image/jpeg", "jpg"),
    _Format(rb"\x89PNG\r\n\x1a\n", PngImageFile, "image/png", "png"),
    _Format(rb"GIF8[79]a", GifImageFile, "image/gif", "gif"),
    _Format(rb"RIFF.{4}WEBP", WebPImageFile, "image/webp", "webp"),
    _Format(rb"II[*+]\0|MM\0[*+]", TiffImageFile, "image/tiff", "tif"),
    _Format(rb".{4}ftyp.{0,60}avi[fs]", AvifImageFile, "image/avif", "avif"),
)

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OOXML = {
    "word/document.xml": File(f"{_OFFICE}wordprocessingml.document", "docx"),
    "xl/workbook.xml": File(f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": File(f"{_OFFICE}presentationml.presentation", "pptx"),
}
_ODF = {
    f"{_OPEN_DOCUMENT}{kind}".encode(): File(f"{_OPEN_DOCUMENT}{kind}", extension)
    for kind, extension in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"), ("graphics", "odg"))
}
# Names of streams; a document that embeds a sheet holds both, so the order matters.
_OLE = {
    "WordDocument": File("application/msword", "doc"),
    "PowerPoint Document": File("application/vnd.ms-powerpoint", "ppt"),
    "Workbook": File("application/vnd.ms-excel", "xls"),
    "Book": File("application/vnd.ms-excel", "xls"),
}


def measure_picture(content: bytes, *, max_pixels: int) -> Picture:
    """The picture in these bytes, all frames decoded; `MediaError` when it is none, broken or too large."""
    return decode_picture(content, max_pixels=max_pixels)[0]


def decode_picture(content: bytes, *, max_pixels: int) -> tuple[Picture, ImageFile]:
    """The same, and its first frame for those who work on pixels."""
    form = _picture_format(content)
    if form is None:
        raise MediaError(f"not an image: {_describe(content)}")
    try:
        image = form.reader(BytesIO(content))
        width, height = image.size
        _decode(image, max_pixels)
    except MediaError:
        raise
    except Image.DecompressionBombError as error:
        raise MediaError(f"more pixels than the allowed {max_pixels}") from error
    except Exception as error:  # on broken bytes Pillow raises errors of nearly every type
        raise MediaError(f"a truncated or damaged image ({form.media_type}): {_one_line(error)}") from error
    return Picture(form.media_type, form.extension, width, height), image


def recognise_file(content: bytes) -> File:
    """The type of these bytes; `MediaError` when it is HTML or none that is known."""
    if b"%PDF-" in content[:1024]:
        return File("application/pdf", "pdf")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _recognise_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _recognise_ole(content)
    if form := _picture_format(content):
        return File(form.media_type, form.extension)
    raise MediaError(f"not a file of a known type: {_describe(content)}")


def _picture_format(content: bytes) -> _Format | None:
    return next((form for form in _PICTURES if re.match(form.signature, content, re.DOTALL)), None)


def _decode(image: ImageFile, max_pixels: int) -> None:
    pixels = 0
    for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
        pixels += frame.width * frame.height
        if pixels > max_pixels:
            frames = f"{number} frames of " if number > 1 else ""
            raise MediaError(f"{frames}{frame.width} x {frame.height} pixels, more than the allowed {max_pixels}")
        frame.load()
    if image.tell():
        image.seek(0)


def _recognise_zip(content: bytes) -> File:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100).strip() if "mimetype" in names else b""
    except Exception as error:  # damaged or encrypted members raise errors of many types
        raise MediaError(f"a truncated or damaged ZIP file: {_one_line(error)}") from error
    office = (file for name, file in _OOXML.items() if "[Content_Types].xml" in names and name in names)
    return _ODF.get(kind) or next(office, File("application/zip", "zip"))


def _recognise_ole(content: bytes) -> File:
    known = (file for name, file in _OLE.items() if f"{name}\0".encode("utf-16-le") in content)
    file = next(known, None)
    if file is None:
        raise MediaError("not a file of a known type: an OLE container without document, sheet or slides")
    return file


def _describe(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        return "there are no bytes"
    if b"<!doctype html" in start or b"<html" in start:
        return "the bytes are HTML"
    if b"<svg" in start:
        return "the bytes are SVG, a drawing without pixels that may hold scripts"
    return "unknown type"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
