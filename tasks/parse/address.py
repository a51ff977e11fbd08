"""The publisher's address: from its printed lines to fields.

Its order is sure: organisation, department, street, postcode and town, then contacts. The lines come in the blocks
they are printed in, one or several. A block that a field of the address stands in belongs to it whole; the first
block that does not go on with it (a caption) ends it, so nothing behind ever leaks in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.types.release import Publisher

_LABELS = (
    ("telephone", r"telefon(?:nummer|nr)?|tel|fon|phone|rufnummer"),
    ("fax", r"(?:tele)?fax(?:nummer)?"),
    ("mobile", r"mobil(?:telefon)?|handy"),
    ("email", r"e-?mail(?:-?adresse)?|mail"),
    ("url", r"url|internet(?:adresse)?|web(?:site|seite)?|homepage"),
)
_CONTACTS = tuple(
    (name, re.compile(rf"(?:{label})(?:\s*\([^)]{{1,30}}\))?\s*(?P<mark>[.:]*)\s*(?P<value>.*)", re.I))
    for name, label in _LABELS
)
# What tells a value without its label.
_BARE = {
    "telephone": re.compile(r"[+0(][0-9 ()/–.-]{5,}"),
    "email": re.compile(r"[^\s@]+@[^\s@]+\.\w+"),
    "url": re.compile(r"(?:https?://|www\.)\S+", re.I),
}
# What a value looks like that stands behind its label, on a line or in a block of its own.
_VALUES = {
    "telephone": re.compile(r"[+0-9(][0-9 ()/–.-]{2,}.{0,30}"),
    "fax": re.compile(r"[+0-9(][0-9 ()/–.-]{2,}.{0,30}"),
    "mobile": re.compile(r"[+0-9(][0-9 ()/–.-]{2,}.{0,30}"),
    "email": re.compile(r"\S+\s?(?:@|[(\[]\s?at\s?[)\]])\s?\S+", re.I),
    "url": re.compile(r"\S+\.\w{2,}\S*"),
}
_TOWN = re.compile(
    r"(?:(?P<street_address>.{3,80}?)\s*[,;]\s*)?"
    r"(?:D[- ])?(?P<postal_code>[0-9]{5})\s+(?P<address_locality>[^\W\d].{1,60})"
)
_HOUSE_NUMBER = re.compile(r".{2,70}[^\W\d_.)]\.?\s[0-9]+\s?[a-z]?(?:\s?[-–/+]\s?[0-9]+\s?[a-z]?)?|Postfach\b.*", re.I)
_STREET_WORD = re.compile(
    r"(?:.*\W)?\w*(?:str\.|straße|strasse|platz|weg|allee|ring|gasse|damm|ufer|markt|wall|graben)(?:\s+[0-9].{0,12})?",
    re.I,
)
# Several contacts on one line.
_BETWEEN = re.compile(rf"\s*[|·•]\s*|[,;]\s+(?=(?:{'|'.join(label for _, label in _LABELS)})\W)", re.I)
_COMMA = re.compile(r"\s*[,;|·•]\s+")
_FEWEST_PARTS = 3
_CREDIT = re.compile(r"(?:foto|bild|grafik|quelle|repro)\w*\s*[:.]|©", re.I)
_LONGEST = 100
_MOST_NAMES = 5


class Address(NamedTuple):
    """What was read. `used` is how many of the lines belong to it, `unread` what stands in it and fits no field."""

    publisher: Publisher | None
    used: int
    unread: tuple[str, ...]


class _Line(NamedTuple):
    """A line, or one of several contacts on it; `number` is the line's, `block` says in which block it stands."""

    text: str
    number: int
    block: int


@dataclass(slots=True)
class _Fields:
    """The fields found so far."""

    found: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def lack(self, found: dict[str, str]) -> bool:
        """Whether these may come next: none was found before, and no town stands behind a contact."""
        return found.keys().isdisjoint(self.found) and not ("postal_code" in found and self.found)

    def keep(self, found: dict[str, str]) -> None:
        for name, value in found.items():
            if value:
                self.found.setdefault(name, value)


