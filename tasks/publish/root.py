"""Publishing what stands above the years: each source's page and feeds, then the root, its index last."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from tasks.formats.dcat import Keeper, dcat
from tasks.formats.sitemap import root_sitemaps
from tasks.publish.compose import Files, Volume, digest
from tasks.publish.press import Press, at_once
from tasks.publish.year import edition_key, summarise
from tasks.schema import schema_files
from tasks.site.feeds import ENTRIES, atom_feed, json_feed
from tasks.site.pages.browse import source_page, start_page
from tasks.site.pages.withdrawn import withdrawals_page
from tasks.site.rendering import Entry, Listed, Site
from tasks.store.store import Store
from tasks.types.edition import (
    RootEdition,
    RootIndex,
    SourceEdition,
    SourceRow,
    WithdrawalRow,
    Withdrawals,
    YearEdition,
    YearRow,
)
from tasks.types.release import Release

ROOT = "edition/root.json"


def publish_root(store: Store, volumes: Sequence[Volume], site: Site, finish: Callable[[RootEdition], None]) -> int:
    """Bring the roots up to the editions of these volumes; how many files were written.

    `finish` is done before they count as published: where it is not, the next publication does all of it again.
    """
    press = Press(store.bucket)

    def change(before: RootEdition) -> RootEdition:
        after = _Attempt(store, press, site).run(before, volumes)
        finish(after)
        return after

    store.update(ROOT, RootEdition, RootEdition(), change)
    return press.written


class _Attempt:
    """One attempt at the roots. It reads each year's edition once."""

    def __init__(self, store: Store, press: Press, site: Site) -> None:
        self._store = store
        self._press = press
        self._site = site
        self._editions: dict[tuple[str, int], YearEdition] = {}

    def run(self, before: RootEdition, volumes: Sequence[Volume]) -> RootEdition:
        named = sorted({*before.sources, *(one.source for one in volumes)})
        self._press.begin(["", "schema/", *(f"{source}/" for source in named)], deep=False)
        sources = dict(sorted(self._summed(self._current(before), volumes).items()))
        if not sources:
            return before
        renderings = {one.source: one.rendering for one in volumes}
        for source, rendering in renderings.items():
            if source in sources:
                sources[source] = self._publish_source(source, sources[source], rendering)
        log = _log(sources.values())
        whole = [year.whole for one in sources.values() for year in one.years.values()]
        parts = (*filter(None, (one.made_from for one in sources.values())), str(log.to_json()), str(whole))
        made_from = digest("".join(parts).encode())
        files = before.files
        if made_from != before.made_from or not self._press.stands(files):
            files = self._press.put({**schema_files(), **self._root_files(sources, log)}, files)
            self._press.drop(before.files.keys() - files.keys())
        return RootEdition(
            revision=self._press.revise(before.revision),
            volumes={**before.volumes, **{one.folder: one.made_from for one in volumes}},
            sources=sources,
            made_from=made_from,
            files=files,
        )

    def _current(self, before: RootEdition) -> dict[str, SourceEdition]:
        """The sources as remembered; where other files stand than those, another publisher is ahead: as they are."""
        if all(self._press.stands(files) for files in (before.files, *(one.files for one in before.sources.values()))):
            return dict(before.sources)
        return {source: self._as_it_is(source, standing) for source, standing in before.sources.items()}

    def _as_it_is(self, source: str, standing: SourceEdition) -> SourceEdition:
        folder = f"edition/{source}/"
        years = {int(key.removeprefix(folder).removesuffix(".json")) for key in self._store.bucket.etags(folder)}
        summed = {str(year): summary for year in years if (summary := summarise(self._edition(source, year)))}
        return standing.model_copy(update={"years": dict(sorted(summed.items(), reverse=True))})

    def _summed(self, before: Mapping[str, SourceEdition], volumes: Sequence[Volume]) -> dict[str, SourceEdition]:
        """Every source that has something published, with these years as their editions now say."""
        summed = dict(before)
        for one in volumes:
            if summary := summarise(self._edition(one.source, one.year)):
                standing = summed.get(one.source, SourceEdition(name=one.name))
                years = dict(sorted({**standing.years, str(one.year): summary}.items(), reverse=True))
                summed[one.source] = standing.model_copy(update={"name": one.name, "years": years})
        return summed

    def _publish_source(self, source: str, standing: SourceEdition, rendering: str) -> SourceEdition:
        """The source's own files, written where they changed or do not stand as remembered."""
        row = _row(source, standing)
        made_from = digest(json.dumps([row.to_json(), rendering]).encode())
        if made_from == standing.made_from and self._press.stands(standing.files):
            return standing
        files = self._press.put(self._source_files(row, standing), standing.files)
        return standing.model_copy(update={"made_from": made_from, "files": files})

    def _source_files(self, source: SourceRow, edition: SourceEdition) -> Files:
        latest, changed = self._latest(source), self._changed(source, edition)
        listed = {(one.year, one.row.id): one for one in (*latest, *changed)}
        entries = dict(zip(listed, at_once(self._entry, listed.values()), strict=True))
        newest, edits = ([entries[one.year, one.row.id] for one in each] for each in (latest, changed))
        updated = max(year.updated for year in edition.years.values())
        deleted = _deleted(edition)
        return {
            f"{source.id}/feed.atom": atom_feed(source, newest, deleted, updated=updated, site=self._site),
            f"{source.id}/changes.atom": atom_feed(
                source, edits, deleted, updated=updated, site=self._site, feed="changes.atom"
            ),
            f"{source.id}/feed.json": json_feed(source, newest, deleted, site=self._site),
            f"{source.id}/index.html": source_page(source, latest, self._site).encode(),
        }

    def _root_files(self, sources: Mapping[str, SourceEdition], log: Withdrawals) -> Files:
        """The catalogues, the start page, and the root index last: whoever follows it finds all it names."""
        rows = [_row(source, edition) for source, edition in sources.items()]
        latest = sorted(chain.from_iterable(map(self._latest, rows)), key=_newest, reverse=True)[:ENTRIES]
        generated = max(year.updated for edition in sources.values() for year in edition.years.values())
        root = RootIndex(generated=generated, sources=tuple(rows))
        years = [year for edition in sources.values() for year in edition.years.values()]
        whole = dict(chain.from_iterable(year.whole.items() for year in years))
        sitemaps = [path for year in years for path in year.sitemaps]
        return {
            "dcat.jsonld": dcat(root, whole, Keeper(self._site.publisher), self._site),
            **root_sitemaps(root, sitemaps, self._site),
            "withdrawals.json": log.encode(),
            "withdrawals.html": withdrawals_page(log, self._site).encode(),
            "index.html": start_page(root, latest, self._site).encode(),
            "index.json": root.encode(),
        }

    def _latest(self, source: SourceRow) -> list[Listed]:
        """The source's newest releases, from its newest years on."""
        found: list[Listed] = []
        for year in source.years:
            if len(found) >= ENTRIES:
                break
            found += self._listed(source, year.year)
        return sorted(found, key=_newest, reverse=True)[:ENTRIES]

    def _changed(self, source: SourceRow, edition: SourceEdition) -> list[Listed]:
        """The source's latest changes, whichever years they are in."""
        found: list[Listed] = []
        for year, newest in sorted(edition.years.items(), key=lambda item: item[1].updated, reverse=True):
            if len(found) == ENTRIES and found[-1].row.updated >= newest.updated:
                break
            found += self._listed(source, int(year))
            found = sorted(found, key=lambda one: (one.row.updated, *_newest(one)), reverse=True)[:ENTRIES]
        return found

    def _listed(self, source: SourceRow, year: int) -> list[Listed]:
        """What may be read of that year: tombstones stand in its index alone."""
        rows = (one.row for one in self._edition(source.id, year).releases.values())
        return [Listed(source, year, row) for row in rows if row.status != "withdrawn"]

    def _edition(self, source: str, year: int) -> YearEdition:
        key = source, year
        if key not in self._editions:
            self._editions[key] = self._store.must_read(edition_key(source, year), YearEdition)
        return self._editions[key]

    def _entry(self, listed: Listed) -> Entry:
        key = f"public/{listed.source.id}/{listed.year}/{listed.row.href}"
        return Entry(release=self._store.must_read(key, Release), year=listed.year, updated=listed.row.updated)


def _row(source: str, edition: SourceEdition) -> SourceRow:
    years = edition.years.values()
    return SourceRow(
        id=source,
        name=edition.name,
        releases=sum(year.releases for year in years),
        first=min(year.first for year in years),
        latest=max(year.latest for year in years),
        years=tuple(
            YearRow(year=int(name), releases=year.releases, href=f"{source}/{name}/index.json", sha256=year.sha256)
            for name, year in edition.years.items()
        ),
    )


def _log(editions: Iterable[SourceEdition]) -> Withdrawals:
    rows = (row for edition in editions for year in edition.years.values() for row in year.withdrawals)
    return Withdrawals(withdrawals=tuple(sorted(rows, key=lambda row: (row.at, row.id), reverse=True)))


def _deleted(edition: SourceEdition) -> list[WithdrawalRow]:
    """The releases that are withdrawn whole, the latest first, each once."""
    rows = [row for row in _log([edition]).withdrawals if row.scope != "images" and not row.restored]
    return list({row.id: row for row in reversed(rows)}.values())[::-1]


def _newest(listed: Listed) -> tuple[str, str]:
    return listed.row.date_published, listed.row.id
