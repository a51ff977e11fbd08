"""A year's releases as archive documents of the source's feed (RFC 5005, section 4), each leading to the one before.

Documents that are full stay as they are, but for what changes in their own releases. The feed itself holds what is in
no full document of its newest year; the documents of former years are all full.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from tasks.publish.compose import Volume
from tasks.publish.press import at_once
from tasks.site.feeds import Chain, Channel, atom_feed
from tasks.site.pages.leaves import Leaf, named
from tasks.site.pages.parts import Part, divide, full_parts
from tasks.site.rendering import Entry, Site
from tasks.store.store import Store
from tasks.types.edition import Published
from tasks.types.release import Release

PART = 30
_STEM = "archive"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands where there is no entry to tell a time."""


def archive_leaves(
    store: Store, volume: Volume, releases: Sequence[Published], before: int | None, site: Site
) -> list[Leaf]:
    """The year's documents; `releases`: newest first, `before`: the year whose documents stand before these."""
    parts = divide(_STEM, releases, PART, "atom")
    return [_leaf(store, volume, part, before, site) for part in reversed(parts)]


def _leaf(store: Store, volume: Volume, part: Part[Published], before: int | None, site: Site) -> Leaf:
    older = f"{volume.year}/{part.older}" if part.older else f"{before}/{_STEM}.atom" if before else None
    newer = f"{volume.year}/{part.newer}" if part.newer else None
    named_ = (("prev-archive", older), ("next-archive", newer), ("current", "feed.atom"))
    links = tuple((rel, href) for rel, href in named_ if href)

    def write() -> str:
        def entry(one: Published) -> Entry:
            release = store.must_read(f"public/{volume.folder}{one.row.href}", Release)
            return Entry(release, volume.year, one.row.updated, one.pictures)

        entries = at_once(entry, part.items)
        file, channel = f"{volume.year}/{part.name}", Channel(f"{volume.source}/", volume.name)
        updated = max((one.updated for one in entries), default=_NEVER)
        chain = Chain(links, is_archive=True)
        return atom_feed(channel, entries, updated=updated, site=site, file=file, chain=chain).decode()

    return Leaf(f"{volume.folder}{part.name}", f"{links}\n{named(part.items)}", write)


def newest_archive(count: int, years: Sequence[int]) -> str | None:
    """The document to which the feed leads, from the source's folder; `count`: of the newest year's releases."""
    if full := full_parts(count, PART):
        return f"{years[0]}/{_STEM}-{full}.atom"
    return f"{years[1]}/{_STEM}.atom" if len(years) > 1 else None


def not_archived(count: int) -> int:
    """How many of the newest year's releases stand in none of its full documents."""
    return count - full_parts(count, PART) * PART


def year_before(store: Store, volume: Volume) -> int | None:
    """The latest year before this one that has such documents."""
    names = store.bucket.folders(f"public/{volume.source}/")
    years = sorted((int(name) for name in names if name.isdecimal() and int(name) < volume.year), reverse=True)
    standing = (year for year in years if store.bucket.has(f"public/{volume.source}/{year}/{_STEM}.atom"))
    return next(standing, None)
