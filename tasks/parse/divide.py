"""Which piece of a page is what, by form and place.

The order of a release page is sure: title, subtitle, date, body, publisher label, address, captions, copyright
line. The elements are not, so selectors are hints only, and each decision names its rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from config.source import Source, Template
from tasks.parse.foot import split_foot
from tasks.parse.graft import Frame
from tasks.parse.head import Titles, find_title, split_head
from tasks.parse.marking import mark_by_credit
from tasks.parse.pieces import Piece
from tasks.types.release import Publisher


@dataclass(frozen=True, slots=True)
class Parts:
    """A page divided.

    `above` stands before the title; `body` between title and publisher label, without subtitle and date; `address`
    opens with the label and is empty where there is none; `after` stands between it and `end`, the line that ends the
    release. `unread` are lines of the address that no field takes.
    """

    above: tuple[Piece, ...]
    heading: Piece
    title: str
    subtitle: str | None
    date: str
    body: tuple[Piece, ...]
    publisher: Publisher | None
    address: tuple[Piece, ...]
    after: tuple[Piece, ...]
    end: str | None
    rules: dict[str, str]
    unread: tuple[str, ...]


def divide(frame: Frame, template: Template, source: Source, pieces: Sequence[Piece], titles: Titles) -> Parts:
    """The parts of the page; `ReadingError` where title or date are not there or not clear."""
    title = find_title(template, source, pieces, titles)
    foot = split_foot(frame, template, source.pages, (*title.rest, *pieces[title.at + 1 :]))
    head = split_head(frame, template, mark_by_credit(foot.before), source.time_zone)
    return Parts(
        above=tuple(pieces[: title.at]),
        heading=pieces[title.at],
        title=title.text,
        subtitle=head.subtitle,
        date=head.date,
        body=head.rest,
        publisher=foot.publisher,
        address=foot.address,
        after=foot.after,
        end=foot.end,
        rules={"title": title.rule, "subtitle": head.subtitle_rule, "date": head.date_rule, "publisher": foot.rule},
        unread=foot.unread,
    )
