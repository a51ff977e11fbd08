"""Names of readers: what a page reads as depends on the code that reads and on the source's rules, so these name it.

What one reader set aside, another may read; what two readers make of one page tells a better reader from an edit.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from config.source import Source

_ROOMS = ("tasks.parse", "tasks.credits", "tasks.credits.crediting", "tasks.normalise", "tasks.credits.agreement")


def reader_id(source: Source) -> str:
    """Names how that source's pages are read."""
    rules = "\n".join((code_digest(*_ROOMS), source.pages.model_dump_json(), source.time_zone, source.country or ""))
    return hashlib.sha256(rules.encode()).hexdigest()[:16]


@cache
def code_digest(*rooms: str) -> str:
    """Names the code of these modules and packages."""
    parts = [part for room in rooms for part in _sources(room)]
    digests = "".join(hashlib.sha256(part.name.encode() + b"\n" + part.read_bytes()).hexdigest() for part in parts)
    return hashlib.sha256(digests.encode()).hexdigest()[:16]


def _sources(room: str) -> Iterator[Traversable]:
    """A module's file, or those of a package and of all packages within it."""
    package, _, name = room.rpartition(".")
    module = files(package) / f"{name}.py"
    yield from [module] if module.is_file() else _below(files(package) / name)


def _below(folder: Traversable) -> Iterator[Traversable]:
    for part in sorted(folder.iterdir(), key=lambda one: one.name):
        if part.is_dir():
            yield from _below(part)
        elif part.name.endswith(".py"):
            yield part
