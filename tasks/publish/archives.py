"""What the feeds of a source and of its publishers are made from, and their archive documents (`tasks.site.documents`).

Which documents there are, the years' shelves say (`tasks.publish.shelving`); what stands in one is read only where it
is written: where its own entries changed, or which document stands before it. So one release or revision more writes
no document, or the one that it makes full.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from tasks.publish.editions import Editions
from tasks.publish.press import at_once
from tasks.site.documents import Document, documents, not_archived, part_digests
from tasks.site.feeds import ENTRIES, Channel, Place, atom_feed, json_feed
from tasks.site.pages.leaves import Leaf
from tasks.site.pages.recent import Happened
from tasks.site.pages.shelves import by_publisher
from tasks.site.rendering import Entry, Site
from tasks.site.revisions import NAME, changes_feed, revisions
from tasks.store.store import Store
from tasks.types.edition import Published, Tally, YearShelf
from tasks.types.release import Release

RELEASES, CHANGES = "archive", NAME
"""The folders of documents, as seen from their feed's."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands where there is no entry to tell a time."""


def read_entries(store: Store, source: str, listed: Iterable[tuple[int, Published]]) -> list[Entry]:
    """These releases, each with its year, as a feed's entries."""

    def read(one: tuple[int, Published]) -> Entry:
        year, published = one
        release = store.must_read(f"public/{source}/{year}/{published.row.href}", Release)
        return Entry(release, year, published.row.updated, published.pictures)

    return at_once(read, listed)


def release_documents(years: Mapping[str, YearShelf | Tally]) -> list[Document]:
    """The documents of a feed of releases, newest first; `years`: what each holds, newest first."""
    return documents(RELEASES, {int(year): one.parts for year, one in years.items()})


def place_before(found: Sequence[Document]) -> Place:
    """Where a feed stands that has these documents, newest first."""
    return Place(before=found[0].name if found else None)


def wanted(count: int) -> int:
    """How many entries a feed holds whose newest year has so many."""
    return max(ENTRIES, not_archived(count))


class Revisions:
    """A source's revisions, by the year in which they were made, whichever years' releases they are of."""

    def __init__(self, source: str, years: Mapping[str, YearShelf], editions: Editions) -> None:
        self._source = source
        self._editions = editions
        self._read: dict[str, Mapping[str, Happened]] = {}
        self._marks: dict[int, list[tuple[str, str]]] = {}
        for mark, year in sorted(((mark, year) for year, one in years.items() for mark in one.revisions), reverse=True):
            self._marks.setdefault(int(mark[:4]), []).append((mark, year))

    def documents(self) -> list[Document]:
        """The documents of the feed of changes, newest first."""
        return documents(CHANGES, {year: part_digests(marks, repr) for year, marks in self._marks.items()})

    def of(self, document: Document) -> list[tuple[int, Happened]]:
        """What stands in that document, each with its release's year."""
        return self._found(document.items(self._marks[document.year]))

    def latest(self) -> list[tuple[int, Happened]]:
        """What stands in the feed itself."""
        count = wanted(len(next(iter(self._marks.values()), ())))
        return self._found([one for marks in self._marks.values() for one in marks][:count])

    def _found(self, marks: Iterable[tuple[str, str]]) -> list[tuple[int, Happened]]:
        """Where another publisher is ahead, without what it has taken away: it will say so itself."""
        named = ((year, self._of_year(year).get(mark)) for mark, year in marks)
        return [(int(year), one) for year, one in named if one]

    def _of_year(self, year: str) -> Mapping[str, Happened]:
        if year not in self._read:
            self._read[year] = revisions(self._editions.releases(self._source, year))
        return self._read[year]


class Archives:
    """The archive documents of one source's feeds, as leaves, oldest first: each stands before another leads to it."""

    def __init__(self, store: Store, editions: Editions, source: str, site: Site) -> None:
        self._store = store
        self._editions = editions
        self._source = source
        self._site = site
        self._last: tuple[str, list[Entry]] = "", []

    def of_releases(self, channel: Channel, found: Sequence[Document], publisher: str | None = None) -> Iterator[Leaf]:
        """Those of a feed of releases: of that publisher, or of all."""
        for one in reversed(found):
            depends = f"{channel.name} {one.before} {one.digest}"
            for write, ending in ((self._atom, "atom"), (self._json, "json")):
                path = f"{channel.folder}{one.name}.{ending}"
                yield Leaf(path, depends, partial(write, channel, one, publisher))

    def of_changes(self, channel: Channel, held: Revisions) -> Iterator[Leaf]:
        """Those of the feed of changes."""
        for one in reversed(held.documents()):
            depends = f"{channel.name} {one.before} {one.digest}"
            yield Leaf(f"{channel.folder}{one.name}.atom", depends, partial(self._changes, channel, one, held))

    def _atom(self, channel: Channel, document: Document, publisher: str | None) -> str:
        entries, place = self._entries(channel, document, publisher), Place(document.before, document.name)
        updated = max((one.updated for one in entries), default=_NEVER)
        return atom_feed(channel, entries, updated=updated, site=self._site, place=place).decode()

    def _json(self, channel: Channel, document: Document, publisher: str | None) -> str:
        entries, place = self._entries(channel, document, publisher), Place(document.before, document.name)
        return json_feed(channel, entries, site=self._site, place=place).decode()

    def _changes(self, channel: Channel, document: Document, held: Revisions) -> str:
        found, place = held.of(document), Place(document.before, document.name)
        updated = max((one.event.at for _, one in found), default=_NEVER)
        return changes_feed(channel, found, updated=updated, site=self._site, place=place).decode()

    def _entries(self, channel: Channel, document: Document, publisher: str | None) -> list[Entry]:
        """What stands in that document: read once for both of its forms, which follow one another."""
        key = f"{channel.folder}{document.name}"
        if self._last[0] != key:
            held: Sequence[Published] = self._editions.releases(self._source, document.year)
            held = held if publisher is None else by_publisher(held).get(publisher, [])
            listed = [(document.year, one) for one in document.items(held)]
            self._last = key, read_entries(self._store, self._source, listed)
        return self._last[1]
