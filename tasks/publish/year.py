"""Publishing one year of a source: the releases that changed, then the year's indexes."""

from collections.abc import Iterable, Mapping

from tasks.originals import put_up
from tasks.publish.compose import Files, Volume, made_from, release_files, release_folder, release_row
from tasks.publish.disclosure import readable, withdrawal_rows
from tasks.publish.press import Press, at_once
from tasks.site.pages import year_page
from tasks.site.rendering import Site
from tasks.store import Store
from tasks.types.edition import Check, Checks, Published, YearEdition, YearIndex, YearSummary
from tasks.types.ledger import Entry


def edition_key(source: str, year: int) -> str:
    """Where it is remembered what stands published of a year."""
    return f"edition/{source}/{year}.json"


def publish_year(store: Store, volume: Volume, site: Site) -> int:
    """Bring the published year up to the ledger; how many files were written."""
    press = Press(store.bucket)

    def change(before: YearEdition) -> YearEdition:
        press.begin([volume.folder], deep=True)
        ledger = store.read_ledger(volume.source, str(volume.year))
        entries = [entry for entry in ledger.entries.values() if entry.versions and entry.date_published]
        releases = dict(at_once(lambda entry: (entry.id, _publish(store, press, volume, entry, before, site)), entries))
        files = press.put(_indexes(volume, entries, releases, site), before.files) if releases else {}
        after = YearEdition(source=volume.source, year=volume.year, releases=releases, files=files)
        return after.model_copy(update={"revision": press.revise(before.revision)})

    empty = YearEdition(source=volume.source, year=volume.year)
    store.update(edition_key(volume.source, volume.year), YearEdition, empty, change)
    return press.written


def _publish(store: Store, press: Press, volume: Volume, entry: Entry, before: YearEdition, site: Site) -> Published:
    """One release, written where it changed or does not stand as remembered."""
    standing, folder = before.releases.get(entry.id), release_folder(volume, entry.id)
    made = made_from(entry, volume.rendering)
    if standing and standing.made_from == made and press.stands(standing.files):
        if entry.decisions:
            press.clear(folder, standing.files)
        return standing
    put_up(store, entry)
    seen = readable(volume.source, entry, lambda name: store.read_content(volume.source, entry.id, name))
    files = release_files(volume, seen.now, seen.versions, seen.changes, site)
    written = press.put(files, standing.files if standing else {})
    if entry.decisions:
        press.clear(folder, files)
    rows = withdrawal_rows(volume.source, volume.year, entry)
    return Published(made_from=made, row=release_row(entry, seen.now), files=written, withdrawals=rows)


def _indexes(volume: Volume, entries: Iterable[Entry], releases: Mapping[str, Published], site: Site) -> Files:
    """The year's files, its index last: it names what stands by then."""
    rows = sorted((one.row for one in releases.values()), key=lambda row: (row.date_published, row.id), reverse=True)
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
    return YearSummary(
        releases=len(rows),
        first=min(row.date_published for row in rows),
        latest=max(row.date_published for row in rows),
        updated=max(row.updated for row in rows),
        sha256=edition.files[f"{edition.source}/{edition.year}/index.json"].sha256,
        withdrawals=tuple(row for one in edition.releases.values() for row in one.withdrawals),
    )
