"""Publishing one year of a source: the releases that changed, then the year's indexes."""

from collections.abc import Mapping

from tasks.publish.compose import compose_releases, made_from, published, release_files
from tasks.publish.press import Press
from tasks.site.pages import year_page
from tasks.site.rendering import Site
from tasks.store import Store
from tasks.types.edition import Check, Checks, Published, YearEdition, YearIndex, YearSummary
from tasks.types.ledger import Entry


def edition_key(source: str, year: int) -> str:
    """Where it is remembered what stands published of a year."""
    return f"edition/{source}/{year}.json"


def publish_year(store: Store, source: str, name: str, year: int, site: Site, rendering: str) -> int:
    """Bring the published year up to the ledger; how many files were written."""
    press = Press(store.bucket)

    def change(before: YearEdition) -> YearEdition:
        press.begin()
        entries = {id_: e for id_, e in store.read_ledger(source, str(year)).entries.items() if e.versions}
        releases = {
            id_: _publish_release(store, press, entry, before, name, site, rendering) for id_, entry in entries.items()
        }
        return _publish_indexes(press, before, releases, entries, name, site)

    store.update(edition_key(source, year), YearEdition, YearEdition(source=source, year=year), change)
    return press.written


def _publish_release(
    store: Store, press: Press, entry: Entry, before: YearEdition, name: str, site: Site, rendering: str
) -> Published:
    standing = before.releases.get(entry.id)
    if standing and standing.made_from == made_from(entry, rendering) and not press.is_suspect(standing.files):
        return standing
    contents = [store.read_content(before.source, entry.id, version.content) for version in entry.versions]
    folder = f"{before.source}/{before.year}/{entry.id}/"
    releases = compose_releases(entry, contents)
    files = release_files(folder, releases, name, before.year, site)
    press.put(files, standing.files if standing else {})
    return published(entry, releases[-1], files, folder, rendering)


def _publish_indexes(
    press: Press,
    before: YearEdition,
    releases: Mapping[str, Published],
    entries: Mapping[str, Entry],
    name: str,
    site: Site,
) -> YearEdition:
    folder = f"{before.source}/{before.year}/"
    index = year_index(before.source, before.year, releases)
    files = {f"{folder}checks.json": _checks(entries).encode()}
    if releases:
        files[f"{folder}index.html"] = year_page(index, name, site).encode()
        files[f"{folder}index.json"] = index.encode()
    digests = press.put(files, before.files)
    return YearEdition(source=before.source, year=before.year, releases=dict(releases), files=digests)


def year_index(source: str, year: int, releases: Mapping[str, Published]) -> YearIndex:
    """The year's index, newest release first."""
    rows = sorted((one.row for one in releases.values()), key=lambda row: (row.date_published, row.id), reverse=True)
    return YearIndex(source=source, year=year, releases=tuple(rows))


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
        sha256=edition.files[f"{edition.source}/{edition.year}/index.json"],
    )


def _checks(entries: Mapping[str, Entry]) -> Checks:
    return Checks(
        releases={id_: Check(last_checked=e.last_checked, last_seen=e.last_seen) for id_, e in entries.items()}
    )
