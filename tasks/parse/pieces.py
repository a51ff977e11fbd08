"""The page's root element as pieces in reading order.

A piece is what a reader sees as one thing: a heading, a run of text with its lines, a list, a table, a quote, a
picture. Which piece is title, date, body or address is decided in `page`, not here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from tasks.errors import ReadingError
from tasks.parse.text import clean
from tasks.types.release import Block, Heading, ListBlock, ListItem, Paragraph, Quote, Table

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_SILENT = frozenset("script style template noscript svg iframe object audio video button select input textarea".split())
_DEEPEST = 150


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in reading order. `lines` is its text, `node` where it stands, `block` its form in the body."""

    node: Tag
    lines: tuple[str, ...]
    block: Block | None = None
    picture: bool = False
    caption: bool = False
    nodes: tuple[PageElement, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_pieces(root: Tag, is_picture: Callable[[Tag], bool]) -> tuple[Piece, ...]:
    """Every piece below `root`, in document order; `is_picture` says which elements are pictures as a whole."""
    return tuple(_walk(root, is_picture, 0))


def _walk(node: Tag, is_picture: Callable[[Tag], bool], depth: int) -> Iterator[Piece]:
    if depth > _DEEPEST:
        raise ReadingError(f"elements nested deeper than {_DEEPEST}")
    run: list[PageElement] = []
    for child in node.children:
        if _is_inline(child, is_picture):
            run.append(child)
            continue
        yield from _text(node, run)
        run = []
        if isinstance(child, Tag):
            yield from _block(child, is_picture, depth)
    yield from _text(node, run)


def _is_inline(child: PageElement, is_picture: Callable[[Tag], bool]) -> bool:
    if not isinstance(child, Tag):
        return True
    if child.name == "br":
        return True
    if child.name not in _INLINE or is_picture(child):
        return False
    return all(_is_inline(grandchild, is_picture) for grandchild in child.children)


def _block(node: Tag, is_picture: Callable[[Tag], bool], depth: int) -> Iterator[Piece]:
    if is_picture(node):
        yield Piece(node, (), picture=True)
    elif node.name in _SILENT:
        return
    elif node.name in _HEADINGS and not node.find(is_picture):
        yield from _heading(node)
    elif node.name in ("ul", "ol") and not node.find(is_picture):
        yield from _list(node)
    elif node.name == "table" and _is_data(node):
        yield from _table(node)
    elif node.name == "blockquote" and not node.find(is_picture):
        yield from _quote(node)
    else:
        yield from _walk(node, is_picture, depth + 1)


def _text(node: Tag, run: list[PageElement]) -> Iterator[Piece]:
    lines = read_lines(run)
    if lines:
        yield Piece(node, lines, Paragraph(text="\n".join(lines)), nodes=tuple(run))


def _heading(node: Tag) -> Iterator[Piece]:
    lines = read_lines([node])
    if lines:
        level = max(2, _HEADINGS[node.name])
        yield Piece(node, lines, Heading(level=level, text=" ".join(lines)))


def _list(node: Tag) -> Iterator[Piece]:
    items = _items(node)
    if items:
        block = ListBlock(ordered=node.name == "ol", items=items)
        yield Piece(node, tuple(_item_lines(items)), block)


def _items(node: Tag) -> tuple[ListItem, ...]:
    found = []
    for item in node.find_all("li", recursive=False):
        nested = [child for child in item.find_all(["ul", "ol"]) if child.find_parent("li") is item]
        text = "\n".join(read_lines(item.children, skip=nested))
        below = tuple(inner for child in nested for inner in _items(child))
        if text or below:
            found.append(ListItem(text=text, items=below, ordered=nested[0].name == "ol" if nested else None))
    return tuple(found)


def _item_lines(items: tuple[ListItem, ...]) -> Iterator[str]:
    for item in items:
        if item.text:
            yield item.text
        yield from _item_lines(item.items)


def _is_data(node: Tag) -> bool:
    # A table inside a table, or of a single column, lays out a page; its cells are read as text.
    widest = max((len(row.find_all(["td", "th"], recursive=False)) for row in node.find_all("tr")), default=0)
    return widest > 1 and node.find("table") is None and node.find(["h1", "h2"]) is None


def _table(node: Tag) -> Iterator[Piece]:
    rows = [[_cell(cell) for cell in row.find_all(["td", "th"], recursive=False)] for row in node.find_all("tr")]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    first = node.find("tr")
    header = isinstance(first, Tag) and first.find("th") is not None and first.find("td") is None
    caption = node.find("caption")
    title = _cell(caption) if isinstance(caption, Tag) else ""
    even = tuple(zip(*zip_longest(*rows, fillvalue=""), strict=True))
    lines = ([title] if title else []) + [" | ".join(row) for row in even]
    yield Piece(node, tuple(lines), Table(caption=title or None, header=header, rows=even))


def _cell(node: Tag) -> str:
    return " ".join(read_lines([node]))


def _quote(node: Tag) -> Iterator[Piece]:
    lines = read_lines([node])
    if lines:
        yield Piece(node, lines, Quote(text="\n".join(lines)))


def read_lines(nodes: Iterable[PageElement], skip: Sequence[Tag] = ()) -> tuple[str, ...]:
    """The text of these nodes as cleaned, non-empty lines: broken at `<br>` and at block elements; `skip` left out."""
    parts: list[str] = []
    skipped = frozenset(map(id, skip))
    for node in nodes:
        _gather(node, parts, skipped)
    return tuple(line for line in map(clean, "".join(parts).split("\0")) if line)


def _gather(node: PageElement, parts: list[str], skipped: frozenset[int]) -> None:
    # NUL marks a line's end: it cannot stand in HTML text (HTML, 13.2.3.5), so no printed text is taken for it.
    if isinstance(node, NavigableString):
        if not isinstance(node, PreformattedString):
            parts.append(str(node).replace("\0", ""))
    elif isinstance(node, Tag) and node.name not in _SILENT and id(node) not in skipped:
        edge = "" if node.name in _INLINE else "\0"
        parts.append(edge)
        for child in node.children:
            _gather(child, parts, skipped)
        parts.append(edge)
