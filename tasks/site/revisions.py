"""The feed of changes: one entry a revision, whose id is of the release and the version alone (RFC 4287, RFC 6721).

An entry says what became of a release when, and in which fields its new version differs; it bears that version's
headline and leads to the page that shows how, so that no later revision changes it. Of a release that is withdrawn
whole every revision is a deleted entry. Older revisions stand in archive documents, as `tasks.site.feeds` says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tasks.site.feeds import ENTRIES, FRONT, Channel, Place, folder_from, urn
from tasks.site.pages.recent import Happened, happenings, said
from tasks.site.rendering import Site, excerpt, from_folder, render, utc, wording
from tasks.types.edition import Event, Published, WithdrawalRow

NAME = "changes"
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


def revisions(releases: Iterable[Published]) -> dict[str, Happened]:
    """Those that made a version which readers may see, each by its mark, the latest first."""
    found = {
        mark(one): one
        for one in happenings(releases)
        if one.event.version is not None and one.release.row.headline is not None
    }
    return dict(sorted(found.items(), reverse=True))


def mark(one: Happened) -> str:
    """Names a revision and all that its entry shows. In order of marks revisions are in order of time."""
    event = one.event
    shown = f"{event.kind}\n{event.fields}\n{event.headline}"
    digest = sha256(shown.encode(errors="replace")).hexdigest()[:8]
    return f"{utc(event.at)} {one.release.row.id} {event.version or 0:05} {digest}"


def changes_feed(
    channel: Channel,
    latest: Sequence[tuple[int, Happened]],
    withdrawn: Sequence[tuple[Published, WithdrawalRow]] = (),
    *,
    updated: datetime,
    site: Site,
    place: Place = FRONT,
) -> bytes:
    """`changes.atom`: revisions in the order given, each with its release's year; or an archive document of it."""
    source, path = channel.folder.rstrip("/"), f"{channel.folder}{place.name or NAME}.atom"
    here = channel.seen_from(path)
    return render(
        "changes.atom.j2",
        site,
        id=urn(f"{channel.folder}{NAME}.atom"),
        path=path,
        title=channel.title("feed_changes", site),
        name=channel.name,
        home=here.seen(f"{channel.folder}changes.html", site),
        links=[(rel, here.seen(f"{channel.folder}{href}", site)) for rel, href in place.links(NAME, "atom")],
        is_archive=place.name is not None,
        updated=updated,
        items=[_item(one, f"{source}/{one.release.row.id}", year, here, site) for year, one in latest],
        deleted=[
            (urn(_revision(f"{source}/{one.row.id}", number)), row)
            for one, row in withdrawn[:ENTRIES]
            for number in range(2, one.row.version)
        ],
    ).encode()


def _item(one: Happened, identifier: str, year: int, here: Channel, site: Site) -> _Item:
    event, folder = one.event, folder_from(here, identifier, year, site)
    return _Item(
        id=urn(_revision(identifier, event.version or 0)),
        title=_title(event, one.release, site),
        at=event.at,
        page=from_folder("changes.html" if event.fields else "index.html", folder),
        data=from_folder(f"v{event.version}.json", folder),
        kind=event.kind,
        said=said(event, wording(site)),
    )


def _title(event: Event, release: Published, site: Site) -> str:
    """The version's headline; of one in whose place a tombstone stands that there is one."""
    stone = wording(site).say("withdrawn_title", number=release.row.id)
    return excerpt(event.headline or "", _TITLE) or stone


def _revision(identifier: str, number: int) -> str:
    return f"{identifier}/v{number}"
