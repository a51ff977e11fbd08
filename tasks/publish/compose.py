"""One release as published: its values and its files. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.formats.citation import bibtex, csl_json, reference
from tasks.formats.ninjs import ninjs
from tasks.ledger.withdrawals import Withdrawal
from tasks.publish.diff import text_diff
from tasks.renditions.values import View
from tasks.schema import validate_release
from tasks.site.pages.compared import compared_page
from tasks.site.pages.release import release_page, tombstone_page
from tasks.site.rendering import Site, wording
from tasks.types.changes import Changes
from tasks.types.edition import ReleaseRow
from tasks.types.ledger import Entry, Version
from tasks.types.release import (
    CaptureRef,
    Content,
    Release,
    Sha256,
    Standing,
    Tombstone,
    VersionRef,
    Withdrawn,
)

_SAID = dict.fromkeys(("url", "status", "first_seen", "versions", "current", "decisions"), True)
_SAID |= {"absence": {"since": True}}  # type: ignore[dict-item]
Contents = Mapping[Sha256, Content]
"""What a release's versions say, by the contents' digests."""

Files = dict[str, bytes]
"""Files by path below `public/`, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A source's year to be published: its source's name, and what its files depend on.

    `held`: a gate holds the source back, so what stands published stays as it is, but for what was decided here.
    """

    source: str
    year: int
    name: str
    ledger: str
    rendering: str
    held: bool = False

    @property
    def folder(self) -> str:
        """Where it stands below `public/`."""
        return f"{self.source}/{self.year}/"

    @property
    def made_from(self) -> str:
        """Names all that the volume depends on."""
        return digest("\n".join((self.ledger, self.rendering, *(["held"] if self.held else []))).encode())


def digest(body: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def made_from(entry: Entry, rendering: str) -> str:
    """Names all that a release's files depend on; checks that find nothing new leave it as it is."""
    said = entry.model_dump(mode="json", include=_SAID)
    return digest(json.dumps([said, rendering], sort_keys=True).encode())


def compose_release(entry: Entry, contents: Contents, changes: Changes) -> Release:
    """The release as it stands now, at the address where the city has it now."""
    latest = entry.latest or entry.versions[-1]
    release = _release(entry, latest.number, contents, _told(entry, changes, max(entry.numbered)))
    standing = release.archive.model_copy(update={"status": entry.status or "unchecked"})
    return release.model_copy(update={"url": entry.url, "archive": standing})


def compose_versions(entry: Entry, contents: Contents, changes: Changes) -> tuple[Release, ...]:
    """Every version as it was when it was told, by number: later checks, moves and edits change none of them."""
    return tuple(_release(entry, number, contents, _told(entry, changes, number)) for number in entry.numbered)


def compose_tombstone(source: str, entry: Entry, number: int, taken: Withdrawal) -> Tombstone:
    """What is published of a release that is withdrawn whole, as of the version that the decision made."""
    told = _told(entry, None, number)
    archive = Standing(
        first_seen=entry.first_seen,
        status="withdrawn",
        captures=() if entry.erased else _captures(entry, told),
        versions=told,
        withdrawn=Withdrawn.model_validate({"at": taken.at, "scope": taken.scope, "reason": taken.reason}),
    )
    named = {"identifier": f"{source}/{entry.id}", "url": entry.url or None, "date_published": entry.date_published}
    return Tombstone.model_validate({**named, "version": number, "archive": archive})


def _release(entry: Entry, number: int, contents: Contents, told: tuple[VersionRef, ...]) -> Release:
    """That version; `told`: the versions that were known by then."""
    content = contents[entry.numbered[number].content]
    archive = Standing(first_seen=entry.first_seen, status="live", captures=_captures(entry, told), versions=told)
    return Release.model_validate({**content.model_dump(), "version": number, "archive": archive})


def _captures(entry: Entry, told: tuple[VersionRef, ...]) -> tuple[CaptureRef, ...]:
    """The evidence of the versions that are told, by their numbers."""
    most = max(n for one in told for n in (one.number, *(one.also or ())))
    return tuple(_capture(one) for n, one in entry.numbered.items() if n <= most)


def _capture(version: Version) -> CaptureRef:
    return CaptureRef.model_validate(version.capture.model_dump())


def _told(entry: Entry, changes: Changes | None, upto: int) -> tuple[VersionRef, ...]:
    """Why there are the versions up to that number, in order of time; without `changes` not in which fields."""
    fields = {step.version: step.fields for step in changes.steps} if changes else {}
    return tuple(
        VersionRef(
            number=one.number,
            at=one.at,
            read=one.known,
            cause=one.cause,
            previous=one.previous,
            fields=fields.get(one.number),
            also=tuple(n for n in one.also if n <= upto) or None,
        )
        for one in entry.versions
        if one.number <= upto
    )


def release_files(
    volume: Volume,
    release: Release | Tombstone,
    versions: Sequence[Release | Tombstone],
    changes: Changes,
    site: Site,
    views: Sequence[View | None] = (),
) -> Files:
    """A release's folder: the versions, what changed between them, release.json, the same as ninjs, how to cite it, and
    the page last.

    `views`: how each of its pictures is shown. Each release.json keeps the schema.
    """
    validate_release(release.to_json())
    folder = release_folder(volume, release.identifier.partition("/")[2])
    if isinstance(release, Release):
        pages = _pages(volume, release, len(versions), changes, site, views)
    else:
        pages = {"index.html": tombstone_page(release, volume.name, volume.year, site).encode()}
    return {
        **{f"{folder}v{one.version}.json": one.encode() for one in versions},
        **({f"{folder}changes.json": changes.encode()} if changes.steps else {}),
        f"{folder}release.json": release.encode(),
        f"{folder}ninjs.json": ninjs(release, volume.year, site),
        **{f"{folder}{name}": body for name, body in pages.items()},
    }


def _pages(
    volume: Volume, release: Release, versions: int, changes: Changes, site: Site, views: Sequence[View | None]
) -> Files:
    """What is there to read of a release: how to cite it, what changed in it, the release itself."""
    cited, words = reference(release, volume.year, volume.name, site), wording(site)
    pages = {"cite.bib": bibtex(cited, words), "cite.json": csl_json(cited, words)}
    if changes.steps:
        pages["changes.html"] = compared_page(changes, release, volume.name, volume.year, site, text_diff).encode()
    pages["index.html"] = release_page(release, volume.name, volume.year, versions, site, views).encode()
    return pages


def release_folder(volume: Volume, id_: str) -> str:
    """Where a release's own files stand below `public/`."""
    return f"{volume.folder}{id_}/"


def release_row(entry: Entry, release: Release | Tombstone) -> ReleaseRow:
    """The release in its year's index."""
    shown = release if isinstance(release, Release) else None
    return ReleaseRow(
        id=entry.id,
        url=release.url,
        headline=shown.headline if shown else None,
        alternative_headline=shown.alternative_headline if shown else None,
        date_published=release.date_published,
        href=f"{entry.id}/release.json",
        sha256=digest(release.encode()),
        status=release.archive.status,
        version=release.version,
        images=sum(image.sha256 is not None for image in release.image),
        updated=entry.numbered[release.version].known,
    )
