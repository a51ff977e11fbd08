"""Pictures with their renditions beside them, and files: what stands below `/media/wwwmusterstadt/`."""

import functools
import io
import re
from pathlib import Path

from PIL import Image, ImageOps

from tests.city.model import HERE

RENDITIONS = {"0660_3zu2": (660, 440), "1024_16zu9": (1024, 576), "speziell_0900_0700_sv": (900, 700)}
_ADDRESS = re.compile(
    rf"/media/wwwmusterstadt/(?:[\w-]+/)*(?P<stem>[a-z0-9-]+)(?:_(?P<rendition>{'|'.join(RENDITIONS)}))?(?P<ext>\.\w+)"
)
_TYPES = {
    ".jpg": ("image/jpeg", "images"),
    ".png": ("image/png", "images"),
    ".webp": ("image/webp", "images"),
    ".pdf": ("application/pdf", "files"),
}


def rendition_of(path: str, name: str) -> str:
    """The address of a picture's rendition."""
    stem, _, ext = path.rpartition(".")
    return f"{stem}_{name}.{ext}"


@functools.cache
def _rendition(file: Path, size: tuple[int, int]) -> bytes:
    with Image.open(file) as original:
        small, out = ImageOps.fit(original, size, Image.Resampling.BILINEAR), io.BytesIO()
        small.save(out, original.format or "JPEG", quality=78)
    return out.getvalue()


def find_media(path: str) -> tuple[str, bytes] | None:
    """The media type and the bytes at that address, if anything stands there."""
    found = _ADDRESS.fullmatch(path)
    if not found or found["ext"] not in _TYPES:
        return None
    media_type, folder = _TYPES[found["ext"]]
    file = HERE / folder / (found["stem"] + found["ext"])
    if not file.is_file():
        return None
    if found["rendition"]:
        return media_type, _rendition(file, RENDITIONS[found["rendition"]])
    return media_type, file.read_bytes()
