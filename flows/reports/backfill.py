"""How a backfill stands and what came of it, in words for the operator. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.reports.markup import plain
from tasks.types.backfill import Plan, Sighting, Slice, Target
from tasks.types.visit import Result

_ORDER: tuple[Result, ...] = ("failed", "set aside", "missing", "gone", "new", "changed", "outside", "unchanged")
_LISTED = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is: `before` of its releases were done when this run `began`."""

    done: int
    total: int
    before: int
    began: datetime
    now: datetime

    @property
    def left(self) -> int:
        """Releases still to be visited."""
        return self.total - self.done

    @property
    def percent(self) -> float:
        """As the UI draws it."""
        return 100 * self.done / self.total if self.total else 100.0

    @property
    def rate(self) -> float | None:
        """Releases a second in this run; None while there is nothing to tell it from."""
        seconds = (self.now - self.began).total_seconds()
        return (self.done - self.before) / seconds if self.done > self.before and seconds > 0 else None

    @property
    def end(self) -> datetime | None:
        """When the work ends, if it goes on as it did; None while that is unknown."""
        try:
            return self.now + timedelta(seconds=self.left / self.rate) if self.rate else None
        except OverflowError:
            return None

    @property
    def text(self) -> str:
        """One line."""
        said = [f"{self.done} of {self.total} releases done", f"{self.left} left"]
        if self.left:
            said.append(f"{self.rate:.2f} a second" if self.rate else "rate not known yet")
            said.append(f"expected end {self.end:%Y-%m-%d %H:%M} UTC" if self.end else "expected end not known yet")
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class BackfillReport:
    """What a backfill came to. `failures`: why it must not count as good; `published`: files written by this run."""

    plan: Plan
    slices: tuple[Slice, ...]
    failures: tuple[str, ...] = ()
    published: int = 0
    list_key: str | None = None

    @property
    def targets(self) -> tuple[Target, ...]:
        """Every release of it."""
        return tuple(target for part in self.slices for target in part.targets)

    @property
    def elsewhere(self) -> tuple[Target, ...]:
        """The releases that only web archives have."""
        return elsewhere_of(self.slices)

    @property
    def counts(self) -> Counter[Result | None]:
        """How many releases ended how; None: not visited yet."""
        return Counter(target.result for target in self.targets)

    @property
    def summary(self) -> str:
        """One line."""
        counts, plan = self.counts, self.plan
        said = [f"{counts[result]} {result}" for result in _ORDER if counts[result]]
        if counts[None]:
            said.append(f"{counts[None]} left")
        if len(self.elsewhere):
            said.append(f"{len(self.elsewhere)} only in web archives")
        days = f"{plan.since or 'the start'} to {plan.until or 'today'}"
        whole = f"{len(self.targets)} releases in {len(self.slices)} slices"
        is_open = (counts["failed"] or counts[None]) and not self.failures
        ending = "; run again to go on with what is left or failed" if is_open else ""
        return f"{plan.source}: backfill from {days}: {whole}: {', '.join(said) or 'nothing to do'}{ending}"


def elsewhere_of(slices: Iterable[Slice]) -> tuple[Target, ...]:
    """The releases that the site has no longer and web archives have."""
    return tuple(target for part in slices for target in part.targets if target.is_elsewhere)


def to_markdown(report: BackfillReport) -> str:
    """The report as a Prefect artifact shows it."""
    parts = (
        f"# {plain(report.summary)}",
        *(f"**{plain(failure)}**" for failure in report.failures),
        _facts(report),
        _looked(report.plan),
        _slices(report.slices),
        _results(report.targets),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(report: BackfillReport) -> str:
    plan = report.plan
    said = [f"Begun {plan.begun:%Y-%m-%d %H:%M} UTC, {report.published} files published by this run."]
    if plan.known:
        said.append(f"{plan.known} releases that were found are archived already.")
    if plan.before:
        said.append(f"{plan.before} were captured by others before {plan.since} already, so they are older: left out.")
    return " ".join(said)


def _looked(plan: Plan) -> str:
    rows = [
        f"| {plain(one.place)} | {one.kind} | {one.pages} | {one.releases} | {plain(one.problem or '')} |"
        for one in plan.looked
    ]
    return "\n".join(["| looked at | kind | pages | releases | problem |", "|---|---|---:|---:|---|", *rows])


def _slices(slices: Sequence[Slice]) -> str:
    rows = [f"| {part.name} | {len(part.targets)} | {len(part.open)} |" for part in slices]
    return "\n".join(["| slice | releases | left |", "|---|---:|---:|", *rows]) if rows else ""


def _results(targets: Sequence[Target]) -> str:
    rows = [target for target in targets if target.result in ("failed", "set aside", "missing", "gone")]
    lines = [f"- {target.id} {plain(target.url)}: {target.result}: {plain(target.reason or '')}" for target in rows]
    more = [f"… and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else []
    return "\n".join(["## Not archived", "", *lines[:_LISTED], *more]) if lines else ""


def elsewhere_markdown(targets: Sequence[Target], list_key: str) -> str:
    """What is only in web archives, for the operator; `list_key`: where all of it stands."""
    head = (
        f"# {len(targets)} releases are only in web archives\n\n"
        f"All of it, as CDXJ: `{list_key}`. Fetch the captures, then take them over with `pressearchiv import`.\n\n"
    )
    rows = [_sighting(target, one) for target in targets for one in target.sightings]
    more = [f"\n… and {len(rows) - _LISTED} more"] if len(rows) > _LISTED else []
    table = ["| release | address | captured | index | WARC file |", "|---|---|---|---|---|", *rows[:_LISTED], *more]
    return head + "\n".join(table) + "\n"


def _sighting(target: Target, one: Sighting) -> str:
    place = f"{one.filename} at {one.offset}" if one.filename and one.offset is not None else one.filename or ""
    return f"| {target.id} | {plain(one.url)} | {one.timestamp} | {plain(one.index)} | {plain(place)} |"
