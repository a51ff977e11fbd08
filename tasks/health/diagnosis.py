"""A run and what was known before it: why it fails or warns, and the source's health after it. Pure.

What the releases show that were read last is remembered, so that shares are measured over enough of them. What no good
run has judged yet stays in that measure until one does: a run that failed is not made good by the next one finding
nothing new. Only a better reading, or a source file that asks for less, makes it good.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.source import Source
from tasks.discover.walk import SeedReport
from tasks.health.blocks import WORDS
from tasks.health.cadence import silence
from tasks.health.gates import Tally, measure, reasons
from tasks.types.health import Alarm, Block, Gate, Health, RunRecord, Shown, Silence, SourceHealth
from tasks.types.visit import Outcome


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a run saw. `archived`: how many of the `listed` are archived, or known not to be there.

    `problems` are why it failed besides its gates. `latest`: day of the newest release. `whole`: no limit, no span.
    """

    outcomes: Sequence[Outcome]
    seeds: Sequence[SeedReport]
    listed: int
    archived: int
    problems: Sequence[str]
    latest: date | None
    today: date
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is to be said of a run; `read` is what the releases show that were read last."""

    failures: tuple[str, ...]
    warnings: tuple[str, ...]
    gates: tuple[Gate, ...]
    silence: Silence
    blocks: tuple[Block, ...]
    kept_out: bool
    read: Mapping[str, Shown]

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What wants somebody's eye."""
        found: dict[Alarm, bool] = {
            "failed": bool(self.failures),
            "blocked": self.kept_out,
            "silent": self.silence.alarm,
        }
        return tuple(alarm for alarm, is_on in found.items() if is_on)


def diagnose(source: Source, before: Health | None, seen: Sighting) -> Diagnosis:
    """What that run means for the source, as `before` knew it."""
    read = _read(before, seen.outcomes, source.gates.window)
    gates = measure(_tally(seen, read, before), source.gates)
    since = before.source.since.date() if before else seen.today
    quiet = silence(source.cadence, source.cadence_days, seen.latest, since, seen.today)
    blocked = list(_blocks(seen))
    kept_out = _is_kept_out(seen, source)
    failures = (*seen.problems, *reasons(gates, "failed"))
    warnings = (*_block_warnings(seen), *reasons(gates, "warned"), *([_say(quiet)] if quiet.alarm else []))
    return Diagnosis(
        failures=tuple(dict.fromkeys(failures)),
        warnings=warnings,
        gates=gates,
        silence=quiet,
        blocks=tuple(dict.fromkeys(blocked)),
        kept_out=kept_out,
        read=read,
    )


def remember(source: Source, before: Health | None, found: Diagnosis, run: RunRecord) -> Health:
    """The source's health after that run."""
    is_good = run.ending != "failed"
    fresh = [id_ for id_ in found.read if before is None or before.read.get(id_) != found.read[id_]]
    unsettled = () if is_good else tuple(dict.fromkeys((*(before.unsettled if before else ()), *fresh)))
    kept = {*list(found.read)[-source.gates.window :], *unsettled}
    told = SourceHealth(
        id=source.id,
        name=source.name,
        since=before.source.since if before else run.started,
        last=run,
        last_good=run if is_good else before.source.last_good if before else None,
        gates=found.gates,
        silence=found.silence,
        alarms=found.alarms,
    )
    read = {id_: shown for id_, shown in found.read.items() if id_ in kept}
    return Health(source=told, read=read, unsettled=tuple(id_ for id_ in unsettled if id_ in read))


def broken(source: Source, before: Health | None, run: RunRecord, today: date) -> Health:
    """The source's health after a run that ended before there was anything to measure."""
    latest = before.source.silence.latest if before else None
    since = before.source.since.date() if before else today
    quiet = silence(source.cadence, source.cadence_days, date.fromisoformat(latest) if latest else None, since, today)
    read = before.read if before else {}
    return remember(source, before, Diagnosis(run.failures, (), (), quiet, run.blocks, bool(run.blocks), read), run)


