"""A part of the page as a tree of BeautifulSoup, grown from lxml's elements.

A page of a city's website is mostly navigation. lxml parses the whole of it in C; only what a release is read from
becomes Python objects, here, and everything behind works with those.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement
from lxml.etree import XPath

from tasks.errors import ReadingError
from tasks.parse.selectors import Element, select_each

# Many times what a release holds, and twice as deep as browsers nest. Reading takes time by the element.
_MOST_ELEMENTS = 25_000
_DEEPEST = 1_000
# Nothing in them is ever read; what they hold is no small part of a page.
_UNREAD = frozenset({"script", "style", "svg"})
# Quick to tell of most pages: without a drawing, all elements count.
_IS_ENDLESS = XPath(f"not(descendant::svg) and count(descendant-or-self::*) > {_MOST_ELEMENTS}")


@dataclass(frozen=True, slots=True)
class Frame:
    """The element that a release is read from, and which lxml element each of its tags was, in document order."""

    root: Tag
    _tags: dict[Element, Tag]
    _elements: dict[int, Element]
    _order: dict[Element, int]

    def select(self, selector: str | None, within: Tag | None = None) -> list[Tag]:
        """What the selector finds in the root, or in one of its elements (itself included), in document order."""
        element = self._elements.get(id(within or self.root))
        if selector is None or element is None:
            return []
        found = {one for one in select_each(element, selector) if one in self._tags}
        return [self._tags[one] for one in sorted(found, key=self._order.__getitem__)]


def graft(element: Element) -> Frame:
    """That element as a tree of its own; `ReadingError` where no release holds so much."""
    if _IS_ENDLESS(element):
        raise _endless()
    tree = _Tree()
    for node, opens in _walk(element):
        if opens:
            tree.open(node)
        else:
            tree.close(node)
    elements = {id(tag): node for node, tag in tree.tags.items()}
    return Frame(tree.root, tree.tags, elements, {node: number for number, node in enumerate(tree.tags)})


class _Tree:
    """A tree in the making, told of each element as it opens and as it closes."""

    def __init__(self) -> None:
        self.tags: dict[Element, Tag] = {}
        self._open: list[Tag] = []
        self._last: PageElement | None = None

    @property
    def root(self) -> Tag:
        return next(iter(self.tags.values()))

    def open(self, element: Element) -> None:
        around = self._open[-1] if self._open else None
        tag = Tag(
            name=element.tag,
            attrs=element.attrib,
            parent=around,
            previous=self._last,
            interesting_string_types=Tag.MAIN_CONTENT_STRING_TYPES,
        )
        if around is not None:
            around.contents.append(tag)
        self.tags[element] = self._last = tag
        self._open.append(tag)
        _refuse_endless(len(self.tags), len(self._open))
        if element.text and element.tag not in _UNREAD:
            self._add(element.text)

    def close(self, element: Element) -> None:
        self._open.pop()
        if self._open and element.tail:
            self._add(element.tail)

    def _add(self, text: str) -> None:
        string = NavigableString(text)
        string.setup(self._open[-1], self._last)
        self._open[-1].contents.append(string)
        self._last = string


def _endless() -> ReadingError:
    return ReadingError(f"more than {_MOST_ELEMENTS:,} elements that are no furniture")


def _refuse_endless(elements: int, depth: int) -> None:
    if elements > _MOST_ELEMENTS:
        raise _endless()
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
