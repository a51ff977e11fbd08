"""Links of a release: those in the text (citations) and those to files (attachments)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from bs4 import Tag

from config.source import Source
from tasks.parse.lines import read_lines
from tasks.parse.pieces import Piece
from tasks.parse.text import clean
from tasks.types.reading import LinkedFile
from tasks.types.release import Link

_SIZE = r"\b(?:pdf|docx?|xlsx?|pptx?|od[ts]|zip|[0-9.,]+\s?[kmg]i?b(?:yte)?)\b"
_SIZE_NOTE = re.compile(rf"\s*[(\[][^()\[\]]{{0,40}}{_SIZE}[^()\[\]]{{0,40}}[)\]]", re.I)
# What most references are: a plain path from the site's root, which needs no joining.
_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+")


class _Element(Protocol):
    def get(self, key: str, /) -> object: ...


Anchor = TypeVar("Anchor", bound=_Element)


class Links:
    """The links of one page, made absolute by the page's address, or by the base it names (HTML, 4.2.3)."""

    def __init__(self, page_url: str, base: str | None, source: Source) -> None:
        self._page_url = page_url
        self._known: dict[str, str] = {}
        self._base = _joined(page_url, base or "") or page_url
        self._site = "{0.scheme}://{0.netloc}".format(urlsplit(self._base))
        self._source = source
        self._file = re.compile(source.pages.attachments, re.I)

    def absolute(self, href: str) -> str:
        """That reference as an address, empty where it is none; the site's hrefs may hold newlines and tabs."""
        if href not in self._known:
            self._known[href] = self._join(href)
        return self._known[href]

    def _join(self, href: str) -> str:
        if _PATH.fullmatch(href):
            return self._site + href
        return _joined(self._base, re.sub(r"[\t\r\n]+", "", href).strip())

    def files(self, links: Iterable[Tag]) -> tuple[LinkedFile, ...]:
        """Every file that these links lead to, each address once; the first link with words names it."""
        names: dict[str, str] = {}
        for link, url in self._addresses(links):
            if self.is_file(url):
                names[url] = names.get(url) or _without_size(_words(link))
        return tuple(LinkedFile(url, name or _last_part(url)) for url, name in names.items())

    def citations(self, pieces: Sequence[Piece]) -> tuple[Link, ...]:
        """The links in these pieces that lead to pages, each address once, in reading order."""
        found: dict[str, Link] = {}
        for link, url in self._addresses(link for piece in pieces for link in piece.links):
            if not self.is_file(url) and url.split("#")[0] != self._page_url.split("#")[0]:
                found.setdefault(url, Link(name=_words(link) or url, url=url))
        return tuple(found.values())

    def only_files(self, piece: Piece) -> bool:
        """Whether the piece says nothing but names of linked files."""
        urls = [url for _, url in self._addresses(piece.links)]
        only = bool(urls) and all(map(self.is_file, urls))
        return only and not re.search(r"\w", without_sizes(piece.unlinked))

    def is_file(self, url: str) -> bool:
        return bool(self._file.search(urlsplit(url).path))

    def leads_away(self, href: str) -> bool:
        """Whether a link around a picture makes it a sign: to the site's start, to another release, to a file."""
        url = self.absolute(href)
        path = urlsplit(url).path
        if not url or path == urlsplit(self._page_url).path:
            return False
        return path in ("", "/") or self.is_file(url) or bool(self._source.release.id_of(url))

    def releases(self, links: Iterable[Tag]) -> frozenset[str]:
        """The ids of the other releases that these links lead to."""
        found = {self._source.release.id_of(url) for _, url in self._addresses(links)}
        return frozenset(id_ for id_ in found if id_) - {self._source.release.id_of(self._page_url) or ""}

    def services(self, links: Sequence[Anchor]) -> list[Anchor]:
        """The links to services on this page or its files (read aloud, share): they pass on an address found here."""
        here = {urlsplit(url).path for _, url in self._addresses(links) if self.is_file(url)}
        here.add(urlsplit(self._page_url).path)
        ignored = [re.compile(pattern, re.I) for pattern in self._source.pages.ignore_links]
        return [
            link
            for link, url in self._addresses(links)
            if any(form.search(url) for form in ignored) or not here.isdisjoint(self._passed_on(url))
        ]

    def _passed_on(self, url: str) -> Iterator[str]:
        """The paths of the addresses that an address carries in its query."""
        for _, value in parse_qsl(urlsplit(url).query):
            if value.startswith(("http://", "https://")):
                yield urlsplit(self.absolute(value)).path

    def _addresses(self, links: Iterable[Anchor]) -> Iterator[tuple[Anchor, str]]:
        for link in links:
            href = str(link.get("href") or "")
            if href and (url := self.absolute(href)):
                yield link, url


def without_sizes(text: str) -> str:
    """That text without notes on a file's type and size: `(pdf, 3069 kB)`."""
    return _SIZE_NOTE.sub("", text)


def _joined(base: str, href: str) -> str:
    try:
        url = urlsplit(urljoin(base, href))
    except ValueError:
        return ""
    return url.geturl().replace(" ", "%20") if url.scheme in ("http", "https") and url.hostname else ""


def _words(link: Tag) -> str:
    return " ".join(read_lines([link])) or clean(str(link.get("title") or ""))


def _last_part(url: str) -> str:
    return clean(unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])) or url


def _without_size(name: str) -> str:
    notes = list(_SIZE_NOTE.finditer(name))
    return name[: notes[-1].start()] if notes and notes[-1].end() == len(name) else name
