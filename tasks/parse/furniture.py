"""What stands on a page and says nothing of the release, taken out before anything is read.

A rule never takes the release itself: what holds its only title or its only publisher label stays, whatever it is
called.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from bs4 import Tag
from bs4.element import PageElement

from config.source import PageRules, Template
from tasks.parse.lines import read_lines
from tasks.parse.links import Links

Element = TypeVar("Element", bound=PageElement)

# Two are an error already; titles nested by the thousand would cost their square.
_MOST_TITLES = 10


def clear_away(root: Tag, template: Template, pages: PageRules, links: Links) -> Sequence[Tag]:
    """Take the template's furniture and links to services on the page and its files out of `root`; the titles left."""
    names = "|".join(re.escape(label.rstrip(": ")) for label in pages.publisher_labels)
    titles = [node for node in root.select(template.title, limit=_MOST_TITLES) if read_lines([node])]
    labels = list(root.find_all(string=re.compile(rf"^\s*(?:{names})\s*(?::|$)", re.I)))
    for node in root.select(", ".join(template.drop)) if template.drop else ():
        titles_left, labels_left = _outside(titles, node), _outside(labels, node)
        if bool(titles_left) == bool(titles) and bool(labels_left) == bool(labels):
            titles, labels = titles_left, labels_left
            _empty(node)
    for link in links.services(root.find_all("a")):
        _empty(link)
    return titles


def _outside(nodes: Sequence[Element], around: Tag) -> list[Element]:
    return [node for node in nodes if node is not around and not any(parent is around for parent in node.parents)]


def _empty(node: Tag) -> None:
    # Taking an element out of its parent costs as much as the parent has children; emptying it does not.
    node.clear()
    node.name, node.attrs = "template", {}
