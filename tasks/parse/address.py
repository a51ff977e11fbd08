"""The publisher's address: from its printed lines to fields.

Its order is sure: organisation, department, street, postcode and town, then contacts. The lines come in the blocks
they are printed in, one or several. A block that a field of the address stands in belongs to it whole; the first
block that does not go on with it (a caption) ends it, so nothing behind ever leaks in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.parse.contacts import LABEL, is_aside, is_street, read_field, value_of
from tasks.types.release import Publisher

# Several contacts on one line.
_BETWEEN = re.compile(
    rf"\s*[|·•]\s*|[,;]\s+(?=(?:{LABEL})\W|[^\s@]+@|https?://|www\.)|(?<=[0-9)])\s+(?=(?:{LABEL})\b\.?:?\s*\S)", re.I
)
_COMMA = re.compile(r"\s*[,;|·•]\s+")
_FEWEST_PARTS = 3
_CREDIT = re.compile(r"(?:foto|bild|grafik|quelle|repro)\w*\s*[:.]|©", re.I)
_LONGEST = 100
_MOST_NAMES = 5

# A name goes on in the next line.
_GOES_ON = re.compile(r".*(?:-|&|\b(?:und|für|der|des|von))")
_CONTINUES = re.compile(r"[a-zäöü].*|(?:g?GmbH|AG|KG|SE|e\.\s?V\.)(?:\W.*)?")
_CARE_OF = re.compile(r"c/o\s.*", re.I)
_INSIDE = re.compile(r"(?:zimmer|raum|haus|gebäude|etage|eingang|aufgang|[0-9]+\.\s?(?:etage|stock|og))\b.*", re.I)
_DEPARTMENT = re.compile(
    r"\w*(?:amt|fachbereich|abteilung|referat|ressort|stabsstelle|dezernat|pressestelle|kommunikation)\b.*|presse\b.*",
    re.I,
)
_ORGANISATION = re.compile(
    r"(?:(?:stadt|kreis|landkreis|gemeinde|land|universität|hochschule|bistum)\s.*|"
    r".*\b(?:g?GmbH|AG|KG|SE|e\.\s?V\.|AöR|KöR))",
    re.I,
)


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

    def lack(self, found: Mapping[str, str]) -> bool:
        """Whether these may come next: no town stands behind another field."""
        return not ("postal_code" in found and self.found)

    def keep(self, found: Mapping[str, str], text: str) -> None:
        """Keep what that text said, unless a field was said before and otherwise."""
        if any(self.found.get(name, value) != value for name, value in found.items() if name in Publisher.model_fields):
            self.unread.append(text)
        else:
            self.found.update({name: value for name, value in found.items() if value})


def read_address(blocks: Sequence[Sequence[str]]) -> Address:
    """The publisher in these blocks of lines; None where they name none."""
    lines = list(_lines(blocks))
    head = _head(lines)
    if not head:
        return Address(None, 0, ())
    names = _whole([text for at, text in enumerate(head) if not at or not is_aside(text)])
    fields = _Fields(unread=[text for text in head[1:] if is_aside(text)])
    end = _take_fields(lines, len(head), fields)
    if street := _take_street(names, fields.found):
        fields.found["street_address"] = street
    _put_organisation_first(names)
    known = {name: value for name, value in fields.found.items() if name in Publisher.model_fields}
    publisher = Publisher.model_validate({"name": names[0], "department": ", ".join(names[1:]) or None, **known})
    return Address(publisher, lines[end - 1].number + 1, tuple(fields.unread))


def _put_organisation_first(names: list[str]) -> None:
    """Where a department stands in front of the organisation that it is part of."""
    if len(names) > 1 and _DEPARTMENT.fullmatch(names[0]) and not _ORGANISATION.fullmatch(names[0]):
        names[:2] = names[1::-1] if _ORGANISATION.fullmatch(names[1]) else names[:2]


def _lines(blocks: Sequence[Sequence[str]]) -> Iterator[_Line]:
    number = 0
    for block, texts in enumerate(blocks):
        for text in texts:
            yield from (_Line(part, number, block) for part in _parts(text) if part)
            number += 1


def _parts(text: str) -> list[str]:
    """What a line holds: one thing, several contacts, or a whole address with commas."""
    parts = _COMMA.split(text)
    if len(parts) >= _FEWEST_PARTS and any(_has_town(part) for part in parts):
        return parts
    return _BETWEEN.split(text)


def _has_town(text: str) -> bool:
    said = read_field(text)
    return bool(said and "postal_code" in said.fields)


def _head(lines: Sequence[_Line]) -> list[str]:
    """The lines before the first field: organisation, department, street. Without any field, those of one block."""
    head = lines[: _MOST_NAMES + 1]
    at = next((at for at, line in enumerate(head) if (said := read_field(line.text)) and said.fields), None)
    if at is None or not all(_is_name(line.text) for line in head[:at]):
        head = [line for line in head[:_MOST_NAMES] if line.block == head[0].block]
        at = next((at for at, line in enumerate(head) if not _is_name(line.text)), len(head))
    return [line.text for line in head[:at]]


def _whole(lines: Sequence[str]) -> list[str]:
    """The names, those that go on over a line's end made whole."""
    names: list[str] = []
    for line in lines:
        if names and (_CONTINUES.fullmatch(line) or _GOES_ON.fullmatch(names[-1])) and not _CARE_OF.fullmatch(line):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    return names


def _take_street(names: list[str], found: Mapping[str, str]) -> str | None:
    """Take the street out of the names, with who it is in care of and the place inside the house."""
    street = [found["street_address"]] if "street_address" in found else []
    inside = [name for name in names[1:] if _INSIDE.fullmatch(name)]
    others = [name for name in names[1:] if name not in inside]
    at = None if street else _street_at(others, in_front_of_town="postal_code" in found)
    if at is None:
        others = names[1:]
    else:
        street = [others.pop(at), *inside]
    care_of = [name for name in others if _CARE_OF.fullmatch(name)]
    names[1:] = [name for name in others if name not in care_of]
    return ", ".join([*care_of, *street]) or None


def _street_at(names: Sequence[str], *, in_front_of_town: bool) -> int | None:
    """Which name is the street: by its words and a house number, or the last one by less."""
    for at in reversed(range(len(names))):
        if is_street(names[at], surely=True) and re.search("[0-9]", names[at]):
            return at
    return len(names) - 1 if names and is_street(names[-1], surely=not in_front_of_town) else None


def _take_fields(lines: Sequence[_Line], at: int, fields: _Fields) -> int:
    """Keep what the lines from `at` on say; where the address ends."""
    inside: int | None = None
    while at < len(lines):
        line = lines[at]
        said = read_field(line.text)
        known = said is not None and bool(said.fields or _is_name(line.text))
        if not known and not _is_name(line.text):
            break
        if line.block != inside and not (known and said and fields.lack(said.fields)):
            break
        if said is None:
            fields.unread.append(line.text)
        else:
            name = next((name for name, value in said.fields.items() if not value), None)
            if name and at + 1 < len(lines) and (value := value_of(name, lines[at + 1].text)):
                said, at = value, at + 1
            fields.keep(said.fields, lines[at].text)
            fields.unread += [said.unread] if said.unread else []
        inside = lines[at].block
        at += 1
    return at


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST and not _CREDIT.search(text)
