"""Who made the picture: from a credit's names to persons and organisations, each with evidence in the print.

A text reads as names or it does not (`None`): German writes verbs and adjectives small, so an unexpected small letter
gives a description away. Separators part names only where both sides are names.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks.credits.leaves import Ground, Named, Sort, read_leaf
from tasks.types.release import Creator

_STRONG = re.compile(r"\s*[;|•]\s*|\s*\n\s*|\s+/\s*|\s*/\s+")
_DASH = re.compile(r"\s+[-–—]\s+|\s+-(?=\w)")
_COMMA = re.compile(r"\s*,\s*")
_SLASH = re.compile("/")
_AND = re.compile(r"\s+(?:und|sowie|and|&|\+)\s+", re.IGNORECASE)
_FOR = re.compile(
    r"\s+(?:für|im Auftrag (?:von|der|des)|i\. ?A\.(?: (?:von|der|des))?|via|by|auf|on)\s+(?:(?:die|den|das|der)\s+)?"
)
# An abbreviation and what it stands for are one name.
_ABBREVIATED = re.compile(r"[A-ZÄÖÜ]{2,6} [-–—] ([^,;|/]+)")
_BRACKET = re.compile(r"([^()\[\]]+?)\s*[(\[]([^()\[\]]+)[)\]]")

Names = list[Named]
Reading = Names | None


@dataclass(frozen=True, slots=True)
class _Level:
    """A separator and the rule that says what the parts between it are together."""

    separator: re.Pattern[str]
    combine: Callable[[list[str], int, Ground], Reading]


def read_names(text: str, ground: Ground) -> tuple[Creator, ...] | None:
    """The creators that a credit names, in its order, or None where the text does not read as a credit."""
    named = _read(text, 0, ground)
    if named is None:
        return None
    creators = (Creator.model_validate({"@type": name.sort.creator_type, "name": name.text}) for name in named)
    return tuple(dict.fromkeys(creators))


def _read(text: str, level: int, ground: Ground) -> Reading:
    if ground.knows(text):
        return [Named(Sort.ORGANISATION, text.strip())]
    if abbreviated := _ABBREVIATED.fullmatch(text.strip()):
        full = read_leaf(abbreviated[1], ground)
        if full and full[0].sort is Sort.ORGANISATION:
            return [Named(Sort.ORGANISATION, text.strip())]
    for number, rule in enumerate(_LEVELS[level:], start=level):
        parts = _split(rule.separator, text, ground)
        if len(parts) > 1 and (named := rule.combine(parts, number + 1, ground)) is not None:
            return named
    if bracketed := _BRACKET.fullmatch(text):
        return _with_bracket(text, bracketed[1], bracketed[2], ground)
    return read_leaf(text, ground)


def _split(separator: re.Pattern[str], text: str, ground: Ground) -> list[str]:
    """The parts between separators that stand outside brackets and outside known names."""
    parts, start = [], 0
    whole = ground.whole_names(text)
    for found in separator.finditer(text):
        before = text[: found.start()]
        if any(begin < found.start() < end for begin, end in whole):
            continue
        if before.count("(") + before.count("[") == before.count(")") + before.count("]"):
            parts.append(text[start : found.start()])
            start = found.end()
    return [part for part in (*parts, text[start:]) if part.strip()]


def _all(parts: list[str], level: int, ground: Ground) -> Reading:
    named: Names = []
    for part in parts:
        read = _read(part, level, ground)
        if read is None:
            return None
        named += read
    return named


def _around_comma(parts: list[str], level: int, ground: Ground) -> Reading:
    named: Names = []
    for part in parts:
        last = named[-1] if named else None
        if last and last.goes_on_with(part, ground):
            named[-1] = Named(last.sort, f"{last.text}, {part.strip()}")
            continue
        read = _read(part, level, ground)
        if read is None:
            return None
        if last and last.sort is Sort.PERSON and [name.sort for name in read] == [Sort.SURNAME]:
            continue  # a single word behind a whole name: the town more often than a second person
        named += [name for name in read if not (last and name.is_number)]
    return named


def _around_slash(parts: list[str], level: int, ground: Ground) -> Reading:
    return _all(parts, level, ground) if all(len(part.strip()) > 1 for part in parts) else None


def _around_and(parts: list[str], level: int, ground: Ground) -> Reading:
    """`und` joins two names only where both are beyond doubt: `Grün und Gruga` is one."""
    named = _all(parts, level, ground)
    if named is None or len(named) != len(parts) or not any(" " in name.text for name in named):
        return None
    if any(" " not in name.text and not name.is_acronym for name in named):
        return None
    whole = all(name.sort is Sort.PERSON or (name.sort is Sort.ORGANISATION and not name.has_links) for name in named)
    return named if whole else None


def _around_for(parts: list[str], level: int, ground: Ground) -> Reading:
    named = _all(parts, level, ground)
    by_person = named and named[0].sort in (Sort.PERSON, Sort.SURNAME) and named[-1].sort is Sort.ORGANISATION
    return named if by_person else None


def _with_bracket(text: str, outside: str, inside: str, ground: Ground) -> Reading:
    outer, inner = _read(outside, 0, ground), _read(inside, 0, ground)
    if outer is None or inner is None:
        return None
    if len(outer) == 1 and outer[0].sort is Sort.ORGANISATION:
        whole = [Named(Sort.ORGANISATION, text.strip())]
        return outer + inner if inner and all(name.sort is Sort.PERSON for name in inner) else whole
    return outer + [name for name in inner if name.sort is Sort.ORGANISATION]


_LEVELS: Sequence[_Level] = (
    _Level(_STRONG, _all),
    _Level(_DASH, _all),
    _Level(_COMMA, _around_comma),
    _Level(_SLASH, _around_slash),
    _Level(_FOR, _around_for),
    _Level(_AND, _around_and),
)
