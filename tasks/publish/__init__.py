"""From the ledger to what readers see, years first, roots last.

`disclosure` says what readers may see of a release, `compose` makes values and files of it (both pure), `gallery` its
pictures' renditions, `contribution` what it gives to lists; `year` publishes one year: its releases, its lists
(`shelving`), what `bundle` makes of all of it, its indexes; `shelves` what a source has across its years, with its
feeds' documents (`archives`), `root` what stands above that; `press` writes, `nameplates` for names that have no page
yet. What stands published is remembered in edition objects, and every attempt asks the storage what really stands:
whatever another publisher, a crash or a stray hand left there is put right. Files that stand as they should are not
written again.

What a reader may meet while a publisher is at work, or after one died: files are written in the order stylesheet,
releases, year, shelves, source, root. A list that no release needs any more is emptied first and removed when no page
leads to it, of a release none is removed but by a withdrawal: first its tombstone is written, then the files of its
release go, and images and files when no feed shows them any more. (Sitemaps go with the tree's own address.) So
every link on the way from the root leads to a file, and each file is as the index above it says or already newer; who
finds it newer reads that index again. When the root index is written, which comes last, all digests hold
from there to the last release.json.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tasks.health.keeping import held_back
from tasks.publish.compose import Volume, digest
from tasks.publish.editions import Editions
from tasks.publish.gallery import Gallery
from tasks.publish.press import kind_of
from tasks.publish.root import ROOT, publish_root
from tasks.publish.shelves import publish_shelves
from tasks.publish.status import post_status
from tasks.publish.year import publish_year
from tasks.readers import code_digest
from tasks.schema import schema_files
from tasks.search.engine import pagefind_version
from tasks.site.rendering import Site, assets, rendering_digest
from tasks.store.bucket import FOREVER
from tasks.store.store import Store
from tasks.types.edition import RootEdition, SourceRecord
from tasks.types.ledger import UNDATED
from tasks.withdraw.sweep import sweep

log = logging.getLogger(__name__)

Years = Mapping[str, tuple[str, tuple[int, ...]]]
"""By source: its name and years."""


def publish(store: Store, years: Years, site: Site, *, changed_only: bool = False, judged: bool = False) -> int:
    """Publish these years, then the roots; how many files were written.

    Of a source whose last run failed only decisions are published (`year` says how), unless these years were `judged`
    since: by a run that is good, or by an operator.

    `changed_only` passes over years that were published from the ledger as it still is: where that is all of them,
    it costs one request and one more for each source. Otherwise every file is held against what it should be.
    """
    every = [one for source, (name, numbers) in years.items() for one in _volumes(store, source, name, numbers, site)]
    standing = (store.read(ROOT, RootEdition) or RootEdition()).volumes
    if not judged:
        every = _marked(store, every, standing)
    volumes = [one for one in every if not changed_only or standing.get(one.folder) != one.made_from]
    if not volumes:
        return 0
    post_status(store, site)  # every page leads to it
    written = sum(
        store.bucket.create(f"public/{path}", body, kind_of(path, FOREVER)) for path, body in assets().items()
    )
    gallery, editions = Gallery(store, thorough=not changed_only), Editions(store)
    done = {one.folder: publish_year(store, one, site, gallery) for one in volumes}
    untidy = [one for one in volumes if not done[one.folder].is_tidy]
    written += sum(one.written for one in done.values()) + gallery.written
    for source in dict.fromkeys(one.source for one in volumes):
        written += publish_shelves(store, [one for one in volumes if one.source == source], site, editions)

    def finish(edition: RootEdition) -> None:
        for one in untidy:
            publish_year(store, one, site, gallery)
        _sweep(store, volumes, edition)

    written += publish_root(store, volumes, site, editions, finish)
    log.info("published: %d files written", written)
    return written


def _marked(store: Store, volumes: list[Volume], standing: Mapping[str, str]) -> list[Volume]:
    """The same; of those that were not published as they are by now, it is marked which are held back."""
    fresh = [one for one in volumes if standing.get(one.folder) != one.made_from]
    held = held_back(store, {one.source for one in fresh})
    return [replace(one, held=one in fresh and one.source in held) for one in volumes]


def _sweep(store: Store, volumes: Sequence[Volume], edition: RootEdition) -> None:
    """Remove what the ledgers of these years say that nobody may have any more."""
    for one in volumes:
        years = edition.sources[one.source].years if one.source in edition.sources else {}
        if str(one.year) in years and years[str(one.year)].withdrawals:
            sweep(store, one.source, store.read_ledger(one.source, str(one.year)).entries.values())


def everything(store: Store) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Every source and year that the archive holds, as `publish` wants them."""
    found = {}
    for source in store.sources():
        record = store.read(f"ledger/{source}/source.json", SourceRecord)
        years = tuple(int(shard) for shard in store.shards(source) if shard != UNDATED)
        found[source] = (record.name if record else source, years)
    return found


def _volumes(store: Store, source: str, name: str, numbers: tuple[int, ...], site: Site) -> list[Volume]:
    rendering = _rendering(site, name)
    ledgers = store.shards(source)
    return [Volume(source, year, name, ledgers[str(year)], rendering) for year in numbers if str(year) in ledgers]


def _rendering(site: Site, name: str) -> str:
    """Names all that published files depend on besides the ledger: look, words, schemas, the code that writes."""
    code = code_digest(
        __name__, "tasks.publish.diff", "tasks.ledger.withdrawals", "tasks.formats", "tasks.renditions", "tasks.search"
    )
    parts = (rendering_digest(site), name, code, pagefind_version(), *map(digest, schema_files().values()))
    return digest("\n".join(parts).encode())
