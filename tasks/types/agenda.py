"""The agenda: what planning a run needs to know of each release, in short.

Made from the ledgers, and good as long as they are: it names each by its ETag.
"""

from typing import NamedTuple

from pydantic import Field

from tasks.types.release import Status, Value


class Note(NamedTuple):
    """A release in the agenda."""

    status: Status | None
    archived: bool
    """Whether a version stands stored."""
    published: str | None
    """Its day, as the version that stands now gives it."""
    rank: int
    """What is asked for first: 0 the missing, 1 the unfinished, 2 all others."""
    due: int
    """When it is next asked for if nothing else is wrong with it, in seconds since 1970."""
    unread: str | None
    """The reader that could not read the page (empty: not known); None where it was read."""
    known: tuple[str, ...]
    """Its addresses, each as the beginning of its SHA-256."""


class Chapter(Value):
    """The releases of one ledger."""

    tag: str = Field(description="the ledger's ETag")
    notes: dict[str, Note]


class Agenda(Value):
    """`ledger/<source>/agenda.json`; derived: without it every ledger is read once."""

    source: str
    made_for: str = Field(description="names the rules and the code that it was made by")
    ledgers: dict[str, Chapter] = Field({}, description="by year, or `undated`")

    def encode(self) -> bytes:
        """On few lines: it has one note for each release that was ever archived."""
        return (self.model_dump_json(by_alias=True) + "\n").encode()
