"""Which piece of a page is what, by form and place.

The order of a release page is sure: title, subtitle, date, body, publisher label, address, captions, copyright
line. The elements are not, so selectors are hints only, and each decision names its rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from config.source import Source, Template
from tasks.parse.declared import Declared
from tasks.parse.foot import split_foot
from tasks.parse.graft import Frame
from tasks.parse.head import HeadReader
from tasks.parse.marking import mark_by_credit
from tasks.parse.pieces import Piece
from tasks.parse.title import Names, find_title
from tasks.types.release import Publisher


@dataclass(frozen=True, slots=True)
class Parts:
    """A page divided; `heading` is the piece with the title, None where no piece says it.

    `above` stands before the title; `body` between title and publisher label, without subtitle and date; `address`
    opens with the label and is empty where there is none; `after` stands between it and `end`, the line that ends the
    release. `unread` are lines of the address that no field takes.
    """

    above: tuple[Piece, ...]
    heading: Piece | None
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


def divide(
    frame: Frame, template: Template, source: Source, pieces: Sequence[Piece], names: Names, declared: Declared
) -> Parts:
    """The parts of the page; `ReadingError` where title or date are not there or not clear."""
    title = find_title(template, source, pieces, names, declared.title)
    foot = split_foot(frame, template, source.pages, title.behind)
    head = HeadReader(frame, template, source.time_zone, declared.date).read(title.above, mark_by_credit(foot.before))
    publisher, rule = foot.publisher, foot.rule
    if publisher is None and head.publisher:
        publisher, rule = Publisher(name=head.publisher), "in the date's line"
    return Parts(
        above=title.above,
        heading=title.heading,
        title=title.text,
        subtitle=head.subtitle,
        date=head.date,
        body=head.rest,
        publisher=publisher,
        address=foot.address,
        after=foot.after,
        end=foot.end,
        rules={"title": title.rule, "subtitle": head.subtitle_rule, "date": head.date_rule, "publisher": rule},
        unread=foot.unread,
    )
