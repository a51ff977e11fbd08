"""What a run is told to do, and what must be left nowhere once it is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tasks.store.bucket import Bucket
from tests.tasks.office import unpacked
from tests.tasks.publish.tree import read_all
from tests.torture.child import Flow


@dataclass(frozen=True)
class Gone:
    """What stands in no name and in no object below that prefix any more, nor in what is packed there."""

    below: str = ""
    names: tuple[str, ...] = ()
    words: tuple[bytes, ...] = ()
    spared: tuple[str, ...] = ()
    """Objects below these are not asked."""

    def left(self, bucket: Bucket, known: dict[str, bytes]) -> Iterator[str]:
        """Whatever is left of it, a line each; `known`: bytes that were read before, by ETag."""
        if not (self.names or self.words):
            return
        for key, body in read_all(bucket, self.below, known).items():
            if not key.startswith(self.spared):
                yield from (f"left over: {key}" for name in self.names if name in key)
                whole = unpacked(body)
                yield from (f"left over in {key}: {word[:60]!r}" for word in self.words if word in whole)


@dataclass(frozen=True)
class Order:
    """A flow with what it is given; `name` stands for it in the table."""

    name: str
    flow: Flow
    given: Mapping[str, Any]
    gone: Gone = field(default_factory=Gone)
