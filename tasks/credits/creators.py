"""Who made the picture: from a credit's names to persons and organisations, each with evidence in the print.

A text reads as names or it does not (`None`): German writes verbs and adjectives small, so an unexpected small letter
gives a description away. Separators part names only where both sides are names.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.credits.evidence import ANDS, is_bank, names_bank
from tasks.credits.ground import Ground, Sort
from tasks.credits.leaves import Named, is_role, read_leaf
from tasks.credits.parting import abbreviations, last_bracket, split
from tasks.credits.places import is_given_name
from tasks.credits.words import FIRMS, GOING_ON, OF_SEVERAL
from tasks.types.release import Creator

_STRONG = re.compile(r"\s*[;|•]\s*|\s*\n\s*|\s+/\s*|\s*/\s+")
_DASH = re.compile(r"\s+[-–—]\s+|\s+-(?=\w)")
_COLON = re.compile(r"\s?:\s")
_COMMA = re.compile(r"\s*,\s*")
_SLASH = re.compile("/")
_AND = re.compile(r"\s+(?:und|sowie|and|&|\+)\s+", re.IGNORECASE)
_FOR = re.compile(
    r"\s+(?:für|im Auftrag (?:von|der|des)|i\. ?A\.(?: (?:von|der|des))?|c/o|via|by|auf|on|from)\s+"
    r"(?:(?:die|den|das|der)\s+)?"
)
# In brackets behind a name: which of several pictures it is about. Only `links` and the like may as well tell people
# apart who are shown.
_WHICH = re.compile(
    r"(?:ganz )?(?:oben|unten|(?:o|u)\.|alle|\d{1,2}(?:[-–, +]{1,3}\d{1,2})*)(?: (?:links|rechts|li\.|re\.))?"
)
_SIDE = re.compile(r"(?:ganz )?(?:links|rechts|mitte|(?:li|re|l|r)\.?)", re.IGNORECASE)
_ACRONYMS_OWN = re.compile(r"[A-ZÄÖÜ]{2,6}-[A-ZÄÖÜ][a-zäöü]")
_SHELF = re.compile(r"(?:Bestand|Best\.|Nr\.|Inv\.|Sig\.|Signatur|Blatt|Mappe) .*\d")

Names = tuple[Named, ...]
Reading = Names | None


@dataclass(frozen=True, slots=True)
class _Level:
    """A separator and the rule that says what the parts between it are together."""

    separator: re.Pattern[str]
    combine: Callable[[list[str], int, Ground], Reading]


def read_names(text: str, ground: Ground) -> tuple[Creator, ...] | None:
    """The creators that a credit names, in its order, or None where the text does not read as a credit."""
    if names_bank(text):  # which leaves no doubt that a credit is meant
        ground = replace(ground, opening=False, doubted=frozenset())
    _read.cache_clear()  # one credit says nothing of the next
    named = _read(text, 0, ground)
    if named is None:
        return None
    creators = (Creator.model_validate({"@type": name.sort.creator_type, "name": name.text}) for name in named)
    return tuple(dict.fromkeys(creators))


@lru_cache(maxsize=4096)  # each level reads the same parts again
def _read(text: str, level: int, ground: Ground) -> Reading:
    if ground.knows(text) or (0, len(text)) in abbreviations(text.strip(), ground):
        return (Named(Sort.ORGANISATION, text.strip()),)
    for number, rule in enumerate(_LEVELS[level:], start=level):
        parts = split(rule.separator, text, ground)
        if len(parts) > 1 and (named := rule.combine(parts, number + 1, ground)) is not None:
            return named
    if opened := last_bracket(text.rstrip()):
        return _with_bracket(text, text[:opened], text.rstrip()[opened + 1 : -1], ground)
    return read_leaf(text, ground)


def _all(parts: list[str], level: int, ground: Ground) -> Reading:
    named: list[Named] = []
    for part in parts:
        read = _read(part, level, ground)
        if read is None:
            return None
        named += read
    return tuple(named)


def _around_colon(parts: list[str], level: int, ground: Ground) -> Reading:
    """`Stadt A: B` names both; at the head of a text it is a headline as often."""
    named = None if ground.opening else _all(parts, level, ground)
    if not named or named[0].sort is not Sort.ORGANISATION:
        return None
    return named if all(name.sort is Sort.PERSON for name in named[1:]) else None


def _around_comma(parts: list[str], level: int, ground: Ground) -> Reading:
    if _is_firm_of_partners(parts):
        return (Named(Sort.ORGANISATION, ", ".join(part.strip() for part in parts)),)
    named: list[Named] = []
    for printed in parts:
        last = named[-1] if named else None
        taken, part = _going_on(last, printed, ground) if last else ("", printed)
        if last and taken:
            named[-1] = Named(last.sort, f"{last.text}, {taken}")
        if not part or (last and (is_role(part) or _SHELF.match(part))):
            continue
        read = _read(part, level, ground)
        if read is None:
            return None
        if last and last.sort is Sort.PERSON and [name.sort for name in read] == [Sort.SURNAME]:
            continue  # a single word behind a whole name: the town more often than a second person
        named += [name for name in read if not (last and name.is_number)]
    return tuple(named)


def _going_on(last: Named, part: str, ground: Ground) -> tuple[str, str]:
    """What of that part belongs to the name before the comma, and what is left: `A Architekten, Town/B`."""
    if last.goes_on_with(part, ground):
        return part.strip(), ""
    town, _, beyond = part.partition("/")
    return (town.strip(), beyond) if beyond and last.goes_on_with(town, ground) else ("", part)


def _is_firm_of_partners(parts: list[str]) -> bool:
    """Whether surnames are enumerated up to a firm's ending: `Tolle, Brandis & Partner mbB`."""
    *surnames, last = (part.split() for part in parts)
    joined = any(word in ANDS for word in last) and last[-1].casefold() in FIRMS | GOING_ON
    return joined and all(len(surname) == 1 for surname in surnames)


