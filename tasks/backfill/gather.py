"""Where a source's releases are looked for: its own lists, indexes of captures, what an operator supplies.

Everything is brought together by the releases' numbers. What cannot be looked at now ends the look: a history with a
gap in it would pass for a whole one. What was looked at until then is remembered (`memory`).
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from config.backfill import Index
from config.source import Source
from tasks.backfill.addresses import find_at, finds_among, read_addresses
from tasks.backfill.cdx import Row, read_rows
from tasks.backfill.memory import Memory
from tasks.backfill.questions import ask, prefixes
from tasks.capture.archivist import Archivist
from tasks.discover.listing import merge_finds
from tasks.discover.walk import discover
from tasks.errors import FetchError, ReadingError, RequestError, RunError
from tasks.types.backfill import Looked, Sighting
from tasks.types.web import Fetched, Find

log = logging.getLogger(__name__)

_SHOWN = 3
"""Addresses that are no releases, named in a report."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator supplies, by name: address lists and indexes of captures."""

    addresses: Mapping[str, bytes]
    indexes: Mapping[str, bytes]

    @property
    def contents(self) -> tuple[bytes, ...]:
        """All of it."""
        return (*self.addresses.values(), *self.indexes.values())


@dataclass(slots=True)
class Gathered:
    """What was found, and where."""

    finds: list[Find] = field(default_factory=list)
    sightings: dict[str, list[Sighting]] = field(default_factory=lambda: defaultdict(list))
    looked: list[Looked] = field(default_factory=list)

    @property
    def merged(self) -> tuple[Find, ...]:
        """One find a release."""
        return merge_finds(self.finds)

    def note(self, place: str, kind: str, pages: int, finds: Iterable[Find], problem: str | None = None) -> None:
        """Add what one place gave."""
        found = list(finds)
        self.finds += found
        self.looked.append(
            Looked(place=place, kind=kind, pages=pages, releases=len({find.id for find in found}), problem=problem)
        )
        log.info("%s: %d releases on %d pages", place, self.looked[-1].releases, pages)


def gather_given(source: Source, given: Given, found: Gathered) -> None:
    """Add what the operator supplies; `RequestError` where that cannot be read."""
    for name, content in given.addresses.items():
        try:
            finds, others = finds_among(read_addresses(content.decode("utf-8-sig")), source)
        except UnicodeDecodeError as error:
            raise RequestError(f"{name}: no list of addresses: not UTF-8") from error
        found.note(name, "address list", 1, finds, _passed_over(others))
    for name, content in given.indexes.items():
        try:
            rows = read_rows(content, name).rows
        except ReadingError as error:
            raise RequestError(str(error)) from error
        found.note(name, "index file", 1, _sighted(rows, name, source, found))


def gather_lists(
    source: Source, memory: Memory, archivist: Archivist, since: date | None, until: date | None, found: Gathered
) -> None:
    """Add what the city's own lists name, walked to their end."""

    def fetch(url: str) -> Fetched:
        return memory.get(archivist, url, source.limits.page_bytes)

    walked = discover(source, fetch, lambda _id: False, full=True, since=since, until=until)
    if memory.unavailable:
        raise RunError(f"the lists cannot be read to their end: {memory.unavailable[0]}; run again to go on from there")
    found.finds[:0] = walked.finds  # what the site itself lists is asked for where it says
    for seed in walked.seeds:
        found.looked.append(
            Looked(place=seed.url, kind=seed.kind, pages=seed.pages, releases=seed.finds, problem=seed.problem)
        )


def gather_index(source: Source, index: Index, memory: Memory, archivist: Archivist, found: Gathered) -> None:
    """Add what one index lists of the source."""
    pages = 0
    finds: list[Find] = []

    def fetch(url: str) -> Fetched:
        nonlocal pages
        pages += 1
        return memory.get(archivist, url, index.answer_bytes)

    try:
        for prefix in prefixes(source):
            for rows in ask(index, prefix, fetch):
                finds += _sighted(rows, index.name, source, found)
    except (FetchError, ReadingError) as error:
        raise RunError(f"index {index.name}: {error}; run again to go on from there") from error
    found.note(index.name, f"{index.kind} index", pages, finds)


def _sighted(rows: Iterable[Row], index: str, source: Source, found: Gathered) -> list[Find]:
    """The releases among these captures, and each capture kept by its release's number."""
    finds: dict[str, Find] = {}
    for row in rows:
        find = find_at(row.url, source) if row.is_page else None
        if find:
            finds[find.url] = find
            found.sightings[find.id].append(
                Sighting(
                    url=row.url,
                    timestamp=row.timestamp,
                    index=index,
                    digest=row.digest,
                    filename=row.filename,
                    offset=row.offset,
                    length=row.length,
                )
            )
    return list(finds.values())


def _passed_over(others: tuple[str, ...]) -> str | None:
    if not others:
        return None
    shown = ", ".join(others[:_SHOWN]) + (", …" if len(others) > _SHOWN else "")
    return f"{len(others)} addresses are no releases of this source: {shown}"
