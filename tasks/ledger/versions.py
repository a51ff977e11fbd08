"""Which versions a release has, and why each is one: derived from what was observed. Pure.

What the page said in the course of time is a row of stays: from one sighting of a state of the page to the last one
before another state was seen. Every stay reads as something, and may read otherwise to a later reader. A version is a
content that was read, together with every later stay that reads the same to the same eyes: template noise makes no
version, and neither does a better reader that finds the same difference on both sides. So a change is told between
what one and the same reader made of two states (`edited`), or between what two readers made of one state (`reparsed`).

Numbers are names. A version keeps the number that it was given when it was first told; one that turns out to have
two (because evidence came late) keeps both.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from tasks.ledger.checks import decode
from tasks.types.ledger import Decision, Entry, ReadAs, State, Version
from tasks.types.release import Cause

_BEGIN = datetime.min.replace(tzinfo=UTC)

_DECIDED: tuple[Cause, ...] = ("withdrawn", "restored")

Place = tuple[int, int]
"""A stay, and what it reads as, by their places in order."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a state of the page read as, from one reading on until another one said otherwise."""

    at: datetime
    end: datetime
    content: str
    readers: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which the page was seen in one state alone, and what that reads as in order of reading."""

    at: datetime
    end: datetime
    state: State
    steps: tuple[Step, ...]

    def known(self, step: int) -> datetime:
        """Since when it is known that the page read so at that time."""
        return max(self.at, self.steps[step].at)


@dataclass(frozen=True, slots=True)
class _Told:
    """A version without its number: where it begins, what it is a change of, and all that reads the same."""

    place: Place
    cause: Cause
    before: Place | None
    members: tuple[Place, ...]


def versions_of(entry: Entry) -> tuple[tuple[Version, ...], int | None]:
    """The entry's versions in order, numbered as they were and new ones on; the number that stands now."""
    if entry.erased:  # what they were told from is no more
        found = [one for one in entry.versions if one.cause not in _DECIDED]
        return _with_decisions(found, found[-1].number, entry) if found else ((), None)
    stays = [stay for stay in stays_of(entry) if stay.steps]
    if not stays:
        return entry.versions, entry.current
    roots = _roots(stays)
    told = [_tell(place, stays, roots) for place in sorted(set(roots.values()))]
    numbers = _numbers(told, stays, entry.versions)
    found = [_version(one, stays, numbers) for one in told]
    current = numbers[roots[len(stays) - 1, len(stays[-1].steps) - 1]][0]
    return _with_decisions(found, current, entry)


def stays_of(entry: Entry) -> tuple[Stay, ...]:
    """The states of the page as they followed one another, each with what it reads as."""
    # Within one second each state counts once, where it was seen last: so a time and a state are one sighting.
    place = {(check.at, check.page): place for place, check in enumerate(decode(entry.checks)) if check.page}
    sighted = sorted(place, key=lambda one: (one[0], place[one]))
    runs = [(page, [at for at, _ in run]) for page, run in groupby(sighted, key=lambda one: one[1])]
    return tuple(_stay(entry, page or "", times) for page, times in runs)


def _stay(entry: Entry, page: str, times: Sequence[datetime]) -> Stay:
    held = sorted((state for state in entry.states if state.sha256.startswith(page)), key=lambda s: (s.at, s.warc))
    state = next((one for one in reversed(held) if one.at <= times[0]), held[0])
    own = [one for one in entry.readings if one.page == state.sha256 and one.content]
    return Stay(times[0], times[-1], state, _steps(own))


def _steps(readings: Iterable[ReadAs]) -> tuple[Step, ...]:
    tries = sorted((at, one.content or "", one.reader) for one in readings for at in (one.first, one.last))
    runs = [(content, list(run)) for content, run in groupby(tries, key=lambda one: one[1])]
    return tuple(
        Step(run[0][0], run[-1][0], content, frozenset(reader for _, _, reader in run)) for content, run in runs
    )


def _roots(stays: Sequence[Stay]) -> dict[Place, Place]:
    """For each reading the first one of which it is no change."""
    roots: dict[Place, Place] = {}
    for number, stay in enumerate(stays):
        for place, step in enumerate(stay.steps):
            otherwise = stay.steps[place - 1].at if place else _BEGIN
            same = _same(stays[number - 1].steps, step, otherwise) if number else None
            roots[number, place] = (number, place) if same is None else roots[number - 1, same]
    return roots


