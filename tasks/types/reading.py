"""What a page says, as read: not yet normalised, with the rule that read each field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tasks.types.release import Block, Link, Publisher


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as the page shows it. `urls` are absolute, best first: the original, then what is sure to be served.

    `caption` is printed with the picture, `caption_rule` says how it was found to be this one's; `overlay` is printed
    over the picture (a credit by its place); the attributes are what the markup says without showing it; `page_credit`
    is what the page says elsewhere of the credits of its pictures, as far as it means this one.
    """

    urls: tuple[str, ...]
    alt: str | None = None
    caption: str | None = None
    overlay: str | None = None
    attribute_caption: str | None = None
    attribute_credit: str | None = None
    caption_rule: str | None = None
    page_credit: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedFile:
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One page, read. `date` is ISO 8601, a day or a time in UTC; `rules` says per field which rule read it.

    `findings` are things that an operator should look at and that do not make the reading wrong.
    """

    template: str
    title: str
    subtitle: str | None
    date: str
    modified: datetime | None
    body: tuple[Block, ...]
    links: tuple[Link, ...]
    publisher: Publisher | None
    figures: tuple[Figure, ...]
    files: tuple[LinkedFile, ...]
    copyright_notice: str | None
    rules: Mapping[str, str]
    findings: tuple[str, ...]
