"""A run's report: what came of every release, in Markdown for the operator. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flows.reports.health import source_section
from flows.reports.markup import plain, size
from tasks.discover.walk import SeedReport
from tasks.types.health import SourceHealth
from tasks.types.visit import Outcome, Result

_ORDER: tuple[Result, ...] = ("failed", "set aside", "missing", "gone", "new", "changed", "outside", "unchanged")
_BAD: frozenset[Result] = frozenset({"failed", "set aside"})
_LISTED = 200
"""How many releases of one result the report lists; the counts are always whole."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run did. `failures` are why it must not count as good, one line each; `health`: how the source fares;
    `held`: why nothing new was published though this run found no fault.
    """

    source: str
    started: datetime
    finished: datetime
    outcomes: tuple[Outcome, ...]
    seeds: tuple[SeedReport, ...]
    failures: tuple[str, ...]
    received: int
    published: int | None
    health: SourceHealth | None = field(default=None, kw_only=True)
    held: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the operator should know of a run that counts."""
        return (*self.held, *(self.health.last.warnings if self.health else ()))

    @property
    def counts(self) -> Counter[Result]:
        """How many releases ended how."""
        return Counter(outcome.result for outcome in self.outcomes)

    @property
    def summary(self) -> str:
        """One line."""
        counts = self.counts
        said = [f"{counts[result]} {result}" for result in _ORDER if counts[result]]
        return f"{self.source}: {len(self.outcomes)} releases: {', '.join(said) or 'nothing to do'}"


def share_failure(outcomes: Sequence[Outcome], allowed: float) -> str | None:
    """Why too many releases failed or were set aside; None where few enough did."""
    bad = sum(outcome.result in _BAD for outcome in outcomes)
    if not bad or bad / len(outcomes) <= allowed:
        return None
    return (
        f"{bad} of {len(outcomes)} releases failed or were set aside ({bad / len(outcomes):.0%}), "
        f"at most {allowed:.0%} may (gates.failed_share)"
    )


def to_markdown(report: RunReport) -> str:
    """The report as a Prefect artifact shows it."""
    parts = [
        f"# {plain(report.summary)}",
        *(f"**{plain(failure)}**" for failure in report.failures),
        *(f"Warning: {plain(warning)}" for warning in report.warnings),
        _facts(report),
        source_section(report.health) if report.health else "",
        _seeds(report.seeds),
        *(_section(report.outcomes, result) for result in _ORDER if result != "unchanged"),
        _notes(report.outcomes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(report: RunReport) -> str:
    published = "nothing published" if report.published is None else f"{report.published} files published"
    seconds = (report.finished - report.started).total_seconds()
    return f"Took {seconds:.1f} s, received {size(report.received)}, {published}."


def _seeds(seeds: Sequence[SeedReport]) -> str:
    rows = [f"| {plain(s.url)} | {s.kind} | {s.pages} | {s.finds} | {plain(s.problem or '')} |" for s in seeds]
    return "\n".join(["| seed | kind | pages | releases | problem |", "|---|---|---:|---:|---|", *rows]) if rows else ""


def _section(outcomes: Sequence[Outcome], result: Result) -> str:
    rows = [outcome for outcome in outcomes if outcome.result == result]
    if not rows:
        return ""
    left = [f"… and {len(rows) - _LISTED} more"] if len(rows) > _LISTED else []
    return "\n".join([f"## {result.capitalize()} ({len(rows)})", "", *map(_line, rows[:_LISTED]), *left])


def _line(outcome: Outcome) -> str:
    title = plain(outcome.title or outcome.id)
    reason = f": {plain(outcome.reason)}" if outcome.reason else ""
    return f"- [{outcome.id}]({outcome.url.replace(')', '%29')}) {title}{reason}"


def _notes(outcomes: Sequence[Outcome]) -> str:
    rows = [f"- {outcome.id}: {plain(note)}" for outcome in outcomes for note in outcome.notes]
    return "\n".join(["## Noticed", "", *rows[:_LISTED]]) if rows else ""
