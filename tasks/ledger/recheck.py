"""When a known release is asked for again, by its source's rules. Pure.

News is corrected while it is news: a release counts as fresh for some days after its publication or its last edit, and
is then asked for again every few hours. Every other one has its own moment in a cycle of somewhat less than
`full_days` (so that a run that comes late keeps the promise), told by a hash of its id: however many were archived on
one day, each day of the cycle has its share.

What decides it is noted in the agenda: so a run reads the ledgers of those alone that it asks for.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from config.source import Recheck
from tasks.ledger.checks import decode
from tasks.types.agenda import Note
from tasks.types.ledger import Entry

_EARLY = 0.9
"""The cycle's part of `full_days`: the rest is for runs that come late."""


def note_of(entry: Entry, rules: Recheck) -> Note:
    """That release in the agenda."""
    newest = entry.newest
    unread = newest is not None and newest.content is None and entry.status not in (None, "missing", "gone")
    return Note(
        status=entry.status,
        archived=entry.latest is not None,
        published=entry.facts.date_published if entry.facts else None,
        rank=_rank(entry),
        due=math.ceil(next_check(entry, rules).timestamp()),
        unread=(newest.reader or "") if newest and unread else None,
        known=tuple(address_digest(address.url) for address in entry.addresses),
    )


def address_digest(url: str) -> str:
    """How an address stands in the agenda."""
    return sha256(url.encode()).hexdigest()[:12]


def choose(notes: Mapping[str, Note], now: datetime, rules: Recheck, reader: str) -> tuple[str, ...]:
    """What to ask for again now, as much as one run may: the missing first, then the unfinished, then the overdue."""
    waiting = [id_ for id_, note in notes.items() if is_due(note, now, reader)]
    waiting.sort(key=lambda id_: (_rank_to(notes[id_], reader), notes[id_].due, id_))
    return tuple(waiting[: rules.per_run])


def is_due(note: Note, now: datetime, reader: str) -> bool:
    """Whether that release is to be asked for now, given the budget."""
    if note.status == "withdrawn":
        return False
    return _rank_to(note, reader) < 2 or note.due <= now.timestamp()


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


def _rank(entry: Entry) -> int:
    if entry.status in (None, "missing"):
        return 0
    return 1 if entry.status != "gone" and entry.is_incomplete else 2


def _rank_to(note: Note, reader: str) -> int:
    """The same to that reader: what another one could not read is unfinished."""
    return note.rank if note.unread in (None, reader) else min(note.rank, 1)


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
