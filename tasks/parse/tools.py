"""What a page shows beside its text, wherever it stands: links that are tools of the page, and what is hidden.

A link is a tool by its words (`Vorlesen`, `Seite drucken`, `nach oben`), which the source file names, and by standing
apart: on a line of its own, among other links, or behind a file's size. A word of a sentence is none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import cast

from lxml.etree import XPath

from tasks.parse.lines import is_inline
from tasks.parse.links import without_sizes
from tasks.parse.selectors import Element, text_of
from tasks.parse.text import clean

_LINKS = XPath(".//a | .//*[@role='button' or @onclick]")
_MAY_BE_HIDDEN = XPath(".//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')]")
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
_PICTURES = XPath("boolean(.//img | .//picture | .//figure)")
_LONGEST = 200
# No page has more of them, nor on one line.
_MOST_TOOLS = 100
_FAR = 50


def find_tools(root: Element, words: Sequence[str]) -> list[Element]:
    """The links in it that are tools of the page; `words` are patterns of what they say."""
    if not words:
        return []
    form = re.compile("|".join(f"(?:{one})" for one in words), re.I)
    named = [
        node for node in _found(_LINKS, root) if len(text := clean(text_of(node))) <= _LONGEST and form.fullmatch(text)
    ]
    return [node for node in named[:_MOST_TOOLS] if not re.search(r"\w", without_sizes(_beside(node)))]


def find_hidden(root: Element) -> list[Element]:
    """What no reader sees. What holds a picture is no such thing: a slider shows it in its turn."""
    return [node for node in _found(_MAY_BE_HIDDEN, root) if _is_hidden(node) and not _PICTURES(node)]


def _is_hidden(node: Element) -> bool:
    if node.get("hidden", "until-found").lower() != "until-found":  # which a search in the page brings to light
        return True
    return bool(_UNSEEN.search(node.get("style", "")))


def _found(what: XPath, root: Element) -> list[Element]:
    return cast("list[Element]", what(root))


def _beside(node: Element) -> str:
    """What else the element's line says, other links left out."""
    return "".join((*reversed(list(_before(node))), " ", *_behind(node)))


def _before(node: Element) -> Iterator[str]:
    """The texts of the line before that element, outwards."""
    for at in _within_line(node):
        for one in islice(at.itersiblings(preceding=True), _FAR):
            yield one.tail or ""
            if not is_inline(one.tag):
                return
            yield _own(one)
        parent = at.getparent()
        yield "" if parent is None else parent.text or ""


def _behind(node: Element) -> Iterator[str]:
    """The texts of the line behind that element, outwards."""
    for at in _within_line(node):
        yield at.tail or ""
        for one in islice(at.itersiblings(), _FAR):
            if not is_inline(one.tag):
                return
            yield _own(one) + (one.tail or "")


def _within_line(node: Element) -> Iterator[Element]:
    """The element, and those around it that stand within its line."""
    yield node
    yield from takewhile(lambda parent: is_inline(parent.tag), node.iterancestors())


def _own(node: Element) -> str:
    is_link = node.tag == "a" or node.get("role") == "button" or node.get("onclick") is not None
    return "" if is_link else "".join(node.itertext())


def drop_separators(node: Element) -> None:
    """Take the signs away that part a tool from what stands beside it."""
    if not re.search(r"\w", node.tail or "\0"):
        node.tail = " "
    previous = node.getprevious()
    holder, name = (node.getparent(), "text") if previous is None else (previous, "tail")
    if not re.search(r"\w", getattr(holder, name) or "\0"):
        setattr(holder, name, " ")
