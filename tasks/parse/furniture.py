"""What stands on a page and says nothing of the release, taken out before anything is read.

A rule never takes the release itself: what holds its only title or its only publisher label stays, whatever it is
called.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from config.source import PageRules, Template
from tasks.parse.links import Links
from tasks.parse.selectors import select

# Two are an error already.
_MOST_TITLES = 10


def clear_away(root: HtmlElement, template: Template, pages: PageRules, links: Links) -> None:
    """Empty the template's furniture in `root`, and the links to services on the page and its files."""
    names = "|".join(re.escape(label.rstrip(": ")) for label in pages.publisher_labels)
    label = re.compile(rf"(?:^|\0)\s*(?:{names})\s*(?:[:\0]|$)", re.I)
    titles = [title for title in select(root, template.title)[:_MOST_TITLES] if "".join(title.itertext()).strip()]
    labels: int | None = None
    # One by one, since what the first take away the others need not search.
    for node in (node for selector in template.drop for node in select(root, selector)):
        titles_left = _outside(titles, node)
        inside = _count(label, node)
        if inside and labels is None:
            labels = _count(label, root)
        if bool(titles_left) == bool(titles) and (not inside or labels != inside):
            titles, labels = titles_left, labels and labels - inside
            _empty(node)
    for link in links.services(list(root.iter("a"))):
        _empty(link)


def _outside(titles: Sequence[HtmlElement], node: HtmlElement) -> list[HtmlElement]:
    return [
        title for title in titles if title is not node and not any(around is node for around in title.iterancestors())
    ]


def _count(label: re.Pattern[str], node: HtmlElement) -> int:
    return len(label.findall("\0".join(node.itertext())))


def _empty(node: HtmlElement) -> None:
    # The element itself stays: it parts the texts before and behind it.
    node.text = None
    node.attrib.clear()
    node[:] = []
