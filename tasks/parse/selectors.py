"""A source file's CSS selectors, at work on lxml's elements: each is translated to XPath once (cssselect)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

from cssselect import HTMLTranslator, parse
from lxml.etree import XPath
from lxml.html import HtmlElement

_TRANSLATOR = HTMLTranslator()


def select(node: HtmlElement, selector: str) -> list[HtmlElement]:
    """What the selector finds in that element, itself included, in document order; all its parts lie within."""
    return cast("list[HtmlElement]", _compiled(selector)(node))


def select_in_turn(node: HtmlElement, selectors: Iterable[str]) -> Iterator[HtmlElement]:
    """What each alternative of these selectors finds, one after the other: who empties what comes, searches it once."""
    for selector in selectors:
        for alternative in _alternatives(selector):
            yield from cast("list[HtmlElement]", alternative(node))


@lru_cache(maxsize=1000)
def _alternatives(selector: str) -> tuple[XPath, ...]:
    return tuple(XPath(_TRANSLATOR.selector_to_xpath(alternative)) for alternative in parse(selector))


@lru_cache(maxsize=1000)
def _compiled(selector: str) -> XPath:
    return XPath(_TRANSLATOR.css_to_xpath(selector))
