"""From finds to slices: releases of one month together, as far as a month is told, the newest month first. Pure.

A month is a hint only: the day that a list gives, or else the first capture that anybody took. It says in which slice a
release is visited; whether it lies within the days asked for, its own page says. One thing a capture does tell: what
was captured before a day was published before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tasks.types.backfill import Sighting, Target
from tasks.types.web import Find

UNDATED = "undated"


def targets_of(finds: Iterable[Find], sightings: Mapping[str, Sequence[Sighting]]) -> tuple[Target, ...]:
    """These finds with the captures that are known of each."""
    return tuple(
        Target(id=find.id, url=find.url, aliases=find.aliases, day=find.date, sightings=_sorted(sightings, find.id))
        for find in finds
    )


def was_captured_before(target: Target, since: date | None) -> bool:
    """Whether somebody captured it on an earlier day already, so that it cannot have been published since."""
    first = _first(target)[:8]
    return since is not None and target.day is None and len(first) == len("YYYYMMDD") and first < f"{since:%Y%m%d}"


def slice_up(targets: Iterable[Target], most: int) -> dict[str, tuple[Target, ...]]:
    """These targets by slice: `2019-03`, `2019-03-2`, …, `undated` at the end."""
    months: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        months[_month(target)].append(target)
    ordered = sorted(months, key=lambda month: (month != UNDATED, month), reverse=True)
    return {
        month if number == 1 else f"{month}-{number}": tuple(months[month][begin : begin + most])
        for month in ordered
        for number, begin in enumerate(range(0, len(months[month]), most), 1)
    }


def _month(target: Target) -> str:
    if target.day:
        return f"{target.day:%Y-%m}"
    first = _first(target)
    return f"{first[:4]}-{first[4:6]}" if first < "9" and len(first) >= 6 else UNDATED


def _first(target: Target) -> str:
    """The time of the first capture; later than any where there is none."""
    return min((one.timestamp for one in target.sightings), default="9")


def _sorted(sightings: Mapping[str, Sequence[Sighting]], id_: str) -> tuple[Sighting, ...]:
    unique = {(one.url, one.timestamp, one.filename, one.offset): one for one in sightings.get(id_, ())}
    return tuple(sorted(unique.values(), key=lambda one: (one.timestamp, one.url, one.index)))
