"""Links of a release: those in the text (citations) and those to files (attachments)."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from bs4 import Tag
from bs4.element import PageElement

from config.source import PageRules
from tasks.parse.pieces import Piece, read_lines
from tasks.types.reading import LinkedFile
from tasks.types.release import Link

_SIZE_NOTE = re.compile(r"\s*\(\s*(?:pdf|docx?|xlsx?|pptx?|od[ts]|zip)\b[^)]*\)\s*$", re.I)


class Links:
    """The links of one page, made absolute by the page's own address."""

    def __init__(self, page_url: str, rules: PageRules) -> None:
        self._page_url = page_url
        self._file = re.compile(rules.attachments, re.I)

    def absolute(self, href: str) -> str:
        """That reference as an address, empty where it is none; the site's hrefs may hold newlines and tabs."""
        try:
            url = urljoin(self._page_url, re.sub(r"[\t\r\n]+", "", href).strip())
            urlsplit(url)
        except ValueError:
            return ""
        return url

    def files(self, root: Tag) -> tuple[LinkedFile, ...]:
        """Every linked file below `root`, each address once."""
        found: dict[str, LinkedFile] = {}
        for link, url in self._links([root]):
            if self._is_file(url):
                name = _SIZE_NOTE.sub("", " ".join(read_lines([link]))) or url.rsplit("/", 1)[-1]
                found.setdefault(url, LinkedFile(url, name))
        return tuple(found.values())

    def citations(self, pieces: Sequence[Piece]) -> tuple[Link, ...]:
        """The links in these pieces that lead to pages, each address once, in reading order."""
        found: dict[str, Link] = {}
        for piece in pieces:
            for link, url in self._links(_nodes(piece)):
                if not self._is_file(url) and url.split("#")[0] != self._page_url:
                    found.setdefault(url, Link(name=" ".join(read_lines([link])) or url, url=url))
        return tuple(found.values())

    def only_files(self, piece: Piece) -> bool:
        """Whether the piece says nothing but names of linked files."""
        files = [link for link, url in self._links(_nodes(piece)) if self._is_file(url)]
        if not files:
            return False
        left = " ".join(read_lines(_nodes(piece), skip=files))
        return not re.search(r"\w", _SIZE_NOTE.sub("", left))

    def _links(self, nodes: Sequence[PageElement]) -> Iterator[tuple[Tag, str]]:
        for node in nodes:
            if isinstance(node, Tag):
                for link in [node] if node.name == "a" else node.select("a[href]"):
                    url = self.absolute(str(link.get("href") or ""))
                    if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname:
                        yield link, url

    def _is_file(self, url: str) -> bool:
        return bool(self._file.search(urlsplit(url).path))


def _nodes(piece: Piece) -> tuple[PageElement, ...]:
    return piece.nodes or (piece.node,)
