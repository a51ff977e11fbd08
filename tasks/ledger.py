"""The ledger's rules: how one observation changes what is known of a release. Pure.

Status, by the contract: an answer 404, or a release that could not be found, makes it `missing`; 410 makes it `gone`
at once, and so does being missing at `gone.checks` checks over at least `gone.days` days; a page that answers makes it
`live`. `withdrawn` is this archive's own decision and no observation lifts it. Everything else (5xx, timeouts,
blocks) is no observation and changes nothing.

An observation that arrives late (another run was quicker) widens the times it bears on and changes nothing else.
"""

from datetime import timedelta

from config.source import Gone
from tasks.types.ledger import Absence, Entry, Observation, SetAside, Version


def observe(entry: Entry | None, seen: Observation, gone: Gone) -> Entry:
    """The entry after that observation."""
    if entry is None:
        entry = Entry(id=seen.id, url=seen.url, first_seen=seen.at, last_checked=seen.at)
    elif seen.at <= entry.last_checked:
        return _widen(entry, seen)
    entry = _move(entry, seen).model_copy(update={"last_checked": seen.at})
    if seen.outcome in ("missing", "gone"):
        return _absent(entry, seen, gone)
    entry = entry.model_copy(
        update={
            "last_seen": seen.at,
            "absence": None,
            "status": "withdrawn" if entry.status == "withdrawn" else "live",
            "page": seen.page or entry.page,
        }
    )
    if seen.outcome == "read":
        return _read(entry, seen)
    if seen.outcome == "set_aside":
        return _aside(entry, seen)
    return entry


def _widen(entry: Entry, seen: Observation) -> Entry:
    present = seen.outcome not in ("missing", "gone")
    last_seen = max(filter(None, (entry.last_seen, seen.at if present else None)), default=None)
    return entry.model_copy(update={"first_seen": min(entry.first_seen, seen.at), "last_seen": last_seen})


def _move(entry: Entry, seen: Observation) -> Entry:
    """The address where it stands now leads; every other one under which it was found is kept."""
    known = dict.fromkeys((*entry.aliases, entry.url, *seen.aliases))
    known.pop(seen.url, None)
    return entry.model_copy(update={"url": seen.url, "aliases": tuple(known)})


def _absent(entry: Entry, seen: Observation, gone: Gone) -> Entry:
    before = entry.absence
    absence = Absence(
        since=before.since if before else seen.at,
        checks=before.checks + 1 if before else 1,
        reason=seen.reason or "not found",
    )
    lasting = absence.checks >= gone.checks and seen.at - absence.since >= timedelta(days=gone.days)
    if entry.status == "withdrawn":
        status = "withdrawn"
    elif seen.outcome == "gone" or lasting or entry.status == "gone":
        status = "gone"
    else:
        status = "missing"
    return entry.model_copy(update={"absence": absence, "status": status})


def _read(entry: Entry, seen: Observation) -> Entry:
    if seen.read is None or seen.page is None:
        raise ValueError(f"{seen.id}: an observation of a page read holds the page and its reading")
    versions = entry.versions
    if not versions or versions[-1].content != seen.read.content:
        page = seen.page
        number = len(versions) + 1
        latest = Version(number=number, content=seen.read.content, at=page.at, sha256=page.sha256, warc=page.warc)
        versions = (*versions, latest)
    return entry.model_copy(
        update={
            "versions": versions,
            "facts": seen.read.facts,
            "media": seen.read.media,
            "incomplete": seen.read.incomplete,
            "reader": seen.reader,
            "set_aside": None,
        }
    )


def _aside(entry: Entry, seen: Observation) -> Entry:
    if seen.page is None:
        raise ValueError(f"{seen.id}: an observation of a page set aside holds the page")
    aside = SetAside(at=seen.at, reason=seen.reason or "unreadable", reader=seen.reader, warc=seen.page.warc)
    return entry.model_copy(update={"set_aside": aside, "reader": seen.reader})
