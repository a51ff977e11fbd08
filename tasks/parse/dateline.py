"""The line that dates a release: the plainest date that stands alone on its line shortly behind the title.

A template may say that it stands above the title, which element holds it, or what else stands on its line.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tasks.parse.dates import Dated, read_date
from tasks.parse.pieces import Piece, cut
from tasks.types.release import Heading, Paragraph

# Between title and date stand a subtitle and little else; further down a date belongs to the text.
_MOST_BLOCKS = 4
_MOST_TEXT = 600


class DateLine(NamedTuple):
    """A line that is a date: how it reads, by which rule, where it stands, and what its piece says around it.

    `line` counts the lines of all pieces in which a date was looked for; `publisher` is who the line says issues the
    release.
    """

    dated: Dated
    rule: str
    at: int
    line: int
    before: tuple[Piece, ...]
    behind: tuple[Piece, ...]
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """How a source's pages print their date: in which time zone, on which form of line if on one of their own."""

    zone: str
    form: str | None

    def find(self, pieces: Sequence[Piece], hint: Collection[int]) -> DateLine | None:
        """The first date near the title; a plainer one right behind it leads, for then the first is a subtitle's."""
        hinted = [at for at, piece in enumerate(pieces) if id(piece.node) in hint]
        rule = "by selector" if hinted else "by place"
        best = None
        for one in self._in_places(pieces, hinted or list(_near(pieces)), rule):
            if best and not (one.line == best.line + 1 and one.dated.form < best.dated.form):
                break
            best = one
        return best

    def _in_places(self, pieces: Sequence[Piece], places: Sequence[int], rule: str) -> Iterator[DateLine]:
        line = 0
        for at in places:
            piece = pieces[at]
            if not isinstance(piece.block, Paragraph | Heading):
                continue
            for number, text in enumerate(piece.lines):
                line += 1
                if formed := self._of_form(text):
                    of_form = f"{rule}, in a line of the source's form"
                    yield DateLine(formed[0], of_form, at, line, *_around(piece, number), formed[1])
                elif alone := read_date(text, self.zone):
                    yield DateLine(alone, f"{rule}, alone on its line", at, line, *_around(piece, number))
                elif not number and (opening := read_date(piece.opening, self.zone)):
                    opens = f"{rule}, alone in the element that opens its line"
                    yield DateLine(opening, opens, at, line, (), _without_opening(piece))

    def _of_form(self, text: str) -> tuple[Dated, str | None] | None:
        named = re.fullmatch(self.form, text) if self.form else None
        dated = read_date(named["date"], self.zone) if named else None
        return (dated, named.groupdict().get("publisher")) if named and dated else None


def _near(pieces: Sequence[Piece]) -> Iterator[int]:
    """Where the texts stand that are near the title."""
    blocks = said = 0
    for at, piece in enumerate(pieces):
        if not piece.is_prose:
            continue
        if blocks == _MOST_BLOCKS or said > _MOST_TEXT:
            return
        yield at
        blocks, said = blocks + 1, said + len(piece.text)


def _around(piece: Piece, number: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What of the piece stands before that line, and what behind it."""
    return cut(piece, 0, number), cut(piece, number + 1, None)


def _without_opening(piece: Piece) -> tuple[Piece, ...]:
    first, *others = piece.printed
    left = first._replace(text=first.text.removeprefix(piece.opening).strip())
    text = "\n".join(line.text for line in (left, *others))
    return (replace(piece, printed=(left, *others), block=Paragraph(text=text), opening=""),)
