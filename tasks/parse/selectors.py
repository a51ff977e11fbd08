"""A source file's CSS selectors, at work on lxml's elements: each is translated to XPath once (cssselect)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeAlias, cast

from cssselect import HTMLTranslator, parse
from lxml.etree import XPath

Element: TypeAlias = Any
"""An element as lxml parses it, which has no public type for one."""

_TRANSLATOR = HTMLTranslator()
_STRING = XPath("string()", smart_strings=False)


def select(node: Element, selector: str) -> list[Element]:
    """What the selector finds in that element, itself included, in document order; all its parts lie within."""
    return cast("list[Element]", _compiled(selector)(node))


def select_in_turn(node: Element, selectors: Iterable[str]) -> Iterator[Element]:
    """What each alternative of these selectors finds, one after the other: who empties what comes, searches it once."""
    for selector in selectors:
        for alternative in _alternatives(selector):
            yield from cast("list[Element]", alternative(node))


def text_of(node: Element) -> str:
    """All that is written in that element, what nobody sees included."""
    return str(_STRING(node))


@lru_cache(maxsize=1000)
def _alternatives(selector: str) -> tuple[XPath, ...]:
    return tuple(XPath(_TRANSLATOR.selector_to_xpath(alternative)) for alternative in parse(selector))


@lru_cache(maxsize=1000)
def _compiled(selector: str) -> XPath:
    return XPath(_TRANSLATOR.css_to_xpath(selector))
