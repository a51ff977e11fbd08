"""A plot as SVG: how something grows with the number of archived releases, which is drawn by its logarithm."""

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 640, 320, 64, 44, 36, 150
_COLOURS = ("#1b5e8c", "#b3541e", "#3f7d3a", "#7a3b8f")

Points = Sequence[tuple[float, float]]


def plot(title: str, unit: str, lines: Mapping[str, Points]) -> str:
    """These lines over the size of the archive, from zero up."""
    sizes = sorted({x for points in lines.values() for x, _ in points})
    most = max((y for points in lines.values() for _, y in points), default=0) or 1
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>',
        _text(_LEFT, 20, f"{title} ({unit})", "start"),
        *(_rule(most * step / 4, most) for step in range(5)),
        *(_text(_x(size, sizes), _HEIGHT - 24, f"{size:,.0f}", "middle") for size in sizes),
        _text(_LEFT, _HEIGHT - 6, "archived releases", "start"),
    ]
    for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
        parts += _line(name, points, colour, sizes, most)
    return "\n".join((*parts, "</svg>", ""))


def _line(name: str, points: Points, colour: str, sizes: Sequence[float], most: float) -> list[str]:
    places = [(_x(x, sizes), _y(y, most)) for x, y in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
    label = _text(places[-1][0] + 8, places[-1][1] + 4, name, "start", colour)
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots, label]


def _rule(value: float, most: float) -> str:
    y = _y(value, most)
    line = f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
    return line + _text(_LEFT - 6, y + 4, f"{value:.3g}", "end")


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _x(size: float, sizes: Sequence[float]) -> float:
    low, high = math.log(sizes[0]), math.log(sizes[-1])
    share = (math.log(size) - low) / (high - low) if high > low else 0.5
    return _LEFT + share * (_WIDTH - _RIGHT - _LEFT)


def _y(value: float, most: float) -> float:
    return _HEIGHT - _BOTTOM - value / most * (_HEIGHT - _BOTTOM - _TOP)
