"""Pixels of renditions: whatever the original's mode, format and orientation, they look like it and stand upright."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tasks.errors import MediaError
from tasks.media.embedded import read_embedded
from tasks.renditions import Size, render_picture
from tests.tasks import pictures
from tests.tasks.media.test_kinds import a_picture, a_png_that_claims
from tests.tasks.renditions.painted import (
    CORNERS,
    HEIGHT,
    PICTURE,
    WIDTH,
    alike,
    corners,
    four_corners,
    opened,
    render,
    saved,
    widest,
)

ORIENTATION, MAKE, SERIAL, PLACE = 0x0112, 0x010F, 0xA431, 0x8825
ACROSS, DOWN, SWAP = Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.TRANSPOSE
# Exif 3.0 says what the first row and the first column hold as stored: 6, the right-hand side and the top.
STORED = {
    1: (),
    2: (ACROSS,),
    3: (ACROSS, DOWN),
    4: (DOWN,),
    5: (SWAP,),
    6: (SWAP, DOWN),
    7: (SWAP, ACROSS, DOWN),
    8: (SWAP, ACROSS),
}
JPEG = saved(PICTURE, "JPEG", quality=100)


def test_sizes_are_exact_and_smaller_than_the_original() -> None:
    rendered = render(saved(four_corners(2000, 1500, noise=2), "JPEG", quality=90))
    assert rendered.sheet.size == Size(width=2000, height=1500)
    assert [(each.width, each.height) for each in rendered.sheet.sizes] == [(480, 360), (960, 720), (1600, 1200)]
    assert not rendered.sheet.original
    for each in rendered.sheet.sizes:
        picture = opened(rendered.pixels[each.width])
        assert (picture.format, picture.size) == ("WEBP", (each.width, each.height))
        assert all(map(alike, corners(picture), CORNERS))


def test_equal_bytes_make_equal_bytes() -> None:
    assert render(JPEG) == render(bytes(bytearray(JPEG)))


def turned(form: str, turn: int, picture: Image.Image = PICTURE) -> bytes:
    """The picture as a camera stores it that was held so."""
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    for step in STORED[turn]:
        picture = picture.transpose(step)
    return saved(picture, form, exif=exif, quality=100)


@pytest.mark.parametrize("turn", STORED)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_renditions_stand_upright(form: str, turn: int) -> None:
    rendered = render(turned(form, turn))
    assert rendered.sheet.size == Size(width=WIDTH, height=HEIGHT)
    assert all(map(alike, corners(widest(rendered)), CORNERS))
    assert not opened(rendered.pixels[WIDTH]).getexif()


def test_an_orientation_that_only_xmp_knows_turns_nothing() -> None:
    packet = pictures.xmp("", attributes='xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"')
    assert render(saved(PICTURE, "JPEG", xmp=packet)).sheet.size == Size(width=WIDTH, height=HEIGHT)


@pytest.mark.parametrize("block", [b"Exif\0\0", b"Exif\0\0II*\0\xff", b"Exif\0\0nonsense"])
def test_a_damaged_exif_block_turns_nothing(block: bytes) -> None:
    assert render(saved(PICTURE, "JPEG", exif=block)).sheet.size == Size(width=WIDTH, height=HEIGHT)


def test_what_is_small_is_shown_as_it_is_unless_turned() -> None:
    small = four_corners(60, 40)
    for content in (saved(small, "JPEG"), turned("JPEG", 1, small)):
        sheet = render(content).sheet
        assert (sheet.sizes, sheet.original) == ((), True)
    sheet = render(turned("JPEG", 6, small)).sheet
    assert (sheet.sizes, sheet.original) == ((Size(width=60, height=40),), False)


def test_graphics_keep_their_pixels_where_that_is_lighter() -> None:
    graphic = Image.new("RGB", (1600, 900), "white")
    for x in range(0, 1600, 8):
        graphic.paste((x % 256, 40, 160), (x, x * 37 % 800, x + 5, 900))
    content = saved(graphic, "PNG", compress_level=0)
    assert list(widest(render(content)).get_flattened_data()) == list(graphic.get_flattened_data())


def test_what_is_heavier_than_the_original_is_not_kept() -> None:
    """Grey costs more than black and white."""
    grain = Image.frombytes("1", (1704, 400), Random(3).randbytes(213 * 400))
    sheet = render(saved(grain, "PNG")).sheet
    assert ([each.width for each in sheet.sizes], sheet.original) == ([480], True)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_what_moves_is_left_alone(form: str) -> None:
    rendered = render(a_picture(form, 300, 200, frames=3))
    assert (rendered.sheet.size, rendered.sheet.sizes) == (Size(width=300, height=200), ())
    assert rendered.sheet.original


def test_of_several_pages_the_first_is_rendered() -> None:
    content = saved(PICTURE, "TIFF", save_all=True, append_images=[Image.new("RGB", (700, 50))])
    assert all(map(alike, corners(widest(render(content))), CORNERS))


@pytest.mark.parametrize("mode", ["I", "F", "LAB"])
def test_numbers_that_are_no_colours_have_no_renditions(mode: str) -> None:
    assert render(saved(Image.new(mode, (300, 200)), "TIFF")).sheet.sizes == ()


def test_nothing_personal_goes_along() -> None:
    exif = Image.Exif()
    exif[MAKE] = "Kamerabau Nord"
    exif.get_ifd(0x8769)[SERIAL] = "SN-4711"
    exif.get_ifd(PLACE).update({1: "N", 2: (51.0, 27.0, 0.0)})
    packet = pictures.xmp("<photoshop:City>Musterstadt</photoshop:City>" + pictures.xmp_creators("Tomáš Šimek"))
    content = saved(PICTURE, "JPEG", exif=exif, xmp=packet, comment=b"SN-4711")
    assert b"SN-4711" in content
    for webp in render(content).pixels.values():
        assert not {"exif", "xmp", "icc_profile"} & opened(webp).info.keys()
        assert not any(word in webp for word in (b"SN-4711", b"Kamerabau", b"Musterstadt", b"EXIF", b"XMP "))
        assert read_embedded(webp).fields == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (a_png_that_claims(30_000, 30_000), "30000 x 30000 pixels, more than the allowed"),
        (a_png_that_claims(300, 300), "truncated or damaged"),
        (JPEG[: len(JPEG) // 2], "truncated or damaged"),
        (a_picture("GIF", frames=3), "3 frames of"),
        (b"<svg/>", "not an image"),
        (b"", "not an image"),
    ],
)
def test_hostile_bytes_are_refused(content: bytes, reason: str) -> None:
    limit = 7_199 if content.startswith(b"GIF") else 1_000_000
    with pytest.raises(MediaError, match=reason):
        render_picture(content, max_pixels=limit)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(deadline=None)
@given(st.sampled_from(pictures.FORMATS), st.data())
def test_a_spoilt_picture_is_rendered_or_refused_in_one_line(form: str, data: st.DataObject) -> None:
    content = bytearray(turned(form, 6, four_corners(16, 12)))
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        render_picture(bytes(content), max_pixels=1_000_000)
    except MediaError as error:
        assert "\n" not in str(error)  # noqa: PT017
