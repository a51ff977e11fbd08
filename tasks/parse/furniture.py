"""What stands on a page and says nothing of the release, taken out before anything is read.

A rule never takes the release itself: what holds its only title or its only publisher label stays, whatever it is
called.
"""

import re

from config.source import PageRules, Template
from tasks.parse.graft import graft
from tasks.parse.links import Links
from tasks.parse.selectors import Element, select, select_in_turn, text_of
from tasks.parse.tools import drop_separators, find_hidden, find_tools
from tasks.types.reading import LinkedFile

# Two are an error already.
_MOST_TITLES = 10


def clear_away(root: Element, template: Template, pages: PageRules, links: Links) -> tuple[LinkedFile, ...]:
    """Empty what in `root` is furniture, hidden, or a tool of the page; the files that its file lists name."""
    release = _Release(root, template, pages)
    for node in select_in_turn(root, template.drop):
        release.empty(node)
    lists = select(root, template.file_lists) if template.file_lists else []
    listed = (link for node in lists for link in node.iter("a") if links.is_file(links.absolute(link.get("href", ""))))
    files = links.files(graft(link).root for link in listed)
    for node in lists:
        release.empty(node)
    for node in find_hidden(root):
        release.empty(node)
    for tool in find_tools(root, pages.tools):
        drop_separators(tool)
        _empty(tool)
    for link in links.services(list(root.iter("a"))):
        _empty(link)
    return files


class _Release:
    """What is left of a page's titles and publisher labels, the last of which no rule takes away."""

    def __init__(self, root: Element, template: Template, pages: PageRules) -> None:
        names = [label.rstrip(": ").lower() for label in pages.publisher_labels]
        self._label = re.compile(rf"(?:^|\0)\s*(?:{'|'.join(map(re.escape, names))})\s*(?:[:\0]|$)")
        self._names = names
        self._root = root
        titles = select(root, template.title)[:_MOST_TITLES]
        self._titles = [title for title in titles if text_of(title).strip()]

    def empty(self, node: Element) -> None:
        """Empty that element, unless it holds the last title or label."""
        titles = [title for title in self._titles if all(one is not node for one in (title, *title.iterancestors()))]
        labels = self._labels(node)
        if bool(titles) == bool(self._titles) and not (labels and labels == self._labels(self._root)):
            self._titles = titles
            _empty(node)

    def _labels(self, node: Element) -> int:
        """How many texts in the element are publisher labels, or open with one."""
        text = text_of(node).lower()
        if not any(name in text for name in self._names):  # quick to tell of a large element
            return 0
        return len(self._label.findall("\0".join(node.itertext()).lower()))


def _empty(node: Element) -> None:
    # The element itself stays: it parts the texts before and behind it.
    node.text = None
    node.attrib.clear()
    node[:] = []
