"""The title: the one element that the template names, or else the block that repeats what the document is called."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bs4 import Tag

from config.source import Source, Template
from tasks.errors import ReadingError
from tasks.parse.dates import read_date
from tasks.parse.declared import Stated
from tasks.parse.pieces import Piece, cut, inside

_SHORTEST_TITLE = 10


class Names(NamedTuple):
    """What may be the title: the elements that the template names, and what the document is called."""

    elements: Sequence[Tag]
    of_document: str


class Title(NamedTuple):
    """What the title says and the rule that found it.

    `above` stands before it; `heading` is the piece it stands in, None where no piece does; `behind` is everything
    else, what the heading says beside the title included.
    """

    text: str
    rule: str
    above: tuple[Piece, ...]
    heading: Piece | None
    behind: tuple[Piece, ...]


def find_title(
    template: Template, source: Source, pieces: Sequence[Piece], names: Names, declared: Stated | None
) -> Title:
    """The title; `ReadingError` where it is not there, is there twice, or says that the page is no release.

    `declared` is what the page says to machines, for want of a title that it shows.
    """
    title = _shown(template, source.time_zone, pieces, names)
    if title is None and declared:
        title = Title(declared.text, declared.rule, (), None, tuple(pieces))
    if title is None:
        raise ReadingError(f"title: nothing matches '{template.title}', and no block repeats the document's title")
    if any(re.search(pattern, title.text, re.I) for pattern in source.pages.error_titles):
        raise ReadingError(f"no release but an error page: its title is {title.text!r}")
    return title


def _shown(template: Template, zone: str, pieces: Sequence[Piece], names: Names) -> Title | None:
    if len(names.elements) > 1:
        raise ReadingError(f"title: '{template.title}' found {len(names.elements)} times, expected once")
    named = inside(names.elements)
    for at, piece in enumerate(pieces):
        if id(piece.node) in named and piece.lines:
            return _at(pieces, at, f"by selector {template.title}", zone)
    likeness = [_likeness(" ".join(piece.lines), names.of_document) for piece in pieces]
    if any(likeness):
        return _at(pieces, likeness.index(max(likeness)), "the block that repeats the document's title", zone)
    return None


def _at(pieces: Sequence[Piece], at: int, rule: str, zone: str) -> Title:
    heading = pieces[at]
    dates = (number for number, line in enumerate(heading.lines) if number and read_date(line, zone))
    end = next(dates, len(heading.lines))  # the date may be a line of the title's own element
    behind = (*cut(heading, end, None), *pieces[at + 1 :])
    return Title(" ".join(heading.lines[:end]), rule, tuple(pieces[:at]), heading, behind)


def _likeness(text: str, document_title: str) -> int:
    """How many characters the text shares with the document's title; none where that is little of it."""
    return len(text) if _SHORTEST_TITLE <= len(text) >= len(document_title) / 3 and text in document_title else 0
