"""A release page, read: every field with the rule that read it.

What must be there and is not, or is there twice, is a `ReadingError`; what is odd and does not make the reading
wrong is a finding.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime

from bs4 import BeautifulSoup, Tag

from config.source import PageRules, Source, Template
from tasks.errors import ReadingError
from tasks.parse.captions import pair_captions
from tasks.parse.decode import decode
from tasks.parse.divide import Parts, divide
from tasks.parse.figures import outermost
from tasks.parse.links import Links
from tasks.parse.pieces import Piece, read_pieces
from tasks.parse.text import clean
from tasks.types.reading import Reading

PARSER_VERSION = 1
"""Raised when a page may read otherwise than before: what was set aside is then read again."""

_NOTICE = re.compile(r"^\s*(?:©|Copyright)\s*\d{4}\b.*")


def read_page(content: bytes, content_type: str | None, url: str, source: Source) -> Reading:
    """The release on that page, or a `ReadingError` that says what does not read cleanly."""
    if not content.strip():
        raise ReadingError("empty page")
    decoded = decode(content, content_type)
    soup = BeautifulSoup(decoded.text, "lxml")
    template = _template(soup, source.pages)
    root = _root(soup, template)
    notice = _notice(soup)
    _drop(root, template, source.pages)
    parts = divide(soup, root, template, source.pages, source.time_zone, _pieces(root, template))
    links = Links(url, source.pages)
    text = _text(parts, links)
    above = [piece for piece in parts.body if piece.picture or piece.caption]
    figures, unpaired = pair_captions(parts.before, above, parts.after, template.figures, links.absolute)
    return Reading(
        template=template.id,
        title=parts.title,
        subtitle=parts.subtitle,
        date=parts.date,
        modified=_modified(soup, source.pages),
        body=tuple(block for piece in text if (block := piece.block)),
        links=links.citations(text),
        publisher=parts.publisher,
        figures=figures,
        files=links.files(root),
        copyright_notice=notice,
        rules=parts.rules,
        findings=(*_odd(decoded.finding, parts, source.pages), *unpaired),
    )


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


def _notice(soup: BeautifulSoup) -> str | None:
    """The page's last copyright line, wherever the footer stands."""
    lines = [clean(line) for line in soup.find_all(string=_NOTICE)]
    return lines[-1] if lines else None


def _drop(root: Tag, template: Template, pages: PageRules) -> None:
    for selector in template.drop:
        for node in root.select(selector):
            node.decompose()
    ignored = [re.compile(pattern, re.I) for pattern in pages.ignore_links]
    for link in root.select("a[href]"):
        if any(form.search(str(link["href"])) for form in ignored):
            link.decompose()


def _pieces(root: Tag, template: Template) -> tuple[Piece, ...]:
    shown = {id(node) for node in outermost(root, template.figures)}
    marked = {id(node) for node in root.select(template.figures.caption)} if template.figures.caption else set()
    return tuple(
        replace(piece, caption=True) if any(id(node) in marked for node in (piece.node, *piece.node.parents)) else piece
        for piece in read_pieces(root, lambda node: id(node) in shown)
    )


def _text(parts: Parts, links: Links) -> list[Piece]:
    text = [piece for piece in parts.body if piece.block and not piece.caption and not links.only_files(piece)]
    if not text:
        raise ReadingError("body: no text between date and publisher")
    return text


def _modified(soup: BeautifulSoup, pages: PageRules) -> datetime | None:
    """The page's own time of change, in UTC; None where it names none or none with an offset."""
    node = soup.find("meta", attrs={"name": pages.modified_meta}) if pages.modified_meta else None
    if not isinstance(node, Tag):
        return None
    try:
        moment = datetime.fromisoformat(clean(str(node.get("content") or "")))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _odd(encoding: str | None, parts: Parts, pages: PageRules) -> list[str]:
    findings = [f"encoding: {encoding}"] if encoding else []
    if not parts.publisher:
        findings.append(f"publisher: none of {', '.join(map(repr, pages.publisher_labels))} opens an address block")
    return findings
