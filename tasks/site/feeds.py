"""Feeds of releases: Atom 1.0 (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1).

Ids are UUIDs of version 5 (RFC 9562) of the release's identifier: no host, path or date of this archive goes into
them, so they outlive every move (RFC 4287, section 4.2.6). Where the tree's own address is known, entries lead to the
archive's page and name the city's as their origin (`via`, `external_url`); where it is not, feeds still need absolute
addresses: entries lead to the city's page, and the archive's page is a reference relative to the feed. A date without
a time stands as that day's first moment where the archive stands, because both formats know only full times.

What was withdrawn whole is a deleted entry in Atom (RFC 6721), with when and why; a reader that knows the entry takes
it away, and takes it back when it is published again, since then it is newer. JSON Feed has no such thing: there the
same stands in the feed's own `_archive`.

Older entries stand in archive documents (RFC 5005, section 4; in JSON Feed by `next_url`), each of which leads to the
one before it; a feed leads to the newest of them (`tasks.site.documents`). A feed stays below 100 kB: as many of the
newest entries as fit keep their whole text, the others have a summary; archive documents have summaries alone.
"""

import json
import posixpath
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from tasks.renditions.values import Rendition, Sheet, Size, View
from tasks.site.rendering import Entry, Site, excerpt, from_folder, printable, render, utc, wording
from tasks.types.edition import Picture, WithdrawalRow
from tasks.types.release import Image, Release

ENTRIES = 25
"""As many entries a feed has where there are so many."""
LIMIT = 100_000
_NAMESPACE = UUID("b3e0f6a4-5c1d-4b7e-9a52-6f0d8c27e419")


@dataclass(frozen=True)
class Channel:
    """Whose feeds they are: the folder in which they stand, with its page, and the name of who speaks there."""

    folder: str
    name: str

    def title(self, key: str, site: Site) -> str:
        """The title of one of its feeds."""
        return f"{self.name}: {wording(site).say(key)}"

    def seen_from(self, path: str) -> "Channel":
        """The same, as a feed that stands at that path sees what it names."""
        return Channel(f"{posixpath.dirname(path)}/", self.name)

    def seen(self, path: str, site: Site) -> str:
        """A file of the tree as the feeds in its folder name it."""
        return site.address(path) or posixpath.relpath(path, self.folder)


@dataclass(frozen=True)
class Place:
    """Where a document of a feed stands: its own name and that of the archive document before it, if there is one.

    Names are without an ending, as seen from the channel's folder; without a name of its own it is the feed itself.
    """

    before: str | None = None
    name: str | None = None

    def links(self, current: str, ending: str) -> Iterator[tuple[str, str]]:
        """Where it leads, by relation, with that ending."""
        if self.before:
            yield "prev-archive", f"{self.before}.{ending}"
        if self.name:
            yield "current", f"{current}.{ending}"


FRONT = Place()
"""A feed without any archive document."""


@dataclass(frozen=True)
class _Item:
    """An entry as written: addresses as seen from the feed, text whole or cut short. `picture`: the first one's."""

    id: str
    release: Release
    page: str
    published: str
    updated: datetime
    summary: str
    content: str
    picture: str | None = None


def atom_feed(
    channel: Channel,
    entries: Sequence[Entry],
    deleted: Sequence[WithdrawalRow] = (),
    *,
    updated: datetime,
    site: Site,
    place: Place = FRONT,
) -> bytes:
    """`feed.atom`, newest releases first; or an archive document of that feed, which shares its id."""
    path = f"{channel.folder}{place.name or 'feed'}.atom"
    here = channel.seen_from(path)

    def written(items: Sequence[_Item]) -> str:
        return render(
            "feed.atom.j2",
            site,
            id=urn(f"{channel.folder}feed.atom"),
            path=path,
            title=channel.title("feed_new", site),
            home=here.seen(f"{channel.folder}index.html", site),
            name=channel.name,
            updated=updated,
            links=[(rel, here.seen(f"{channel.folder}{href}", site)) for rel, href in place.links("feed", "atom")],
            is_archive=place.name is not None,
            items=items,
            deleted=[(urn(one.id), one) for one in deleted[:ENTRIES]],
        )

    return _fitting(_items(entries, here, site, place), written)


