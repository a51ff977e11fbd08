"""Mutations of pages, captions and pictures. The same seed and number give the same input."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from tasks.errors import ReadingError
from tasks.parse.decode import decode
from tests.city.city import City
from tests.fuzz.checks import Case, Kind
from tests.golden.saved import Saved, saved_pages

IMAGES = Path(__file__).parent.parent / "city" / "images"
DEEP, WIDE = 20_000, 100_000
TAGS = "p div span br h1 h2 table tr td th ul li ol dl dt dd a figure figcaption img main blockquote time b".split()
WORDS = (
    *("Foto:", "Fotos:", "©", "Bild", "Grafik:", "(", ")", "|", "/", ";", ",", "-", "–", "und", "v.l.n.r.", "Quelle:"),
    *(
        "Stadt Essen",
        "Herausgegeben von:",
        "12.03.2024",
        "Elke Sommerfeld",
        "privat",
        "stock.adobe.com",
        "\n",
        "\u00ad",
    ),
)

Slices = Sequence[bytes]
Mutation = Callable[[Random, bytes, Slices], bytes]


class Ground(NamedTuple):
    """What is mutated; of each page also whose it is."""

    pages: Sequence[tuple[str, bytes]]
    captions: Slices
    pictures: Slices

    def slices(self, kind: Kind) -> Slices:
        found: dict[Kind, Slices] = {
            "page": [content for _, content in self.pages], "caption": self.captions, "picture": self.pictures
        }  # fmt: skip
        return found[kind]


@cache
def ground() -> Ground:
    """The saved pages in UTF-8, the captions and the pictures of the stand-in city."""
    lines = {
        picture.line for release in City.sample().releases.values() for picture in release.pictures if picture.line
    }
    return Ground(
        pages=tuple((page.source_id, _in_utf_8(page)) for page in saved_pages()),
        captions=tuple(line.encode() for line in sorted(lines)),
        pictures=tuple(file.read_bytes() for file in sorted(IMAGES.iterdir())),
    )


def _in_utf_8(page: Saved) -> bytes:
    try:
        return decode(page.content, page.content_type).utf_8
    except ReadingError:
        return page.content


def _span(random: Random, content: bytes) -> slice:
    start = random.randrange(len(content) + 1)
    return slice(start, min(len(content), start + int(random.paretovariate(0.6))))


def _delete(random: Random, content: bytes, _: Slices) -> bytes:
    cut = _span(random, content)
    return content[: cut.start] + content[cut.stop :]


def _truncate(random: Random, content: bytes, _: Slices) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _duplicate(random: Random, content: bytes, _: Slices) -> bytes:
    part = _span(random, content)
    times = random.choice((1, 2, 7, 50))
    return content[: part.stop] + content[part][:2000] * times + content[part.stop :]


def _swap(random: Random, content: bytes, _: Slices) -> bytes:
    a, b, c, d = sorted(random.randrange(len(content) + 1) for _ in range(4))
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _splice(random: Random, content: bytes, others: Slices) -> bytes:
    other = random.choice(others)
    cut = _span(random, content)
    return content[: cut.start] + other[_span(random, other)] + content[cut.stop :]


def _flip(random: Random, content: bytes, _: Slices) -> bytes:
    flipped = bytearray(content)
    for _number in range(random.choice((1, 4, 32)) if flipped else 0):
        flipped[random.randrange(len(flipped))] = random.randrange(256)
    return bytes(flipped)


def _insert(random: Random, content: bytes, inserted: bytes) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + inserted + content[at:]


def _unicode(random: Random, content: bytes, _: Slices) -> bytes:
    ranges = ((0, 0x80), (0x80, 0x250), (0x300, 0x370), (0x2000, 0x2100), (0x600, 0x700), (0x1F300, 0x1F700))
    points = (random.randrange(*random.choice(ranges)) for _ in range(random.choice((1, 10, 300))))
    return _insert(random, content, "".join(map(chr, points)).encode())


def _words(random: Random, content: bytes, _: Slices) -> bytes:
    chosen = random.choices(WORDS, k=random.choice((1, 3, 12, 400)))
    return _insert(random, content, random.choice((" ", "")).join(chosen).encode())


def _soup(random: Random, content: bytes, _: Slices) -> bytes:
    marks = ("<{}>", "</{}>", "<{} class='fliesstextklein' title='", "<{}/>", "<{}", "<!--{}", "<![CDATA[{}]]>", "&{};")
    tags = (random.choice(marks).format(random.choice(TAGS)) for _ in range(random.choice((1, 5, 60))))
    return _insert(random, content, "".join(tags).encode())


def _insert_behind_tag(random: Random, content: bytes, inserted: str) -> bytes:
    ends = [at + 1 for at, byte in enumerate(content) if byte == ord(">")] or [0]
    at = random.choice(ends)
    return content[:at] + inserted.encode() + content[at:]


_ANY: tuple[Mutation, ...] = (_delete, _truncate, _duplicate, _swap, _splice)
_OF: dict[Kind, tuple[Mutation, ...]] = {
    "page": (*_ANY, _flip, _unicode, _words, _soup, _soup),
    "caption": (*_ANY, _unicode, _words, _words),
    "picture": (*_ANY, _flip, _flip),
}
_KINDS: tuple[Kind, ...] = ("page", "page", "caption", "caption", "caption", "picture")


def case(seed: int, number: int) -> Case:
    """The input of that number."""
    random = Random(f"{seed}/{number}")
    kind = random.choice(_KINDS)
    others = ground().slices(kind)
    source, content = random.choice(ground().pages) if kind == "page" else ("essen", random.choice(others))
    for mutation in random.choices(_OF[kind], k=random.choice((1, 1, 2, 3, 6))):
        content = mutation(random, content, others)
    if kind == "caption":  # what a parser hands on is text
        content = content.decode("utf-8", "replace").encode()
    return Case(kind, content, source)


def deep(seed: int, number: int, tag: str | None = None) -> Case:
    """A page with so many elements inside one another, left open or closed."""
    random = Random(f"{seed}/{number}")
    tag = tag or random.choice(TAGS)
    return _grown(random, f"<{tag}>" * DEEP + "x" + f"</{tag}>" * random.choice((0, DEEP)))


def wide(seed: int, number: int, tag: str | None = None) -> Case:
    """A page with so many elements side by side."""
    random = Random(f"{seed}/{number}")
    tag = tag or random.choice(TAGS)
    return _grown(random, random.choice((f"<{tag}>", f"<{tag}>x</{tag}>")) * WIDE)


def _grown(random: Random, inserted: str) -> Case:
    source, content = random.choice(ground().pages)
    return Case("page", _insert_behind_tag(random, content, inserted), source)
