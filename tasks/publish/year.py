"""Publishing one year of a source: the releases that changed, what is made of all of them, lists, then the indexes.

Of a source that a gate holds back each release stays as it stands published, or unpublished. What was decided here (a
withdrawal, its end) is published all the same, and what does not stand as it was published is written anew.

A page of the year to which pages above the years lead is not removed when it lists nothing any more: it is emptied, and
removed once those pages were published without it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from tasks.ledger.withdrawals import takedown
from tasks.media.originals import put_up
from tasks.publish.bundle import bulk_folder, bundle, bundled
from tasks.publish.compose import Files, Volume, made_from, release_files, release_folder, release_row
from tasks.publish.contribution import events_of, pictures_of
from tasks.publish.disclosure import readable, withdrawal_rows
from tasks.publish.editions import edition_key, newest_first
from tasks.publish.gallery import Gallery
from tasks.publish.nameplates import Nameplates
from tasks.publish.press import Press, at_once
from tasks.publish.shelves import settled_revision
from tasks.publish.shelving import kind_of_list, leaves_of
from tasks.search.places import FOLDER, bundle_folder, bundle_folders, listing_path
from tasks.site.pages.browse import year_page
from tasks.site.pages.leaves import Yearbook
from tasks.site.pages.shelves import emptied_page
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.edition import Check, Checks, File, Published, ReleaseRow, YearEdition, YearIndex, YearSummary
from tasks.types.ledger import Entry
from tasks.types.release import Release


@dataclass(frozen=True, slots=True)
class Done:
    """How a year's publication ended. `is_tidy`: no page is left that was emptied."""

    written: int
    is_tidy: bool


def publish_year(store: Store, volume: Volume, site: Site, gallery: Gallery) -> Done:
    """Bring the published year up to the ledger."""
    press = Press(store.bucket)

    def change(before: YearEdition) -> YearEdition:
        press.begin([volume.folder, bulk_folder(volume), bundle_folder(volume.source, volume.year)], deep=True)
        settled = settled_revision(store, volume) if before.emptied else 0
        ledger = store.read_ledger(volume.source, str(volume.year))
        entries = [entry for entry in ledger.entries.values() if entry.versions and entry.date_published]
        names = Nameplates(store, volume, site, is_found=press.has(f"{volume.folder}index.html"))
        work = partial(_publish, _Tools(store, press, gallery, names), volume, before, site)
        done = zip((entry.id for entry in entries), at_once(work, entries), strict=True)
        releases = {id_: one for id_, one in done if one}
        after = YearEdition(source=volume.source, year=volume.year, releases=releases)
        if releases:
            after = _Lists(store, press, volume, site).publish(
                before, after, [entry for entry in entries if entry.id in releases], settled
            )
        return after.model_copy(update={"revision": press.revise(before.revision)})

    empty = YearEdition(source=volume.source, year=volume.year)
    after = store.update(edition_key(volume.source, volume.year), YearEdition, empty, change)
    return Done(press.written, not after.emptied)


@dataclass(frozen=True, slots=True)
class _Tools:
    """What a release is published with."""

    store: Store
    press: Press
    gallery: Gallery
    names: Nameplates


def _publish(tools: _Tools, volume: Volume, before: YearEdition, site: Site, entry: Entry) -> Published | None:
    """One release, written where it changed or does not stand as remembered; None where it is held back."""
    store, press, gallery = tools.store, tools.press, tools.gallery
    standing, folder = before.releases.get(entry.id), release_folder(volume, entry.id)
    made = made_from(entry, volume.rendering)
    if standing and press.stands(standing.files) and gallery.stands(standing):
        rows = withdrawal_rows(volume.source, volume.year, entry)
        if standing.made_from == made or (volume.held and standing.withdrawals == rows):
            if entry.decisions:
                press.clear(folder, standing.files)
            return standing
    elif volume.held and not standing and not takedown(entry) and not press.has(f"{folder}release.json"):
        return None
    put_up(store, entry)
    seen = readable(volume.source, entry, lambda name: store.read_content(volume.source, entry.id, name))
    hung = gallery.show(seen.now, standing.renditions if standing else {})
    tools.names.put_up(seen.now)
    files = release_files(volume, seen.now, seen.versions, seen.changes, site, hung.views)
    written = press.put(files, standing.files if standing else {})
    if entry.decisions:
        press.clear(folder, files)
    publisher = seen.now.publisher if isinstance(seen.now, Release) else None
    return Published(
        made_from=made,
        row=release_row(entry, seen.now),
        files=written,
        renditions=hung.renditions,
        sheets=hung.sheets,
        withdrawals=withdrawal_rows(volume.source, volume.year, entry),
        publisher=publisher.name if publisher else None,
        department=publisher.department if publisher else None,
        pictures=pictures_of(seen, hung.views, folder),
        events=events_of(entry, seen),
    )


