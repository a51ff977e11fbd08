"""Facts of a picture that a page packs as JSON into an attribute, for its scripts."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from config.source import JsonAttribute


@dataclass(slots=True)
class Packed:
    """What such attributes hold, as written; the first word on each fact leads."""

    urls: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)


def unpack(elements: Iterable[Tag], attributes: Iterable[JsonAttribute]) -> Packed:
    """The facts in these attributes of the elements; what is no JSON holds none (`damaged` names it)."""
    packed, elements = Packed(), list(elements)
    for attribute in attributes:
        for data in (_read(element, attribute)[0] for element in elements):
            packed.urls += _at(data, attribute.url)
            packed.captions += _at(data, attribute.caption)
            packed.credits += _at(data, attribute.credit)
            packed.alts += _at(data, attribute.alt)
    return packed


def damaged(elements: Iterable[Tag], attributes: Iterable[JsonAttribute]) -> Iterator[str]:
    """A line for each attribute that holds no JSON, with the place of the fault."""
    elements = list(elements)
    for attribute in attributes:
        for fault in (_read(element, attribute)[1] for element in elements):
            if fault:
                yield f"picture: attribute {attribute.attribute} is no JSON ({fault})"


def _read(element: Tag, attribute: JsonAttribute) -> tuple[object, str | None]:
    """The attribute's data, and why it is none."""
    written = str(element.get(attribute.attribute) or "").strip()
    if not written:
        return None, None
    try:
        return json.loads(written, strict=False), None
    except (ValueError, RecursionError) as error:
        return None, " ".join(str(error).split())


def _at(data: object, path: str | None) -> list[str]:
    """The text at that path; a number in it names a list's member."""
    if path is None:
        return []
    for name in path.split("."):
        if isinstance(data, dict):
            data = data.get(name)
        elif isinstance(data, list) and name.isdecimal() and int(name) < len(data):
            data = data[int(name)]
        else:
            return []
    return [data] if isinstance(data, str) and data.strip() else []
