"""The ledger's rules: how one observation changes what is known of a release. Pure.

An observation is turned into the entry that it alone would make, and entries are merged: sets are united, spans grow,
of two reports on the same thing the later one counts. So observations may arrive in any order, twice, or from several
writers. What follows from the sets is then derived anew (`settle`).

Status, by the contract: an answer 404, or a release that could not be found, makes it `missing`; 410 makes it `gone`
at once, and so does being missing at `gone.checks` checks over at least `gone.days` days; a page that answers makes
it `live`. `withdrawn` is this archive's own decision, and no observation lifts it (`tasks.ledger.withdrawals`; where
only images are withdrawn, the release itself keeps its status). Checks that were not answered (5xx, timeouts, blocks)
are kept and change nothing. Nor does what others witnessed: it is kept with its own date, and tells what the page
said.

Of a release that was erased an entry holds its id, its checks, its versions' times and hashes, and the decisions. It
stays like that, whatever arrives: of a late observation, too, only times and hashes are kept.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from config.source import Gone
from tasks.ledger.checks import Check, check, decode, encode
from tasks.ledger.checks import merge as merge_checks
from tasks.ledger.versions import versions_of
from tasks.ledger.withdrawals import is_erased, takedown
from tasks.types.ledger import (
    PRESENT,
    Absence,
    Address,
    Decision,
    Entry,
    Erased,
    Medium,
    Observation,
    ReadAs,
    Remark,
    Resource,
    State,
    Trace,
)
from tasks.types.release import Status, Value

One = TypeVar("One", bound=Value)


def observe(entry: Entry | None, seen: Observation, gone: Gone) -> Entry:
    """The entry after that observation."""
    alone = _alone(seen)
    return settle(merge(entry, alone) if entry else alone, gone)


def decide(entry: Entry, decision: Decision) -> Entry:
    """The entry after that decision."""
    decided = entry.model_copy(update={"decisions": _union(entry.decisions, (decision,))})
    return _conclude(decided, entry.found if entry.status == "withdrawn" else entry.status)


def merge(one: Entry, other: Entry) -> Entry:
    """All that both observed; what follows from it is the first one's until it is settled."""
    media = {url: _media(one.media.get(url, ()), other.media.get(url, ())) for url in {**one.media, **other.media}}
    observed = {
        "checks": merge_checks(one.checks, other.checks),
        "addresses": _addresses((*one.addresses, *other.addresses)),
        "states": _union(one.states, other.states),
        "readings": _readings((*one.readings, *other.readings)),
        "contents": dict(sorted({**other.contents, **one.contents}.items())),
        "media": dict(sorted(media.items())),
        "decisions": _union(one.decisions, other.decisions),
        "page": max(filter(None, (one.page, other.page)), key=_last, default=None),
        "remark": max(filter(None, (one.remark, other.remark)), key=lambda r: (r.at, r.said), default=None),
        "erased": _remains(one.erased, other.erased) if one.erased or other.erased else None,
    }
    return one.model_copy(update=observed)


def settle(entry: Entry, gone: Gone) -> Entry:
    """The entry with all that follows from what was observed."""
    checks = decode(entry.checks)
    answered = [one.at for one in checks if one.is_answered]
    sighted = [one.at for one in checks if one.is_sighting]
    asked = [one.at for one in checks if one.is_ours]
    absence, found = _standing(checks, gone)
    settled = entry.model_copy(
        update={
            "url": _url(entry),
            "absence": absence,
            "first_seen": (sighted or answered or asked or [entry.first_seen])[0],
            "last_seen": sighted[-1] if sighted else None,
            "last_checked": max(answered or asked, default=None),
        }
    )
    return _conclude(settled, found)


def _conclude(entry: Entry, found: Status | None) -> Entry:
    """The entry with its versions and its status: as `found` on the city's site, or by this archive's decision."""
    versions, current = versions_of(entry)
    whole = takedown(entry)
    status = {"status": "withdrawn", "found": found} if whole else {"status": found, "found": None}
    concluded = entry.model_copy(update={**status, "versions": versions, "current": current})
    return _erase(concluded) if is_erased(entry) else concluded


def _erase(entry: Entry) -> Entry:
    """What may be kept of the entry: no word of the release, and no address, since many hold the headline."""
    pages = (Trace(at=one.at, sha256=one.sha256) for one in entry.states)
    held = (one for media in entry.media.values() for one in media)
    media = (Trace(at=one.at, sha256=one.sha256, folder=one.folder) for one in held)
    first = min((facts.date_published for facts in entry.contents.values()), default=None)
    kept: dict[str, object] = {
        "decisions": _union(map(_nameless, entry.decisions), ()),
        "erased": _remains(entry.erased, Erased(date_published=first, traces=(*pages, *media))),
    }
    kept |= {"addresses": (), "states": (), "readings": (), "contents": {}, "media": {}, "page": None, "remark": None}
    return entry.model_copy(update={**kept, "url": ""})


def _nameless(decision: Decision) -> Decision:
    return decision.model_copy(update={"images": tuple(one for one in decision.images if "://" not in one)})


def _remains(one: Erased | None, other: Erased | None) -> Erased:
    both = [each for each in (one, other) if each]
    dates = [each.date_published for each in both if each.date_published]
    traces = _union((trace for each in both for trace in each.traces), ())
    return Erased(date_published=min(dates, default=None), traces=traces)


