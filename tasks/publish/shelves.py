"""Publishing what a source has across its years: by publisher, by credit, its pictures, its changes.

Each year tells what it holds under which name (`tasks.publish.shelving`). A name's page is made anew where its counts
or its newest year changed; so one release more touches the pages of the names that it bears, and the lists of names.
"""

from collections.abc import Iterator, Mapping, Sequence

from tasks.publish.archives import (
    CHANGES,
    RELEASES,
    Archives,
    Revisions,
    place_before,
    read_entries,
    release_documents,
    wanted,
)
from tasks.publish.compose import Volume, digest
from tasks.publish.editions import Editions
from tasks.publish.press import Press
from tasks.publish.shelving import shelve
from tasks.site.feeds import Channel, Place, atom_feed, json_feed
from tasks.site.pages.leaves import Leaf, named
from tasks.site.pages.names import KINDS, Kind, page_of_name
from tasks.site.pages.recent import PART as EVENTS
from tasks.site.pages.recent import Happened, changes_page, happenings
from tasks.site.pages.shelves import Shelf, by_credit, by_publisher, name_page, names_pages
from tasks.site.pages.wall import PART as PLATES
from tasks.site.pages.wall import Hung, hung, newest_wall
from tasks.site.rendering import Entry, Site, wording
from tasks.store.store import Store
from tasks.types.edition import Anniversary, Published, ReleaseRow, ShelvesEdition, Tally, YearIndex, YearShelf

_FOLDERS = (*KINDS, "pictures", RELEASES, CHANGES)
_LISTED = 24
_FEED_YEARS = 3


def shelves_key(source: str) -> str:
    """Where it is remembered what stands published of a source across its years."""
    return f"edition/{source}/shelves.json"


def read_shelves(store: Store, source: str) -> ShelvesEdition:
    """What is remembered of that; nothing where nothing is published yet."""
    return store.read(shelves_key(source), ShelvesEdition) or ShelvesEdition(source=source)


def settled_revision(store: Store, volume: Volume) -> int:
    """The revision of the year's edition that the pages above the years were last published from."""
    shelf = read_shelves(store, volume.source).years.get(str(volume.year))
    return shelf.revision if shelf else 0


def publish_shelves(store: Store, volumes: Sequence[Volume], site: Site, editions: Editions) -> int:
    """Bring these pages up to the editions of these volumes, which are of one source; how many files were written."""
    press = Press(store.bucket)
    source = volumes[0].source

    def change(before: ShelvesEdition) -> ShelvesEdition:
        press.begin([*(f"{source}/{name}/" for name in _FOLDERS), f"{source}/changes.html"], deep=True)
        editions.begin(source)
        return _Attempt(store, press, site, editions, volumes).run(before)

    store.update(shelves_key(source), ShelvesEdition, ShelvesEdition(source=source), change)
    return press.written


