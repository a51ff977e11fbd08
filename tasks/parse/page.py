"""A release page, read: every field with the rule that read it.

What must be there and is not, or is there twice, is a `ReadingError`; what is odd and does not make the reading
wrong is a finding.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.source import PageRules, Source, Template
from tasks.errors import ReadingError
from tasks.parse.captions import pair_captions
from tasks.parse.dates import read_date
from tasks.parse.declared import Declared, read_declared
from tasks.parse.decode import decode
from tasks.parse.divide import Parts, divide
from tasks.parse.document import Document
from tasks.parse.figures import find_figures
from tasks.parse.foot import copyright_notice
from tasks.parse.furniture import clear_away
from tasks.parse.graft import Frame, graft
from tasks.parse.lines import read_lines
from tasks.parse.links import Links
from tasks.parse.marking import mark_by_element
from tasks.parse.pieces import Piece, inside, read_pieces
from tasks.parse.title import Names
from tasks.parse.whole import findings, refuse_list, refuse_part
from tasks.types.reading import Figure, LinkedFile, Reading
from tasks.types.release import Block, Heading

PARSER_VERSION = 2
"""Raised when a page may read otherwise than before: what was set aside is then read again."""


def read_page(content: bytes, content_type: str | None, url: str, source: Source) -> Reading:
    """The release on that page, or a `ReadingError` that says what does not read cleanly."""
    decoded = decode(content, content_type)
    document = Document(decoded.utf_8)
    template = document.template(source.pages)
    declared = read_declared(document, template.fallbacks, source.time_zone)
    notice = copyright_notice(document, source.pages)
    page = _divided(document, template, Links(url, document.base, source), source, declared)
    refuse_part(page.parts, notice, decoded.utf_8, source.pages)
    paired = pair_captions(page.figures, page.parts, page.credits, (source.name, *source.pages.organisations))
    text = _text(paired.parts, page.links)
    refuse_list(page.parts, page.links)
    body, body_rule = _body(text, declared)
    odd = findings(page.frame, template, page.parts, declared, source.pages)
    return Reading(
        template=template.id,
        title=page.parts.title,
        subtitle=page.parts.subtitle,
        date=page.parts.date,
        modified=_modified(document, source),
        body=body,
        links=page.links.citations(text),
        publisher=page.parts.publisher,
        figures=paired.figures,
        files=page.files,
        copyright_notice=notice,
        rules={**page.parts.rules, "body": body_rule},
        findings=(*([f"encoding: {decoded.finding}"] if decoded.finding else ()), *odd, *paired.findings),
    )


@dataclass(frozen=True, slots=True)
class _Divided:
    """A page without its furniture; `credits` are the elements that the template names for the pictures' credits."""

    frame: Frame
    parts: Parts
    figures: Mapping[int, Figure]
    files: tuple[LinkedFile, ...]
    links: Links
    credits: frozenset[int]


def _divided(document: Document, template: Template, links: Links, source: Source, declared: Declared) -> _Divided:
    root = document.root(template)
    listed = clear_away(root, template, source.pages, links)
    frame = graft(root)
    figures = find_figures(frame, template.figures, links)
    pieces = _without_asides(read_pieces(frame.root, lambda node: id(node) in figures), source.pages)
    marked = mark_by_element(pieces, frame.select(template.figures.caption))
    titles = [node for node in frame.select(template.title) if read_lines([node])]
    parts = divide(frame, template, source, marked, Names(titles, document.title), declared)
    found = links.files(link for piece in (*parts.body, *parts.after) for link in piece.links)
    files = {file.url: file for file in (*listed, *found)}
    order = dict.fromkeys(file.url for file in (*found, *listed))
    credits_ = inside(frame.select(template.credits))
    return _Divided(frame, parts, figures, tuple(files[url] for url in order), links, credits_)


def _without_asides(pieces: Sequence[Piece], pages: PageRules) -> Sequence[Piece]:
    """The pieces without the site's own words among them."""
    asides = [re.compile(pattern, re.I) for pattern in pages.asides]
    return [piece for piece in pieces if piece.picture or not any(aside.fullmatch(piece.text) for aside in asides)]


def _body(text: Sequence[Piece], declared: Declared) -> tuple[tuple[Block, ...], str]:
    """The blocks of the text and the rule that found them."""
    if text:
        return tuple(piece.block for piece in text if piece.block), "by place, between date and publisher"
    if declared.body:
        return declared.body, declared.body_rule
    raise ReadingError("body: no text between date and publisher")


def _text(parts: Parts, links: Links) -> list[Piece]:
    """The pieces of the text: no pictures, no captions, no attachments, no heading with nothing below but those."""
    text: list[Piece] = []
    below: set[str] = set()
    for piece in reversed([piece for piece in parts.body if piece.block and not piece.caption]):
        kind = "heading" if isinstance(piece.block, Heading) else "files" if links.only_files(piece) else "text"
        if kind == "text" or (kind == "heading" and below != {"files"}):
            text.append(piece)
        below = set() if kind == "heading" else below | {kind}
    return text[::-1]


def _modified(document: Document, source: Source) -> datetime | None:
    """The page's own time of change; None where it names none, or only a day. Without an offset it is local time."""
    written = document.meta(source.pages.modified_meta) if source.pages.modified_meta else None
    dated = read_date(written, source.time_zone) if written else None
    return datetime.fromisoformat(dated.iso) if dated and "T" in dated.iso else None
