"""Which releases a name means: `SOURCE/ID` and `SOURCE/YEAR/ID` one release, `SOURCE/YEAR` all of a year.

A release that bears a year's number is meant by `SOURCE/YEAR/ID` alone.
"""

import re
from dataclasses import dataclass

from tasks.errors import RequestError
from tasks.store.store import Store
from tasks.types.ledger import Entry


@dataclass(frozen=True, slots=True)
class Selection:
    """The releases that a name means."""

    name: str
    source: str
    entries: tuple[Entry, ...]


def select(store: Store, name: str) -> Selection:
    """The releases of that name; `RequestError` where there are none."""
    source, *rest = name.strip("/").split("/")
    if source not in store.sources():
        known = ", ".join(store.sources()) or "none"
        raise RequestError(f"{name}: no source {source!r} is archived; archived: {known}")
    shards = store.shards(source)
    if len(rest) == 1 and re.fullmatch(r"\d{4}", rest[0]) and rest[0] in shards:
        return Selection(name, source, tuple(store.read_ledger(source, rest[0]).entries.values()))
    looked = [shard for shard in shards if len(rest) == 1 or shard == rest[0]] if len(rest) in (1, 2) else []
    for shard in looked:
        entry = store.read_ledger(source, shard).entries.get(rest[-1])
        if entry:
            return Selection(name, source, (entry,))
    raise RequestError(f"{name}: no such release or year; name it SOURCE/ID, SOURCE/YEAR/ID or SOURCE/YEAR")
