"""Pictures painted in every mode and format, and what tells one corner from another."""

from io import BytesIO
from random import Random

from PIL import Image

from tasks.renditions import Rendered, render_picture

CORNERS = ((200, 50, 60), (40, 160, 70), (50, 70, 190), (210, 190, 50))
"""Upper left, upper right, lower left, lower right."""


def four_corners(width: int, height: int, *, noise: int = 0) -> Image.Image:
    """A quarter of each colour; noise makes it heavy."""
    picture = Image.new("RGB", (2, 2))
    for place, colour in zip(((0, 0), (1, 0), (0, 1), (1, 1)), CORNERS, strict=True):
        picture.putpixel(place, colour)
    picture = picture.resize((width, height), Image.Resampling.NEAREST)
    if noise:
        grain = Image.frombytes("RGB", (width, height), Random(noise).randbytes(width * height * 3))
        picture = Image.blend(picture, grain, 0.2)
    return picture


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    """The colour of each quarter."""
    small = picture.resize((2, 2), Image.Resampling.BOX)
    return [colour(small, x, y) for y in (0, 1) for x in (0, 1)]


def colour(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    value = picture.getpixel((x, y))
    assert isinstance(value, tuple)
    return value


def alike(one: tuple[int, ...], other: tuple[int, ...], within: int = 30) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def render(content: bytes) -> Rendered:
    return render_picture(content, max_pixels=10_000_000)


def widest(rendered: Rendered) -> Image.Image:
    return opened(rendered.pixels[rendered.sheet.sizes[-1].width])


WIDTH, HEIGHT = 440, 320
PICTURE = four_corners(WIDTH, HEIGHT, noise=1)
