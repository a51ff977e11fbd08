"""What is indexed of a release, and what filters and sorting need of it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.types.release import Image, Release

LANGUAGE = "de"
"""Words are stemmed as German, whatever language a release is in: one index a year, one way to search it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A release as Pagefind takes it: where it stands below `public/`, its words, its title and subtitle."""

    path: str
    content: str
    title: str
    subtitle: str | None = None

    def request(self) -> dict[str, Any]:
        """The record as Pagefind's service is asked to add it."""
        meta = {"title": self.title, **({"subtitle": self.subtitle} if self.subtitle else {})}
        return {"url": self.path, "content": self.content, "language": LANGUAGE, "meta": meta}


def record_of(release: Release, year: int) -> Record:
    """The release's text, then what its pictures and files say."""
    source, _, id_ = release.identifier.partition("/")
    path = f"{source}/{year}/{id_}/index.html"
    return Record(path, "\n\n".join(_said(release)), release.headline, release.alternative_headline)


def _said(release: Release) -> Iterator[str]:
    yield release.article_body
    for image in release.image:
        yield from filter(None, (image.caption, image.description, image.credit_text))
    yield from (file.name for file in release.associated_media)
    if release.publisher:
        yield from filter(None, (release.publisher.name, release.publisher.department))


def credits_of(release: Release) -> list[str]:
    """Who is credited for its pictures, each once: the creators, or the credit as printed where none is told."""
    return list(dict.fromkeys(name for image in release.image for name in _credited(image)))


def _credited(image: Image) -> list[str]:
    return [one.name for one in image.creator or ()] or ([image.credit_text] if image.credit_text else [])


def table(releases: Sequence[Release], fragments: Mapping[str, str], year: int) -> dict[str, Any]:
    """The rows of these releases, in their order; `fragments`: the name of each one's fragment, by its path.

    A row: fragment, day or time of publication, status, number of pictures, publisher, credits; the last two by their
    places in the lists beside.
    """
    publishers, credited = _Places(), _Places()
    rows = [
        [
            fragments[record_of(one, year).path],
            one.date_published,
            one.archive.status,
            sum(image.sha256 is not None and image.withdrawn is None for image in one.image),
            publishers.of(one.publisher.name) if one.publisher else None,
            [credited.of(name) for name in credits_of(one)],
        ]
        for one in releases
    ]
    return {"publishers": list(publishers.names), "credits": list(credited.names), "rows": rows}


class _Places:
    """Names by the place where each first came."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def of(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))
