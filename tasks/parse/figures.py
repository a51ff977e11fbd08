"""Pictures as a template shows them: where the bytes are, what is printed with them, what their attributes say."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from bs4 import Tag

from config.source import Figures
from tasks.parse.pieces import read_lines
from tasks.parse.text import clean
from tasks.types.reading import Figure

# Some templates print a missing value as a word.
_EMPTY = frozenset({"", "null", "undefined", "none"})
# An attribute may hold a caption on one element and a credit on another: its form tells.
_CREDIT = re.compile(r"(?:©|\(c\)|copyright\b|(?:foto|bild|grafik|quelle)\w*\s*:)", re.I)
_PICTURE_PATH = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?)$", re.I)

Fits = Callable[[str, str], bool]


def outermost(root: Tag, figures: Figures) -> tuple[Tag, ...]:
    """The elements that are pictures; of nested matches the outermost."""
    found = root.select(figures.figure)
    inside = {id(match) for match in found}
    return tuple(match for match in found if not any(id(parent) in inside for parent in match.parents))


def read_figure(node: Tag, figures: Figures, absolute: Callable[[str], str]) -> Figure | None:
    """The picture in that element; None where it shows none (a video, a placeholder without an address)."""
    urls = tuple(dict.fromkeys(_urls(node, figures, absolute)))
    if not urls:
        return None
    both = {*figures.caption_attributes} & {*figures.credit_attributes}
    return Figure(
        urls=urls,
        alt=_first(node, ("alt",)),
        caption=_printed(node, figures.caption),
        overlay=_printed(node, figures.overlay),
        attribute_caption=_first(
            node, figures.caption_attributes, lambda name, text: name not in both or not _CREDIT.match(text)
        ),
        attribute_credit=_first(
            node, figures.credit_attributes, lambda name, text: name not in both or bool(_CREDIT.match(text))
        ),
    )


def _urls(node: Tag, figures: Figures, absolute: Callable[[str], str]) -> Iterator[str]:
    """Addresses, best first: the original as named or derived, then each rendition as the page gives it."""
    given = [absolute(value) for value in _addresses(node, figures)]
    given = [url for url in given if urlsplit(url).scheme in ("http", "https")]
    if figures.renditions:
        yield from (re.sub(figures.renditions, "", url, count=1) for url in given)
    yield from given


def _addresses(node: Tag, figures: Figures) -> Iterator[str]:
    for name in figures.original:
        for element in _elements(node):
            value = str(element.get(name) or "")
            # A link around a picture may lead to a page; only one to a picture gives the original.
            if value and (name != "href" or _PICTURE_PATH.search(urlsplit(value.strip()).path)):
                yield value
    for element in _elements(node):
        if element.name == "img" and element.get("src"):
            yield str(element["src"])


def _elements(node: Tag) -> Iterator[Tag]:
    yield node
    yield from node.find_all(True)


def _first(node: Tag, attributes: tuple[str, ...], fits: Fits = lambda _name, _text: True) -> str | None:
    """The first of these attributes, on any element of the figure, that says something that fits."""
    for name in attributes:
        for element in _elements(node):
            text = clean(str(element.get(name) or ""))
            if text.lower() not in _EMPTY and fits(name, text):
                return text
    return None


def _printed(node: Tag, selector: str | None) -> str | None:
    found = node.select_one(selector) if selector else None
    return "\n".join(read_lines([found])) or None if found else None
