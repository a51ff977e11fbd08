"""Where a credit's text may be parted: not within brackets, and not within a name known as a whole."""

import re
from collections.abc import Iterator

from tasks.credits.ground import Ground, Sort
from tasks.credits.leaves import read_leaf

# An abbreviation and what it stands for are one name.
_ABBREVIATED = re.compile(r"(?<![\w-])[A-ZÄÖÜ]{2,6} [-–—] ([^,;|/()]+)")


def split(separator: re.Pattern[str], text: str, ground: Ground) -> list[str]:
    """The parts between separators that stand outside brackets and outside known names."""
    parts, start = [], 0
    separators = list(separator.finditer(text))
    whole = whole_names(text, ground) if separators else []
    for found in separators:
        before = text[: found.start()]
        if any(begin < found.start() < end for begin, end in whole):
            continue
        if before.count("(") + before.count("[") == before.count(")") + before.count("]"):
            parts.append(text[start : found.start()])
            start = found.end()
    return [part for part in (*parts, text[start:]) if part.strip()]


def last_bracket(text: str) -> int:
    """Where the bracket opens that ends that text; 0 where none ends it or nothing stands before."""
    depth = 0
    for place in range(len(text) - 1, 0, -1):
        depth += (text[place] in ")]") - (text[place] in "([")
        if depth <= 0:
            return place if text[-1] in ")]" and text[:place].strip() else 0
    return 0


def whole_names(text: str, ground: Ground) -> list[tuple[int, int]]:
    """Where names stand that no separator parts: known organisations, an abbreviation with what it stands for."""
    return [*ground.whole_names(text), *abbreviations(text, ground)]


def abbreviations(text: str, ground: Ground) -> Iterator[tuple[int, int]]:
    """Where an abbreviation stands with what it stands for: `EMG - Moosbau GmbH`."""
    for abbreviated in _ABBREVIATED.finditer(text):
        full = read_leaf(abbreviated[1], ground)
        if full and full[0].sort is Sort.ORGANISATION:
            yield abbreviated.start(), abbreviated.start() + len(abbreviated[0].rstrip())
