"""How the sources fare, in Markdown for the operator: the artifact `status`, and a part of each run's report. Pure."""

from collections.abc import Iterator

from flows.reports.markup import plain
from tasks.types.health import Gate, RunRecord, Silence, SourceHealth, Status

_ALARMS = {
    "failed": "the last run failed",
    "blocked": "the site keeps us out",
    "silent": "nothing new for longer than expected",
}


def status_markdown(status: Status) -> str:
    """Every source in a table, then each with its gates."""
    head = ("# Sources", _table(status) if status.sources else "No source has been asked yet.")
    return "\n\n".join((*head, *(f"## {plain(one.name)}\n\n{source_section(one)}" for one in status.sources))) + "\n"


def source_section(health: SourceHealth) -> str:
    """One source: its alarms, its cadence, its gates."""
    parts = (
        " ".join(f"**Alarm: {_ALARMS[alarm]}.**" for alarm in health.alarms),
        _cadence(health.silence),
        _gates(health.gates),
        *(f"- {plain(line)}" for line in (*health.last.failures, *health.last.warnings)),
    )
    return "\n\n".join(part for part in parts if part)


def _table(status: Status) -> str:
    rows = [
        f"| {plain(one.id)} | {_run(one.last)} | {_run(one.last_good)} | {one.silence.latest or 'none'} "
        f"| {', '.join(_ALARMS[alarm] for alarm in one.alarms) or 'none'} |"
        for one in status.sources
    ]
    head = "| source | last run | last good run | newest release | alarm |"
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def _run(run: RunRecord | None) -> str:
    return f"{run.finished:%Y-%m-%d %H:%M} UTC, {run.ending}" if run else "none yet"


def _cadence(silence: Silence) -> str:
    latest = f"Newest release of {silence.latest}, {silence.days} days ago" if silence.latest else "No release yet"
    return f"{latest}; {'; '.join(_allowed(silence)) or 'no cadence is set'}."


def _allowed(silence: Silence) -> Iterator[str]:
    if silence.allowed is not None:
        yield f"{silence.expected} days since on which one was expected, at most {silence.allowed} are no alarm"
    if silence.allowed_days is not None:
        yield f"at most {silence.allowed_days:g} days are no alarm"


def _gates(gates: tuple[Gate, ...]) -> str:
    if not gates:
        return ""
    rows = [f"| {gate.name} | {_measured(gate)} | {_limit(gate)} | {gate.verdict} |" for gate in gates]
    return "\n".join(["| gate | measured | limit | verdict |", "|---|---:|---:|---|", *rows])


def _measured(gate: Gate) -> str:
    if gate.of is None:
        return str(gate.count)
    return f"{gate.count} of {gate.of}" + (f" ({gate.measured:.0%})" if gate.measured is not None else "")


def _limit(gate: Gate) -> str:
    return f"{'≥' if gate.bound == 'minimum' else '≤'} {gate.limit:g}" if gate.of is None else _share(gate)


def _share(gate: Gate) -> str:
    return f"{'≥' if gate.bound == 'minimum' else '≤'} {gate.limit:.0%}"
