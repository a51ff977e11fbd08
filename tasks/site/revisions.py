"""The feed of changes: one entry a revision, whose id is of the release and the version alone (RFC 4287, RFC 6721).

An entry says what became of a release when, and in which fields its new version differs; it leads to the page that
shows how. Of a release that is withdrawn whole every revision is a deleted entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.site.feeds import ENTRIES, Channel, folder_from, urn
from tasks.site.pages.recent import Happened, said
from tasks.site.rendering import Site, excerpt, from_folder, render, wording
from tasks.types.edition import Published, WithdrawalRow

FILE = "changes.atom"
_TITLE = 300


@dataclass(frozen=True)
class _Item:
    id: str
    title: str
    at: datetime
    page: str
    data: str
    kind: str
    said: str


def revisions(happened: Sequence[Happened]) -> list[Happened]:
    """Those that made a version which readers may see."""
    return [one for one in happened if one.event.version is not None and one.release.row.headline is not None]


def changes_feed(
    channel: Channel,
    latest: Sequence[tuple[int, Happened]],
    withdrawn: Sequence[tuple[Published, WithdrawalRow]] = (),
    *,
    updated: datetime,
    site: Site,
) -> bytes:
    """`changes.atom`: the latest revisions in the order given, each with its release's year."""
    source = channel.folder.rstrip("/")
    return render(
        "changes.atom.j2",
        site,
        id=urn(f"{channel.folder}{FILE}"),
        path=f"{channel.folder}{FILE}",
        title=channel.title("feed_changes", site),
        name=channel.name,
        home=site.address(f"{channel.folder}changes.html") or "changes.html",
        updated=updated,
        items=[_item(one, year, channel, site) for year, one in latest[:ENTRIES]],
        deleted=[
            (urn(_revision(source, one, number)), row)
            for one, row in withdrawn[:ENTRIES]
            for number in range(2, one.row.version)
        ],
    ).encode()


def _item(one: Happened, year: int, channel: Channel, site: Site) -> _Item:
    row, event = one.release.row, one.event
    source = channel.folder.rstrip("/")
    folder = folder_from(channel, f"{source}/{row.id}", year, site)
    has_page = f"{source}/{year}/{row.id}/changes.html" in one.release.files
    return _Item(
        id=urn(_revision(source, one.release, event.version or 0)),
        title=excerpt(row.headline or "", _TITLE),
        at=event.at,
        page=from_folder("changes.html" if has_page else "index.html", folder),
        data=from_folder(f"v{event.version}.json", folder),
        kind=event.kind,
        said=said(event, wording(site)),
    )


def _revision(source: str, one: Published, number: int) -> str:
    return f"{source}/{one.row.id}/v{number}"
