"""What came of one release in one run: the line in the report and the observations for the ledger."""

from dataclasses import dataclass
from typing import Literal

from tasks.types.health import Shown
from tasks.types.ledger import Observation

Result = Literal["new", "changed", "unchanged", "set aside", "missing", "gone", "outside", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One release's line in the report. `received` counts bytes of message bodies.

    `shown`: what the page was read to have; `block`: how the site kept us out of it.
    """

    id: str
    url: str
    result: Result
    title: str | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()
    received: int = 0
    shown: Shown | None = None
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """`observations` are what the ledger keeps of it."""

    outcome: Outcome
    observations: tuple[Observation, ...]
