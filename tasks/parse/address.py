"""The publisher block: from its printed lines to fields.

The lines come in this order: organisation, department, street, postcode and town, then labelled contacts. The block
ends at the first line that is neither address nor contact once one of those was read, so what follows (captions)
never leaks in.
"""

import re
from collections.abc import Sequence

from tasks.types.release import Publisher

_CONTACTS = {
    "telephone": re.compile(r"(?:telefon|tel|fon|phone)\s*(?:nr\.?)?\s*[.:]+\s*(?P<value>.*)", re.I),
    "fax": re.compile(r"(?:tele)?fax\s*[.:]+\s*(?P<value>.*)", re.I),
    "email": re.compile(r"(?:e-?mail|mail)\s*:\s*(?P<value>.*)", re.I),
    "url": re.compile(r"(?:url|internet|web|website|homepage)\s*:\s*(?P<value>.*)", re.I),
}
_TOWN = re.compile(r"(?:D-)?(?P<postal_code>\d{5})\s+(?P<address_locality>\S.*)")
_STREET = re.compile(r"(?=.{3,80}$)(?:\D.*\s\d+\s?[a-z]?(?:\s?[-–/+]\s?\d+\s?[a-z]?)?|Postfach[\s\d]+)", re.I)
_LONGEST_NAME = 100
_MOST_NAMES = 4


def read_address(lines: Sequence[str]) -> tuple[Publisher | None, int]:
    """The publisher and how many of the lines belong to it; None where no line names one."""
    names: list[str] = []
    fields: dict[str, str] = {}
    used = 0
    while used < len(lines):
        taken = _take(lines, used, names, fields)
        if not taken:
            break
        used += taken
    if not names:
        return None, 0
    fields.pop("fax", None)
    department = ", ".join(names[1:]) or None
    return Publisher.model_validate({"name": names[0], "department": department, **fields}), used


def _take(lines: Sequence[str], at: int, names: list[str], fields: dict[str, str]) -> int:
    """How many lines, from `at` on, are the block's next part; what they say goes to `names` or `fields`."""
    line = lines[at]
    for name, form in _CONTACTS.items():
        if found := form.fullmatch(line):
            return _take_contact(lines, at, name, found["value"], fields)
    if not names:
        names.append(line)
        return 1
    if found := _TOWN.fullmatch(line):
        return _keep(fields, found.groupdict())
    if "street_address" not in fields and "postal_code" not in fields and _STREET.fullmatch(line):
        return _keep(fields, {"street_address": line})
    if not fields and len(names) < _MOST_NAMES and _is_name(line):
        names.append(line)
        return 1
    return 0


def _take_contact(lines: Sequence[str], at: int, name: str, value: str, fields: dict[str, str]) -> int:
    if value:
        return _keep(fields, {name: value})
    if at + 1 < len(lines) and len(lines[at + 1]) <= _LONGEST_NAME:
        return 1 + _keep(fields, {name: lines[at + 1]})
    return 1


def _keep(fields: dict[str, str], found: dict[str, str]) -> int:
    for name, value in found.items():
        fields.setdefault(name, value)
    return 1


def _is_name(line: str) -> bool:
    return len(line) <= _LONGEST_NAME and not line.endswith((".", "!", "?")) and "foto" not in line.lower()
