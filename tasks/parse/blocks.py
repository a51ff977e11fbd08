"""Elements that are one block of a text as a whole: headings, lists, tables, quotes.

Nothing printed gets lost: an element that does not fit its block's form is no block, and is read as text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from bs4 import Tag
from bs4.element import PageElement

from tasks.parse.lines import read_lines, tags
from tasks.types.release import Block, Heading, ListBlock, ListItem, Quote, Table

_LISTS = ("ul", "ol")
_ITEMS = ("li", *_LISTS)
_CELLS = ("td", "th")
# Deeper items stand as lines in the text of the item above.
_DEEPEST_LIST = 8
_LAYOUT = ("presentation", "none")
# A cell with more paragraphs is a column of the page's layout.
_MOST_PARAGRAPHS = 2
_WIDEST_SPAN = 50


def read_block(node: Tag) -> Block | None:
    """The block that this element is; None where it is none, or says nothing."""
    reader = _READERS.get(node.name)
    return reader(node) if reader else None


def _heading(node: Tag) -> Heading | None:
    text = " ".join(read_lines([node]))
    return Heading(level=max(2, int(node.name[1])), text=text) if text else None


def _quote(node: Tag) -> Quote | None:
    text = "\n".join(read_lines([node]))
    return Quote(text=text) if text else None


def _list(node: Tag) -> ListBlock | None:
    items = _items(node, 1)
    lines = Counter(line for text in _texts(items) for line in text.split("\n"))
    if not items or lines != Counter(read_lines([node])):
        return None
    return ListBlock(ordered=node.name == "ol", start=_start(node), items=items)


def _start(node: Tag) -> int | None:
    written = str(node.get("start") or "")
    first = int(written) if node.name == "ol" and re.fullmatch("-?[0-9]{1,5}", written) else 1
    return first if first != 1 else None


def _items(node: Tag, depth: int) -> tuple[ListItem, ...]:
    found: list[ListItem] = []
    for child in _children(node, _ITEMS):
        if child.name == "li":
            item = _item(child, depth)
        elif found and not found[-1].items:  # a list beside the item it belongs to
            item = _with_items(found.pop().text, [child], depth)
        else:
            item = _with_items("", [child], depth)
        if item.text or item.items:
            found.append(item)
    return tuple(found)


def _item(node: Tag, depth: int) -> ListItem:
    below = [one for one in tags(node) if one.name in _LISTS and one.find_parent(_ITEMS) is node]
    return _with_items("\n".join(read_lines(node.contents, skip=below)), below, depth)


def _with_items(text: str, below: Sequence[Tag], depth: int) -> ListItem:
    if depth == _DEEPEST_LIST:
        return ListItem(text="\n".join(filter(None, (text, *read_lines(below)))))
    items = tuple(inner for child in below for inner in _items(child, depth + 1))
    return ListItem(text=text, items=items, ordered=below[0].name == "ol" if items else None)


def _texts(items: Sequence[ListItem]) -> Iterator[str]:
    for item in items:
        if item.text:
            yield item.text
        yield from _texts(item.items)


def _table(node: Tag) -> Table | None:
    inside = list(tags(node))
    if node.get("role") in _LAYOUT or any(one.name in ("table", "h1") for one in inside):
        return None
    rows = [_children(one, _CELLS) for one in inside if one.name == "tr"]
    if not _is_data(rows):
        return None
    caption = _text(next((one for one in inside if one.name == "caption"), None))
    if _words(caption, *(_text(cell) for row in rows for cell in row)) != _words(_text(node)):
        return None
    grid = [row for row in _grid(rows) if any(row)]
    return Table(
        caption=caption or None,
        header=_is_header(next(row for row in rows if any(map(_text, row)))),
        rows=tuple(zip(*zip_longest(*grid, fillvalue=""), strict=True)),
    )


def _is_header(row: Sequence[Tag]) -> bool:
    """Whether these cells name the columns: the table says so, or all that say something are headers."""
    return bool(row[0].find_parent("thead")) or all(cell.name == "th" for cell in row if _text(cell))


def _children(node: Tag, names: Sequence[str]) -> list[Tag]:
    return [child for child in node.children if isinstance(child, Tag) and child.name in names]


def _words(*texts: str) -> list[str]:
    return " ".join(texts).split()


def _is_data(rows: Sequence[Sequence[Tag]]) -> bool:
    """Whether these cells are a table for readers. One of a single column, or with whole texts in it, lays out."""
    cells = [cell for row in rows for cell in row]
    return (
        max(map(len, rows), default=0) > 1
        and any(map(_text, cells))
        and all(len(cell.find_all("p")) <= _MOST_PARAGRAPHS for cell in cells)
    )


def _grid(rows: Sequence[Sequence[Tag]]) -> Iterator[list[str]]:
    """The rows with every cell in its column: cells that span leave the further places empty."""
    covered: dict[int, int] = {}
    for cells in rows:
        row: list[str] = []
        for cell in cells:
            _skip_covered(row, covered)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            covered |= {column: height for column in range(len(row), len(row) + width) if height > 1}
            row += [_text(cell), *[""] * (width - 1)]
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        yield row


def _skip_covered(row: list[str], covered: dict[int, int]) -> None:
    while len(row) in covered:
        row.append("")


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "")
    return min(int(written), _WIDEST_SPAN) or 1 if written.isdecimal() and len(written) < 6 else 1


def _text(node: PageElement | None) -> str:
    return " ".join(read_lines([node])) if node else ""


_READERS: Mapping[str, Callable[[Tag], Block | None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(_LISTS, _list),
    "table": _table,
    "blockquote": _quote,
}

BLOCKS = frozenset(_READERS)
"""The names of the elements that may be a block."""