def _same(before: Sequence[Step], step: Step, otherwise: datetime) -> int | None:
    """The place of what the state before said to the same eyes or says last, where that is the same.

    What this state said `otherwise` in between parts the two: only a reading since then can be the same again.
    """
    found = [
        place
        for place, one in enumerate(before)
        if one.content == step.content
        and one.at >= otherwise
        and (one.readers & step.readers or place in (len(before) - 1, _seen_alike(before, step)))
    ]
    sooner = [place for place in found if before[place].at <= step.at]
    return sooner[-1] if sooner else found[0] if found else None


def _tell(place: Place, stays: Sequence[Stay], roots: Mapping[Place, Place]) -> _Told:
    members = tuple(member for member, root in roots.items() if root == place)
    stay, step = place
    steps = stays[stay].steps
    if step:
        again: Cause = "completed" if steps[step].readers & steps[step - 1].readers else "reparsed"
        return _Told(place, again, roots[stay, step - 1], members)
    if stay:
        return _Told(place, "edited", roots[stay - 1, _seen_alike(stays[stay - 1].steps, steps[0])], members)
    return _Told(place, "first", None, members)


def _seen_alike(before: Sequence[Step], step: Step) -> int:
    """The place of what the state before said to the same reader; or else of what it had last said by then."""
    alike = [place for place, one in enumerate(before) if one.readers & step.readers]
    sooner = [place for place, one in enumerate(before) if one.at <= step.at]
    return (alike or sooner or [0])[-1]


def _numbers(told: Sequence[_Told], stays: Sequence[Stay], named: Sequence[Version]) -> dict[Place, tuple[int, ...]]:
    """Every version's numbers, the lowest first; those that have none yet are numbered in the order of reading."""
    at = {place: one.place for one in told for place in one.members}
    numbers: dict[Place, set[int]] = defaultdict(set)
    for version in named:
        place = _where(version, stays)
        if place is not None:
            numbers[at[place]].update(version.numbers)
    most = max((number for version in named for number in version.numbers), default=0)
    fresh = sorted(
        (one.place for one in told if one.place not in numbers),
        key=lambda place: (stays[place[0]].known(place[1]), place),
    )
    given = {place: (most + number,) for number, place in enumerate(fresh, 1)}
    return {**{place: tuple(sorted(known)) for place, known in numbers.items()}, **given}


def _where(version: Version, stays: Sequence[Stay]) -> Place | None:
    """The reading that the version was told from."""
    if version.cause in _DECIDED:
        return None
    page = version.capture.sha256
    stay = next(n for n, one in enumerate(stays) if one.at <= version.at <= one.end and one.state.sha256 == page)
    steps = stays[stay].steps
    alike = [place for place, step in enumerate(steps) if step.content == version.content]
    known = [place for place in alike if steps[place].at <= version.read]
    return (stay, known[-1] if known else alike[0]) if alike else None


def _version(one: _Told, stays: Sequence[Stay], numbers: Mapping[Place, tuple[int, ...]]) -> Version:
    stay, (number, *also) = stays[one.place[0]], numbers[one.place]
    step = stay.steps[one.place[1]]
    return Version(
        number=number,
        cause=one.cause,
        previous=numbers[one.before][0] if one.before else None,
        also=tuple(also),
        at=stay.at,
        read=step.at,
        content=step.content,
        capture=stay.state,
    )


def _with_decisions(found: Sequence[Version], current: int, entry: Entry) -> tuple[tuple[Version, ...], int]:
    """The versions and those that this archive's own decisions make; the number that stands now."""
    known = {(one.cause, one.at): one.number for one in entry.versions}
    most = max(number for one in (*found, *entry.versions) for number in one.numbers)
    versions = list(found)
    latest = next(one for one in found if one.number == current)
    for decision in sorted(entry.decisions, key=lambda one: (one.at, one.kind)):
        cause: Cause = "withdrawn" if decision.kind == "withdraw" else "restored"
        number = known.get((cause, decision.at))
        if number is None:
            number = most = most + 1
        standing = _standing(versions, decision) or latest
        made = {"number": number, "cause": cause, "previous": standing.number, "also": (), "at": decision.at}
        versions.append(standing.model_copy(update={**made, "read": decision.at}))
        current = number if decision.at >= latest.known else current
    return tuple(sorted(versions, key=lambda one: one.at)), current


def _standing(versions: Sequence[Version], decision: Decision) -> Version | None:
    """The version that stood when that was decided."""
    sooner = [one for one in versions if one.known <= decision.at]
    return max(sooner, key=lambda one: (one.at, one.known), default=None)
