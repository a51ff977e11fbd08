"""The foot of a release: publisher label, address, captions, and the line that ends it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from config.source import PageRules, Template
from tasks.parse.address import read_address
from tasks.parse.contacts import spell_out
from tasks.parse.document import Document
from tasks.parse.graft import Frame
from tasks.parse.marking import mark_by_credit
from tasks.parse.pieces import Piece, cut, inside
from tasks.types.release import Publisher

_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.I)


@dataclass(frozen=True, slots=True)
class Foot:
    """A page's pieces parted at the publisher label and at the line that ends the release.

    `address` opens with the label and is empty where none is found; `after` stands between address and `end`;
    `unread` are lines of the address that no field takes.
    """

    before: tuple[Piece, ...]
    publisher: Publisher | None
    address: tuple[Piece, ...]
    after: tuple[Piece, ...]
    end: str | None
    rule: str
    unread: tuple[str, ...]


class _Place(NamedTuple):
    """A line of a piece; `text` is what of the line counts."""

    piece: int
    number: int
    text: str


def split_foot(frame: Frame, template: Template, pages: PageRules, pieces: Sequence[Piece]) -> Foot:
    """The pieces behind the title, parted."""
    places = list(_lines(pieces))
    label = _find_label(pages, places)
    rule = "by place, behind the label"
    if label is None and template.publisher and (found := frame.select(template.publisher)):
        held = inside(found[:1])
        label = next((_Place(at, -1, "") for at, piece in enumerate(pieces) if id(piece.node) in held), None)
        rule = f"by selector {template.publisher}"
    end = _find_end(pages, places, label)
    kept = _before_end(pieces, end, whole_page=frame.root.name == "body")
    ended_by = end.text if end else None
    if label is None:
        return Foot(kept, None, (), (), ended_by, "not found", ())
    before = (*kept[: label.piece], *cut(kept[label.piece], 0, max(label.number, 0)))
    address, after, publisher, unread = _split_address(kept, label)
    return Foot(before, publisher, address, after, ended_by, rule if publisher else "not found", unread)


def copyright_notice(document: Document, pages: PageRules) -> str | None:
    """The page's last copyright line; where other words share its line, the piece of text that is one."""
    ends = _ends(pages)
    for marked in document.marked_texts():
        # The line that opens with a mark has it in its first piece of text.
        for text in (*reversed(marked.lines()), marked.text) if _COPYRIGHT.match(marked.text) else ():
            if _COPYRIGHT.match(text) and _is_end(ends, text):
                return text
    return None


def _find_label(pages: PageRules, places: Sequence[_Place]) -> _Place | None:
    """The last line that is a publisher label or opens with one: a text may quote one before."""
    names = "|".join(re.escape(label.rstrip(": ")) for label in pages.publisher_labels)
    form = re.compile(rf"(?:{names})\s*(?::\s*(?P<rest>.*))?", re.I)
    found = ((place, form.fullmatch(place.text)) for place in places)
    return next(reversed([place._replace(text=match["rest"] or "") for place, match in found if match]), None)


def _find_end(pages: PageRules, places: Sequence[_Place], label: _Place | None) -> _Place | None:
    """The first line behind the label that ends a release.

    Without a label such words may head a part of the text: then only a copyright line counts, and one that is
    followed by another or by nothing.
    """
    places = [place for place in places if label is None or place[:2] > label[:2]]
    forms = _ends(pages)
    ends = [_is_end(forms, place.text) for place in places]
    sure = [label is not None or bool(_COPYRIGHT.match(place.text)) for place in places]
    following = [*ends[1:], True]
    at = (at for at, is_end in enumerate(ends) if is_end and (sure[at] or following[at]))
    return next((places[number] for number in at), None)


def _before_end(pieces: Sequence[Piece], end: _Place | None, *, whole_page: bool) -> tuple[Piece, ...]:
    """The pieces before the end, and pictures with captions behind it: the text's order says nothing of theirs.

    In a root that is the whole page they are furniture.
    """
    if end is None:
        return tuple(pieces)
    behind = () if whole_page else mark_by_credit(pieces[end.piece + 1 :])
    shown = (piece for piece in behind if piece.picture or piece.caption)
    return (*pieces[: end.piece], *cut(pieces[end.piece], 0, end.number), *shown)


def _ends(pages: PageRules) -> Sequence[re.Pattern[str]]:
    """The forms of a line that ends a release."""
    return [re.compile(pattern, re.I) for pattern in pages.ends]


def _is_end(ends: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(form.fullmatch(text) for form in ends)


def _split_address(
    pieces: Sequence[Piece], label: _Place
) -> tuple[tuple[Piece, ...], tuple[Piece, ...], Publisher | None, tuple[str, ...]]:
    """The pieces of the address with the label's, those behind it, the publisher, and lines not understood."""
    until = next((at for at in range(label.piece + 1, len(pieces)) if pieces[at].picture or pieces[at].caption), None)
    behind = [place for place in _lines(pieces[:until]) if place[:2] > label[:2]]
    places = [label, *behind] if label.text else behind
    blocks = [
        [spell_out(place.text, pieces[place.piece].links) for place in block]
        for _, block in groupby(places, lambda place: place.piece)
    ]
    read = read_address(blocks)
    last = places[read.used - 1] if read.used else label
    after = (*cut(pieces[last.piece], last.number + 1, None), *pieces[last.piece + 1 :])
    return tuple(pieces[label.piece : last.piece + 1]), after, read.publisher, read.unread


def _lines(pieces: Sequence[Piece]) -> Iterator[_Place]:
    for at, piece in enumerate(pieces):
        if not piece.caption:
            yield from (_Place(at, number, line) for number, line in enumerate(piece.lines))
