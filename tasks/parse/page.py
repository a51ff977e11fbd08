"""A release page, read: every field with the rule that read it.

What must be there and is not, or is there twice, is a `ReadingError`; what is odd and does not make the reading
wrong is a finding.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from config.source import PageRules, Source, Template
from tasks.errors import ReadingError
from tasks.parse.captions import pair_captions
from tasks.parse.dates import read_date
from tasks.parse.decode import decode
from tasks.parse.divide import Parts, divide
from tasks.parse.figures import find_figures
from tasks.parse.foot import copyright_notice
from tasks.parse.furniture import clear_away
from tasks.parse.head import Titles
from tasks.parse.links import Links
from tasks.parse.marking import mark_by_element
from tasks.parse.pieces import Piece, read_pieces
from tasks.parse.text import clean
from tasks.types.reading import Figure, LinkedFile, Reading
from tasks.types.release import Heading

PARSER_VERSION = 1
"""Raised when a page may read otherwise than before: what was set aside is then read again."""

# A text may refer to some earlier release; a list refers to many.
_MOST_RELEASES = 3
_CLOSING_TAG = re.compile(r"</html\s*>", re.I)

# Ten times what a page of a city's website holds. Reading takes time by the element, so this bounds it.
_MOST_ELEMENTS = 30_000
_START_TAG = re.compile("<[a-z]", re.I)


def read_page(content: bytes, content_type: str | None, url: str, source: Source) -> Reading:
    """The release on that page, or a `ReadingError` that says what does not read cleanly."""
    decoded = decode(content, content_type)
    if sum(1 for _ in _START_TAG.finditer(decoded.text)) > _MOST_ELEMENTS:
        raise ReadingError(f"more than {_MOST_ELEMENTS:,} elements")
    soup = BeautifulSoup(decoded.text, "lxml")
    template = _template(soup, source.pages)
    notice = copyright_notice(soup, source.pages)
    page = _divided(soup, template, Links(url, _base(soup), source), source)
    _refuse_part(page.parts, notice, closed=bool(_CLOSING_TAG.search(decoded.text)), pages=source.pages)
    paired = pair_captions(page.figures, page.parts, page.credits, (source.name, *source.pages.organisations))
    text = _text(paired.parts, page.links)
    _refuse_list(page.parts, page.links)
    return Reading(
        template=template.id,
        title=page.parts.title,
        subtitle=page.parts.subtitle,
        date=page.parts.date,
        modified=_modified(soup, source),
        body=tuple(piece.block for piece in text if piece.block),
        links=page.links.citations(text),
        publisher=page.parts.publisher,
        figures=paired.figures,
        files=page.files,
        copyright_notice=notice,
        rules=page.parts.rules,
        findings=(*_odd(decoded.finding, page.parts, source.pages), *paired.findings),
    )


@dataclass(frozen=True, slots=True)
class _Divided:
    """A page without its furniture."""

    parts: Parts
    figures: Mapping[int, Figure]
    files: tuple[LinkedFile, ...]
    links: Links
    credits: frozenset[int]


def _divided(soup: BeautifulSoup, template: Template, links: Links, source: Source) -> _Divided:
    root = _root(soup, template)
    listed = links.files(link for node in _select(root, template.file_lists) for link in node.find_all("a"))
    titles = clear_away(root, template, source.pages, links)
    figures = find_figures(root, template.figures, links)
    pieces = read_pieces(root, lambda node: id(node) in figures)
    marked = mark_by_element(pieces, _select(root, template.figures.caption))
    repeated = clean(soup.title.get_text()) if soup.title else ""
    parts = divide(root, template, source, marked, Titles(titles, repeated))
    found = links.files(link for piece in (*parts.body, *parts.after) for link in piece.links)
    files = {file.url: file for file in (*listed, *found)}
    order = dict.fromkeys(file.url for file in (*found, *listed))
    credits_ = {id(node) for found in _select(root, template.credits) for node in (found, *found.find_all(True))}
    return _Divided(parts, figures, tuple(files[url] for url in order), links, frozenset(credits_))


def _select(root: Tag, selector: str | None) -> list[Tag]:
    return list(root.select(selector)) if selector else []


def _template(soup: BeautifulSoup, pages: PageRules) -> Template:
    for template in pages.templates:
        if soup.select_one(template.applies):
            return template
    tried = ", ".join(template.id for template in pages.templates)
    raise ReadingError(f"no template applies (tried {tried})")


def _root(soup: BeautifulSoup, template: Template) -> Tag:
    found = soup.select(template.root)
    if len(found) != 1:
        raise ReadingError(f"root of template {template.id}: '{template.root}' found {len(found)} times, expected once")
    return found[0]


def _base(soup: BeautifulSoup) -> str | None:
    node = soup.select_one("base[href]")
    return str(node["href"]) if node else None


def _refuse_part(parts: Parts, notice: str | None, *, closed: bool, pages: PageRules) -> None:
    """Refuse a page that is cut off, or not a release's at all, by the signs of a whole one that it lacks."""
    signs = {
        "publisher label": bool(parts.address),
        "end line": bool(parts.end or notice),
        "closing tag </html>": closed,
    }
    if sum(signs.values()) < pages.signs:
        missing = ", ".join(name for name, seen in signs.items() if not seen)
        raise ReadingError(f"not a whole release page: no {missing} (signs: {pages.signs} expected of 3)")


def _refuse_list(parts: Parts, links: Links) -> None:
    """Refuse a page of teasers, which a site may serve in a removed release's place."""
    listed = links.releases(link for piece in parts.body for link in piece.links)
    if not parts.address and len(listed) >= _MOST_RELEASES:
        raise ReadingError(f"a list of releases, not one: no publisher label, and {len(listed)} other releases linked")


def _text(parts: Parts, links: Links) -> list[Piece]:
    """The pieces of the text: no pictures, no captions, no attachments, no heading with nothing below but those."""
    text: list[Piece] = []
    below: set[str] = set()
    for piece in reversed([piece for piece in parts.body if piece.block and not piece.caption]):
        kind = "heading" if isinstance(piece.block, Heading) else "files" if links.only_files(piece) else "text"
        if kind == "text" or (kind == "heading" and below != {"files"}):
            text.append(piece)
        below = set() if kind == "heading" else below | {kind}
    if not text:
        raise ReadingError("body: no text between date and publisher")
    return text[::-1]


def _modified(soup: BeautifulSoup, source: Source) -> datetime | None:
    """The page's own time of change; None where it names none, or only a day. Without an offset it is local time."""
    node = soup.find("meta", attrs={"name": source.pages.modified_meta}) if source.pages.modified_meta else None
    dated = read_date(clean(str(node.get("content") or "")), source.time_zone) if isinstance(node, Tag) else None
    return datetime.fromisoformat(dated.iso) if dated and "T" in dated.iso else None


def _odd(encoding: str | None, parts: Parts, pages: PageRules) -> Iterator[str]:
    if encoding:
        yield f"encoding: {encoding}"
    if not parts.publisher:
        yield f"publisher: none of {', '.join(map(repr, pages.publisher_labels))} opens an address block"
    yield from (f"publisher: {line!r} stands in the address and fits no field" for line in parts.unread)
