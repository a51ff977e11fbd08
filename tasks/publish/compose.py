"""One release as published: its values and its files. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.schema import validate_release
from tasks.site.pages import release_page
from tasks.site.rendering import Site
from tasks.types.edition import ReleaseRow
from tasks.types.ledger import Entry
from tasks.types.release import CaptureRef, Content, Release, Standing, Status

Files = dict[str, bytes]
"""Files by path below `public/`, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A source's year to be published: its source's name, and what its files depend on."""

    source: str
    year: int
    name: str
    ledger: str
    rendering: str

    @property
    def folder(self) -> str:
        """Where it stands below `public/`."""
        return f"{self.source}/{self.year}/"

    @property
    def made_from(self) -> str:
        """Names all that the volume depends on."""
        return digest(f"{self.ledger}\n{self.rendering}".encode())


def digest(body: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def made_from(entry: Entry, rendering: str) -> str:
    """Names all that a release's files depend on; checks that find nothing new leave it as it is."""
    said = entry.model_dump(mode="json", include={"url", "status", "first_seen", "versions"})
    return digest(json.dumps([said, rendering], sort_keys=True).encode())


def compose_release(entry: Entry, latest: Content) -> Release:
    """The release as it stands now, at the address where the city has it now."""
    return _release(entry, latest, len(entry.versions), entry.status).model_copy(update={"url": entry.url})


def compose_versions(entry: Entry, contents: Sequence[Content]) -> tuple[Release, ...]:
    """Every version as it was when captured, oldest first: later checks, moves and edits change none of them."""
    return tuple(_release(entry, content, number, "live") for number, content in enumerate(contents, 1))


def _release(entry: Entry, content: Content, number: int, status: Status) -> Release:
    captures = tuple(CaptureRef(at=v.at, sha256=v.sha256, warc=v.warc) for v in entry.versions[:number])
    archive = Standing(first_seen=entry.first_seen, status=status, captures=captures)
    return Release.model_validate({**content.model_dump(), "version": number, "archive": archive})


def release_files(volume: Volume, release: Release, versions: Sequence[Release], site: Site) -> Files:
    """A release's folder: the versions, release.json, and the page last. Each release.json keeps the schema."""
    validate_release(release.to_json())
    folder = f"{volume.folder}{release.identifier.partition('/')[2]}/"
    page = release_page(release, volume.name, volume.year, len(versions), site)
    return {
        **{f"{folder}v{one.version}.json": one.encode() for one in versions},
        f"{folder}release.json": release.encode(),
        f"{folder}index.html": page.encode(),
    }


def release_row(entry: Entry, release: Release) -> ReleaseRow:
    """The release in its year's index."""
    return ReleaseRow(
        id=entry.id,
        url=release.url,
        headline=release.headline,
        alternative_headline=release.alternative_headline,
        date_published=release.date_published,
        href=f"{entry.id}/release.json",
        sha256=digest(release.encode()),
        status=entry.status,
        version=release.version,
        images=sum(image.sha256 is not None for image in release.image),
        updated=entry.versions[-1].at,
    )
