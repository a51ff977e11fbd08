"""From what stands behind a label to the name in it: where it begins and ends, and what is no part of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.credits.creators import read_names
from tasks.credits.ground import Ground
from tasks.credits.remarks import LEADING_YEAR, Span, begins_note, split_remarks
from tasks.credits.words import ABBREVIATIONS, CUTTING_WORDS
from tasks.types.release import Creator

_CUTS = 6
_NOTE_REACH = 120
_STOP = re.compile(r"[.!?]+(?=\s|$)")
_LAST_WORD = re.compile(r"(?:\w|[^\W\d_]\.){1,12}$")
_CUT = re.compile(rf"\s[|–—-]\s|\s(?=(?:{'|'.join(CUTTING_WORDS)})\s\S+\s\S)")
_SEPARATORS = " \n,;|/–—-*"
_EDGE = f"{_SEPARATORS}([{{"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as found in a chunk of text: the chunk is read up to `stop`; name and remarks lie before it."""

    start: int
    end: int
    stop: int
    remarks: tuple[Span, ...]
    creators: tuple[Creator, ...]


def chunk_end(text: str, start: int, limit: int) -> int:
    """Where the text of a credit that begins at `start` ends at the latest: a line's end, the bracket it stands in."""
    depth = 0
    for place in range(start, limit):
        letter = text[place]
        if letter == "\n" and text[place - 1] not in ",/;&":
            return place
        if letter in ")]}":
            if depth == 0:
                return place
            depth -= 1
        depth += letter in "([{"
    return limit


def sentence_stop(text: str) -> int | None:
    """The index of the mark that ends the first sentence of that text; an abbreviation's full stop ends none."""
    return next((found.start() for found in _STOP.finditer(text) if not _is_abbreviation(text, found.start())), None)


def read_name(chunk: str, ground: Ground) -> Name | None:
    """The longest name that the chunk begins with, or None if it begins with none."""
    return next((name for stop in _stops(chunk) if (name := _up_to(chunk, stop, ground))), None)


def whole_chunk(chunk: str) -> Name | None:
    """The whole chunk as a credit that names no creator, unless it holds remarks alone."""
    end, remarks = split_remarks(chunk)
    return Name(0, end, len(chunk), remarks, ()) if end else None


def _stops(chunk: str) -> Iterator[int]:
    stop = sentence_stop(chunk)
    last = len(chunk) if stop is None else stop
    yield last
    cuts = [found.start() for found in _CUT.finditer(chunk, 0, last) if found.start() > 0]
    yield from reversed(cuts[:_CUTS])


def _up_to(chunk: str, stop: int, ground: Ground) -> Name | None:
    year = LEADING_YEAR.match(chunk, 0, stop)
    start = year.end() if year else 0
    start += len(chunk[start:stop]) - len(chunk[start:stop].lstrip(_SEPARATORS))
    body = chunk[start:stop].rstrip(_EDGE)
    length, remarks = split_remarks(body)
    spans: tuple[Span, ...] = tuple((role, start + begin, start + end) for role, begin, end in remarks)
    if year:
        spans = (("date", 0, len(year[0].rstrip(_EDGE))), *spans)
    if not body[:length].strip():
        is_note = any(role == "note" for role, _, _ in spans)
        return Name(0, 0, stop, spans, ()) if is_note else None
    creators = read_names(body[:length], ground)
    return None if creators is None else Name(start, start + length, stop, spans, creators)


def _is_abbreviation(text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text[max(0, stop - 12) : stop])
    if text[stop] != "." or word is None:
        return False
    last = word[0].rsplit(".")[-1].casefold()
    rest = text[stop + 1 : stop + _NOTE_REACH]
    if text[: stop - 1].endswith("/") and (not rest.strip() or begins_note(rest)):
        return False  # the letter ends a name like `Heimatausschuss O/S`
    if last.isdigit():
        return len(last) < 3
    return len(last) == 1 or last in ABBREVIATIONS
