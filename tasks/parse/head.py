"""The head of a release: title, subtitle and date.

The title is the one element that the template names. The date is the plainest date that stands alone on its line
shortly behind the title; what stands between them is the subtitle.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bs4 import Tag

from config.source import Source, Template
from tasks.errors import ReadingError
from tasks.parse.dates import Dated, read_date
from tasks.parse.graft import Frame
from tasks.parse.pieces import Piece, cut
from tasks.types.release import Heading, Paragraph

# Between title and date stand a subtitle and little else; further down a date belongs to the text.
_MOST_BLOCKS = 4
_MOST_TEXT = 600
_SHORTEST_TITLE = 10


class Titles(NamedTuple):
    """What may be the title: the elements that the template names, and what the document is called."""

    elements: Sequence[Tag]
    of_document: str


class Title(NamedTuple):
    """Where the title stands, what it says and the rule that found it; `rest` is what its piece says beside it."""

    at: int
    text: str
    rule: str
    rest: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Subtitle and date with the rules that found them, and the pieces that are neither."""

    subtitle: str | None
    subtitle_rule: str
    date: str
    date_rule: str
    rest: tuple[Piece, ...]


def find_title(template: Template, source: Source, pieces: Sequence[Piece], titles: Titles) -> Title:
    """The title; `ReadingError` where it is not there, is there twice, or says that the page is no release."""
    at, rule = _title_piece(template, pieces, titles)
    lines = pieces[at].lines
    dates = (number for number, line in enumerate(lines) if number and read_date(line, source.time_zone))
    end = next(dates, len(lines))  # the date may be a line of the title's own element
    title = Title(at, " ".join(lines[:end]), rule, cut(pieces[at], end, None))
    if any(re.search(pattern, title.text, re.I) for pattern in source.pages.error_titles):
        raise ReadingError(f"no release but an error page: its title is {title.text!r}")
    return title


def _title_piece(template: Template, pieces: Sequence[Piece], titles: Titles) -> tuple[int, str]:
    if len(titles.elements) > 1:
        raise ReadingError(f"title: '{template.title}' found {len(titles.elements)} times, expected once")
    inside = _inside(titles.elements)
    for at, piece in enumerate(pieces):
        if id(piece.node) in inside and piece.lines:
            return at, f"by selector {template.title}"
    likeness = [_likeness(" ".join(piece.lines), titles.of_document) for piece in pieces]
    if not any(likeness):
        raise ReadingError(f"title: nothing matches '{template.title}', and no block repeats the document's title")
    return likeness.index(max(likeness)), "the block that repeats the document's title"


def _likeness(text: str, document_title: str) -> int:
    """How many characters the text shares with the document's title; none where that is little of it."""
    return len(text) if _SHORTEST_TITLE <= len(text) >= len(document_title) / 3 and text in document_title else 0


def split_head(frame: Frame, template: Template, pieces: Sequence[Piece], zone: str) -> Head:
    """Subtitle and date among the pieces behind the title; `ReadingError` where no line is the date."""
    hint = _inside(frame.select(template.subtitle)[:1])
    hinted = [piece for piece in pieces if id(piece.node) in hint]
    others = [piece for piece in pieces if id(piece.node) not in hint]
    found = _find_date(others, _inside(frame.select(template.date)), zone)
    between = [*others[: found.at], *found.before]
    subtitle = "\n".join(" ".join(piece.lines) for piece in hinted or filter(_is_text, between))
    rule = f"by selector {template.subtitle}" if hinted else "by place, between title and date"
    shown = (piece for piece in between if piece.picture or piece.caption)
    rest = (*shown, *found.behind, *others[found.at + 1 :])
    return Head(subtitle or None, rule if subtitle else "not found", found.dated.iso, found.rule, rest)


class _Found(NamedTuple):
    """A line that is a date: how it reads, by which rule, where it stands, and what its piece says around it.

    `line` counts the lines of all pieces in which a date was looked for.
    """

    dated: Dated
    rule: str
    at: int
    line: int
    before: tuple[Piece, ...]
    behind: tuple[Piece, ...]


def _find_date(pieces: Sequence[Piece], hint: set[int], zone: str) -> _Found:
    """The first date near the title; a plainer one right behind it leads, for then the first is a subtitle's."""
    hinted = [at for at, piece in enumerate(pieces) if id(piece.node) in hint]
    found = list(_dates(pieces, hinted or list(_near(pieces)), "by selector" if hinted else "by place", zone))
    if not found:
        raise ReadingError("date: no line near the title is a date and nothing else")
    best = found[0]
    for one in found[1:]:
        if one.line == best.line + 1 and one.dated.form < best.dated.form:
            best = one
    return best


def _near(pieces: Sequence[Piece]) -> Iterator[int]:
    """Where the texts stand that are near the title."""
    blocks = said = 0
    for at, piece in enumerate(pieces):
        if not _is_text(piece):
            continue
        if blocks == _MOST_BLOCKS or said > _MOST_TEXT:
            return
        yield at
        blocks, said = blocks + 1, said + len(piece.text)


def _dates(pieces: Sequence[Piece], places: Sequence[int], rule: str, zone: str) -> Iterator[_Found]:
    line = 0
    for at in places:
        piece = pieces[at]
        if not isinstance(piece.block, Paragraph | Heading):
            continue
        for number, text in enumerate(piece.lines):
            line += 1
            if dated := read_date(text, zone):
                before, behind = cut(piece, 0, number), cut(piece, number + 1, None)
                yield _Found(dated, f"{rule}, alone on its line", at, line, before, behind)
            elif not number and (dated := read_date(piece.opening, zone)):
                behind = _without_opening(piece)
                yield _Found(dated, f"{rule}, alone in the element that opens its line", at, line, (), behind)


def _without_opening(piece: Piece) -> tuple[Piece, ...]:
    first, *others = piece.printed
    left = first._replace(text=first.text.removeprefix(piece.opening).strip())
    text = "\n".join(line.text for line in (left, *others))
    return (replace(piece, printed=(left, *others), block=Paragraph(text=text), opening=""),)


def _is_text(piece: Piece) -> bool:
    return bool(piece.lines) and not piece.caption and not piece.only_links


def _inside(nodes: Sequence[Tag]) -> set[int]:
    return {id(node) for match in nodes for node in (match, *match.find_all(True))}
