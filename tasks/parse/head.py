"""The head of a release behind its title: the date, and what stands before it, which is the subtitle."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.source import Template
from tasks.errors import ReadingError
from tasks.parse.dateline import Dates
from tasks.parse.declared import Stated
from tasks.parse.graft import Frame
from tasks.parse.pieces import Piece, inside


@dataclass(frozen=True, slots=True)
class Head:
    """Subtitle and date with the rules that found them, and the pieces that are neither.

    `publisher` is who the date's line names.
    """

    subtitle: str | None
    subtitle_rule: str
    date: str
    date_rule: str
    rest: tuple[Piece, ...]
    publisher: str | None = None


class HeadReader:
    """Reads the heads of one template's pages."""

    def __init__(self, frame: Frame, template: Template, zone: str, declared: Stated | None) -> None:
        """`declared` is the date that the page gives to machines, in ISO 8601."""
        self._dates = Dates(zone, template.date_line)
        self._template = template
        self._date_hint = _hint(frame, template.date)
        self._subtitle_hint = _hint(frame, template.subtitle)
        self._declared = declared

    def read(self, above: Sequence[Piece], behind: Sequence[Piece]) -> Head:
        """Subtitle and date around the title; `ReadingError` where no line is the date."""
        hinted = [piece for piece in behind if id(piece.node) in self._subtitle_hint]
        others = [piece for piece in behind if id(piece.node) not in self._subtitle_hint]
        subtitle = _joined(hinted)
        rule = f"by selector {self._template.subtitle}" if subtitle else "not found"
        if self._template.date_above and above:  # a title that the page does not show has nothing above it
            found = self._dates.find(above[::-1], self._date_hint)
            if found:
                date_rule = f"{found.rule}, above the title"
                return Head(subtitle, rule, found.dated.iso, date_rule, tuple(others), found.publisher)
        elif found := self._dates.find(others, self._date_hint):
            between = [*others[: found.at], *found.before]
            if not hinted and (subtitle := _joined([piece for piece in between if piece.is_prose])):
                rule = "by place, between title and date"
            shown = (piece for piece in between if piece.picture or piece.caption)
            rest = (*shown, *found.behind, *others[found.at + 1 :])
            return Head(subtitle, rule, found.dated.iso, found.rule, rest, found.publisher)
        if self._declared:
            return Head(subtitle, rule, self._declared.text, self._declared.rule, tuple(others))
        raise ReadingError("date: no line near the title is a date and nothing else")


def _hint(frame: Frame, selector: str | None) -> frozenset[int]:
    """The element that the selector names; one that names several names none."""
    found = frame.select(selector)
    return inside(found) if len(found) == 1 else frozenset()


def _joined(pieces: Sequence[Piece]) -> str | None:
    return "\n".join(" ".join(piece.lines) for piece in pieces) or None
