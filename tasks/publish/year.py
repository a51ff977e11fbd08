"""Publishing one year of a source: the releases that changed, what is made of all of them, then the year's indexes."""

from collections.abc import Iterable, Sequence
from functools import partial

from tasks.media.originals import put_up
from tasks.publish.bundle import bulk_folder, bundle
from tasks.publish.compose import Files, Volume, made_from, release_files, release_folder, release_row
from tasks.publish.disclosure import readable, withdrawal_rows
from tasks.publish.gallery import Gallery
from tasks.publish.press import Press, at_once
from tasks.site.pages.browse import year_page
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.edition import Check, Checks, File, Published, ReleaseRow, YearEdition, YearIndex, YearSummary
from tasks.types.ledger import Entry


def edition_key(source: str, year: int) -> str:
    """Where it is remembered what stands published of a year."""
    return f"edition/{source}/{year}.json"


def publish_year(store: Store, volume: Volume, site: Site, gallery: Gallery) -> int:
    """Bring the published year up to the ledger; how many files were written."""
    press = Press(store.bucket)

    def change(before: YearEdition) -> YearEdition:
        press.begin([volume.folder, bulk_folder(volume)], deep=True)
        ledger = store.read_ledger(volume.source, str(volume.year))
        entries = [entry for entry in ledger.entries.values() if entry.versions and entry.date_published]
        work = partial(_publish, store, press, gallery, volume, before, site)
        releases = dict(zip((entry.id for entry in entries), at_once(work, entries), strict=True))
        after = YearEdition(source=volume.source, year=volume.year, releases=releases)
        if releases:
            rows = [one.row for one in releases.values()]
            rows.sort(key=lambda row: (row.date_published, row.id), reverse=True)
            indexes = _indexes(volume, rows, entries, site)
            whole = _as_it_was(press, before, after, indexes)
            files = whole or press.put(bundle(store, volume, rows, site), before.files)
            files |= press.put(indexes, before.files)
            press.drop(before.files.keys() - files.keys())
            after = after.model_copy(update={"files": files})
        return after.model_copy(update={"revision": press.revise(before.revision)})

    empty = YearEdition(source=volume.source, year=volume.year)
    store.update(edition_key(volume.source, volume.year), YearEdition, empty, change)
    return press.written


def _publish(
    store: Store, press: Press, gallery: Gallery, volume: Volume, before: YearEdition, site: Site, entry: Entry
) -> Published:
    """One release, written where it changed or does not stand as remembered."""
    standing, folder = before.releases.get(entry.id), release_folder(volume, entry.id)
    made = made_from(entry, volume.rendering)
    if standing and standing.made_from == made and press.stands(standing.files) and gallery.stands(standing):
        if entry.decisions:
            press.clear(folder, standing.files)
        return standing
    put_up(store, entry)
    seen = readable(volume.source, entry, lambda name: store.read_content(volume.source, entry.id, name))
    hung = gallery.show(seen.now, standing.renditions if standing else {})
    files = release_files(volume, seen.now, seen.versions, seen.changes, site, hung.views)
    written = press.put(files, standing.files if standing else {})
    if entry.decisions:
        press.clear(folder, files)
    return Published(
        made_from=made,
        row=release_row(entry, seen.now),
        files=written,
        renditions=hung.renditions,
        sheets=hung.sheets,
        withdrawals=withdrawal_rows(volume.source, volume.year, entry),
    )


def _as_it_was(press: Press, before: YearEdition, after: YearEdition, indexes: Files) -> dict[str, File]:
    """The files that were made of the year's releases together, where these are the same and they stand; else none."""
    files = {path: file for path, file in before.files.items() if path not in indexes}
    return files if after.releases == before.releases and press.stands(files) else {}


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
    return YearSummary(
        releases=len(rows),
        first=min(row.date_published for row in rows),
        latest=max(row.date_published for row in rows),
        updated=max(row.updated for row in rows),
        sha256=edition.files[f"{folder}index.json"].sha256,
        whole={path: file.sha256 for path, file in edition.files.items() if not path.startswith(folder)},
        sitemaps=tuple(path for path in edition.files if path.endswith(".xml")),
        withdrawals=tuple(row for one in edition.releases.values() for row in one.withdrawals),
    )
