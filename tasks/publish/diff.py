"""Differences as data: between two texts, word by word; between two lists of things that have names. Pure.

Both sides are aligned at what stands once in each (patience diff): first paragraph by paragraph, then word by word
within what changed. What cannot be aligned so is replaced as a whole, so the cost grows with the length of the text and
not with its square, whatever stands in it. Applied to what was before, a difference gives what is after.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from tasks.types.changes import ItemChange, Operation, TextRun

_BETWEEN_PARAGRAPHS = re.compile(r"(\n\n)")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_DEEPEST = 16

Token = Hashable
_Pair = tuple[int, int]


def text_diff(before: str, after: str) -> tuple[TextRun, ...]:
    """What of the text stayed, went and came, in order of reading."""
    runs: list[TextRun] = []
    paragraphs = _runs(_BETWEEN_PARAGRAPHS.split(before), _BETWEEN_PARAGRAPHS.split(after))
    for kept, group in groupby(paragraphs, key=lambda run: run[0] == "equal"):
        if kept:
            runs += [TextRun(op="equal", text="".join(tokens)) for _, tokens in group]
        else:
            sides: dict[Operation, str] = {"delete": "", "insert": ""}
            for op, tokens in group:
                sides[op] += "".join(tokens)
            words = _runs(_WORD.findall(sides["delete"]), _WORD.findall(sides["insert"]))
            runs += [TextRun(op=op, text="".join(tokens)) for op, tokens in words]
    return _joined(run for run in runs if run.text)


def text_after(before: str, runs: Iterable[TextRun]) -> str:
    """The text after these runs; `ValueError` where they are no difference from that text."""
    runs = tuple(runs)
    if "".join(run.text for run in runs if run.op != "insert") != before:
        raise ValueError("these runs are of another text")
    return "".join(run.text for run in runs if run.op != "delete")


def list_diff(before: Sequence[Any], after: Sequence[Any], key: Callable[[Any], str]) -> tuple[ItemChange, ...]:
    """What of the things went, came, changed or moved; what stayed as it was is not named. `key` names a thing."""
    keys_before, keys_after = _counted(before, key), _counted(after, key)
    stayed = dict(_pairs(keys_before, keys_after))
    places = {name: place for place, name in enumerate(keys_after)}
    changes = []
    for place, name in enumerate(keys_before):
        to = stayed.get(place, places.get(name))
        if to is None:
            changes.append(ItemChange(was=place, before=before[place]))
        elif place not in stayed or before[place] != after[to]:
            changes.append(ItemChange(was=place, now=to, before=before[place], after=after[to]))
    known = set(keys_before)
    came = [ItemChange(now=to, after=after[to]) for to, name in enumerate(keys_after) if name not in known]
    return tuple(sorted((*changes, *came), key=lambda one: (one.now is None, one.now or 0, one.was or 0)))


def list_after(before: Sequence[Any], changes: Iterable[ItemChange]) -> list[Any]:
    """The list after these changes."""
    changes = tuple(changes)
    gone = {one.was for one in changes if one.was is not None}
    placed = {one.now: one.after for one in changes if one.now is not None}
    kept = iter([item for place, item in enumerate(before) if place not in gone])
    size = len(before) - len(gone) + len(placed)
    return [placed[place] if place in placed else next(kept) for place in range(size)]


def _counted(items: Sequence[Any], key: Callable[[Any], str]) -> list[tuple[str, int]]:
    """A name for each thing: where several have the same, their number tells them apart."""
    seen: Counter[str] = Counter()
    names = []
    for item in items:
        name = key(item)
        names.append((name, seen[name]))
        seen[name] += 1
    return names


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Operation, Sequence[str]]]:
    old = new = 0
    for start, to, size in _blocks(before, after):
        yield "delete", before[old:start]
        yield "insert", after[new:to]
        yield "equal", before[start : start + size]
        old, new = start + size, to + size
    yield "delete", before[old:]
    yield "insert", after[new:]


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs of equal tokens: where they begin on either side, and how long they are."""
    for _, run in groupby(enumerate(_pairs(before, after)), key=lambda one: (one[1][0] - one[0], one[1][1] - one[0])):
        pairs = [pair for _, pair in run]
        yield (*pairs[0], len(pairs))


def _pairs(before: Sequence[Token], after: Sequence[Token]) -> list[_Pair]:
    """The places of tokens that stay, in order on both sides."""
    found: list[_Pair] = []
    ahead = [(0, len(before), 0, len(after), 0)]
    while ahead:
        low, high, left, right, depth = ahead.pop()
        while low < high and left < right and before[low] == after[left]:
            found.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and before[high - 1] == after[right - 1]:
            high, right = high - 1, right - 1
            found.append((high, right))
        if depth < _DEEPEST:
            ahead += _gaps(before, after, (low, high, left, right), depth, found)
    return sorted(found)


def _gaps(
    before: Sequence[Token], after: Sequence[Token], part: tuple[int, int, int, int], depth: int, found: list[_Pair]
) -> Iterator[tuple[int, int, int, int, int]]:
    """Add the part's anchors to what was found; what lies between them."""
    low, high, left, right = part
    anchors = _rising(_unique_pairs(before, after, part))
    found += anchors
    for old, new in [*anchors, (high, right)] if anchors else []:
        if low < old and left < new:
            yield low, old, left, new, depth + 1
        low, left = old + 1, new + 1


def _unique_pairs(before: Sequence[Token], after: Sequence[Token], part: tuple[int, int, int, int]) -> list[_Pair]:
    """The places of tokens that stand exactly once on either side of that part."""
    low, high, left, right = part
    once_before, once_after = Counter(before[low:high]), Counter(after[left:right])
    places = {after[place]: place for place in range(left, right) if once_after[after[place]] == 1}
    return [
        (place, places[before[place]])
        for place in range(low, high)
        if once_before[before[place]] == 1 and before[place] in places
    ]


def _rising(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The longest row of these pairs that rises on both sides (patience sorting)."""
    tops: list[int] = []
    rows: list[int] = []
    back: list[int | None] = []
    for number, (_, place) in enumerate(pairs):
        row = bisect_left(tops, place)
        back.append(rows[row - 1] if row else None)
        tops[row : row + 1] = [place]
        rows[row : row + 1] = [number]
    chain: list[_Pair] = []
    at = rows[-1] if rows else None
    while at is not None:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _joined(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    """The runs with what was deleted before what was inserted between two that stayed, each once."""
    joined: list[TextRun] = []
    for kept, group in groupby(runs, key=lambda run: run.op == "equal"):
        texts: dict[Operation, str] = {"equal": ""} if kept else {"delete": "", "insert": ""}
        for run in group:
            texts[run.op] += run.text
        joined += [TextRun(op=op, text=text) for op, text in texts.items() if text]
    return tuple(joined)
