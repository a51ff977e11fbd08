"""Long lists in parts: what is full never changes when something newer comes.

Lists are newest first. The front page holds the newest; what no longer fits is cut off at its old end, part by part,
numbered from the oldest. So one more item touches the front page alone, and now and then the part that is cut off and
the one below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Part(Generic[Item]):
    """One page of a list: its file's name, what it lists, and the names of the parts beside it."""

    name: str
    items: tuple[Item, ...]
    older: str | None
    newer: str | None


def full_parts(count: int, size: int) -> int:
    """How many parts are cut off a list of so many items."""
    return max(0, count - size) // size


def part_names(stem: str, parts: int) -> list[str]:
    """The names of so many parts, without an ending, front page first."""
    return [stem, *(f"{stem}-{n}" for n in range(parts - 1, 0, -1))]


def divide(stem: str, items: Sequence[Item], size: int, ending: str = "html") -> list[Part[Item]]:
    """The list's parts, front page first; it has at least `size` items where there are so many, and less than twice."""
    cut = full_parts(len(items), size)
    front = len(items) - cut * size
    slices = [items[:front], *(items[front + n * size : front + (n + 1) * size] for n in range(cut))]
    names = [f"{name}.{ending}" for name in part_names(stem, cut + 1)]
    return [
        Part(name, tuple(held), older, newer)
        for name, held, older, newer in zip(names, slices, [*names[1:], None], [None, *names[:-1]], strict=True)
    ]
