"""Pixels of renditions: whatever the original's mode, format and orientation, they look like it and stand upright."""

import struct
import zlib
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tasks.embedded import read_embedded
from tasks.errors import MediaError
from tasks.renditions import Rendered, Size, render_picture
from tests.tasks import pictures
from tests.tasks.renditions.painted import CORNERS, alike, colour, corners, four_corners, opened, saved
from tests.tasks.test_media import a_picture, a_png_that_claims

ORIENTATION, MAKE, SERIAL, PLACE = 0x0112, 0x010F, 0xA431, 0x8825
WIDTH, HEIGHT = 440, 320


def render(content: bytes) -> Rendered:
    return render_picture(content, max_pixels=10_000_000)


def widest(rendered: Rendered) -> Image.Image:
    return opened(rendered.pixels[rendered.sheet.sizes[-1].width])


PICTURE = four_corners(WIDTH, HEIGHT, noise=1)
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
