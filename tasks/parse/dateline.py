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
        found = list(self._in_places(pieces, hinted or list(_near(pieces)), rule))
        best = found[0] if found else None
        for one in found[1:]:
            if best and one.line == best.line + 1 and one.dated.form < best.dated.form:
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
                around = cut(piece, 0, number), cut(piece, number + 1, None)
                if formed := self._of_form(text):
                    yield DateLine(formed[0], f"{rule}, in a line of the source's form", at, line, *around, formed[1])
                elif alone := read_date(text, self.zone):
                    yield DateLine(alone, f"{rule}, alone on its line", at, line, *around)
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


def _without_opening(piece: Piece) -> tuple[Piece, ...]:
    first, *others = piece.printed
    left = first._replace(text=first.text.removeprefix(piece.opening).strip())
    text = "\n".join(line.text for line in (left, *others))
    return (replace(piece, printed=(left, *others), block=Paragraph(text=text), opening=""),)
