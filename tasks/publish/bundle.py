"""What is made of all releases of a year together: its bulk files, its search bundle and sitemaps.

What the former bulk file holds of today's releases is taken from there, the rest is read from where it is published: a
year of thousands is not read again for one that came. The digests in the rows vouch for both.
"""

from collections.abc import Iterator, Sequence

from tasks.errors import OvertakenError
from tasks.formats.bulk import bulk, bulk_path, read_bulk
from tasks.formats.parquet import parquet
from tasks.formats.sitemap import Page, year_page, year_sitemaps
from tasks.publish.compose import Files, Volume, digest
from tasks.publish.press import at_once
from tasks.search.bundle import search_bundle
from tasks.search.places import bundle_folder
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.edition import ReleaseRow
from tasks.types.release import Release, Sha256, Tombstone


def bundle(store: Store, volume: Volume, rows: Sequence[ReleaseRow], site: Site, lists: Sequence[str]) -> Files:
    """The year's bulk files, search bundle and sitemaps, of these releases; `lists`: the pages that list them."""
    releases = list(_releases(store, volume, rows))
    lines = bulk(releases)
    pages = (year_page(one, row, volume.folder) for one, row in zip(releases, rows, strict=True))
    return {
        bulk_path(volume.source, volume.year): lines,
        bulk_path(volume.source, volume.year, "parquet"): parquet(lines),
        **search_bundle(volume.source, volume.year, releases),
        **year_sitemaps(volume.folder, [*map(Page, lists), *filter(None, pages)], site),
    }


def bulk_folder(volume: Volume) -> str:
    """How the paths of the year's bulk files begin."""
    return bulk_path(volume.source, volume.year, "")


def bundled(volume: Volume, path: str) -> bool:
    """Whether that file of the year is one of these."""
    return path.startswith((bulk_folder(volume), bundle_folder(volume.source, volume.year))) or path.endswith(".xml")


def _releases(store: Store, volume: Volume, rows: Sequence[ReleaseRow]) -> Iterator[Release | Tombstone]:
    """The releases that the rows tell, in their order."""
    held = dict(_held(store, volume, {row.sha256 for row in rows}))
    absent = [row for row in rows if row.sha256 not in held]
    held |= at_once(lambda row: (row.sha256, _read(store, volume, row)), absent)
    return (held[row.sha256] for row in rows)


def _held(store: Store, volume: Volume, wanted: set[Sha256]) -> Iterator[tuple[Sha256, Release | Tombstone]]:
    """What the former bulk file holds of these, as far as it can be read: sound or not, the digests tell."""
    stored = store.bucket.look(f"public/{bulk_path(volume.source, volume.year)}")
    try:
        for one in read_bulk(stored.body) if stored else ():
            if (sha256 := digest(one.encode())) in wanted:
                yield sha256, one
    except ValueError:
        return


def _read(store: Store, volume: Volume, row: ReleaseRow) -> Release | Tombstone:
    key = f"public/{volume.folder}{row.href}"
    stored = store.bucket.get(key)
    if stored is None or stored.sha256 != row.sha256:
        raise OvertakenError(f"{key} was written by another publisher, starting anew")
    return (Tombstone if row.status == "withdrawn" else Release).model_validate_json(stored.body)