class _Lists:
    """What is made of the year's releases together."""

    def __init__(self, store: Store, press: Press, volume: Volume, site: Site) -> None:
        self._store = store
        self._press = press
        self._volume = volume
        self._site = site
        self._book = Yearbook(volume.source, volume.name, volume.year, site)

    def publish(self, before: YearEdition, after: YearEdition, entries: Iterable[Entry], settled: int) -> YearEdition:
        """Write what changed of it; the edition with its files."""
        every = newest_first(after)
        rows, leaves = [one.row for one in every], leaves_of(self._book, after)
        files = self._as_it_was(before, after) or self._press.put(
            bundle(self._store, self._volume, rows, self._site, [leaf.path for leaf in leaves]), before.files
        )
        files |= self._press.issue(leaves, self._volume.rendering, before.files)
        files |= self._press.put(_indexes(self._volume, rows, entries, self._site), before.files)
        return self._tidied(before, after.model_copy(update={"files": files}), settled)

    def _as_it_was(self, before: YearEdition, after: YearEdition) -> dict[str, File]:
        """The files that hold the year whole, where its releases are the same and they stand; else none."""
        files = {path: file for path, file in before.files.items() if bundled(self._volume, path)}
        return files if after.releases == before.releases and self._press.stands(files) else {}

    def _tidied(self, before: YearEdition, after: YearEdition, settled: int) -> YearEdition:
        """Empty the lists that are no more, remove whatever else is: also what was emptied and no page leads to now."""
        files, emptied = dict(after.files), dict[str, int]()
        for folder in bundle_folders(self._volume.source, self._volume.year):
            self._press.clear(folder, files)
        for path in (path for path in before.files if path not in files and not path.startswith(FOLDER)):
            kind, since = kind_of_list(path, self._book), before.emptied.get(path)
            if kind is None or (since is not None and since <= settled):
                self._press.drop([path])
            else:
                files |= self._press.put({path: emptied_page(self._book, kind, path).encode()}, before.files)
                emptied[path] = since or before.revision + 1
        return after.model_copy(update={"files": files, "emptied": emptied})


def _indexes(volume: Volume, rows: Sequence[ReleaseRow], entries: Iterable[Entry], site: Site) -> Files:
    """The year's indexes, the one for machines last: it names what stands by then."""
    index = YearIndex(source=volume.source, year=volume.year, releases=tuple(rows))
    checks = Checks(releases={e.id: Check(last_checked=e.last_checked, last_seen=e.last_seen) for e in entries})
    return {
        f"{volume.folder}checks.json": checks.encode(),
        f"{volume.folder}index.html": year_page(index, volume.name, site).encode(),
        f"{volume.folder}index.json": index.encode(),
    }


def summarise(edition: YearEdition) -> YearSummary | None:
    """What the root says of that year; None where nothing of it is published."""
    rows = [one.row for one in edition.releases.values()]
    if not rows:
        return None
    folder = f"{edition.source}/{edition.year}/"
    listing = edition.files.get(listing_path(edition.source, edition.year))
    return YearSummary(
        releases=len(rows),
        first=min(row.date_published for row in rows),
        latest=max(row.date_published for row in rows),
        updated=max(row.updated for row in rows),
        sha256=edition.files[f"{folder}index.json"].sha256,
        whole={path: file.sha256 for path, file in edition.files.items() if not path.startswith((folder, FOLDER))},
        sitemaps=tuple(path for path in edition.files if path.endswith(".xml")),
        search=listing.sha256 if listing else None,
        withdrawals=tuple(row for one in edition.releases.values() for row in one.withdrawals),
    )
