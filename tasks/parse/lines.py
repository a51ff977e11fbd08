"""Text as a reader sees it: lines, broken at `<br>` and at block elements, without what a browser never shows.

Pages nest without limit, so nothing here calls itself.
"""

from collections.abc import Iterable, Iterator, Sequence

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from tasks.parse.text import clean

INLINE = frozenset(
    "a abbr acronym area b basefont bdi bdo big blink cite code data del dfn em embed font i img input ins kbd label "
    "link map mark math meta meter nobr output param picture progress q rb rp rt ruby s samp small source span strike "
    "strong sub sup time track tt u var wbr".split()
)
"""Elements that stand within a line; every other one begins and ends a line."""

SILENT = frozenset(
    "audio button canvas datalist dialog iframe noscript object script select style svg template textarea title "
    "video".split()
)
"""Elements whose content is no text of the page."""

# NUL marks a line's end: `clean` removes it, so no printed text is taken for it.
_END = "\0"


def is_inline(name: str) -> bool:
    """Whether an element of that name stands within a line; what a word processor left behind (`o:p`) does."""
    return name in INLINE or ":" in name


def tags(node: Tag) -> Iterator[Tag]:
    """Every element inside that one, in document order."""
    return (inner for inner in node.descendants if isinstance(inner, Tag))


def printed(node: PageElement) -> str | None:
    """The characters of a text node; None where it is an element, a comment or another thing that prints none."""
    if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
        return str(node).replace(_END, "")
    return None


def read_lines(nodes: Iterable[PageElement], skip: Sequence[Tag] = ()) -> tuple[str, ...]:
    """The text of these nodes as cleaned lines, none empty; what is in `skip` is left out."""
    skipped = frozenset(map(id, skip))
    parts: list[str] = []
    todo: list[PageElement | None] = [*reversed(list(nodes))]
    while todo:
        node = todo.pop()
        if not isinstance(node, Tag):
            parts.append(_END if node is None else printed(node) or "")
            continue
        if node.name in SILENT:
            continue
        if not is_inline(node.name):
            parts.append(_END)
            todo.append(None)
        if id(node) not in skipped:
            todo += reversed(node.contents)
    return tuple(line for line in map(clean, "".join(parts).split(_END)) if line)
