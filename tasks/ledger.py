"""The ledger's rules: how one observation changes what is known of a release. Pure.

Status, by the contract: an answer 404, or a release that could not be found, makes it `missing`; 410 makes it `gone`
at once, and so does being missing at `gone.checks` checks over at least `gone.days` days; a page that answers makes it
`live`. `withdrawn` is this archive's own decision and no observation lifts it. Everything else (5xx, timeouts,
blocks) is no observation and changes nothing.

An observation that arrives late (another run was quicker) widens the times it bears on. What it read makes the first
version where there is none: nothing read is lost. Otherwise it changes nothing, so twice the same is once.
"""

from datetime import timedelta

from config.source import Gone
from tasks.types.ledger import ABSENT, Absence, Entry, Observation, SetAside, Version


def observe(entry: Entry | None, seen: Observation, gone: Gone) -> Entry:
    """The entry after that observation."""
    if entry is None:
        entry = Entry(id=seen.id, url=seen.url, first_seen=seen.at, last_checked=seen.at)
    elif seen.at <= entry.last_checked:
        return _late(entry, seen)
    entry = _move(entry, seen).model_copy(update={"last_checked": seen.at})
    return _absent(entry, seen, gone) if seen.outcome in ABSENT else _present(entry, seen)


def _late(entry: Entry, seen: Observation) -> Entry:
    last_seen = entry.last_seen if seen.outcome in ABSENT else max(entry.last_seen or seen.at, seen.at)
    entry = entry.model_copy(update={"first_seen": min(entry.first_seen, seen.at), "last_seen": last_seen})
    return _read(entry, seen) if seen.outcome == "read" and not entry.versions else entry


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


def _present(entry: Entry, seen: Observation) -> Entry:
    """The page answers: whatever was wrong before is over."""
    status = "withdrawn" if entry.status == "withdrawn" else "live"
    page = seen.page or entry.page
    entry = entry.model_copy(update={"last_seen": seen.at, "absence": None, "status": status, "page": page})
    if seen.outcome == "read":
        return _read(entry, seen).model_copy(update={"reader": seen.reader, "set_aside": None})
    return _set_aside(entry, seen) if seen.outcome == "set_aside" else entry


def _read(entry: Entry, seen: Observation) -> Entry:
    """What the page says, as a version of its own where it says something else than before."""
    if seen.read is None or seen.page is None:
        raise ValueError(f"{seen.id}: an observation of a page read holds the page and its reading")
    read, page, versions = seen.read, seen.page, entry.versions
    if entry.latest is None or entry.latest.content != read.content:
        number = len(versions) + 1
        latest = Version(number=number, content=read.content, at=page.at, sha256=page.sha256, warc=page.warc)
        versions = (*versions, latest)
    said = {"facts": read.facts, "media": read.media, "incomplete": read.incomplete}
    return entry.model_copy(update={"versions": versions, **said})


def _set_aside(entry: Entry, seen: Observation) -> Entry:
    if seen.page is None:
        raise ValueError(f"{seen.id}: an observation of a page set aside holds the page")
    aside = SetAside(at=seen.at, reason=seen.reason or "unreadable", reader=seen.reader, warc=seen.page.warc)
    return entry.model_copy(update={"set_aside": aside, "reader": seen.reader})
