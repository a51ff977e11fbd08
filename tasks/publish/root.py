"""Publishing what stands above the years: each source's page and feeds, then the root, its index last."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from tasks.formats.dcat import Keeper, dcat
from tasks.formats.sitemap import root_sitemaps
from tasks.publish.archives import Revisions, place_before, read_entries, release_documents, wanted
from tasks.publish.compose import Files, Volume, digest
from tasks.publish.editions import Editions
from tasks.publish.press import Press
from tasks.publish.searching import publishers_of, search_files, search_folders
from tasks.publish.shelves import read_shelves
from tasks.publish.year import summarise
from tasks.schema import schema_files
from tasks.site.feeds import ENTRIES, Channel, atom_feed, json_feed
from tasks.site.pages.about import Holdings, about_page
from tasks.site.pages.browse import Front, source_page, start_page
from tasks.site.pages.developers import developers_page
from tasks.site.pages.withdrawn import withdrawals_page
from tasks.site.rendering import Listed, Site
from tasks.site.revisions import changes_feed
from tasks.store.store import Store
from tasks.types.edition import (
    Published,
    RootEdition,
    RootIndex,
    ShelvesEdition,
    SourceEdition,
    SourceRecord,
    SourceRow,
    WithdrawalRow,
    Withdrawals,
    YearRow,
)

ROOT = "edition/root.json"
_TOLD = {"months", "pictures", "events"}


def publish_root(
    store: Store, volumes: Sequence[Volume], site: Site, editions: Editions, finish: Callable[[RootEdition], None]
) -> int:
    """Bring the roots up to the editions of these volumes; how many files were written.

    `finish` is done before they count as published: where it is not, the next publication does all of it again.
    """
    press = Press(store.bucket)

    def change(before: RootEdition) -> RootEdition:
        after = _Attempt(store, press, site, editions).run(before, volumes)
        finish(after)
        return after

    store.update(ROOT, RootEdition, RootEdition(), change)
    return press.written


class _Attempt:
    """One attempt at the roots."""

    def __init__(self, store: Store, press: Press, site: Site, editions: Editions) -> None:
        self._store = store
        self._press = press
        self._site = site
        self._editions = editions
        self._shelves: dict[str, ShelvesEdition] = {}
        self._records: dict[str, SourceRecord] = {}

    def run(self, before: RootEdition, volumes: Sequence[Volume]) -> RootEdition:
        named = sorted({*before.sources, *(one.source for one in volumes)})
        self._press.begin(["", "schema/", *search_folders(), *(f"{source}/" for source in named)], deep=False)
        for source in named:
            self._editions.begin(source)
            self._shelves[source] = read_shelves(self._store, source)
            record = self._store.read(f"ledger/{source}/source.json", SourceRecord)
            self._records[source] = record or SourceRecord(id=source, name=source)
        sources = dict(sorted(self._summed(self._current(before), volumes).items()))
        if not sources:
            return before
        renderings = {one.source: one.rendering for one in volumes}
        stale = set[str]()
        for source, rendering in renderings.items():
            if source in sources:
                former = sources[source].files.keys()
                sources[source] = self._publish_source(source, sources[source], rendering)
                stale |= former - sources[source].files.keys()
        log = _log(sources.values())
        parts = [one.made_from or "" for one in sources.values()]
        parts += [self._told(source) for source in sources]
        parts += [
            str(publishers_of(self._shelves.values())),
            str(log.to_json()),
            *(f"{year.whole}{year.search}" for one in sources.values() for year in one.years.values()),
        ]
        made_from, files = digest("".join(parts).encode()), before.files
        if made_from != before.made_from or not self._press.stands(files):
            files = self._press.put({**schema_files(), **self._root_files(sources, log)}, files)
            stale |= before.files.keys() - files.keys()
        self._press.drop(stale)
        return RootEdition(
            revision=self._press.revise(before.revision),
            volumes={**before.volumes, **{one.folder: one.made_from for one in volumes}},
            sources=sources,
            made_from=made_from,
            files=files,
        )

    def _told(self, source: str) -> str:
        """Names what the pages say by the word of the shelves and of the source's record."""
        shelves, listed = self._shelves[source], self._records[source].listed
        names = {path for path in shelves.files if path.endswith(".html")}
        tallies = {year: shelf.model_dump_json(include=_TOLD) for year, shelf in shelves.years.items()}
        sizes = [(len(shelf.publishers), len(shelf.credits)) for shelf in shelves.years.values()]
        day = shelves.anniversary.model_dump_json() if shelves.anniversary else ""
        walked = f"{listed.at:%Y-%m-%d}{listed.months}{listed.undated}" if listed else ""
        return digest(f"{sorted(names)}{tallies}{sizes}{day}{walked}".encode())

    def _current(self, before: RootEdition) -> dict[str, SourceEdition]:
        """The sources as remembered; where other files stand than those, another publisher is ahead: as they are."""
        if all(self._press.stands(files) for files in (before.files, *(one.files for one in before.sources.values()))):
            return dict(before.sources)
        return {source: self._as_it_is(source, standing) for source, standing in before.sources.items()}

    def _as_it_is(self, source: str, standing: SourceEdition) -> SourceEdition:
        read = ((year, summarise(self._editions.year(source, year))) for year in self._editions.years(source))
        summed = {year: summary for year, summary in read if summary}
        return standing.model_copy(update={"years": dict(sorted(summed.items(), reverse=True))})

    def _summed(self, before: Mapping[str, SourceEdition], volumes: Sequence[Volume]) -> dict[str, SourceEdition]:
        """Every source that has something published, with these years as their editions now say."""
        summed = dict(before)
        for one in volumes:
            if summary := summarise(self._editions.year(one.source, one.year)):
                standing = summed.get(one.source, SourceEdition(name=one.name))
                years = dict(sorted({**standing.years, str(one.year): summary}.items(), reverse=True))
                summed[one.source] = standing.model_copy(update={"name": one.name, "years": years})
        return summed

    def _publish_source(self, source: str, standing: SourceEdition, rendering: str) -> SourceEdition:
        """The source's own files, written where they changed or do not stand as remembered."""
        row = _row(source, standing)
        made_from = digest(json.dumps([row.to_json(), rendering, self._told(source)]).encode())
        if made_from == standing.made_from and self._press.stands(standing.files):
            return standing
        files = self._press.put(self._source_files(row, standing), standing.files)
        return standing.model_copy(update={"made_from": made_from, "files": files})

    def _source_files(self, source: SourceRow, edition: SourceEdition) -> Files:
        channel, years = Channel(f"{source.id}/", source.name), self._shelves[source.id].years
        place = place_before(release_documents(years))
        newest = self._newest(source, wanted(len(self._held(source.id, source.years[0].year))))
        entries, held = read_entries(self._store, source.id, newest), Revisions(source.id, years, self._editions)
        before = place_before(held.documents())
        deleted, updated = _deleted(edition), max(year.updated for year in edition.years.values())
        latest = [Listed(source, year, one.row) for year, one in newest[:ENTRIES]]
        withdrawn, front = self._withdrawn(source.id, deleted), Front.of(self._shelves[source.id])
        atom = atom_feed(channel, entries, deleted, updated=updated, site=self._site, place=place)
        changes = changes_feed(channel, held.latest(), withdrawn, updated=updated, site=self._site, place=before)
        return {
            f"{source.id}/feed.atom": atom,
            f"{source.id}/changes.atom": changes,
            f"{source.id}/feed.json": json_feed(channel, entries, deleted, site=self._site, place=place),
            f"{source.id}/index.html": source_page(source, latest, self._site, front).encode(),
        }

    def _root_files(self, sources: Mapping[str, SourceEdition], log: Withdrawals) -> Files:
        """The catalogues, the start page, and the root index last: whoever follows it finds all it names."""
        rows = [_row(source, edition) for source, edition in sources.items()]
        found = [Listed(row, year, one.row) for row in rows for year, one in self._newest(row, ENTRIES)]
        latest = sorted(found, key=lambda one: (one.row.date_published, one.row.id), reverse=True)[:ENTRIES]
        generated = max(year.updated for edition in sources.values() for year in edition.years.values())
        root = RootIndex(generated=generated, sources=tuple(rows))
        years = [year for edition in sources.values() for year in edition.years.values()]
        whole = dict(chain.from_iterable(year.whole.items() for year in years))
        sitemaps = [path for year in years for path in year.sitemaps]
        lists = [path for source in sources for path in self._shelves[source].files if path.endswith(".html")]
        fronts = {source: Front.of(self._shelves[source]) for source in sources}
        holdings = [Holdings.of(row, self._shelves[row.id], self._records[row.id].listed) for row in rows]
        return {
            "dcat.jsonld": dcat(root, whole, Keeper(self._site.publisher), self._site),
            **root_sitemaps(root, sitemaps, self._site, ["about.html", "developers.html", "withdrawals.html", *lists]),
            "withdrawals.json": log.encode(),
            "withdrawals.html": withdrawals_page(log, self._site).encode(),
            **search_files(sources, rows, publishers_of(self._shelves.values()), self._site),
            "about.html": about_page(root, holdings, self._site).encode(),
            "developers.html": developers_page(latest, schema_files(), self._site).encode(),
            "index.html": start_page(root, latest, self._site, fronts).encode(),
            "index.json": root.encode(),
        }

    def _held(self, source: str, year: int) -> tuple[Published, ...]:
        return self._editions.releases(source, year)

    def _newest(self, source: SourceRow, count: int) -> list[tuple[int, Published]]:
        """The source's newest releases, each with its year, from its newest years on."""
        found: list[tuple[int, Published]] = []
        for year in source.years:
            if len(found) < count:
                found += [(year.year, one) for one in self._held(source.id, year.year)]
        return sorted(found, key=lambda one: (one[1].row.date_published, one[1].row.id), reverse=True)[:count]

    def _withdrawn(self, source: str, deleted: Sequence[WithdrawalRow]) -> list[tuple[Published, WithdrawalRow]]:
        """What stands published of those that are withdrawn whole."""
        places = [row.href.split("/") for row in deleted[:ENTRIES]]
        held = [self._editions.year(source, year).releases[id_] for _, year, id_, _ in places]
        return list(zip(held, deleted, strict=False))


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