def _standing(checks: Iterable[Check], gone: Gone) -> tuple[Absence | None, Status | None]:
    absence: Absence | None = None
    status: Status | None = None
    for one in checks:
        if one.is_present:
            absence, status = None, "live"
        elif one.is_answered:
            absence = Absence(since=absence.since if absence else one.at, checks=absence.checks + 1 if absence else 1)
            lasting = absence.checks >= gone.checks and one.at - absence.since >= timedelta(days=gone.days)
            status = "gone" if one.outcome == "gone" or lasting or status == "gone" else "missing"
    return absence, status


def _url(entry: Entry) -> str:
    """Where the page answered last; until it did, where it was asked last."""

    def lately(one: Address) -> tuple[bool, datetime, datetime, str]:
        return (one.last is not None, one.last or one.asked, one.asked, one.url)

    return max(entry.addresses, key=lately).url if entry.addresses else entry.url


def _alone(seen: Observation) -> Entry:
    """The entry that this observation alone makes."""
    state, read = _state(seen), seen.read
    if state is None and seen.outcome in ("read", "set_aside", "reread", "witnessed"):
        raise ValueError(f"{seen.id}: an observation of a page holds the page")
    if seen.outcome == "read" and read is None:
        raise ValueError(f"{seen.id}: an observation of a page read holds its reading")
    draft = Entry(id=seen.id, url=seen.url, first_seen=seen.at)
    return draft.model_copy(
        update={
            **_checked(seen),
            "states": (state,) if state else (),
            "readings": (_read_as(seen, state),) if state and seen.outcome not in ("unchanged", "witnessed") else (),
            "contents": {read.content: read.facts} if read else {},
            "media": {url: (medium,) for url, medium in sorted(read.media.items())} if read else {},
        }
    )


def _state(seen: Observation) -> State | None:
    if seen.outcome not in PRESENT or seen.page is None:
        return seen.state
    return State(at=seen.page.at, sha256=seen.page.sha256, warc=seen.page.warc)


def _checked(seen: Observation) -> dict[str, object]:
    """What a check adds: itself, and where it asked and found the page."""
    if seen.outcome == "reread":
        return {}
    here = {"first": seen.at, "last": seen.at} if seen.outcome in PRESENT else {}
    listed = (Address(url=url, asked=seen.at) for url in seen.aliases)
    page = seen.page if here else None
    shown = seen.state if seen.outcome == "witnessed" else page
    return {
        "checks": encode([check(seen.at, seen.outcome, shown.sha256 if shown else None)]),
        "addresses": _addresses((Address(url=seen.url, asked=seen.at, **here), *listed)),
        "page": page.model_copy(update={"last": seen.at}) if page else None,
        "remark": Remark(at=seen.at, said=seen.reason) if seen.reason else None,
    }


def _read_as(seen: Observation, state: State) -> ReadAs:
    at = seen.read_at or seen.at
    tried = {"page": state.sha256, "reader": seen.reader, "first": at, "last": at}
    if seen.read is None:
        return ReadAs.model_validate({**tried, "reason": seen.reason or "unreadable"})
    return ReadAs.model_validate({**tried, "content": seen.read.content, "complete": not seen.read.incomplete})


def _addresses(addresses: Iterable[Address]) -> tuple[Address, ...]:
    merged: dict[str, Address] = {}
    for one in addresses:
        known = merged.get(one.url, one)
        merged[one.url] = Address(
            url=one.url,
            asked=max(known.asked, one.asked),
            first=min(filter(None, (known.first, one.first)), default=None),
            last=max(filter(None, (known.last, one.last)), default=None),
        )
    return tuple(sorted(merged.values(), key=lambda one: one.url))


def _readings(readings: Iterable[ReadAs]) -> tuple[ReadAs, ...]:
    """Each try once: what one reader made of one page, from its first to its last try."""
    merged: dict[tuple[str, ...], ReadAs] = {}
    for one in readings:
        key = (one.page, one.reader or "", one.content or "", one.reason or "")
        known = merged.get(key, one)
        span = {"first": min(known.first, one.first), "last": max(known.last, one.last)}
        merged[key] = one.model_copy(update={**span, "complete": known.complete or one.complete})
    return tuple(one for _, one in sorted(merged.items(), key=lambda item: (item[1].first, item[0])))


def _media(some: Iterable[Medium], more: Iterable[Medium]) -> tuple[Medium, ...]:
    """Each capture once, as it was last confirmed and its metadata last read."""

    def lately(one: Medium) -> tuple[datetime, datetime, bytes]:
        return (one.last or one.at, one.measured or one.at, one.encode())

    merged: dict[str, Medium] = {}
    for one in (*some, *more):
        known = merged.get(one.warc)
        merged[one.warc] = max(known, one, key=lately) if known else one
    return tuple(sorted(merged.values(), key=lambda one: (one.at, one.warc)))


def _last(one: Resource) -> tuple[datetime, datetime, bytes]:
    return (one.last or one.at, one.at, one.encode())


def _union(some: Iterable[One], more: Iterable[One]) -> tuple[One, ...]:
    """Each value once, in an order of its own."""
    unique: Mapping[bytes, One] = {one.encode(): one for one in (*some, *more)}
    return tuple(value for _, value in sorted(unique.items()))