def _around_slash(parts: list[str], level: int, ground: Ground) -> Reading:
    if any(len(part.strip()) < 2 for part in parts) or _is_joint_name(parts):
        return None
    return _all(parts, level, ground)


def _is_joint_name(parts: list[str]) -> bool:
    """Whether the slash is within a name: `Kreisverband A/B`, `AB/CD-Fraktion`."""
    first, last = parts[0].split(), parts[-1].split()
    district = len(first) > 1 and first[0].casefold() in OF_SEVERAL and len(last) == 1
    acronyms = len(first) == len(last) == 1 and first[0].isupper() and bool(_ACRONYMS_OWN.match(last[0]))
    return district or acronyms


def _around_and(parts: list[str], level: int, ground: Ground) -> Reading:
    """`und` joins two names only where both are beyond doubt: `Grün und Auen` is one."""
    if any(part.split()[0].casefold() in GOING_ON for part in parts[1:]):
        return None
    if all(is_given_name(part.split()[0]) for part in parts) and len(parts[-1].split()) > 1:
        return _all(parts, level, ground)  # `Anna und Henrik Tolle`
    named = _all(parts, level, ground)
    if named is None or len(named) != len(parts) or not any(" " in name.text for name in named):
        return None
    if any(" " not in name.text and not name.is_acronym for name in named):
        return None
    whole = all(name.sort is Sort.PERSON or (name.sort is Sort.ORGANISATION and not name.has_links) for name in named)
    return named if whole else None


def _around_for(parts: list[str], level: int, ground: Ground) -> Reading:
    named = _all(parts, level, ground)
    if not named or named[-1].sort is not Sort.ORGANISATION:
        return None
    return named if named[0].sort in (Sort.PERSON, Sort.SURNAME) or is_bank(named[-1].text) else None


def _with_bracket(text: str, outside: str, inside: str, ground: Ground) -> Reading:
    outer = _read(outside, 0, ground)
    if outer is None or is_role(inside) or _WHICH.fullmatch(inside.strip()):
        return outer
    if _SIDE.fullmatch(inside.strip()):
        return outer if ground.several else None
    inner = _read(inside.strip().removeprefix("beide "), 0, ground)
    if inner is None:
        return None
    if inner and len(outer) == 1 and outer[0].sort is Sort.ORGANISATION:
        whole = (Named(Sort.ORGANISATION, text.strip()),)
        return outer + inner if all(name.sort is Sort.PERSON for name in inner) else whole
    beside = (name for name in inner if name.sort in (Sort.ORGANISATION, Sort.GROUP) and not name.is_number)
    return (*outer, *beside)


_LEVELS: Sequence[_Level] = (
    _Level(_STRONG, _all),
    _Level(_DASH, _all),
    _Level(_COLON, _around_colon),
    _Level(_COMMA, _around_comma),
    _Level(_SLASH, _around_slash),
    _Level(_FOR, _around_for),
    _Level(_AND, _around_and),
)
