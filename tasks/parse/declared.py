"""What a page says of itself to machines: JSON-LD, OpenGraph and microdata, where a source's template relies on it.

Terms are schema.org's (`headline`, `datePublished`, `articleBody`), those of OpenGraph `og:title` and
`article:published_time`. A field counts where all that name it agree; one that is given twice, and differently, says
nothing.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from lxml.html import fragment_fromstring

from config.source import Fallback
from tasks.parse.dates import read_date
from tasks.parse.document import Document
from tasks.parse.graft import graft
from tasks.parse.pieces import read_pieces
from tasks.parse.selectors import Element, text_of
from tasks.parse.text import clean
from tasks.types.release import Block

_ARTICLE = re.compile(r"(?:[A-Z]\w*)?(?:Article|Posting|PressRelease)$")
_MARKUP = re.compile(r"</?[a-z][^<>]*>", re.I)
_MOST_NODES = 1_000


class Stated(NamedTuple):
    """What a page declares of one field, and where."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares; `date` is ISO 8601, `findings` say what could not be read."""

    title: Stated | None = None
    date: Stated | None = None
    body: tuple[Block, ...] = ()
    body_rule: str = ""
    findings: tuple[str, ...] = ()


class _Fields(NamedTuple):
    """Every value that one kind of data gives to a field; a body as its blocks."""

    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    bodies: tuple[tuple[Block, ...], ...] = ()
    finding: str | None = None


def read_declared(document: Document, fallbacks: Iterable[Fallback], zone: str) -> Declared:
    """What the page declares in these kinds of data; the first that gives a field leads."""
    kinds = {kind: _READERS[kind](document) for kind in fallbacks}
    titles = (_stated(map(clean, fields.titles), f"{kind} {_title_term(kind)}") for kind, fields in kinds.items())
    days = (_stated(_dates(fields.dates, zone), f"{kind} datePublished") for kind, fields in kinds.items())
    bodies = ((kind, bodies[0]) for kind, fields in kinds.items() if len(bodies := [*filter(None, fields.bodies)]) == 1)
    kind, body = next(bodies, ("", ()))
    return Declared(
        title=next(filter(None, titles), None),
        date=next(filter(None, days), None),
        body=body,
        body_rule=f"{kind} articleBody" if kind else "",
        findings=tuple(fields.finding for fields in kinds.values() if fields.finding),
    )


def _title_term(kind: Fallback) -> str:
    return "title" if kind == "opengraph" else "headline"


def _stated(values: Iterable[str], rule: str) -> Stated | None:
    """The value on which all agree."""
    said = {*filter(None, values)}
    return Stated(said.pop(), rule) if len(said) == 1 else None


def _dates(values: Iterable[str], zone: str) -> Iterator[str]:
    yield from (dated.iso for value in values if (dated := read_date(clean(value), zone)))


def _json_ld(document: Document) -> _Fields:
    finding = None
    articles: list[Mapping[str, Any]] = []
    for script in document.named["script"]:
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            articles += filter(_is_article, _nodes(json.loads(script.text or "", strict=False)))
        except (ValueError, RecursionError) as error:
            finding = f"json-ld: not JSON ({' '.join(str(error).split())})"
    return _Fields(
        titles=tuple(_texts(articles, "headline")) or tuple(_texts(articles, "name")),
        dates=tuple(_texts(articles, "datePublished")),
        bodies=tuple(map(_blocks_of, dict.fromkeys(_texts(articles, "articleBody")))),
        finding=finding,
    )


def _nodes(data: object) -> Iterator[Mapping[str, Any]]:
    """Every object in that data, the outer ones first."""
    todo, seen = [data], 0
    while todo and seen < _MOST_NODES:
        node, seen = todo.pop(0), seen + 1
        if isinstance(node, dict):
            yield node
            todo += node.values()
        elif isinstance(node, list):
            todo += node


def _is_article(node: Mapping[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and _ARTICLE.match(name) for name in (types if isinstance(types, list) else [types])
    )


def _texts(nodes: Iterable[Mapping[str, Any]], name: str) -> Iterator[str]:
    yield from (text for node in nodes if isinstance(text := node.get(name), str) and text.strip())


def _blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text, which may hold markup; a blank line, or else any line, ends a paragraph."""
    if _MARKUP.search(text):
        return _blocks(fragment_fromstring(text, create_parent="div"))
    parent = fragment_fromstring("<div></div>")
    for paragraph in re.split(r"\n\s*\n" if re.search(r"\S\s*\n\s*\n\s*\S", text) else r"\n", text):
        node = parent.makeelement("p")
        node.text = clean(paragraph)
        parent.append(node)
    return _blocks(parent)


def _blocks(element: Element) -> tuple[Block, ...]:
    return tuple(piece.block for piece in read_pieces(graft(element).root, lambda _: False) if piece.block)


def _opengraph(document: Document) -> _Fields:
    title, site = document.meta("og:title"), document.meta("og:site_name")
    if title and site:  # many templates put the site's name behind every title
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(site)}$", "", title)
    return _Fields(tuple(filter(None, [title])), tuple(filter(None, [document.meta("article:published_time")])))


def _microdata(document: Document) -> _Fields:
    properties = [(value.getparent(), value.split()) for value in document.element.xpath("//@itemprop")]

    def found(name: str) -> Iterator[Element]:
        yield from (element for element, names in properties if name in names)

    return _Fields(
        titles=tuple(map(_value, found("headline"))),
        dates=tuple(map(_value, found("datePublished"))),
        bodies=tuple(map(_blocks, islice(found("articleBody"), 2))),
    )


def _value(element: Element) -> str:
    """The value of a property (HTML, 5.2.4, as far as texts and times go)."""
    return element.get("content") or element.get("datetime") or text_of(element)


_READERS: Mapping[Fallback, Callable[[Document], _Fields]] = {
    "json-ld": _json_ld,
    "opengraph": _opengraph,
    "microdata": _microdata,
}