class _Attempt:
    def __init__(self, store: Store, press: Press, site: Site, editions: Editions, volumes: Sequence[Volume]) -> None:
        self._store = store
        self._press = press
        self._site = site
        self._editions = editions
        self._volumes = volumes
        self._source, self._name = volumes[0].source, volumes[0].name
        self._archives = Archives(store, editions, self._source, site)

    def run(self, before: ShelvesEdition) -> ShelvesEdition:
        is_own = self._press.stands(before.files)
        years = self._years(before.years if is_own else {})
        if not years:
            return before
        shelves = {kind: list(_shelves(kind, years)) for kind in KINDS}
        leaves = [*self._archived(years)]
        leaves += [leaf for kind in KINDS for shelf in shelves[kind] for leaf in self._leaves(shelf, years)]
        rendering = self._volumes[0].rendering
        files = self._press.issue((*leaves, *self._indexes(shelves), *self._lists(years)), rendering, before.files)
        self._press.drop(self._press.standing - files.keys())
        return ShelvesEdition(
            source=self._source,
            revision=self._press.revise(before.revision),
            years=years,
            anniversary=self._anniversary(before.anniversary if is_own else None, years),
            files=files,
        )

    def _years(self, known: Mapping[str, YearShelf]) -> dict[str, YearShelf]:
        """What each year holds, newest first. `known`: what is remembered, nothing where another publisher is ahead."""
        asked = {str(one.year) for one in self._volumes} | (set(self._editions.years(self._source)) - known.keys())
        fresh = {year: shelve(self._editions.year(self._source, year), self._site) for year in sorted(asked)}
        found = {**known} | {year: shelf for year, shelf in fresh.items() if shelf}
        return dict(sorted(found.items(), reverse=True))

    def _archived(self, years: Mapping[str, YearShelf]) -> Iterator[Leaf]:
        """The archive documents of the source's own feeds."""
        channel = Channel(f"{self._source}/", self._name)
        yield from self._archives.of_releases(channel, release_documents(years))
        yield from self._archives.of_changes(channel, Revisions(self._source, years, self._editions))

    def _leaves(self, shelf: Shelf, years: Mapping[str, YearShelf]) -> Iterator[Leaf]:
        """A name's feeds, then its page."""
        tallies = {year: _tally(years[year], shelf) for year, _ in shelf.years}
        newest = shelf.years[0][0]
        if shelf.kind == "publishers":
            yield from self._feeds(shelf, tallies)
        depends = f"{shelf.years} {tallies[newest].digest}"
        path = f"{self._source}/{page_of_name(shelf.kind, shelf.name)}"
        yield Leaf(path, depends, lambda: self._name_page(shelf, newest))

    def _feeds(self, shelf: Shelf, tallies: Mapping[str, Tally]) -> Iterator[Leaf]:
        """A publisher's feeds and their archive documents."""
        channel = Channel(f"{self._source}/publishers/{shelf.slug}/", shelf.name or "")
        found = release_documents(tallies)
        yield from self._archives.of_releases(channel, found, channel.name)
        place = place_before(found)
        held = [f"{year}:{tallies[year].digest}" for year, _ in shelf.years[:_FEED_YEARS]]
        depends = f"{self._name} {place.before} {' '.join(held)}"
        yield Leaf(f"{channel.folder}feed.atom", depends, lambda: self._atom(channel, shelf, place))
        yield Leaf(f"{channel.folder}feed.json", depends, lambda: self._json(channel, shelf, place))

    def _name_page(self, shelf: Shelf, year: str) -> str:
        releases = self._editions.releases(self._source, year)
        newest: Sequence[Published] | Sequence[Hung]
        if shelf.kind == "publishers":
            newest = by_publisher(releases)[shelf.name or ""][:_LISTED]
        else:
            newest = by_credit(releases)[shelf.name][:_LISTED]
        return name_page(shelf, self._source, self._name, newest, self._site)

    def _atom(self, channel: Channel, shelf: Shelf, place: Place) -> str:
        entries = self._entries(shelf)
        updated = max(entry.updated for entry in entries)
        return atom_feed(channel, entries, updated=updated, site=self._site, place=place).decode()

    def _json(self, channel: Channel, shelf: Shelf, place: Place) -> str:
        return json_feed(channel, self._entries(shelf), site=self._site, place=place).decode()

    def _entries(self, shelf: Shelf) -> list[Entry]:
        """A publisher's newest releases, from its newest years."""
        count, listed = wanted(shelf.years[0][1]), list[tuple[int, Published]]()
        for year, _ in shelf.years[:_FEED_YEARS]:
            if len(listed) < count:
                held = by_publisher(self._editions.releases(self._source, year)).get(shelf.name or "", [])
                listed += [(int(year), one) for one in held]
        return read_entries(self._store, self._source, listed[:count])

    def _indexes(self, shelves: Mapping[Kind, Sequence[Shelf]]) -> Iterator[Leaf]:
        """The lists of names."""
        for kind, held in shelves.items():
            pages = names_pages(kind, held, self._source, self._name, self._site)
            for path, page in pages.items():
                yield Leaf(path, digest(page.encode()), lambda page=page: page)  # type: ignore[misc]

    def _lists(self, years: Mapping[str, YearShelf]) -> Iterator[Leaf]:
        """The newest pictures, the latest changes."""
        pictures, events = self._pictures(years), self._events(years)
        counts = [(year, shelf.pictures) for year, shelf in years.items() if shelf.pictures]
        depends = f"{counts}\n{named(one.release for _, one in pictures)}"
        yield Leaf(
            f"{self._source}/pictures/index.html",
            depends,
            lambda: newest_wall(self._source, self._name, pictures, counts, self._site),
        )
        numbers = [(year, shelf.events) for year, shelf in years.items() if shelf.events]
        marks = " ".join(f"{one.event.kind}{one.event.at.timestamp():.0f}" for _, one in events)
        yield Leaf(
            f"{self._source}/changes.html",
            f"{numbers} {marks}\n{named(one.release for _, one in events)}",
            lambda: changes_page(self._source, self._name, events, numbers, self._site),
        )

    def _pictures(self, years: Mapping[str, YearShelf]) -> list[tuple[int, Hung]]:
        found: list[tuple[int, Hung]] = []
        for year, shelf in years.items():
            if len(found) < PLATES and shelf.pictures:
                found += [(int(year), one) for one in hung(self._editions.releases(self._source, year))]
        return found[:PLATES]

    def _events(self, years: Mapping[str, YearShelf]) -> list[tuple[int, Happened]]:
        """The latest, whichever years' releases they happened to."""
        found: list[tuple[int, Happened]] = []
        changed = [(shelf.changed, year) for year, shelf in years.items() if shelf.changed]
        for at, year in sorted(changed, reverse=True):
            if len(found) == EVENTS and found[-1][1].event.at > at:
                break
            edition = self._editions.year(self._source, year)
            found += [(int(year), one) for one in happenings(edition.releases.values())]
            found = sorted(found, key=lambda one: one[1].place, reverse=True)[:EVENTS]
        return found

    def _anniversary(self, before: Anniversary | None, years: Mapping[str, YearShelf]) -> Anniversary:
        """The releases of the day on which the archive last changed, of every year."""
        words = wording(self._site)
        day = f"{words.local_day(max(shelf.updated for shelf in years.values())):%m-%d}"
        known = dict(before.releases) if before and before.day == day else {}
        fresh = {str(one.year) for one in self._volumes}
        found = {}
        for year in years:
            rows = known.get(year) if year not in fresh else None
            if rows is None:
                rows = tuple(one for one in self._rows(year) if f"{words.date_of(one.date_published):%m-%d}" == day)
            found[year] = rows
        return Anniversary(day=day, releases=found)

    def _rows(self, year: str) -> Sequence[ReleaseRow]:
        if any(str(one.year) == year for one in self._volumes):
            return [one.row for one in self._editions.releases(self._source, year)]
        index = self._store.must_read(f"public/{self._source}/{year}/index.json", YearIndex)
        return [row for row in index.releases if row.status != "withdrawn"]


def _shelves(kind: Kind, years: Mapping[str, YearShelf]) -> Iterator[Shelf]:
    """Every name of that kind, with its years."""
    found: dict[str, list[tuple[str, Tally]]] = {}
    for year, shelf in years.items():
        for key, tally in (shelf.publishers if kind == "publishers" else shelf.credits).items():
            found.setdefault(key, []).append((year, tally))
    for held in found.values():
        yield Shelf(kind, held[0][1].name, tuple((year, tally.count) for year, tally in held))


def _tally(year: YearShelf, shelf: Shelf) -> Tally:
    return (year.publishers if shelf.kind == "publishers" else year.credits)[shelf.slug]
