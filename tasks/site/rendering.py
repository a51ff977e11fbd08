"""What every page and feed shares: the site's own facts, the templates, and what may be written at all.

Addresses: a link out is http or https or it is no link; a link inside is relative and names a file. Characters that
XML 1.0 (section 2.2) forbids, and C1 controls, become U+FFFD in every output. Same values, same bytes.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from textwrap import shorten
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tasks.site.wording import Wording
from tasks.types.edition import Picture, ReleaseRow, SourceRow
from tasks.types.release import Block, Heading, Release

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INSIDE = re.compile(r"(?:\.\./)*(?:[\w.~-]+/)*[\w.~-]+", re.ASCII)
_ASSETS = {
    "style": "style.css",
    "browse": "browse.css",
    "search_style": "search.css",
    "search_script": "search.js",
    "icon": "icon.svg",
}
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})


@dataclass(frozen=True)
class Site:
    """How the site speaks, where it stands and who keeps it.

    `url` is the absolute address of the published tree, `publisher` the keeper's name, each if known.
    """

    language: str = "de"
    url: str | None = None
    time_zone: str = "Europe/Berlin"
    publisher: str | None = None

    def address(self, path: str) -> str | None:
        """The absolute address of a file of the tree, if the tree's own is known."""
        return urljoin(self.url.rstrip("/") + "/", path) if self.url else None


@dataclass(frozen=True)
class Listed:
    """A row of a year's index, whose and which year's it is."""

    source: SourceRow
    year: int
    row: ReleaseRow


@dataclass(frozen=True)
class Entry:
    """A release in a feed: its year's folder, when this archive last changed it, and how its pictures are shown."""

    release: Release
    year: int
    updated: datetime
    pictures: tuple[Picture, ...] = ()


def render(template: str, site: Site, **values: object) -> str:
    """That template filled with those values."""
    text = _environment().get_template(template).render(site=site, w=wording(site), **values)
    return printable(text)


def wording(site: Site) -> Wording:
    """The words of that site's readers."""
    return Wording(site.language, site.time_zone)


def excerpt(text: str, limit: int) -> str:
    """The text's beginning on one line, cut between words."""
    return shorten(text, limit, placeholder=" …")


def printable(text: str) -> str:
    """The text without characters that no page or feed may hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


@cache
def assets() -> dict[str, bytes]:
    """The files that every page links, by their path in the tree; a changed file has a new name."""
    folder = files("tasks.site")
    return dict(_named(name, folder.joinpath(name).read_bytes()) for name in _ASSETS.values())


def rendering_digest(site: Site) -> str:
    """Names all that the site's look depends on besides the values shown: its words, templates, code, the site."""
    folder = files("tasks.site")
    places = (folder, folder / "pages", folder / "templates")
    parts = [part for place in places for part in sorted(place.iterdir(), key=lambda one: one.name) if part.is_file()]
    contents = [part.read_bytes() for part in parts]
    return sha256(b"".join(sha256(one).digest() for one in (repr(site).encode(), *contents))).hexdigest()


def utc(at: datetime) -> str:
    """A time in RFC 3339, UTC with Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_web(url: str) -> bool:
    """Whether that is an address a page may link out to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_shown(media_type: str | None) -> bool:
    """Whether browsers display pictures of that type."""
    return media_type in _SHOWN


def is_inside(url: str) -> bool:
    """Whether that is a relative address of a file, fit for a link within the tree."""
    return _INSIDE.fullmatch(url) is not None


def from_folder(url: str, folder: str) -> str:
    """A relative address that stands in `folder`, as seen from where `folder` is named (itself perhaps absolute)."""
    return urljoin(folder, url) if is_web(folder) else posixpath.normpath(posixpath.join(folder, url))


def outline(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with the heading level to write, so that no level below the page's own heading is skipped."""
    last = 1
    for block in blocks:
        if isinstance(block, Heading):
            last = min(block.level, last + 1)
        yield block, last


def _lines(text: str) -> Markup:
    return Markup("<br>\n").join(escape(line) for line in text.split("\n"))


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    stem, dot, ending = name.partition(".")
    return f"assets/{stem}-{sha256(content).hexdigest()[:8]}{dot}{ending}", content


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tasks.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters |= {"lines": _lines, "outline": outline, "utc": utc, "from_folder": from_folder}
    environment.tests |= {"web": is_web, "inside": is_inside, "shown": is_shown}
    environment.globals |= dict(zip(_ASSETS, assets(), strict=True))
    return environment
