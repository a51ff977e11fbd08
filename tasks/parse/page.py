"""A release page, read: every field with the rule that read it.

What must be there and is not, or is there twice, is a `ReadingError`; what is odd and does not make the reading
wrong is a finding.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from config.source import PageRules, Source, Template
from tasks.errors import ReadingError
from tasks.parse.captions import pair_captions
from tasks.parse.dates import read_date
from tasks.parse.decode import decode
from tasks.parse.divide import Parts, divide
from tasks.parse.document import Document
from tasks.parse.figures import find_figures
from tasks.parse.foot import copyright_notice
from tasks.parse.furniture import clear_away
from tasks.parse.graft import graft
from tasks.parse.head import Titles
from tasks.parse.lines import read_lines
from tasks.parse.links import Links
from tasks.parse.marking import mark_by_element
from tasks.parse.pieces import Piece, read_pieces
from tasks.types.reading import Figure, LinkedFile, Reading
from tasks.types.release import Heading

PARSER_VERSION = 1
"""Raised when a page may read otherwise than before: what was set aside is then read again."""

# A text may refer to some earlier release; a list refers to many.
_MOST_RELEASES = 3
_CLOSING_TAG = re.compile(rb"</html\s*>", re.I)


def read_page(content: bytes, content_type: str | None, url: str, source: Source) -> Reading:
    """The release on that page, or a `ReadingError` that says what does not read cleanly."""
    decoded = decode(content, content_type)
    document = Document(decoded.utf_8)
    template = document.template(source.pages)
    notice = copyright_notice(document, source.pages)
    page = _divided(document, template, Links(url, document.base, source), source)
    _refuse_part(page.parts, notice, closed=bool(_CLOSING_TAG.search(decoded.utf_8)), pages=source.pages)
    paired = pair_captions(page.figures, page.parts, page.credits, (source.name, *source.pages.organisations))
    text = _text(paired.parts, page.links)
    _refuse_list(page.parts, page.links)
    return Reading(
        template=template.id,
        title=page.parts.title,
        subtitle=page.parts.subtitle,
        date=page.parts.date,
        modified=_modified(document, source),
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


def _divided(document: Document, template: Template, links: Links, source: Source) -> _Divided:
    root = document.root(template)
    listed = clear_away(root, template, source.pages, links)
    frame = graft(root)
    figures = find_figures(frame, template.figures, links)
    pieces = read_pieces(frame.root, lambda node: id(node) in figures)
    marked = mark_by_element(pieces, frame.select(template.figures.caption))
    titles = [node for node in frame.select(template.title) if read_lines([node])]
    parts = divide(frame, template, source, marked, Titles(titles, document.title))
    found = links.files(link for piece in (*parts.body, *parts.after) for link in piece.links)
    files = {file.url: file for file in (*listed, *found)}
    order = dict.fromkeys(file.url for file in (*found, *listed))
    credits_ = {id(node) for found in frame.select(template.credits) for node in (found, *found.find_all(True))}
    return _Divided(parts, figures, tuple(files[url] for url in order), links, frozenset(credits_))


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


def _modified(document: Document, source: Source) -> datetime | None:
    """The page's own time of change; None where it names none, or only a day. Without an offset it is local time."""
    written = document.meta(source.pages.modified_meta) if source.pages.modified_meta else None
    dated = read_date(written, source.time_zone) if written else None
    return datetime.fromisoformat(dated.iso) if dated and "T" in dated.iso else None


def _odd(encoding: str | None, parts: Parts, pages: PageRules) -> Iterator[str]:
    if encoding:
        yield f"encoding: {encoding}"
    if not parts.publisher:
        yield f"publisher: none of {', '.join(map(repr, pages.publisher_labels))} opens an address block"
    yield from (f"publisher: {line!r} stands in the address and fits no field" for line in parts.unread)
