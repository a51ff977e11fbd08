"""Things that stand in several scenes: hills, trees, houses, windows, water, people."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sin

from tests.city.paint.canvas import Box, Canvas, Point, mix


def hills(canvas: Canvas, height: float, swing: float, colour: str, phase: float) -> None:
    """A rolling outline down to the lower edge."""
    width, bottom = canvas.size
    tops = [
        (x, height + swing * (sin(x / 190 + phase) + 0.5 * sin(x / 83 + 2.3 * phase)))
        for x in range(-10, width + 20, 10)
    ]
    canvas.polygon([*tops, (width + 10, bottom), (-10, bottom)], colour)


def cloud(canvas: Canvas, at: Point, size: float, alpha: float = 0.85, colour: str = "#ffffff") -> None:
    x, y = at
    canvas.rect((x - size, y - size * 0.22, x + size, y + size * 0.22), colour, alpha, size * 0.22)
    for dx, dy, part in ((-0.35, -0.2, 0.36), (0.15, -0.3, 0.46), (0.55, -0.12, 0.28)):
        canvas.disc((x + dx * size, y + dy * size), part * size, colour, alpha)


def round_tree(canvas: Canvas, foot: Point, height: float, leaf: str, trunk: str = "#5b4636") -> None:
    """A tree of three leafy balls with light from the left."""
    x, y = foot
    canvas.disc((x, y), height * 0.26, "#20303a", 0.16, 0.22)
    canvas.rect((x - height * 0.035, y - height * 0.45, x + height * 0.035, y), trunk)
    crown = ((0, -0.72, 0.28), (-0.2, -0.55, 0.22), (0.2, -0.55, 0.22))
    for dx, dy, part in crown:
        canvas.disc((x + dx * height, y + dy * height), part * height, leaf)
    for dx, dy, part in crown:
        lit = mix(leaf, "#fff3c4", 0.28)
        canvas.disc((x + (dx - 0.07) * height, y + (dy - 0.06) * height), part * height * 0.6, lit, 0.55)


def poplar(canvas: Canvas, foot: Point, height: float, leaf: str) -> None:
    x, y = foot
    canvas.rect((x - 3, y - height * 0.2, x + 3, y), "#5b4636")
    canvas.disc((x, y - height * 0.55), height * 0.16, leaf, flat=2.9)
    canvas.disc((x - height * 0.04, y - height * 0.58), height * 0.08, mix(leaf, "#fff3c4", 0.3), 0.5, 3.6)


def windows(canvas: Canvas, box: Box, columns: int, rows: int, colours: Sequence[str], gap: float = 0.45) -> None:
    """A grid of windows; each takes one of the colours by chance."""
    left, top, right, bottom = box
    wide, high = (right - left) / columns, (bottom - top) / rows
    for row in range(rows):
        for column in range(columns):
            x, y = left + column * wide + wide * gap / 2, top + row * high + high * gap / 2
            canvas.rect((x, y, x + wide * (1 - gap), y + high * (1 - gap)), canvas.random.choice(colours))


def skyline(canvas: Canvas, ground: float, heights: tuple[float, float], colour: str, lit: Sequence[str] = ()) -> None:
    """Houses and towers side by side."""
    x = -20.0
    while x < canvas.size[0]:
        wide, high = canvas.random.uniform(46, 104), canvas.random.uniform(*heights)
        canvas.rect((x, ground - high, x + wide, ground + 2), colour)
        if canvas.random.random() < 0.3:
            canvas.polygon([(x, ground - high), (x + wide / 2, ground - high - 26), (x + wide, ground - high)], colour)
        if lit:
            rows = max(2, int(high / 26))
            windows(canvas, (x + 8, ground - high + 8, x + wide - 8, ground - 6), 4, rows, lit)
        x += wide + canvas.random.choice((0, 0, 6, 14))


def ripples(canvas: Canvas, box: Box, colour: str, count: int, alpha: float = 0.35) -> None:
    """Short bright strokes on water, longer towards the viewer."""
    left, top, right, bottom = box
    for _ in range(count):
        depth = canvas.random.random() ** 0.8
        x, y = canvas.random.uniform(left, right), top + depth * (bottom - top)
        long = 14 + 70 * depth
        canvas.rect((x - long, y - 1 - depth, x + long, y + 1 + depth), colour, alpha, 2)


def flowers(canvas: Canvas, box: Box, count: int) -> None:
    """A meadow's dots of colour."""
    left, top, right, bottom = box
    for number in range(count):
        at = canvas.random.uniform(left, right), canvas.random.uniform(top, bottom)
        canvas.disc(at, canvas.random.uniform(2, 5), ("#f6d365", "#f3a6a6", "#ffffff", "#c9a4e0")[number % 4], 0.95)


@dataclass(frozen=True)
class Look:
    """How a figure is dressed."""

    coat: str
    hair: str
    skin: str
    long_hair: bool = False


SHADOW = Look("#171735", "#0f1028", "#1d1b3d")


def person(canvas: Canvas, foot: Point, height: float, look: Look) -> None:
    """A standing figure without a face."""
    x, y = foot

    def part(left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        box = (x + left * height, y - top * height, x + right * height, y - bottom * height)
        canvas.rect(box, colour, 1, radius * height)

    canvas.disc((x, y), height * 0.17, "#20303a", 0.2, 0.22)
    if look.long_hair:
        part(-0.095, 0.92, 0.095, 0.74, look.hair, 0.05)
    for side in (-1, 1):
        part(side * 0.055 - 0.04, 0.42, side * 0.055 + 0.04, 0, "#2b3a44" if look != SHADOW else look.coat, 0.01)
        part(side * 0.13 - 0.035, 0.77, side * 0.13 + 0.035, 0.42, mix(look.coat, "#20303a", 0.16), 0.035)
        canvas.disc((x + side * height * 0.13, y - height * 0.41), height * 0.03, look.skin)
    part(-0.12, 0.79, 0.12, 0.37, look.coat, 0.06)
    part(-0.03, 0.83, 0.03, 0.76, mix(look.skin, "#20303a", 0.12))
    if look != SHADOW:
        neck = [(x - height * 0.04, y - height * 0.79), (x + height * 0.04, y - height * 0.79), (x, y - height * 0.68)]
        canvas.polygon(neck, "#f6f1e7")
    canvas.disc((x, y - height * 0.905), height * 0.088, look.hair)
    canvas.disc((x, y - height * 0.882), height * 0.072, look.skin)
