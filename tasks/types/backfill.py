"""A backfill's values: its plan, and its slices with what came of each release."""

from datetime import date
from typing import Annotated

from pydantic import Field

from tasks.types.release import Timestamp, Value
from tasks.types.visit import Result
from tasks.types.web import Find

CaptureTime = Annotated[str, Field(pattern=r"^\d{4,14}$")]


class Sighting(Value):
    """One capture that an index lists: where it was taken, when, and, where the index says so, in which WARC file."""

    url: str = Field(description="as the index writes it")
    timestamp: CaptureTime
    index: str = Field(description="which index lists it")
    digest: str | None = None
    filename: str | None = None
    offset: int | None = None
    length: int | None = None


class Target(Value):
    """A release to be visited, and what came of it. `day`: as a list gives it, a hint.

    No word of what it says is kept here: what is erased of a release is not to be sought in plans.
    """

    id: str
    url: str
    aliases: tuple[str, ...] = ()
    day: date | None = None
    sightings: tuple[Sighting, ...] = ()
    result: Result | None = None
    reason: str | None = None

    @property
    def find(self) -> Find:
        """As a list would give it."""
        return Find(self.id, self.url, None, self.day, self.aliases)

    @property
    def is_open(self) -> bool:
        """Whether it is to be visited (again)."""
        return self.result in (None, "failed")

    @property
    def is_elsewhere(self) -> bool:
        """Whether the site has it no longer and a web archive has."""
        return self.result in ("missing", "gone") and bool(self.sightings)


class Slice(Value):
    """A part of a backfill that one worker goes through: releases of one month, or of none known."""

    source: str
    backfill: str
    name: str
    targets: tuple[Target, ...]

    @property
    def key(self) -> str:
        """Where it stands."""
        return f"backfill/{self.source}/{self.backfill}/slices/{self.name}.json"

    @property
    def open(self) -> tuple[Target, ...]:
        """What is left."""
        return tuple(target for target in self.targets if target.is_open)


class Looked(Value):
    """How one place where addresses were looked for fared, as a report tells it."""

    place: str
    kind: str
    pages: int
    releases: int
    problem: str | None = None


class Plan(Value):
    """A backfill: what it was asked for, what it has looked at, and, once it has looked everywhere, its slices."""

    source: str
    name: str
    since: date | None = None
    until: date | None = None
    begun: Timestamp
    pages: dict[str, str] = Field({}, description="captures of the pages and index answers looked at, by address")
    looked: tuple[Looked, ...] = ()
    known: int = Field(0, description="releases found that were archived already")
    before: int = Field(0, description="releases left out: captured by others before `since` already")
    slices: dict[str, int] | None = Field(None, description="how many releases each holds; absent: still looking")
    finished: Timestamp | None = None

    @property
    def key(self) -> str:
        """Where it stands."""
        return f"backfill/{self.source}/{self.name}/plan.json"
