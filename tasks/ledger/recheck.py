"""When a known release is asked for again, by its source's rules. Pure.

News is corrected while it is news: a release counts as fresh for some days after its publication or its last edit, and
is then asked for again every few hours. Every other one has its own moment in a cycle of somewhat less than
`full_days` (so that a run that comes late keeps the promise), told by a hash of its id: however many were archived on
one day, each day of the cycle has its share.
"""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from config.source import Recheck
from tasks.ledger.checks import decode
from tasks.types.ledger import Entry

_EARLY = 0.9
"""The cycle's part of `full_days`: the rest is for runs that come late."""


def choose(entries: Iterable[Entry], now: datetime, rules: Recheck, reader: str) -> tuple[Entry, ...]:
    """What to ask for again now, as much as one run may: the missing first, then the unfinished, then the overdue."""
    waiting = [entry for entry in entries if is_due(entry, now, rules, reader)]
    waiting.sort(key=lambda entry: (_rank(entry, reader), next_check(entry, rules), entry.id))
    return tuple(waiting[: rules.per_run])


def is_due(entry: Entry, now: datetime, rules: Recheck, reader: str) -> bool:
    """Whether that release is to be asked for now, given the budget."""
    if entry.status == "withdrawn":
        return False
    return _rank(entry, reader) < 2 or next_check(entry, rules) <= now


def next_check(entry: Entry, rules: Recheck) -> datetime:
    """When that release is next asked for, if nothing else is wrong with it."""
    if entry.last_checked is None:
        return entry.first_seen
    soon = timedelta(hours=rules.fresh_hours)
    last, tried = entry.last_checked, _last_tried(entry) or entry.last_checked
    due = _turn(entry.id, last, timedelta(days=rules.full_days) * _EARLY)
    if last < _news(entry) + timedelta(days=rules.fresh_days):
        due = min(due, last + soon)
    # What was not answered is asked for no sooner than what is fresh: a site in trouble is left in peace.
    return max(due, tried + soon) if tried > last else due


def _rank(entry: Entry, reader: str) -> int:
    if entry.status in (None, "missing"):
        return 0
    if entry.status == "gone":
        return 2
    newest = entry.newest
    unread = newest is not None and newest.content is None and newest.reader != reader
    return 1 if unread or entry.is_incomplete else 2


def _news(entry: Entry) -> datetime:
    """When the release was last news: its publication, or the last edit. One that gives no date: when it was found."""
    edits = (version.at for version in entry.versions if version.cause == "edited")
    published = entry.first_seen
    if entry.facts:
        day = datetime.fromisoformat(entry.facts.date_published)
        published = min(published, day if day.tzinfo else datetime.combine(day, time(), UTC))
    return max((published, *edits))


def _turn(id_: str, after: datetime, cycle: timedelta) -> datetime:
    """The release's own moment in the cycle, the next one after that time."""
    begin = datetime(2000, 1, 1, tzinfo=UTC) + cycle * (int.from_bytes(sha256(id_.encode()).digest()[:6]) / 2**48)
    return begin + cycle * (math.floor((after - begin) / cycle) + 1)


def _last_tried(entry: Entry) -> datetime | None:
    """The last check, answered or not."""
    if "F" not in entry.checks:
        return entry.last_checked
    return next(check.at for check in reversed(decode(entry.checks)) if check.is_ours)
