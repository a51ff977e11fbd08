"""A source file's CSS selectors, at work on lxml's elements: each is translated to XPath once (cssselect)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias, cast

from cssselect import HTMLTranslator, parse
from cssselect.parser import Attrib, Class, CombinedSelector, Hash
from lxml.etree import XPath

Element: TypeAlias = Any
"""An element as lxml parses it, which has no public type for one."""

_TRANSLATOR = HTMLTranslator()
_STRING = XPath("string()", smart_strings=False)
_ATTRIBUTES = XPath("descendant-or-self::*/@*", smart_strings=False)
_IS_SMALL = XPath("count(descendant-or-self::*) < 500")


def select(node: Element, selector: str) -> list[Element]:
    """What the selector finds in that element, itself included, in document order; all its parts lie within."""
    return cast("list[Element]", _compiled(selector)(node))


def select_each(node: Element, selector: str) -> Iterator[Element]:
    """What each alternative of the selector finds, one after the other."""
    for alternative in _alternatives(selector):
        yield from alternative.found_in(node)


def select_in_turn(node: Element, selectors: Iterable[str]) -> Iterator[Element]:
    """What each alternative of these selectors finds, one after the other: who empties what comes, searches it once.

    In a small element most find nothing, which the words in its attributes tell at once.
    """
    written = " ".join(cast("list[str]", _ATTRIBUTES(node))).lower() if _IS_SMALL(node) else None
    for selector in selectors:
        for alternative in _alternatives(selector):
            if written is None or alternative.word in written:
                yield from alternative.found_in(node)


def text_of(node: Element) -> str:
    """All that is written in that element, what nobody sees included."""
    return str(_STRING(node))


class _Alternative(NamedTuple):
    """One of a selector's alternatives; an attribute of whatever it finds holds `word`, in small letters."""

    path: XPath
    word: str

    def found_in(self, node: Element) -> list[Element]:
        return cast("list[Element]", self.path(node))


@lru_cache(maxsize=1000)
def _alternatives(selector: str) -> tuple[_Alternative, ...]:
    return tuple(
        _Alternative(XPath(_TRANSLATOR.selector_to_xpath(one)), _word(one.parsed_tree)) for one in parse(selector)
    )


def _word(tree: object) -> str:
    """The class, id or value that the selector asks of the element that it finds; empty where it asks for none."""
    match tree:
        case CombinedSelector():
            return _word(tree.subselector)
        case Class():
            return tree.class_name.lower()
        case Hash():
            return tree.id.lower()
        case Attrib() if tree.value is not None and tree.operator != "!=":
            return str(tree.value.value).lower()
    return ""


@lru_cache(maxsize=1000)
def _compiled(selector: str) -> XPath:
    return XPath(_TRANSLATOR.css_to_xpath(selector))
