"""A source file's CSS selectors, at work on lxml's elements: each is translated to XPath once (cssselect)."""

from functools import lru_cache
from typing import cast

from cssselect import HTMLTranslator
from lxml.etree import XPath
from lxml.html import HtmlElement

_TRANSLATOR = HTMLTranslator()


def select(node: HtmlElement, selector: str) -> list[HtmlElement]:
    """What the selector finds in that element, itself included, in document order; all its parts lie within."""
    return cast("list[HtmlElement]", _compiled(selector)(node))


@lru_cache(maxsize=1000)
def _compiled(selector: str) -> XPath:
    return XPath(_TRANSLATOR.css_to_xpath(selector))
