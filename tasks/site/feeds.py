"""The feeds of a source: Atom 1.0 (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1).

Ids are UUIDs of version 5 (RFC 9562) of the release's identifier: no host, path or date of this archive goes into
them, so they outlive every move (RFC 4287, section 4.2.6). Where the tree's own address is known, entries lead to the
archive's page and name the city's as their origin (`via`, `external_url`); where it is not, feeds still need absolute
addresses: entries lead to the city's page, and the archive's page is a reference relative to the feed. A date without
a time stands as that day's first moment where the archive stands, because both formats know only full times.

What was withdrawn whole is a deleted entry in Atom (RFC 6721), with when and why; a reader that knows the entry takes
it away, and takes it back when it is published again, since then it is newer. JSON Feed has no such thing: there the
same stands in the feed's own `_archive`.

A feed stays below 100 kB: as many of the newest entries as fit keep their whole text, the others have a summary.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5

from tasks.site.rendering import Entry, Site, excerpt, from_folder, printable, render, utc, wording
from tasks.types.edition import SourceRow, WithdrawalRow
from tasks.types.release import Release

AtomFeed = Literal["feed.atom", "changes.atom"]
ENTRIES = 25
LIMIT = 100_000
_NAMESPACE = UUID("b3e0f6a4-5c1d-4b7e-9a52-6f0d8c27e419")
_TITLES = {"feed.atom": "feed_new", "feed.json": "feed_new", "changes.atom": "feed_changes"}


@dataclass(frozen=True)
class _Item:
    """An entry as written: addresses as seen from the feed, text whole or cut short."""

    id: str
    release: Release
    page: str
    published: str
    updated: datetime
    summary: str
    content: str


def atom_feed(
    source: SourceRow,
    entries: Sequence[Entry],
    deleted: Sequence[WithdrawalRow] = (),
    *,
    updated: datetime,
    site: Site,
    feed: AtomFeed = "feed.atom",
) -> bytes:
    """`feed.atom` (newest releases first) or `changes.atom` (latest changes first)."""
    path = f"{source.id}/{feed}"

    def written(items: Sequence[_Item]) -> str:
        return render(
            "feed.atom.j2",
            site,
            id=_urn(path),
            path=path,
            title=_title(source, feed, site),
            home=site.address(f"{source.id}/index.html") or "index.html",
            source=source,
            updated=updated,
            items=items,
            deleted=[(_urn(one.id), one) for one in deleted[:ENTRIES]],
        )

    return _fitting(_items(_chosen(entries, feed), site), written)


def json_feed(
    source: SourceRow, entries: Sequence[Entry], deleted: Sequence[WithdrawalRow] = (), *, site: Site
) -> bytes:
    """`feed.json`: newest releases first."""
    head: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(source, "feed.json", site),
        "home_page_url": site.address(f"{source.id}/index.html"),
        "feed_url": site.address(f"{source.id}/feed.json"),
        "language": site.language,
        "authors": [{"name": source.name}],
        "_archive": {"withdrawn": [_json_deleted(one) for one in deleted[:ENTRIES]]} if deleted else None,
    }

    def written(items: Sequence[_Item]) -> str:
        data = _known(head) | {"items": [_json_item(item, site) for item in items]}
        return printable(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"

    return _fitting(_items(_chosen(entries, "feed.json"), site), written)


def _json_item(item: _Item, site: Site) -> dict[str, object]:
    release = item.release
    return _known(
        {
            "id": item.id,
            "url": item.page if site.url else release.url,
            "external_url": release.url if site.url else None,
            "title": release.headline,
            "summary": item.summary or None,
            "content_html": item.content or None,
            "content_text": None if item.content else item.summary or release.headline,
            "date_published": item.published,
            "date_modified": utc(item.updated),
            "authors": [{"name": release.publisher.name}] if release.publisher else None,
            "language": release.in_language,
            "_archive": {"page": item.page, "status": release.archive.status, "version": release.version},
        }
    )


def _json_deleted(row: WithdrawalRow) -> dict[str, object]:
    return _known({"id": _urn(row.id), "at": utc(row.at), "scope": row.scope, "reason": row.reason})


def _chosen(entries: Sequence[Entry], feed: str) -> list[Entry]:
    def newest(entry: Entry) -> tuple[str, str]:
        when = utc(entry.updated) if feed == "changes.atom" else entry.release.date_published
        return when, entry.release.identifier

    return sorted(entries, key=newest, reverse=True)[:ENTRIES]


def _items(entries: Sequence[Entry], site: Site) -> list[_Item]:
    return [_item(entry, site) for entry in entries]


def _item(entry: Entry, site: Site) -> _Item:
    release = entry.release
    source, _, number = release.identifier.partition("/")
    folder = f"{entry.year}/{number}/"
    folder = site.address(f"{source}/{folder}") or folder
    return _Item(
        id=_urn(release.identifier),
        release=release,
        page=from_folder("index.html", folder),
        published=wording(site).local(release.date_published).isoformat(),
        updated=entry.updated,
        summary=excerpt(release.article_body, 300),
        content=render("content.html.j2", site, release=release, folder=folder).strip(),
    )


def _fitting(items: Sequence[_Item], written: Callable[[Sequence[_Item]], str]) -> bytes:
    """The longest of the ever shorter feeds that keeps the limit."""
    choices = _shorter(items)
    fits = bisect_left(choices, True, key=lambda choice: len(written(choice).encode()) < LIMIT)
    return written(choices[fits]).encode()


def _shorter(items: Sequence[_Item]) -> list[list[_Item]]:
    """All texts whole; then one summary more each time, from the oldest; then one entry fewer each time, to none."""
    brief = [replace(item, content="") for item in items]
    count = len(items)
    return [[*items[:whole], *brief[whole:]] for whole in range(count, -1, -1)] + [
        brief[:kept] for kept in range(count - 1, -1, -1)
    ]


def _urn(name: str) -> str:
    return uuid5(_NAMESPACE, name).urn


def _title(source: SourceRow, feed: str, site: Site) -> str:
    return f"{source.name}: {wording(site).say(_TITLES[feed])}"


def _known(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value is not None}
