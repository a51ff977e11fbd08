"""What was seen of a trial, as a table, and whether the fleet stood it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.fleet.region import Region
from tests.fleet.trial import Holdings

WINDOW = 10.0
SLACK = 1.05


@dataclass
class Diary:
    """What happened, and when; `say` says it at once."""

    say: Callable[[str], None]
    began: float = field(default_factory=time.monotonic)
    lines: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        """Write it down, and say it."""
        self.lines.append(f"{time.monotonic() - self.began:6.0f} s  {what}")
        self.say(self.lines[-1])


@dataclass(frozen=True)
class Outcome:
    """What came of it: of so many `releases` a city, at that `rate`, within that many `seconds`."""

    region: Region
    releases: int
    rate: float
    seconds: float
    happened: list[str]
    runs: list[str]
    held: list[Holdings]
    findings: tuple[str, ...]

    @property
    def busiest(self) -> int:
        """The most requests in any window."""
        return self.region.busiest(WINDOW)

    @property
    def allowed(self) -> float:
        """How many may be."""
        return self.rate * WINDOW * SLACK

    @property
    def lost(self) -> int:
        """Releases that are missing."""
        return sum(one.lost(self.releases) for one in self.held)

    @property
    def twice(self) -> int:
        """What is there that should not be."""
        return sum(one.twice for one in self.held)

    @property
    def sound(self) -> bool:
        """Whether nothing is missing, nothing there twice, nothing damaged, and the pace was kept."""
        return not (self.lost or self.twice or self.findings) and self.busiest <= self.allowed

    def table(self) -> Iterator[str]:
        """A line for each thing that was seen."""
        for name, what in self._rows():
            yield f"{name:<26}{what}"

    def _rows(self) -> Iterator[tuple[str, str]]:
        yield "requests", str(len(self.region.requests))
        yield f"most in any {WINDOW:g} s", f"{self.busiest} (limit + 5 %: {self.allowed:g})"
        yield "seconds", f"{self.seconds:.0f}"
        for line in self.happened:
            yield "what happened", line
        for line in self.runs:
            yield "run", line
        for one in self.held:
            pages = self.region.asked_for(one.town)
            again = len(pages) - len(set(pages))
            said = f"{one.named} of {self.releases}, {one.captured} with evidence; pages asked for again: {again}"
            yield f"archived: {one.town}", said
        yield "there twice", str(self.twice)
        yield "lost", str(self.lost)
        yield "audit findings", str(len(self.findings))
        for line in self.findings[:20]:
            yield "finding", line
