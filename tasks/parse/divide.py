"""Which piece of a page is what, by form and place.

The order of a release page is sure: title, subtitle, date, body, publisher label, address, captions, copyright
line. The elements are not, so selectors are hints only, and each decision names its rule.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag

from config.source import PageRules, Template
from tasks.errors import ReadingError
from tasks.parse.address import read_address
from tasks.parse.dates import read_date
from tasks.parse.pieces import Piece, read_lines
from tasks.parse.text import clean
from tasks.types.release import Paragraph, Publisher

# Between title and date stand a subtitle and little else; further down a date belongs to the text.
_NEAR = 4
_BY_PLACE = "by place"
_BY_SELECTOR = "by selector"


@dataclass(frozen=True, slots=True)
class Parts:
    """A page divided. `before` and `after` hold pictures and captions, `end` the line that ends the release."""

    before: tuple[Piece, ...]
    title: str
    subtitle: str | None
    date: str
    body: tuple[Piece, ...]
    publisher: Publisher | None
    after: tuple[Piece, ...]
    end: str | None
    rules: dict[str, str]


def divide(
    soup: BeautifulSoup, root: Tag, template: Template, pages: PageRules, zone: str, pieces: Sequence[Piece]
) -> Parts:
    """The parts of the page; `ReadingError` where title or date are not there or not clear."""
    at, title, title_rule = _find_title(soup, root, template, pieces)
    rest, end = _cut(pieces[at + 1 :], pages)
    found = _find_date(root, template, zone, rest, pieces[:at])
    body, publisher, after = _find_publisher(found.rest, pages)
    subtitle, subtitle_rule = _find_subtitle(root, template, found.between)
    rules = {"title": title_rule, "subtitle": subtitle_rule, "date": found.rule}
    rules["publisher"] = _BY_PLACE if publisher else "not found"
    return Parts(tuple(pieces[:at]), title, subtitle, found.date, body, publisher, after, end, rules)


def _find_title(soup: BeautifulSoup, root: Tag, template: Template, pieces: Sequence[Piece]) -> tuple[int, str, str]:
    """Where the title stands, what it says and the rule that found it."""
    matches = [node for node in root.select(template.title) if read_lines([node])]
    if len(matches) > 1:
        raise ReadingError(f"title: '{template.title}' found {len(matches)} times, expected once")
    if matches:
        inside = {id(matches[0]), *(id(parent) for parent in matches[0].find_all(True))}
        at = next((i for i, piece in enumerate(pieces) if id(piece.node) in inside), None)
        if at is not None:
            return at, " ".join(pieces[at].lines), f"{_BY_SELECTOR} {template.title}"
    named = clean(soup.title.get_text()) if soup.title else ""
    for at, piece in enumerate(pieces):
        text = " ".join(piece.lines)
        if len(text) > 10 and named.startswith(text):
            return at, text, "the block that repeats the document's title"
    raise ReadingError(f"title: nothing matches '{template.title}', and no block repeats the document's title")


def _cut(pieces: Sequence[Piece], pages: PageRules) -> tuple[tuple[Piece, ...], str | None]:
    """The pieces before the line that ends the release, and that line."""
    ends = [re.compile(pattern, re.I) for pattern in pages.ends]
    for at, piece in enumerate(pieces):
        for number, line in enumerate(piece.lines):
            if any(form.fullmatch(line) for form in ends):
                return (*pieces[:at], *_lines(piece, 0, number)), line
    return tuple(pieces), None


@dataclass(frozen=True, slots=True)
class _Dated:
    between: tuple[Piece, ...]
    date: str
    rest: tuple[Piece, ...]
    rule: str


def _find_date(root: Tag, template: Template, zone: str, rest: Sequence[Piece], before: Sequence[Piece]) -> _Dated:
    """The date line among the pieces after the title, or else just before it; with what stands around it."""
    hinted = {id(node) for node in root.select(template.date)} if template.date else set()
    if found := _date_line(rest[:_NEAR], zone, hinted):
        at, number, date, rule = found
        piece = rest[at]
        between = (*rest[:at], *_lines(piece, 0, number))
        return _Dated(between, date, (*_lines(piece, number + 1, None), *rest[at + 1 :]), rule)
    if found := _date_line(before[-_NEAR:], zone, hinted):
        return _Dated((), found[2], tuple(rest), f"{found[3]}, before the title")
    raise ReadingError("date: no line near the title is a date and nothing else")


def _date_line(pieces: Sequence[Piece], zone: str, hinted: set[int]) -> tuple[int, int, str, str] | None:
    """Piece, line, date and rule of the first date; a hinted element leads."""
    found = [
        (at, number, date, _BY_SELECTOR if _is_hinted(piece, hinted) else f"{_BY_PLACE}, alone on its line")
        for at, piece in enumerate(pieces)
        for number, line in enumerate(piece.lines)
        if (date := read_date(line, zone))
    ]
    return next((row for row in found if row[3] == _BY_SELECTOR), found[0] if found else None)


def _is_hinted(piece: Piece, hinted: set[int]) -> bool:
    return bool(hinted) and any(id(node) in hinted for node in (piece.node, *piece.nodes))


def _find_subtitle(root: Tag, template: Template, between: Sequence[Piece]) -> tuple[str | None, str]:
    if template.subtitle and (node := root.select_one(template.subtitle)):
        return " ".join(read_lines([node])) or None, f"{_BY_SELECTOR} {template.subtitle}"
    text = "\n".join(" ".join(piece.lines) for piece in between if piece.block)
    return (text, f"{_BY_PLACE}, between title and date") if text else (None, "not found")


def _find_publisher(
    pieces: Sequence[Piece], pages: PageRules
) -> tuple[tuple[Piece, ...], Publisher | None, tuple[Piece, ...]]:
    """Body, publisher and what follows the address. The last label counts: a text may quote one."""
    labels = [
        re.compile(rf"{re.escape(label.rstrip(': '))}\s*:?\s*(?P<rest>.*)", re.I) for label in pages.publisher_labels
    ]
    for at in reversed(range(len(pieces))):
        for number, line in enumerate(pieces[at].lines):
            for label in labels:
                if found := label.fullmatch(line):
                    body = (*pieces[:at], *_lines(pieces[at], 0, number))
                    return (body, *_split_address(pieces, at, number, found["rest"]))
    return tuple(pieces), None, ()


def _split_address(
    pieces: Sequence[Piece], at: int, number: int, first: str
) -> tuple[Publisher | None, tuple[Piece, ...]]:
    """The publisher in the lines from the label on, and the pieces after the address."""
    places = [(at, i) for i in range(number + 1, len(pieces[at].lines))]
    for index in range(at + 1, len(pieces)):
        if pieces[index].picture:
            break
        places += [(index, i) for i in range(len(pieces[index].lines))]
    lines = ([first] if first else []) + [pieces[i].lines[j] for i, j in places]
    publisher, used = read_address(lines)
    taken = used - bool(first)
    if taken >= len(places):
        following = places[-1][0] + 1 if places else at + 1
        return publisher, tuple(pieces[following:])
    index, line = places[taken]
    return publisher, (*_lines(pieces[index], line, None), *pieces[index + 1 :])


def _lines(piece: Piece, start: int, stop: int | None) -> tuple[Piece, ...]:
    """These lines of a piece as a piece of their own; none where no line is left."""
    lines = piece.lines[start:stop]
    if not lines:
        return ()
    if lines == piece.lines:
        return (piece,)
    return (replace(piece, lines=lines, block=Paragraph(text="\n".join(lines))),)
