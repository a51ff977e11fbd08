"""The whole page as lxml parses it: what its head says, which template reads it, and the release without furniture."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, cast

from lxml import etree

from config.source import PageRules, Template
from tasks.errors import ReadingError
from tasks.parse.graft import graft
from tasks.parse.lines import INLINE, SILENT, read_lines
from tasks.parse.selectors import Element, select, text_of
from tasks.parse.text import clean

# A page of a city's website has a few thousand.
_MOST_TAGS = 200_000
_FOR_MACHINES = ("base", "meta", "script", "title")
# What stands in a larger block is no line of its own.
_SMALL = 50
_MARKS = ("©", "(c)", "(C)", "opyright", "OPYRIGHT")
_MARKED = etree.XPath(f"descendant::text()[{' or '.join(f'contains(., {mark!r})' for mark in _MARKS)}]")
_BODY = etree.XPath("/*/body/node()")
# A page has a few beside its pictures, and the line that counts is among the last.
_MOST_MARKS = 1_000


class Document:
    """One page, parsed."""

    def __init__(self, content: bytes) -> None:
        """A page in UTF-8; `ReadingError` where it is none, or no page has so many elements."""
        if len(content) > _MOST_TAGS * len("<p>") and content.count(b"<") > _MOST_TAGS:
            raise ReadingError(f"more than {_MOST_TAGS:,} elements")
        # Comments print nothing, ids are looked up by XPath, and depth is bounded where a tree is grown.
        parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
        )
        try:
            element = etree.fromstring(content, parser=parser)
        except etree.XMLSyntaxError as error:
            raise ReadingError(f"no page: {' '.join(str(error).split())}") from error
        if element is None:  # nothing but comments
            raise ReadingError("no page: no element")
        self.element: Element = element
        self._found: dict[str, list[Element]] = {}

    @cached_property
    def named(self) -> Mapping[str, Sequence[Element]]:
        """The elements that speak to machines, by their names, in document order."""
        found: dict[str, list[Element]] = {name: [] for name in _FOR_MACHINES}
        for element in self.element.iter(*_FOR_MACHINES):
            found[element.tag].append(element)
        return found

    @property
    def title(self) -> str:
        """What the document is called; empty where it says nothing."""
        found = next(iter(self.named["title"]), None)
        return clean(found.text or "") if found is not None else ""

    @property
    def base(self) -> str | None:
        """What references are relative to, where the page says so (HTML, 4.2.3)."""
        return next((href for node in self.named["base"] if (href := node.get("href"))), None)

    def meta(self, name: str) -> str | None:
        """The content of the meta element with that `name` or, as OpenGraph has it, `property`."""
        found = (node for node in self.named["meta"] if name in (node.get("name"), node.get("property")))
        return next(filter(None, (clean(node.get("content") or "") for node in found)), None)

    def template(self, pages: PageRules) -> Template:
        """The first template that applies."""
        for template in pages.templates:
            if self.select(template.applies):
                return template
        tried = ", ".join(template.id for template in pages.templates)
        raise ReadingError(f"no template applies (tried {tried})")

    def root(self, template: Template) -> Element:
        """The element that holds the release."""
        found = self.select(template.root)
        if len(found) != 1:
            raise ReadingError(
                f"root of template {template.id}: '{template.root}' found {len(found)} times, expected once"
            )
        return found[0]

    def select(self, selector: str) -> list[Element]:
        """What the selector finds on the page; a template often applies by the element that is its root."""
        if selector not in self._found:
            self._found[selector] = select(self.element, selector)
        return self._found[selector]

    def marked_texts(self) -> Iterator["MarkedText"]:
        """The printed pieces of text that hold a copyright mark, the page's last first."""
        for text, holder in islice(_marked(self.element), _MOST_MARKS):
            if all(around.tag not in SILENT for around in (holder, *holder.iterancestors())):
                yield MarkedText(clean(text), holder)


def _marked(root: Element) -> Iterator[tuple[str, Element]]:
    """The texts that hold a mark with the element they stand in, from the page's end on; its foot soon tells."""
    for part in reversed(cast("list[Element]", _BODY(root))):
        whole = text_of(part) if etree.iselement(part) else str(part)
        if any(mark in whole for mark in _MARKS):
            texts: Any = _MARKED(part) if etree.iselement(part) else [part]
            for text in reversed(texts):
                yield text, text.getparent().getparent() if text.is_tail else text.getparent()


class MarkedText(NamedTuple):
    """A piece of text and the element it stands in."""

    text: str
    element: Element

    def lines(self) -> tuple[str, ...]:
        """The lines of its block."""
        block = self.element
        while block.tag in INLINE and block.getparent() is not None:
            block = block.getparent()
        inside = list(islice(block.iterdescendants(), _SMALL + 1))
        if not inside:
            return (self.text,)
        return read_lines([graft(block).root]) if len(inside) <= _SMALL else ()
