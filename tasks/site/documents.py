"""Archive documents of feeds (RFC 5005, section 4): what a feed holds no more, by year, each leading to the one before.

A feed holds what is in no full document of its newest year; of former years documents hold all. So it and its documents
together hold everything. A full document stays as it is, but for what changes in its own entries: it is made from these
and from which document stands before it, and says nothing of those after it. Pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tasks.site.pages.parts import Item, divide, full_parts, part_names

PART = 30
"""Entries of a full document. The newest part of a year holds at least as many, and less than twice as many."""


@dataclass(frozen=True, slots=True)
class Document:
    """One of them. Names are without an ending, as seen from the feed's folder; `digest` is of its entries."""

    name: str
    year: int
    part: int
    digest: str
    before: str | None

    def items(self, held: Sequence[Item]) -> tuple[Item, ...]:
        """Those of the year's that it holds."""
        parts = divide("", held, PART)
        return parts[self.part].items if self.part < len(parts) else ()


def part_digests(items: Sequence[Item], named: Callable[[Sequence[Item]], str]) -> tuple[str, ...]:
    """A digest of each part of a year, newest first; `named` names all that entries show of these items."""
    parts = divide("", items, PART) if items else []
    return tuple(sha256(named(part.items).encode(errors="replace")).hexdigest() for part in parts)


def documents(folder: str, years: Mapping[int, Sequence[str]]) -> list[Document]:
    """All that a feed has in that folder, newest first; `years`: newest first, each with the digests of its parts."""
    held = {year: parts for year, parts in years.items() if parts}
    found = [
        (f"{folder}/{name}", year, part, digest)
        for year, digests in held.items()
        for part, (name, digest) in enumerate(zip(part_names(f"{year}", len(digests)), digests, strict=True))
        if part or year != max(held)
    ]
    befores = [*(name for name, *_ in found[1:]), None]
    return [Document(*one, before) for one, before in zip(found, befores, strict=False)]


def not_archived(count: int) -> int:
    """How many of the newest year's so many entries stand in none of its documents."""
    return count - full_parts(count, PART) * PART
