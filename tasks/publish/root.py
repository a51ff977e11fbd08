"""Publishing what stands above the years: each source's page and feeds, then the root, its index last."""

import json
from collections.abc import Iterable, Mapping

from tasks.publish.compose import Files, digest
from tasks.publish.press import Press
from tasks.publish.year import edition_key, summarise
from tasks.schema import schema_files
from tasks.site.feeds import atom_feed, json_feed
from tasks.site.pages import source_page, start_page
from tasks.site.rendering import Entry, Listed, Site, assets
from tasks.store import Store
from tasks.types.edition import RootEdition, RootIndex, SourceRow, SourceSummary, YearEdition, YearRow
from tasks.types.release import Release

ROOT = "edition/root.json"
LATEST = 25
"""How many releases the start page, a source's page and its feeds list."""


def publish_root(store: Store, changed: Mapping[str, tuple[str, Iterable[int]]], site: Site, rendering: str) -> int:
    """Bring the roots up to the editions of these years (by source: its name and years); files written."""
    press = Press(store.bucket)

    def change(before: RootEdition) -> RootEdition:
        press.begin()
        summaries = dict(before.sources)
        for source, (name, years) in changed.items():
            summaries[source] = _summarise(store, source, name, years, summaries.get(source))
        standing = {source: summary for source, summary in sorted(summaries.items()) if summary.years}
        return _publish(store, press, before, standing, site, rendering)

    store.update(ROOT, RootEdition, RootEdition(), change)
    return press.written


def _summarise(
    store: Store, source: str, name: str, years: Iterable[int], before: SourceSummary | None
) -> SourceSummary:
    summaries = dict(before.years) if before else {}
    for year in years:
        edition = store.read(edition_key(source, year), YearEdition)
        if edition and (summary := summarise(edition)):
            summaries[str(year)] = summary
    return SourceSummary(name=name, years=dict(sorted(summaries.items(), reverse=True)))


def _publish(
    store: Store,
    press: Press,
    before: RootEdition,
    summaries: Mapping[str, SourceSummary],
    site: Site,
    rendering: str,
) -> RootEdition:
    made_from = {source: _made_from(summary, rendering) for source, summary in summaries.items()}
    if made_from == before.made_from and not press.is_suspect(before.files):
        return before.model_copy(update={"sources": dict(summaries)})
    rows = {source: _source_row(source, summary) for source, summary in summaries.items()}
    latest = {source: _latest(store, row) for source, row in rows.items()}
    files: Files = {**assets(), **schema_files()}
    for source, row in rows.items():
        files |= _source_files(store, row, latest[source], _changed(store, row, summaries[source]), site)
    files |= _root_files(rows, latest, summaries, site)
    digests = press.put(files, before.files)
    return RootEdition(made_from=made_from, sources=dict(summaries), files=digests)


def _made_from(summary: SourceSummary, rendering: str) -> str:
    return digest(json.dumps([summary.to_json(), rendering], sort_keys=True).encode())


def _source_row(source: str, summary: SourceSummary) -> SourceRow:
    years = summary.years.values()
    return SourceRow(
        id=source,
        name=summary.name,
        releases=sum(year.releases for year in years),
        first=min(year.first for year in years),
        latest=max(year.latest for year in years),
        years=tuple(
            YearRow(year=int(name), releases=year.releases, href=f"{source}/{name}/index.json", sha256=year.sha256)
            for name, year in summary.years.items()
        ),
    )


def _latest(store: Store, source: SourceRow) -> list[Listed]:
    """The source's newest releases, from its newest years on."""
    found: list[Listed] = []
    for year in source.years:
        if len(found) >= LATEST:
            break
        found += _listed(store, source, year.year)
    return sorted(found, key=_newest, reverse=True)[:LATEST]


def _changed(store: Store, source: SourceRow, summary: SourceSummary) -> list[Listed]:
    """The source's latest changes, whichever years they are in."""
    found: list[Listed] = []
    for year, newest in sorted(summary.years.items(), key=lambda item: item[1].updated, reverse=True):
        if len(found) == LATEST and found[-1].row.updated >= newest.updated:
            break
        found += _listed(store, source, int(year))
        found = sorted(found, key=lambda listed: (listed.row.updated, *_newest(listed)), reverse=True)[:LATEST]
    return found


def _listed(store: Store, source: SourceRow, year: int) -> list[Listed]:
    edition = store.must_read(edition_key(source.id, year), YearEdition)
    return [Listed(source, year, one.row) for one in edition.releases.values()]


def _newest(listed: Listed) -> tuple[str, str]:
    return listed.row.date_published, listed.row.id


def _source_files(store: Store, source: SourceRow, latest: list[Listed], changed: list[Listed], site: Site) -> Files:
    entries = {(one.year, one.row.id): _feed_entry(store, one) for one in (*latest, *changed)}
    newest, edits = ([entries[one.year, one.row.id] for one in each] for each in (latest, changed))
    updated = changed[0].row.updated
    return {
        f"{source.id}/feed.atom": atom_feed(source, newest, updated=updated, site=site),
        f"{source.id}/changes.atom": atom_feed(source, edits, updated=updated, site=site, feed="changes.atom"),
        f"{source.id}/feed.json": json_feed(source, newest, site=site),
        f"{source.id}/index.html": source_page(source, latest, site).encode(),
    }


def _feed_entry(store: Store, listed: Listed) -> Entry:
    key = f"public/{listed.source.id}/{listed.year}/{listed.row.href}"
    return Entry(release=store.must_read(key, Release), year=listed.year, updated=listed.row.updated)


def _root_files(
    rows: Mapping[str, SourceRow],
    latest: Mapping[str, list[Listed]],
    summaries: Mapping[str, SourceSummary],
    site: Site,
) -> Files:
    """The start page, and the root index last: whoever follows it finds all it names."""
    newest = sorted((listed for each in latest.values() for listed in each), key=_newest, reverse=True)[:LATEST]
    generated = max(year.updated for summary in summaries.values() for year in summary.years.values())
    root = RootIndex(generated=generated, sources=tuple(rows.values()))
    return {"index.html": start_page(root, newest, site).encode(), "index.json": root.encode()}
