"""Whose pages a release leads to: its publisher's, and those of everyone who is credited for its pictures. Pure.

A name has a page above the years (`tasks.site.pages.shelves`) as long as there is a release that says so here.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from tasks.site.slugs import slug
from tasks.types.release import Image, Release

Kind = Literal["publishers", "credits"]
KINDS: tuple[Kind, ...] = ("publishers", "credits")


def page_of_name(kind: Kind, name: str | None) -> str:
    """The address of a name's page, as seen from its source's folder; None: of the pictures without a credit."""
    return f"{kind}/{slug(name)}/index.html"


def credited(creators: Iterable[str], credit_text: str | None) -> tuple[str | None, ...]:
    """Under which names a picture stands: its creators', else its credit as printed."""
    return tuple(dict.fromkeys(creators)) or (credit_text,)


def is_hung(image: Image) -> bool:
    """Whether walls and lists show that picture: it stands in the archive."""
    return bool(image.sha256 and image.content_url)


def names_of(release: Release) -> Iterator[tuple[Kind, str]]:
    """The names to whose pages the release leads."""
    if release.publisher and release.publisher.name:
        yield "publishers", release.publisher.name
    for image in filter(is_hung, release.image):
        yield from (("credits", name) for name in _credited(image) if name)


def credit_line(image: Image) -> list[tuple[str, str | None]]:
    """A picture's credit in pieces, each name in it with the address of its page, as seen from the source's folder.

    It reads as printed; who is credited but not spelt so in it follows in brackets. Without a page no name leads on.
    """
    names = [name for name in _credited(image) if name]
    text = image.credit_text or ", ".join(names)
    if not text or not is_hung(image):
        return [(text, None)] if text else []
    spelt = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pieces = re.split(rf"(?<!\w)({spelt})(?!\w)", text)
    others = [name for name in names if name not in pieces[1::2]]
    line = [(piece, page_of_name("credits", piece) if n % 2 else None) for n, piece in enumerate(pieces)]
    for n, name in enumerate(others):
        line += [(", " if n else " [", None), (name, page_of_name("credits", name))]
    return [(piece, page) for piece, page in (*line, ("]" if others else "", None)) if piece]


def _credited(image: Image) -> tuple[str | None, ...]:
    return credited((one.name for one in image.creator or ()), image.credit_text)
