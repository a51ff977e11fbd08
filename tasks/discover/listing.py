"""Listings: the bytes of a seed's page in, the releases that it lists out.

Four kinds of seed: a paged list (one row a release), any HTML page whose links match the release pattern, a feed
(RSS 2.0 and 1.0, Atom: RFC 4287) and a sitemap or sitemap index (sitemaps.org 0.9, plain or gzipped). A link counts
when its address lies on a host of the source and matches the release pattern; everything else on the page is passed
over. Broken markup is read as far as it goes; a page of another kind is a `ReadingError`. Titles and dates are hints
(the release's own page decides): what does not read as one is left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from config.source import FeedSeed, LinksSeed, ListSeed, Seed, SitemapSeed, Source
from tasks.capture.codings import UndecodableError, UnwantedError, decode
from tasks.errors import ReadingError
from tasks.types.web import Find

_FEED_DATES: tuple[tuple[str, Callable[[str], datetime]], ...] = (
    ("pubDate", parsedate_to_datetime),
    ("published", datetime.fromisoformat),
    ("dc:date", datetime.fromisoformat),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one page of a seed lists, and which pages to read on with."""

    finds: tuple[Find, ...]
    next_url: str | None = None
    sitemaps: tuple[str, ...] = ()


def read_listing(seed: Seed, url: str, content: bytes, source: Source) -> Listing:
    """What that page of the seed lists: one find a release, in the page's order."""
    match seed:
        case ListSeed():
            return _read_list(seed, url, content, source)
        case LinksSeed():
            soup, place = _html(url, content, source)
            return Listing(merge_finds(place.finds(soup.select("a[href]"))))
        case FeedSeed():
            feed = _xml(url, content, "a feed", ("rss", "RDF", "feed"))
            place = _Place(url, source)
            return Listing(merge_finds(_entry_find(place, entry) for entry in feed.find_all(["item", "entry"])))
        case SitemapSeed():
            return _read_sitemap(url, content, source)


def merge_finds(finds: Iterable[Find | None]) -> tuple[Find, ...]:
    """One find a release, in order: the first address stays, others become aliases; the first title and date stay."""
    merged: dict[str, Find] = {}
    for find in finds:
        if find is not None:
            merged[find.id] = _merge(merged[find.id], find) if find.id in merged else find
    return tuple(merged.values())


def _merge(first: Find, other: Find) -> Find:
    addresses = dict.fromkeys((*first.aliases, other.url, *other.aliases))
    aliases = tuple(address for address in addresses if address != first.url)
    return replace(first, title=first.title or other.title, date=first.date or other.date, aliases=aliases)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where links stand: the address they are relative to, the source they may belong to."""

    base: str
    source: Source

    def address(self, href: str) -> str | None:
        """That href as an absolute address without fragment; None when it is no web address."""
        try:
            address = urldefrag(self.source.address(urljoin(self.base, href.strip()))).url
            return address if urlsplit(address).scheme in ("http", "https") else None
        except ValueError:  # such as a bracket that opens no IPv6 host
            return None

    def find(self, href: str, title: str = "", day: date | None = None) -> Find | None:
        """The release that href leads to; None when it leads elsewhere."""
        address = self.address(href)
        if address is None or urlsplit(address).hostname not in self.source.all_hosts:
            return None
        identity = self.source.release.id_of(address)
        return Find(identity, address, _whole(title), day) if identity else None

    def finds(self, links: Iterable[Tag], day: date | None = None) -> Iterator[Find | None]:
        return (self.find(str(link.get("href", "")), link.get_text(" "), day) for link in links)


def _read_list(seed: ListSeed, url: str, content: bytes, source: Source) -> Listing:
    soup, place = _html(url, content, source)
    finds = (_first(place.finds(row.select(seed.link), _row_date(row, seed.date))) for row in soup.select(seed.row))
    onward = soup.select_one(seed.next) if seed.next else None
    href = onward.get("href") if onward else None
    return Listing(merge_finds(finds), place.address(str(href)) if href else None)


def _read_sitemap(url: str, content: bytes, source: Source) -> Listing:
    root = _xml(url, _unzip(url, content, source.limits.page_bytes), "a sitemap", ("urlset", "sitemapindex"))
    place = _Place(url, source)
    locations = [_child_text(child, "loc") for child in root.find_all(["url", "sitemap"], recursive=False)]
    if root.name == "urlset":
        return Listing(merge_finds(place.find(location) for location in locations))
    addresses = (place.address(location) for location in locations if location)
    return Listing((), sitemaps=tuple(dict.fromkeys(address for address in addresses if address)))


def _html(url: str, content: bytes, source: Source) -> tuple[BeautifulSoup, _Place]:
    soup = _soup(url, content, "lxml")
    place = _Place(url, source)
    base = soup.select_one("base[href]")
    return soup, _Place(place.address(str(base["href"])) or url, source) if base else place


def _xml(url: str, content: bytes, expected: str, roots: tuple[str, ...]) -> Tag:
    root = _soup(url, content, "xml").find(True)
    if root is None or root.name not in roots:
        found = f"a document of type {root.name}" if root else "no XML"
        raise ReadingError(f"{url}: {found} where {expected} was expected")
    return root


def _soup(url: str, content: bytes, parser: str) -> BeautifulSoup:
    if b"<" not in content:
        raise ReadingError(f"{url}: {len(content)} bytes without any markup")
    try:
        return BeautifulSoup(content, parser)
    except ParserRejectedMarkup as error:
        raise ReadingError(f"{url}: the markup cannot be read: {' '.join(str(error).split())}") from error


def _unzip(url: str, content: bytes, limit: int) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return decode(content, "gzip", limit)
    except (UndecodableError, UnwantedError) as error:
        raise ReadingError(f"{url}: the gzipped sitemap {error} (limits.page_bytes: {limit})") from error


def _first(finds: Iterable[Find | None]) -> Find | None:
    return next((find for find in finds if find), None)


def _row_date(row: Tag, selector: str | None) -> date | None:
    cell = row.select_one(selector) if selector else None
    found = re.search(r"\b(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\b", cell.get_text(" ")) if cell else None
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:  # such as 31.02.
        return None


def _entry_find(place: _Place, entry: Tag) -> Find | None:
    title, day = _child_text(entry, "title"), _entry_date(entry, ZoneInfo(place.source.time_zone))
    links = entry.find_all(["link", "guid", "id"], recursive=False)
    return _first(place.find(str(link.get("href") or link.get_text()), title, day) for link in links)


def _entry_date(entry: Tag, zone: ZoneInfo) -> date | None:
    text, read = next(((text, read) for name, read in _FEED_DATES if (text := _child_text(entry, name))), ("", None))
    try:
        moment = read(text) if read else None
        return (moment.astimezone(zone) if moment.tzinfo else moment).date() if moment else None
    except (ValueError, OverflowError):  # no date, or one at the end of time
        return None


def _child_text(tag: Tag, name: str) -> str:
    child = tag.find(name, recursive=False)
    return child.get_text().strip() if child else ""


def _whole(title: str) -> str | None:
    """The title with white space folded; None when it is empty or cut short, as teaser links are."""
    folded = " ".join(title.split())
    return None if folded.endswith(("...", "…")) else folded or None