def read_address(blocks: Sequence[Sequence[str]]) -> Address:
    """The publisher in these blocks of lines; None where they name none."""
    lines = list(_lines(blocks))
    names = _names(lines)
    if not names:
        return Address(None, 0, ())
    fields = _Fields()
    end = _take_fields(lines, len(names), fields)
    if "street_address" not in fields.found and _ends_in_street(names, fields):
        fields.keep({"street_address": names.pop()})
    known = {name: value for name, value in fields.found.items() if name in Publisher.model_fields}
    publisher = Publisher.model_validate({"name": names[0], "department": ", ".join(names[1:]) or None, **known})
    return Address(publisher, lines[end - 1].number + 1, tuple(fields.unread))


def _lines(blocks: Sequence[Sequence[str]]) -> Iterator[_Line]:
    number = 0
    for block, texts in enumerate(blocks):
        for text in texts:
            yield from (_Line(part, number, block) for part in _parts(text) if part)
            number += 1


def _parts(text: str) -> list[str]:
    """What a line holds: one thing, several contacts, or a whole address with commas."""
    parts = _COMMA.split(text)
    if len(parts) >= _FEWEST_PARTS and any(_TOWN.fullmatch(part) for part in parts):
        return parts
    return _BETWEEN.split(text)


def _names(lines: Sequence[_Line]) -> list[str]:
    """The lines before the first field: organisation, department, street. Without any field, those of one block."""
    head = lines[: _MOST_NAMES + 1]
    at = next((at for at, line in enumerate(head) if _field(line.text)), None)
    if at is None or not all(_is_name(line.text) for line in head[:at]):
        head = [line for line in head[:_MOST_NAMES] if line.block == head[0].block]
        at = next((at for at, line in enumerate(head) if not _is_name(line.text)), len(head))
    return [line.text for line in head[:at]]


def _ends_in_street(names: Sequence[str], fields: _Fields) -> bool:
    """Whether the last name is the street: by its word, or by a house number in front of the town."""
    if len(names) < 2:
        return False
    return bool(_STREET_WORD.fullmatch(names[-1])) or ("postal_code" in fields.found and _is_street(names[-1]))


def _take_fields(lines: Sequence[_Line], at: int, fields: _Fields) -> int:
    """Keep what the lines from `at` on say; where the address ends."""
    inside: int | None = None
    while at < len(lines):
        line, found = lines[at], _field(lines[at].text)
        if line.block != inside and (found is None or not fields.lack(found)):
            break
        if found is None:
            if not _is_name(line.text):
                break
            fields.unread.append(line.text)
        elif (name := _lacks(found)) and at + 1 < len(lines) and _VALUES[name].fullmatch(lines[at + 1].text):
            at += 1
            fields.keep({name: lines[at].text})
        else:
            fields.keep(found)
        inside = lines[at].block
        at += 1
    return at


def _field(text: str) -> dict[str, str] | None:
    """The fields that a line fills, empty for a label whose value stands elsewhere; None where it is no field."""
    if (found := _TOWN.fullmatch(text)) and (not found["street_address"] or _is_street(found["street_address"])):
        return found.groupdict("")
    if bare := next((name for name, form in _BARE.items() if form.fullmatch(text)), None):
        return {bare: text}
    for name, form in _CONTACTS:
        if found := form.fullmatch(text):
            value = found["value"]
            if found["mark"] or not value or _VALUES[name].fullmatch(value):
                return {name: value}
    return None


def _is_street(text: str) -> bool:
    return bool(_STREET_WORD.fullmatch(text) or _HOUSE_NUMBER.fullmatch(text))


def _lacks(found: dict[str, str]) -> str | None:
    """The field whose label stands alone."""
    return next((name for name, value in found.items() if len(found) == 1 and not value), None)


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST and not _CREDIT.search(text)