def renewed(before: Health | None, shown: Mapping[str, Shown], gone: Collection[str]) -> Health | None:
    """What was known, with what those releases show by now, without those that may be shown no more."""
    if before is None:
        return None
    read = {id_: shown.get(id_, one) for id_, one in before.read.items() if id_ not in gone}
    return before.model_copy(update={"read": read, "unsettled": tuple(id_ for id_ in before.unsettled if id_ in read)})


def ending(found: Diagnosis) -> str:
    """How the run ends."""
    return "failed" if found.failures else "warned" if found.warnings else "good"


def _read(before: Health | None, outcomes: Sequence[Outcome], window: int) -> dict[str, Shown]:
    """What the releases show that were read last, in that order: all of this run's, all that are unsettled."""
    fresh = {one.id: one.shown for one in outcomes if one.shown}
    earlier = {id_: one for id_, one in before.read.items() if id_ not in fresh} if before else {}
    owed = set(before.unsettled) if before else set()
    room = max(0, window - len(fresh) - len(owed & earlier.keys()))
    settled = [id_ for id_ in earlier if id_ not in owed]
    kept = owed | set(settled[len(settled) - room :] if room else [])
    return {**{id_: one for id_, one in earlier.items() if id_ in kept}, **fresh}


def _tally(seen: Sighting, read: Mapping[str, Shown], before: Health | None) -> Tally:
    results = [one.result for one in seen.outcomes]
    return Tally(
        listed=seen.listed,
        archived=seen.archived,
        visited=len(results),
        failed=results.count("failed"),
        aside=results.count("set aside"),
        new=results.count("new"),
        read=tuple(read.values()),
        whole=seen.whole,
        first=before is None or before.source.last_good is None,
    )


def _blocks(seen: Sighting) -> Iterator[Block]:
    said = [block for seed in seen.seeds for block in seed.blocks]
    said += [one.block for one in seen.outcomes if one.block]
    return (block for block in WORDS if block in said)


def _is_kept_out(seen: Sighting, source: Source) -> bool:
    """Whether a list is closed to us, or more releases than may fail. One page that is refused is a page's matter."""
    closed = sum(one.block is not None for one in seen.outcomes)
    return any(seed.blocks for seed in seen.seeds) or closed > source.gates.failed_share * len(seen.outcomes)


def _block_warnings(seen: Sighting) -> Iterator[str]:
    for seed in seen.seeds:
        if seed.blocks:
            yield f"{seed.url}: kept out, so nothing is known of its news: {'; '.join(_words(seed.blocks))}"
    closed = [one.block for one in seen.outcomes if one.block]
    if closed:
        yield f"kept out of {len(closed)} of {len(seen.outcomes)} releases: {'; '.join(_words(closed))}"


def _words(blocks: Collection[str]) -> list[str]:
    return [words for block, words in WORDS.items() if block in blocks]


def _say(quiet: Silence) -> str:
    since = f"no new release since {quiet.latest}" if quiet.latest else "no release at all"
    if quiet.allowed is not None and quiet.expected is not None and quiet.expected > quiet.allowed:
        return (
            f"{since}: {quiet.expected} days on which one was expected, at most {quiet.allowed} may pass (cadence.days)"
        )
    return f"{since}: {quiet.days} days, at most {quiet.allowed_days:g} may pass (cadence_days)"


def record(found: Diagnosis, summary: str, run: str | None, started: datetime, finished: datetime) -> RunRecord:
    """The run, as it ended."""
    return RunRecord.model_validate(
        {
            "run": run,
            "started": started,
            "finished": finished,
            "ending": ending(found),
            "summary": summary,
            "failures": found.failures,
            "warnings": found.warnings,
            "blocks": found.blocks,
        }
    )
