"""A release's body as one well-formed XHTML element: what the typed blocks say and nothing else. Pure."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from tasks.site.rendering import outline, printable
from tasks.types.release import Block, ListBlock, ListItem, Quote, Table


def xhtml(blocks: Iterable[Block]) -> str:
    """A `div` in the XHTML namespace; line breaks as `br`, heading levels as the reading site has them."""
    root = Element("div", xmlns="http://www.w3.org/1999/xhtml")
    for block, level in outline(blocks):
        _add(root, block, level)
    return printable(tostring(root, encoding="unicode"))


def _add(root: Element, block: Block, level: int) -> None:
    if isinstance(block, ListBlock):
        _add_list(root, block.items, block.ordered, block.start)
    elif isinstance(block, Table):
        _add_table(root, block)
    elif isinstance(block, Quote):
        _write(SubElement(SubElement(root, "blockquote"), "p"), block.text)
    else:
        _write(SubElement(root, "p" if block.type == "paragraph" else f"h{level}"), block.text)


def _add_list(root: Element, items: Sequence[ListItem], ordered: bool | None, start: int | None = None) -> None:
    listed = SubElement(root, "ol" if ordered else "ul", {} if start is None else {"start": str(start)})
    for item in items:
        place = SubElement(listed, "li")
        _write(place, item.text)
        if item.items:
            _add_list(place, item.items, item.ordered)


def _add_table(root: Element, table: Table) -> None:
    place = SubElement(root, "table")
    if table.caption:
        _write(SubElement(place, "caption"), table.caption)
    head = 1 if table.header else 0
    for name, cell, rows in (("thead", "th", table.rows[:head]), ("tbody", "td", table.rows[head:])):
        part = SubElement(place, name) if rows else place
        for row in rows:
            line = SubElement(part, "tr")
            for text in row:
                _write(SubElement(line, cell), text)


def _write(place: Element, text: str) -> None:
    place.text, *lines = text.split("\n")
    for line in lines:
        SubElement(place, "br").tail = line