def json_feed(
    channel: Channel,
    entries: Sequence[Entry],
    deleted: Sequence[WithdrawalRow] = (),
    *,
    site: Site,
    place: Place = FRONT,
) -> bytes:
    """`feed.json`, newest releases first; or an archive document of that feed."""
    path = f"{channel.folder}{place.name or 'feed'}.json"
    here = channel.seen_from(path)
    head: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title("feed_new", site),
        "home_page_url": site.address(f"{channel.folder}index.html"),
        "feed_url": site.address(path),
        "next_url": here.seen(f"{channel.folder}{place.before}.json", site) if place.before else None,
        "language": site.language,
        "authors": [{"name": channel.name}],
        "_archive": {"withdrawn": [_json_deleted(one) for one in deleted[:ENTRIES]]} if deleted else None,
    }

    def written(items: Sequence[_Item]) -> str:
        data = _known(head) | {"items": [_json_item(item, site) for item in items]}
        return printable(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"

    return _fitting(_items(entries, here, site, place), written)


def _json_item(item: _Item, site: Site) -> dict[str, object]:
    release = item.release
    return _known(
        {
            "id": item.id,
            "url": item.page if site.url else release.url,
            "external_url": release.url if site.url else None,
            "title": release.headline,
            "summary": item.summary or None,
            "image": item.picture,
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
    return _known({"id": urn(row.id), "at": utc(row.at), "scope": row.scope, "reason": row.reason})


def _newest_first(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (one.release.date_published, one.release.identifier), reverse=True)


def _items(entries: Sequence[Entry], here: Channel, site: Site, place: Place) -> list[_Item]:
    items = [_item(entry, here, site) for entry in _newest_first(entries)]
    return [replace(item, content="") for item in items] if place.name else items


def _item(entry: Entry, channel: Channel, site: Site) -> _Item:
    release = entry.release
    folder = folder_from(channel, release.identifier, entry.year, site)
    shown = [picture.prints[-1].path for picture in entry.pictures if picture.prints]
    return _Item(
        id=urn(release.identifier),
        release=release,
        page=from_folder("index.html", folder),
        published=wording(site).local(release.date_published).isoformat(),
        updated=entry.updated,
        summary=excerpt(release.article_body, 300),
        content=render("content.html.j2", site, release=release, folder=folder, views=_views(entry)).strip(),
        picture=site.address(shown[0]) if shown else None,
    )


def folder_from(channel: Channel, identifier: str, year: int, site: Site) -> str:
    """A release's folder as that channel's feeds name it."""
    source, _, number = identifier.partition("/")
    folder = f"{source}/{year}/{number}/"
    return site.address(folder) or f"{posixpath.relpath(folder, channel.folder)}/"


def _views(entry: Entry) -> list[View | None]:
    """How each picture of the release is shown: in a size that fits a feed reader's column, where there is one."""
    pictures = iter(entry.pictures)
    return [_view(image, next(pictures, None)) if image.sha256 else None for image in entry.release.image]


def _view(image: Image, picture: Picture | None) -> View | None:
    prints = [one for one in picture.prints if one.path.endswith(".webp")] if picture else []
    if not prints or not image.sha256:
        return None
    size = Size(width=prints[-1].width, height=prints[-1].height)
    sheet = Sheet(sha256=image.sha256, recipe=0, size=size, original=False)
    return View(sheet, tuple(Rendition(one.width, one.height, one.path) for one in prints))


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


def urn(name: str) -> str:
    """The id of that name, for ever."""
    return uuid5(_NAMESPACE, name).urn


def _known(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value is not None}
