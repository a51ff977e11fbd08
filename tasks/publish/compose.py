"""One release as published: its values and its files. Pure."""

import hashlib
import json
from collections.abc import Sequence

from tasks.schema import validate_release
from tasks.site.pages import release_page
from tasks.site.rendering import Site
from tasks.types.edition import Published, ReleaseRow
from tasks.types.ledger import Entry
from tasks.types.release import CaptureRef, Content, Release, Standing

Files = dict[str, bytes]


def digest(body: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def made_from(entry: Entry, rendering: str) -> str:
    """Names all that a release's files depend on; checks that find nothing new leave it as it is."""
    said = entry.model_dump(mode="json", include={"url", "status", "first_seen", "versions"})
    return digest(json.dumps([said, rendering], sort_keys=True).encode())


def compose_releases(entry: Entry, contents: Sequence[Content]) -> tuple[Release, ...]:
    """Every version of a release, oldest first; `contents` are the versions' contents in that order."""
    captures = tuple(CaptureRef(at=v.at, sha256=v.sha256, warc=v.warc) for v in entry.versions)
    return tuple(
        Release.model_validate(
            {
                **content.model_dump(exclude={"url"}),
                "url": entry.url,
                "version": version.number,
                "archive": Standing(
                    first_seen=entry.first_seen, status=entry.status, captures=captures[: version.number]
                ),
            }
        )
        for version, content in zip(entry.versions, contents, strict=True)
    )


def release_files(folder: str, releases: Sequence[Release], source_name: str, year: int, site: Site) -> Files:
    """A release's folder: the versions, release.json, and the page last. Each release.json keeps the schema."""
    files: Files = {}
    for release in releases:
        files[f"{folder}v{release.version}.json"] = release.encode()
    latest = releases[-1]
    validate_release(latest.to_json())
    files[f"{folder}release.json"] = latest.encode()
    files[f"{folder}index.html"] = release_page(latest, source_name, year, len(releases), site).encode()
    return files


def published(entry: Entry, release: Release, files: Files, folder: str, rendering: str) -> Published:
    """What is remembered of a published release."""
    id_ = entry.id
    return Published(
        made_from=made_from(entry, rendering),
        row=ReleaseRow(
            id=id_,
            url=release.url,
            headline=release.headline,
            alternative_headline=release.alternative_headline,
            date_published=release.date_published,
            href=f"{id_}/release.json",
            sha256=digest(files[f"{folder}release.json"]),
            status=entry.status,
            version=release.version,
            images=sum(image.sha256 is not None for image in release.image),
            updated=entry.versions[-1].at,
        ),
        files={path: digest(body) for path, body in files.items()},
    )
