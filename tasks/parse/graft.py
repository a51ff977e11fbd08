"""A part of the page as a tree of BeautifulSoup, grown from lxml's elements.

A page of a city's website is mostly navigation. lxml parses the whole of it in C; only what a release is read from
becomes Python objects, here, and everything behind works with those.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from bs4 import BeautifulSoup, Tag

from tasks.errors import ReadingError
from tasks.parse.selectors import Element, select

# Many times what a release holds, and twice as deep as browsers nest. Reading takes time by the element.
_MOST_ELEMENTS = 25_000
_DEEPEST = 1_000
# Nothing in them is ever read; what they hold is no small part of a page.
_UNREAD = frozenset({"script", "style", "svg"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The element that a release is read from, and which lxml element each of its tags was."""

    root: Tag
    _tags: dict[Element, Tag]
    _elements: dict[int, Element]

    def select(self, selector: str | None, within: Tag | None = None) -> list[Tag]:
        """What the selector finds in the root, or in one of its elements (itself included), in document order."""
        element = self._elements.get(id(within or self.root))
        if selector is None or element is None:
            return []
        return [self._tags[found] for found in select(element, selector) if found in self._tags]


def graft(element: Element) -> Frame:
    """That element as a tree of its own; `ReadingError` where no release holds so much."""
    soup = BeautifulSoup("", "html.parser")  # the parser that costs least where there is nothing to parse
    tags: dict[Element, Tag] = {}
    depth = 0
    for node, opens in _walk(element):
        if opens:
            tags[node] = _open(soup, node)
            depth += 1
            _refuse_endless(len(tags), depth)
        else:
            depth -= 1
            soup.handle_endtag(node.tag)
            if node.tail and depth:
                soup.handle_data(node.tail)
    return Frame(tags[element], tags, {id(tag): node for node, tag in tags.items()})


def _open(soup: BeautifulSoup, element: Element) -> Tag:
    """Tell the tree of an element that opens, as a parser does."""
    attributes = soup.builder.attribute_dict_class(element.items())
    tag = cast("Tag", soup.handle_starttag(element.tag, None, None, attributes))  # None only where a strainer refuses
    if element.text and element.tag not in _UNREAD:
        soup.handle_data(element.text)
    return tag


def _refuse_endless(elements: int, depth: int) -> None:
    if elements > _MOST_ELEMENTS:
        raise ReadingError(f"more than {_MOST_ELEMENTS:,} elements that are no furniture")
    if depth > _DEEPEST:
        raise ReadingError(f"elements nested more than {_DEEPEST:,} deep")


def _walk(root: Element) -> Iterator[tuple[Element, bool]]:
    """Every element, once as it opens and once as it closes."""
    stack = [(root, iter(root))]
    yield root, True
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield element, False
        else:
            yield child, True
            stack.append((child, iter(() if child.tag in _UNREAD else child)))
