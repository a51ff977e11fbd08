"""The body of a release: from the short forms of the release files to the archive's own block types, and what they say.

A string is a paragraph; `heading` (with `level`), `list`, `numbered`, `quote` and `table` (with `header`, `caption`)
name the others. An item of a list is a string, or a mapping of `text` and `items`.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator

from tasks.types.release import Block, Heading, ListBlock, ListItem, Paragraph, Quote, Table
from tests.city.notation import Anchor, anchors, plain


def _item(data: Any) -> Any:
    if isinstance(data, str):
        return {"text": data}
    return {**data, "items": [_item(item) for item in data.get("items", ())]}


def _list(ordered: bool) -> Callable[[dict[str, Any]], dict[str, Any]]:
    name = "numbered" if ordered else "list"
    return lambda data: {"type": "list", "ordered": ordered, "items": [_item(item) for item in data[name]]}


_SHORT_FORMS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "heading": lambda data: {"type": "heading", "text": data["heading"], "level": data.get("level", 3)},
    "list": _list(ordered=False),
    "numbered": _list(ordered=True),
    "quote": lambda data: {"type": "quote", "text": data["quote"]},
    "table": lambda data: {"type": "table", "header": True, **data, "rows": data["table"]},
}


def _block(data: Any) -> Any:
    """A short form written out; anything else as it is."""
    if isinstance(data, str):
        return {"type": "paragraph", "text": data}
    name = next((name for name in _SHORT_FORMS if isinstance(data, dict) and name in data), None)
    if name is None:
        return data
    written = _SHORT_FORMS[name](data)
    return {key: value for key, value in written.items() if key not in _SHORT_FORMS}


BodyBlock = Annotated[Block, BeforeValidator(_block)]


def _plain_item(item: ListItem) -> ListItem:
    return ListItem(text=plain(item.text), items=tuple(map(_plain_item, item.items)), ordered=item.ordered)


def plain_block(block: Block) -> Block:
    """That block as a reader sees it, the notation undone."""
    match block:
        case Paragraph() | Heading() | Quote():
            return block.model_copy(update={"text": plain(block.text)})
        case ListBlock():
            return block.model_copy(update={"items": tuple(map(_plain_item, block.items))})
        case Table():
            return block.model_copy(update={"rows": tuple(tuple(map(plain, row)) for row in block.rows)})


def _item_texts(item: ListItem) -> Iterator[str]:
    yield item.text
    for nested in item.items:
        yield from _item_texts(nested)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case ListBlock():
            for item in block.items:
                yield from _item_texts(item)
        case Table():
            for row in block.rows:
                yield from row
        case _:
            yield block.text


def block_links(block: Block) -> tuple[Anchor, ...]:
    """The links in that block, in order."""
    return tuple(link for text in _texts(block) for link in anchors(text))
