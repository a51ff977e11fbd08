"""Words into a container: the pixels stay as they are, and other readers read both."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tasks.errors import MediaError
from tasks.media.embedded import read_embedded
from tasks.renditions import write_credit
from tests.tasks import pictures
from tests.tasks.renditions.painted import four_corners, opened, saved

PACKET = pictures.xmp("<photoshop:Credit>Atelier Ährenfeld</photoshop:Credit>")


def clear(width: int, height: int) -> Image.Image:
    picture = four_corners(width, height).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((width, height)))
    return picture


KINDS = {
    "VP8": saved(four_corners(31, 17), "WEBP"),
    "VP8L": saved(four_corners(31, 17), "WEBP", lossless=True),
    "VP8L with alpha": saved(clear(31, 17), "WEBP", lossless=True),
    "VP8X with alpha": saved(clear(31, 17), "WEBP"),
    "VP8X with words": saved(
        four_corners(31, 17), "WEBP", xmp=b"<alt/>", exif=pictures.exif({pictures.ARTIST_TAG: "Alt"}), icc_profile=b"x"
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("packet", [PACKET, PACKET + b" "], ids=["even", "odd"])
def test_pixels_stay_and_words_are_read(kind: str, packet: bytes) -> None:
    before, after = opened(KINDS[kind]), opened(write_credit(KINDS[kind], packet))
    assert (after.mode, after.size, after.tobytes()) == (before.mode, before.size, before.tobytes())
    assert after.info["xmp"] == packet
    assert not {"exif", "icc_profile"} & after.info.keys()
    embedded = read_embedded(write_credit(KINDS[kind], packet))
    assert (embedded.credit, embedded.creators, embedded.damaged) == ("Atelier Ährenfeld", (), ())


@pytest.mark.parametrize("kind", ["VP8", "VP8L", "VP8L with alpha", "VP8X with alpha"])
def test_the_container_is_as_libwebp_writes_it(kind: str) -> None:
    lossless = "VP8L" in kind
    picture = clear(31, 17) if "alpha" in kind else four_corners(31, 17)
    assert write_credit(KINDS[kind], PACKET) == saved(picture, "WEBP", lossless=lossless, xmp=PACKET)


def test_words_are_replaced() -> None:
    once = write_credit(KINDS["VP8"], PACKET)
    assert write_credit(write_credit(KINDS["VP8"], b"andere Worte"), PACKET) == once


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"RIFF\x04\0\0\0WEBP",
        b"RIFF\x0c\0\0\0WEBPVP8L\0\0\0\0",
        b"RIFF\x0c\0\0\0WEBPVP8 " + struct.pack("<I", 900),
        KINDS["VP8"] + b"X",
        saved(four_corners(8, 8), "WEBP", save_all=True, append_images=[Image.new("RGB", (8, 8))], duration=100),
    ],
)
def test_what_is_no_still_webp_is_refused(content: bytes) -> None:
    with pytest.raises(MediaError, match="WebP picture"):
        write_credit(content, PACKET)


@given(st.sampled_from(list(KINDS)), st.data())
def test_spoilt_bytes_are_written_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(KINDS[kind])
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        write_credit(bytes(content[: data.draw(st.integers(0, len(content)))]), PACKET)
    except MediaError as error:
        assert "\n" not in str(error)  # noqa: PT017
