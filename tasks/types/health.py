"""How a source fares: its last run, what that was measured by, since when nothing new came. Published as `status.json`.

What a run measured is told as it was counted (`count` of `of`), so that whoever reads it can do the sum.
"""

from typing import Literal

from pydantic import Field

from tasks.types.release import Timestamp, Value

Field_ = Literal["headline", "alternativeHeadline", "date", "publisher", "text", "picture", "attachment"]
"""What a release may have, as gates ask for it."""

Verdict = Literal["passed", "failed", "warned", "unjudged"]
Block = Literal["challenge", "captcha", "login", "shell", "refusal"]
"""How a site keeps a program out: a test of the browser, a riddle, a login, a page without content, a plain no."""
Ending = Literal["good", "warned", "failed"]
Alarm = Literal["failed", "blocked", "silent"]
"""What wants somebody's eye: the last run failed; the site kept us out; nothing new came for longer than expected."""


class Shown(Value):
    """What a release was read to have."""

    fields: tuple[Field_, ...] = ()
    pictures: int = Field(0, ge=0)
    credited: int = Field(0, ge=0)


class Gate(Value):
    """One gate of the source file: what was counted, of how many, and what is asked for."""

    name: str = Field(description="its key in the source file, below `gates`")
    bound: Literal["minimum", "maximum"]
    limit: float
    count: int = Field(ge=0)
    of: int | None = Field(None, ge=0, description="a share's whole; absent: the count itself is measured")
    verdict: Verdict

    @property
    def measured(self) -> float | None:
        """The count, or the share; None of nothing."""
        if self.of is None:
            return float(self.count)
        return self.count / self.of if self.of else None


class Silence(Value):
    """For how long nothing new came."""

    latest: str | None = Field(None, description="day of the newest release that is archived")
    days: int = Field(ge=0, description="calendar days since then, or since the first run")
    expected: int | None = Field(None, ge=0, description="of these, whole days on which a release was expected")
    allowed: int | None = Field(None, description="how many of those are no alarm")
    allowed_days: float | None = Field(None, description="how many calendar days are no alarm")
    alarm: bool = Field(False, description="longer than either")


class RunRecord(Value):
    """One run, as it ended."""

    run: str | None = Field(None, description="the run's id in Prefect")
    started: Timestamp
    finished: Timestamp
    ending: Ending
    summary: str
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = Field((), description="how the site kept us out, where it did")


class SourceHealth(Value):
    """One source in `status.json`."""

    id: str
    name: str
    since: Timestamp = Field(description="the first run that is remembered")
    last: RunRecord
    last_good: RunRecord | None = Field(None, description="the last one that published")
    gates: tuple[Gate, ...] = ()
    silence: Silence
    alarms: tuple[Alarm, ...] = ()


class Status(Value):
    """`status.json`: every source's health, as its last run left it."""

    generated: Timestamp | None = Field(None, description="end of the latest run; absent: there was none")
    sources: tuple[SourceHealth, ...] = ()


class Health(Value):
    """`health/<source>.json`: what is published of it, and the releases read last, newest last, with what they show."""

    source: SourceHealth
    read: dict[str, Shown] = Field({})
    unsettled: tuple[str, ...] = Field((), description="of these, which no good run has judged yet")
