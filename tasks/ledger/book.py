"""All ledgers of one source in a run: what was known at its start, and the observations it adds.

What a run costs follows what it does, not how much is archived: it plans by the agenda, and reads the ledgers of what
it visits.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from threading import RLock

from pydantic import ValidationError

from config.source import Source
from tasks.ledger.recheck import address_digest, choose, note_of
from tasks.ledger.rules import merge, observe, settle
from tasks.readers import code_digest
from tasks.store.bucket import JSON
from tasks.store.store import Store, agenda_key
from tasks.types.agenda import Agenda, Chapter, Note
from tasks.types.ledger import UNDATED, Entry, Observation
from tasks.types.web import Find
from tasks.visit import Span


class Ledgers:
    """The source's ledgers. `record` goes through compare-and-swap. Thread-safe for those who read."""

    def __init__(self, store: Store, source: Source) -> None:
        self._store = store
        self._source = source
        self._reading = RLock()
        self._entries: dict[str, Entry] = {}
        self._notes: dict[str, Note] = {}
        self._shard: dict[str, str] = {}
        self._chapters: dict[str, dict[str, Note]] = {}
        self._tags = store.shards(source.id)
        # A release that was read has left `undated`. A crash in between, or a run that did not know, leaves it in both:
        # it belongs to its year, and what `undated` knows goes there with the next observation.
        self._astray: set[str] = set()
        self._kept = _read_agenda(store, source)
        for shard in sorted(self._tags, key=UNDATED.__ne__):
            notes = self._chapters[shard] = self._noted(shard)
            self._astray |= notes.keys() & self._notes.keys()
            self._notes |= notes
            self._shard |= dict.fromkeys(notes, shard)
        for id_ in self._astray:
            if entry := self.entry(id_):
                self._notes[id_] = note_of(entry, source.recheck)

    def _noted(self, shard: str) -> dict[str, Note]:
        """The agenda's notes, where that ledger is as it was; or else new ones."""
        chapter = self._kept.ledgers.get(shard)
        if chapter and chapter.tag == self._tags[shard]:
            return chapter.notes
        entries = self._store.read_ledger(self._source.id, shard).entries
        return {id_: note_of(entry, self._source.recheck) for id_, entry in entries.items()}

    def keep_agenda(self) -> None:
        """Spare the next run what this one had to read."""
        made = {
            shard: Chapter(tag=tag, notes=dict(sorted(self._chapters[shard].items())))
            for shard, tag in self._tags.items()
            if tag
        }
        after = self._kept.model_copy(update={"ledgers": made})
        if after != self._kept:
            self._store.bucket.put(agenda_key(self._source.id), after.encode(), JSON)
            self._kept = after

    def entry(self, id_: str) -> Entry | None:
        """What is known of that release."""
        with self._reading:
            if id_ not in self._entries and id_ in self._shard:
                self._read(self._shard[id_], None)
            return self._entries.get(id_)

    def _read(self, shard: str, wanted: Collection[str] | None) -> None:
        """Read these releases of that ledger; None: all."""
        for id_, entry in self._store.read_ledger(self._source.id, shard).entries.items():
            if self._shard.get(id_) == shard and id_ not in self._entries and (wanted is None or id_ in wanted):
                self._entries[id_] = entry
        for id_ in self._astray & self._entries.keys():
            undated = self._store.read_ledger(self._source.id, UNDATED).entries.get(id_)
            self._entries[id_] = self._united(self._entries[id_], undated)

    def is_archived(self, id_: str) -> bool:
        """Whether a version of that release stands stored."""
        return id_ in self._notes and self._notes[id_].archived

    def is_settled(self, id_: str) -> bool:
        """Whether that release is archived, or known not to be there."""
        note = self._notes.get(id_)
        return note is not None and (note.archived or note.status in ("missing", "gone", "withdrawn"))

    @property
    def latest(self) -> str | None:
        """When the newest release was published."""
        return max((note.published for note in self._notes.values() if note.published), default=None)

    def __len__(self) -> int:
        """How many releases are known."""
        return len(self._notes)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that hold a release, newest first."""
        return tuple(sorted({int(shard) for shard in self._shard.values() if shard != UNDATED}, reverse=True))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every release that is known, by year and id."""
        self._read_all(self._shard)
        return tuple(self._entries[id_] for id_ in self._shard if id_ in self._entries)

    def leaf_through(self) -> Iterator[tuple[Entry, ...]]:
        """The same ledger by ledger, each read when its turn comes and forgotten after it."""
        ids: dict[str, list[str]] = defaultdict(list)
        for id_, shard in self._shard.items():
            ids[shard].append(id_)
        for some in ids.values():
            self._read_all(some)
            yield tuple(self._entries[id_] for id_ in some if id_ in self._entries)
            for id_ in some:
                self._entries.pop(id_, None)

    def _read_all(self, ids: Iterable[str]) -> None:
        """Read these releases, each ledger once."""
        wanted: dict[str, set[str]] = defaultdict(set)
        with self._reading:
            for id_ in ids:
                if id_ in self._shard and id_ not in self._entries:
                    wanted[self._shard[id_]].add(id_)
            for shard, some in wanted.items():
                self._read(shard, some)

    def plan(self, finds: Iterable[Find], reader: str, span: Span, now: datetime, *, full: bool) -> tuple[Find, ...]:
        """What to visit: of the finds, as listed, what is news or due again; then what else is due.

        The budget of the source's `recheck` bounds what is asked again, not what is news. `full`: everything.
        """
        listed = {find.id: find for find in finds}
        news = {find.id for find in listed.values() if self._is_news(find)}
        asked = {
            id_: note
            for id_, note in self._notes.items()
            if id_ not in news and note.status != "withdrawn" and (id_ in listed or _lies_in(note, span))
        }
        again = tuple(asked) if full else choose(asked, now, self._source.recheck, reader)
        chosen = news | set(again)
        self._read_all(chosen)
        # The missing first; then year by year, so that what is written together lies together.
        rest = sorted((id_ for id_ in again if id_ not in listed), key=self._turn)
        return (
            *(find for find in listed.values() if find.id in chosen),
            *(Find(one.id, one.url, aliases=one.aliases) for id_ in rest if (one := self._entries.get(id_))),
        )

    def _turn(self, id_: str) -> tuple[bool, float]:
        year = self._shard[id_]
        return self._notes[id_].status not in (None, "missing"), 0 if year == UNDATED else -float(year)

    def _is_news(self, find: Find) -> bool:
        """Whether that listing tells something: a release not seen yet, one that is back, or one that moved."""
        note = self._notes.get(find.id)
        if note is None or note.status in (None, "missing", "gone"):
            return True
        asked = map(address_digest, (find.url, *find.aliases))
        return note.status != "withdrawn" and not set(note.known).issuperset(asked)

    def record(self, observations: Iterable[Observation]) -> None:
        """Write these observations to the ledgers they belong to."""
        by_shard: dict[str, list[Observation]] = defaultdict(list)
        for seen in observations:
            by_shard[self._place(seen)].append(seen)
        for shard, batch in by_shard.items():
            self._record(shard, batch)

    def _place(self, seen: Observation) -> str:
        """The year under which the release was first archived; `undated` until it reads cleanly."""
        known = self._shard.get(seen.id, UNDATED)
        return seen.read.facts.date_published[:4] if seen.read and known == UNDATED else known

    def _record(self, shard: str, batch: list[Observation]) -> None:
        ids = {seen.id for seen in batch}
        held = {id_: self.entry(id_) for id_ in ids if self._shard.get(id_) == UNDATED or id_ in self._astray}
        before = {id_: entry for id_, entry in held.items() if entry}

        def change(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
            after = dict(entries)
            for id_, entry in before.items():
                after[id_] = self._united(after.get(id_, entry), entry)
            for seen in batch:
                after[seen.id] = observe(after.get(seen.id), seen, self._source.gone)
            return after

        written = self._store.swap_ledger(self._source.id, shard, change)
        # Where another run wrote in between, the notes of this one do not hold what that one saw.
        known = self._tags.get(shard) == written.read
        self._tags[shard] = written.tag if known else ""
        self._remember(shard, {id_: written.value.entries[id_] for id_ in ids})
        if shard != UNDATED and before:
            self._leave_undated(shard, before)
            self._astray -= ids

    def _remember(self, shard: str, entries: Mapping[str, Entry]) -> None:
        notes = {id_: note_of(entry, self._source.recheck) for id_, entry in entries.items()}
        self._chapters.setdefault(shard, {}).update(notes)
        self._entries |= entries
        self._notes |= notes
        self._shard |= dict.fromkeys(entries, shard)

    def _united(self, entry: Entry, other: Entry | None) -> Entry:
        return entry if other is None or other is entry else settle(merge(entry, other), self._source.gone)

    def _leave_undated(self, year: str, ids: Iterable[str]) -> None:
        """Take these out of `undated`; what was decided on them there since it was read goes along to their year."""
        undated = self._store.read_ledger(self._source.id, UNDATED).entries
        held = {id_: undated[id_] for id_ in ids if id_ in undated}
        late = {id_: one for id_, one in held.items() if one.decisions != self._entries[id_].decisions}

        def unite(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
            return {**entries, **{id_: self._united(entries[id_], one) for id_, one in late.items()}}

        def leave(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
            left = {id_ for id_, one in held.items() if id_ in entries and entries[id_].decisions == one.decisions}
            return {id_: one for id_, one in entries.items() if id_ not in left}

        if late:
            written = self._store.update_ledger(self._source.id, year, unite)
            self._remember(year, {id_: written.entries[id_] for id_ in late})
            self._tags[year] = ""
        self._store.update_ledger(self._source.id, UNDATED, leave)
        self._tags[UNDATED] = ""


def _read_agenda(store: Store, source: Source) -> Agenda:
    """The agenda as it was kept; an empty one where it was made by other rules, or cannot be read."""
    rules = source.recheck.model_dump_json(exclude={"per_run"})
    made_for = f"{rules} {code_digest('tasks.ledger.recheck', 'tasks.types.agenda')}"
    empty = Agenda(source=source.id, made_for=made_for)
    stored = store.bucket.look(agenda_key(source.id))
    try:
        kept = Agenda.model_validate_json(stored.body) if stored and stored.is_sealed else empty
    except ValidationError:
        return empty
    return kept if (kept.source, kept.made_for) == (source.id, made_for) else empty


def _lies_in(note: Note, span: Span) -> bool:
    return note.published is None or span.holds(note.published)
