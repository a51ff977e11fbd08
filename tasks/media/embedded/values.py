"""What metadata says, and the parts in which it is found.

`Embedded` is what a picture says of itself in the terms of the IPTC Photo Metadata Standard 2023.1.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

# What one block of metadata may take: a packet of text that is longer is none about credit.
LARGEST = 1_000_000
# How many elements of a container are looked at.
MOST = 10_000

Kind = Literal["exif", "xmp", "iim", "photoshop"]


class Field(NamedTuple):
    """One value and the field it stands in, by its standard's name: `IIM 2:80 By-line`, `XMP dc:creator`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A block of metadata, as it stands in the file."""

    kind: Kind
    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """What could not be read, and why: one line."""

    what: str


Part = Field | Segment | Damage


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a picture's metadata says about credit: cleaned text, as written, each at most 2,000 characters.

    `fields` holds every value found, so that one can tell whether the standards agree; the others are the best of
    them. `damaged` names what was left out because it could not be read.
    """

    creators: tuple[str, ...] = ()
    credit: str | None = None
    source: str | None = None
    copyright: str | None = None
    usage: str | None = None
    caption: str | None = None
    fields: tuple[Field, ...] = ()
    damaged: tuple[str, ...] = ()
