"""A canvas of 1200 by 800 units, drawn three times as large and reduced at the end, which smooths every edge."""

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageFont

SCALE = 3
Point = tuple[float, float]
Box = tuple[float, float, float, float]
Stops = Sequence[str]


def mix(one: str, other: str, share: float) -> str:
    """The colour between two."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _rgba(colour: str, alpha: float) -> tuple[int, ...]:
    return (*ImageColor.getrgb(colour)[:3], round(alpha * 255))


class Canvas:
    """What the scenes draw on; coordinates grow to the right and down."""

    def __init__(self, seed: str, size: tuple[int, int] = (1200, 800)) -> None:
        self.size = size
        self.random = Random(seed)
        self._image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), "white")
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def gradient(self, stops: Stops, box: Box | None = None) -> None:
        """Fill a box with colours from top to bottom."""
        left, top, right, bottom = box or (0, 0, *self.size)
        strip = self._strip(stops)
        size = (round((right - left) * SCALE), round((bottom - top) * SCALE))
        self._image.paste(strip.resize(size, Image.Resampling.BILINEAR), (round(left * SCALE), round(top * SCALE)))

    def polygon(self, points: Sequence[Point], colour: str, alpha: float = 1) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], _rgba(colour, alpha))

    def shaded(self, points: Sequence[Point], stops: Stops) -> None:
        """A polygon filled with colours from its top to its bottom."""
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        mask = Image.new("L", self._image.size)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in points], 255)
        layer = Image.new("RGB", self._image.size)
        band = self._strip(stops).resize((self._image.width, max(1, round((bottom - top) * SCALE))), 2)
        layer.paste(band, (0, round(top * SCALE)))
        self._image.paste(layer, mask=mask)

    def rect(self, box: Box, colour: str, alpha: float = 1, radius: float = 0) -> None:
        scaled = tuple(value * SCALE for value in box)
        self._draw.rounded_rectangle(scaled, radius * SCALE, _rgba(colour, alpha))

    def disc(self, centre: Point, radius: float, colour: str, alpha: float = 1, flat: float = 1) -> None:
        """A circle, or an ellipse if flat is not 1."""
        x, y = centre
        box = ((x - radius) * SCALE, (y - radius * flat) * SCALE, (x + radius) * SCALE, (y + radius * flat) * SCALE)
        self._draw.ellipse(box, _rgba(colour, alpha))

    def line(self, points: Sequence[Point], colour: str, width: float = 2, alpha: float = 1) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, _rgba(colour, alpha), round(width * SCALE), joint="curve")

    def arc(self, box: Box, start: float, end: float, colour: str, width: float) -> None:
        """Part of an ellipse's outline, in degrees clockwise from three o'clock."""
        (left, top, right, bottom), steps = box, 120
        x, y, rx, ry = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        angles = [(start + (end - start) * step / steps) * pi / 180 for step in range(steps + 1)]
        self.line([(x + rx * cos(a), y + ry * sin(a)) for a in angles], colour, width)

    def glow(self, centre: Point, radius: float, colour: str, strength: float = 1) -> None:
        """Light around a point, fading out."""
        self.light([(centre, radius * 0.45, colour)], radius * 0.28, strength)

    def light(self, discs: Sequence[tuple[Point, float, str]], blur: float, strength: float = 1) -> None:
        """Blurred discs that brighten what is below."""
        small = Image.new("RGB", self.size, "black")
        pen = ImageDraw.Draw(small)
        for (x, y), radius, colour in discs:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), mix("#000000", colour, strength))
        soft = small.filter(ImageFilter.GaussianBlur(blur)).resize(self._image.size, Image.Resampling.BILINEAR)
        self._image.paste(ImageChops.screen(self._image, soft))

    def text(self, at: Point, words: str, size: float, colour: str) -> None:
        """Words around a point, in the font that Pillow brings along."""
        font = ImageFont.load_default(size * SCALE)
        self._draw.text((at[0] * SCALE, at[1] * SCALE), words, colour, font, anchor="mm")

    def finished(self) -> Image.Image:
        return self._image.reduce(SCALE)

    @staticmethod
    def _strip(stops: Stops) -> Image.Image:
        height = 256
        strip = Image.new("RGB", (1, height))
        for y in range(height):
            place = y / (height - 1) * (len(stops) - 1)
            first = min(int(place), len(stops) - 2)
            strip.putpixel((0, y), ImageColor.getrgb(mix(stops[first], stops[first + 1], place - first))[:3])
        return strip
