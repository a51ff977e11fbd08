"""What is true of a page's release, and what somebody read of it: the same few fields, comparable."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin

from tasks.normalise import block_text
from tests.city.media import RENDITIONS, rendition_of
from tests.city.model import Picture as Written
from tests.city.model import Release, load_releases
from tests.golden.saved import Saved


@dataclass(frozen=True)
class Picture:
    """A picture under all its addresses, with caption and credit as two texts."""

    addresses: frozenset[str]
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True)
class Found:
    """The text, the day of publication (ISO 8601) and the pictures of a release."""

    body: str
    day: str | None = None
    pictures: tuple[Picture, ...] = ()


def truth_of(page: Saved) -> Found:
    """What was written, where the page was rendered from writing; else the golden reading, which was reviewed."""
    release = _releases().get(page.name)
    return _written(release, page) if release else found_in(json.loads(page.expected.read_text("utf-8")))


def found_in(reading: dict[str, Any]) -> Found:
    """What a reading says, in the form in which readings are kept."""
    content = reading["content"]
    pictures = (
        Picture(frozenset(addresses), image.get("caption"), image.get("creditText"))
        for addresses, image in zip(reading["pictures"], content["image"], strict=True)
    )
    return Found(content["articleBody"], content["datePublished"][:10], tuple(pictures))


@cache
def _releases() -> dict[str, Release]:
    """The stand-in city's releases, by the names of their golden pages."""
    return {f"sample-{release.id}": release for release in load_releases()}


def _written(release: Release, page: Saved) -> Found:
    return Found(
        body="\n".join(map(block_text, release.text)),
        day=release.published.isoformat(),
        pictures=tuple(_picture(picture, page) for picture in release.pictures),
    )


def _picture(written: Written, page: Saved) -> Picture:
    paths = (written.path, *(rendition_of(written.path, size) for size in RENDITIONS))
    addresses = frozenset(urljoin(page.url, path) for path in paths)
    return Picture(addresses, written.caption, "; ".join(written.credits) or None)
