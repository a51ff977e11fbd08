"""Which runs have lost their process, and what is to become of them. Pure.

A run is lost when its sign of life is the same at two looks a while apart, in the same state: a minute and a half
where it was at work, which is three signs (`flows.signals.pulse`); five minutes where a worker took it and it has not
begun. Only change counts, so clocks that differ do no harm, and whoever looks has reached the server itself at both
looks. A server or a broker that was away in between, or a worker that lives on another machine, makes no live run look
lost: it has given a sign since the server is back, before the second look.

A lost run that can be started again is given back to whichever worker takes it: it goes on where the ledger stands. One
that was being cancelled is cancelled. One that was lost again and again has crashed: something in it ends its workers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

Lost = Literal["RUNNING", "PENDING", "CANCELLING"]
"""The states that a run whose process is gone may be left in."""

Fate = Literal["noted", "awaited", "given back", "cancelled", "crashed"]
"""`noted`: its sign is new; `awaited`: it is the same as at an earlier look, not for long enough."""

PATIENCE: Mapping[Lost, timedelta] = {
    "RUNNING": timedelta(seconds=90),
    "CANCELLING": timedelta(seconds=90),
    "PENDING": timedelta(minutes=5),
}
TRIES = 10
"""How often a run is begun."""


@dataclass(frozen=True, slots=True)
class Look:
    """What an earlier look saw of a run, and when that was first seen so."""

    sign: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """A run as it is seen now. `begun`: how often it was; `again`: whether it makes sense to start it again."""

    run: UUID
    state: Lost
    sign: str
    begun: int
    before: Look | None = None
    again: bool = True


def judge(one: Seen, now: datetime) -> Fate:
    """What is to become of a run."""
    if one.before is None or one.before.sign != one.sign:
        return "noted"
    if now - one.before.at < PATIENCE[one.state]:
        return "awaited"
    if one.state == "CANCELLING":
        return "cancelled"
    return "given back" if one.again and one.begun < TRIES else "crashed"
