"""Colours of renditions: whatever the original's mode, format and profile, they look like it."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from tests.tasks import pictures
from tests.tasks.renditions.painted import (
    CORNERS,
    HEIGHT,
    PICTURE,
    WIDTH,
    alike,
    colour,
    corners,
    four_corners,
    opened,
    render,
    saved,
    widest,
)

MODES = {
    "L": ("PNG", "JPEG", "WEBP", "TIFF"),
    "LA": ("PNG",),
    "P": ("PNG", "GIF", "TIFF"),
    "RGB": ("PNG", "JPEG", "WEBP", "TIFF", "AVIF"),
    "RGBA": ("PNG", "WEBP", "TIFF", "AVIF"),
    "CMYK": ("JPEG", "TIFF"),
    "YCbCr": ("JPEG",),
}


@pytest.mark.parametrize(("mode", "form"), [(mode, form) for mode, forms in MODES.items() for form in forms])
def test_every_mode_and_format_looks_like_the_original(mode: str, form: str) -> None:
    original = PICTURE.convert(mode)
    wanted = CORNERS if mode not in ("L", "LA") else corners(four_corners(8, 8).convert("L").convert("RGB"))
    rendition = widest(render(saved(original, form, quality=100))).convert("RGB")
    assert rendition.size == (WIDTH, HEIGHT)
    assert all(map(alike, corners(rendition), wanted))


@pytest.mark.parametrize("options", [{"progressive": True}, {"subsampling": 0}, {"optimize": True}, {"smooth": 1}])
def test_every_kind_of_jpeg(options: dict[str, object]) -> None:
    assert all(map(alike, corners(widest(render(saved(PICTURE, "JPEG", quality=100, **options)))), CORNERS))


@pytest.mark.parametrize(("form", "mode"), [("PNG", "I;16"), ("TIFF", "I;16"), ("TIFF", "I;16B")])
def test_sixteen_bits_keep_their_greys(form: str, mode: str) -> None:
    row = struct.pack(">2000H" if mode == "I;16B" else "<2000H", *range(0, 64_000, 32))
    content = saved(Image.frombytes(mode, (2000, 100), row * 100), form)
    rendition = widest(render(content)).convert("L")
    for x in range(50, 1600, 100):
        assert abs(grey(rendition, x) - x * 32 / 257 * 2000 / 1600) <= 4


def grey(picture: Image.Image, x: int) -> int:
    value = picture.getpixel((x, 50))
    assert isinstance(value, int)
    return value


def test_sixteen_bit_colours() -> None:
    """Pillow writes no such file: each row of a PNG by hand."""

    def row(y: int) -> bytes:
        return b"\0" + b"".join(
            struct.pack(">HHH", *(each * 257 for each in colour(PICTURE, x, y))) for x in range(WIDTH)
        )

    content = (
        b"\x89PNG\r\n\x1a\n"
        + pictures.chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, 2, 0, 0, 0))
        + pictures.chunk(b"IDAT", zlib.compress(b"".join(map(row, range(HEIGHT))), 1))
        + pictures.chunk(b"IEND", b"")
    )
    assert all(map(alike, corners(widest(render(content))), CORNERS))


def test_black_and_white() -> None:
    picture = Image.new("1", (2000, 1000))
    picture.paste(1, (1000, 0, 2000, 1000))
    rendition = widest(render(saved(picture, "TIFF"))).convert("L")
    assert (rendition.size, grey(rendition, 100), grey(rendition, 1500)) == ((1600, 800), 0, 255)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF", "GIF", "palette", "key"])
def test_transparency_is_kept(form: str) -> None:
    picture = PICTURE.convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, WIDTH // 2, HEIGHT // 2))
    if form == "palette":
        content = saved(picture.quantize(200), "PNG")
    elif form == "key":
        content = saved(picture.convert("RGB"), "PNG", transparency=(0, 0, 0))
    else:
        content = saved(picture, form, quality=100)
    clear, *others = corners(widest(render(content)))
    assert clear[3] == 0
    assert all(alike(each, (*corner, 255)) for each, corner in zip(others, CORNERS[1:], strict=True))


def test_edges_of_what_is_clear_take_no_colour_from_behind() -> None:
    """Clear pixels are green behind: a reader must not see it when the picture is made smaller."""
    picture = Image.new("RGBA", (2000, 1000), (0, 255, 0, 0))
    for x in range(0, 2000, 20):
        picture.paste((200, 0, 0, 255), (x, 0, x + 10, 1000))
    rendered = render(saved(picture, "TIFF"))
    page = Image.new("RGBA", (480, 240), "white")
    page.alpha_composite(opened(rendered.pixels[480]))
    assert all(colour(page, x, 120)[0] >= 180 for x in range(480))


def profile(picture: Image.Image, space: str) -> tuple[Image.Image, bytes]:
    """The same colours as numbers of another space, and that space's profile."""
    made = wide() if space == "wide" else ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    turned = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(BytesIO(made)))
    assert turned
    return turned, made


def wide() -> bytes:
    """An sRGB profile whose red and green colorants have changed places: no viewer can miss that it is heeded."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return plain.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("space", ["sRGB", "wide"])
def test_profiles_are_heeded_and_gone(form: str, space: str) -> None:
    picture, made = profile(PICTURE, space)
    if space == "wide":
        assert not all(map(alike, corners(picture), CORNERS))
    rendition = widest(render(saved(picture, form, icc_profile=made, quality=100)))
    assert all(map(alike, corners(rendition), CORNERS))
    assert "icc_profile" not in rendition.info


def test_a_profile_is_heeded_beside_transparency() -> None:
    picture, made = profile(PICTURE, "wide")
    picture.putalpha(200)
    rendition = widest(render(saved(picture, "PNG", icc_profile=made)))
    assert all(alike(each, (*corner, 200)) for each, corner in zip(corners(rendition), CORNERS, strict=True))


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize(
    "made", [b"no profile", wide()[:200], ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_profile_that_does_not_fit_is_ignored(mode: str, made: bytes) -> None:
    plain = widest(render(saved(PICTURE.convert(mode), "JPEG", quality=100)))
    assert widest(render(saved(PICTURE.convert(mode), "JPEG", quality=100, icc_profile=made))) == plain
