"""What a run found against what its source file asks for. Pure.

Minima that are not reached, and shares of what went wrong that are passed, fail the run; maxima that are passed warn.
What cannot be measured is said to be unjudged: a share of too few, a run that was told to look at a part only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from config.gates import Gates
from tasks.types.health import Field_, Gate, Shown, Verdict

_NEAR = 1e-9
"""Shares are decimal fractions: 1 - 0.8 is no more than 0.2."""

FIELDS: Mapping[str, Field_] = {
    "headline": "headline",
    "alternative_headline": "alternativeHeadline",
    "date": "date",
    "publisher": "publisher",
    "text": "text",
    "picture": "picture",
    "attachment": "attachment",
}
"""The fields by their keys in a source file."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run counted.

    `listed` by the seeds, of these `archived` (or known not to be there); `visited`, of these `failed`, `aside` and
    `new`. `read` is what the releases that were read last show. `whole`: the run looked at all that is listed. `first`:
    no good run came before.
    """

    listed: int
    archived: int
    visited: int
    failed: int
    aside: int
    new: int
    read: tuple[Shown, ...] = ()
    whole: bool = True
    first: bool = False


def measure(tally: Tally, gates: Gates) -> tuple[Gate, ...]:
    """Every gate that the source file sets, measured."""
    return tuple(_measured(tally, gates))


def _measured(tally: Tally, gates: Gates) -> Iterator[Gate]:
    wrong = tally.failed + tally.aside
    yield _most("failed_share", wrong, tally.visited, gates.failed_share, "failed")
    if gates.aside_share is not None:
        yield _most("aside_share", tally.aside, tally.visited, gates.aside_share, "failed")
    yield _least("minimum", tally.listed, None, gates.minimum)
    if gates.maximum is not None:
        yield _most("maximum", tally.listed, None, gates.maximum, "warned")
    if gates.new.minimum:
        yield _least("new.minimum", tally.new, None, gates.new.minimum, judged=tally.whole)
    if gates.new.maximum is not None:
        yield _most("new.maximum", tally.new, None, gates.new.maximum, "warned", judged=not tally.first)
    archived = 1 - gates.failed_share if gates.archived_share is None else gates.archived_share
    enough = tally.whole and tally.listed >= gates.window
    yield _least("archived_share", tally.archived, tally.listed, archived, judged=enough)
    yield from _shown(tally.read, gates)


def _shown(read: tuple[Shown, ...], gates: Gates) -> Iterator[Gate]:
    """Shares of what the releases show that were read last."""
    enough = len(read) >= gates.window
    for key, field in FIELDS.items():
        share = getattr(gates.fields, key)
        if share is not None:
            having = sum(field in one.fields for one in read)
            yield _least(f"fields.{key}", having, len(read), share, judged=enough)
    if gates.credited_share is not None:
        credited, pictures = sum(one.credited for one in read), sum(one.pictures for one in read)
        judged = enough and pictures >= gates.window
        yield _least("credited_share", credited, pictures, gates.credited_share, judged=judged)


def _least(name: str, count: int, of: int | None, limit: float, *, judged: bool = True) -> Gate:
    gate = Gate(name=name, bound="minimum", limit=limit, count=count, of=of, verdict="unjudged")
    measured = gate.measured
    if not judged or measured is None:
        return gate
    return gate.model_copy(update={"verdict": "passed" if measured >= limit - _NEAR else "failed"})


def _most(
    name: str, count: int, of: int | None, limit: float, beyond: Literal["failed", "warned"], *, judged: bool = True
) -> Gate:
    gate = Gate(name=name, bound="maximum", limit=limit, count=count, of=of, verdict="unjudged")
    measured = gate.measured
    if not judged or measured is None:
        return gate
    verdict: Verdict = "passed" if measured <= limit + _NEAR else beyond
    return gate.model_copy(update={"verdict": verdict})


_WORDS = {
    "failed_share": "{count} of {of} releases failed or were set aside ({measured:.0%}), at most {limit:.0%} may",
    "aside_share": "{count} of {of} releases were set aside ({measured:.0%}), at most {limit:.0%} may be",
    "minimum": "the seeds list {count} releases, at least {limit:g} expected",
    "maximum": "the seeds list {count} releases, at most {limit:g} expected",
    "new.minimum": "{count} new releases, at least {limit:g} expected",
    "new.maximum": "{count} new releases, at most {limit:g} expected",
    "archived_share": "{count} of {of} listed releases are archived ({measured:.0%}), at least {limit:.0%} expected",
    "credited_share": "{count} of {of} pictures have a credit ({measured:.0%}), at least {limit:.0%} expected",
}
_FIELD = "{count} of the {of} releases read last have {field} ({measured:.0%}), at least {limit:.0%} expected"


def say(gate: Gate) -> str:
    """The gate's reason in one line, with its key in the source file."""
    words = _WORDS.get(gate.name, _FIELD)
    name = gate.name.removeprefix("fields.").replace("_", " ")
    field = f"{'an' if name.startswith('a') else 'a'} {name}"
    said = words.format(count=gate.count, of=gate.of, measured=gate.measured or 0, limit=gate.limit, field=field)
    return f"{said} (gates.{gate.name})"


def reasons(gates: Iterable[Gate], verdict: Literal["failed", "warned"]) -> tuple[str, ...]:
    """What the gates of that verdict say."""
    return tuple(say(gate) for gate in gates if gate.verdict == verdict)
