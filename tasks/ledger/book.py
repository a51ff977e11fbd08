"""All ledgers of one source in a run: what was known at its start, and the observations it adds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from config.source import Source
from tasks.ledger.recheck import choose
from tasks.ledger.rules import merge, observe, settle
from tasks.store.store import Store
from tasks.types.ledger import UNDATED, Entry, Observation
from tasks.types.web import Find
from tasks.visit import Span


class Ledgers:
    """The source's ledgers. Reads them once; `record` goes through compare-and-swap."""

    def __init__(self, store: Store, source: Source) -> None:
        self._store = store
        self._source = source
        self._entries: dict[str, Entry] = {}
        self._shard: dict[str, str] = {}
        # A release that was read has left `undated`. A crash in between, or a run that did not know, leaves it in both:
        # it belongs to its year, and what `undated` knows goes there with the next observation.
        self._astray: set[str] = set()
        for shard in sorted(store.shards(source.id), key=UNDATED.__ne__):
            for id_, entry in store.read_ledger(source.id, shard).entries.items():
                self._astray |= {id_} & self._entries.keys()
                self._entries[id_] = self._united(entry, self._entries.get(id_))
                self._shard[id_] = shard

    def entry(self, id_: str) -> Entry | None:
        """What is known of that release."""
        return self._entries.get(id_)

    def is_archived(self, id_: str) -> bool:
        """Whether a version of that release stands stored."""
        entry = self._entries.get(id_)
        return entry is not None and entry.latest is not None

    @property
    def years(self) -> tuple[int, ...]:
        """The years that hold a release, newest first."""
        return tuple(sorted({int(shard) for shard in self._shard.values() if shard != UNDATED}, reverse=True))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every release that is known, by year and id."""
        return tuple(self._entries.values())

    def plan(self, finds: Iterable[Find], reader: str, span: Span, now: datetime, *, full: bool) -> tuple[Find, ...]:
        """What to visit: of the finds, as listed, what is news or due again; then what else is due.

        The budget of the source's `recheck` bounds what is asked again, not what is news. `full`: everything.
        """
        listed = {find.id: find for find in finds}
        news = {find.id for find in listed.values() if self._is_news(find)}
        known = [entry for entry in self._entries.values() if entry.id not in news and entry.status != "withdrawn"]
        asked = [entry for entry in known if entry.id in listed or _lies_in(entry, span)]
        again = asked if full else choose(asked, now, self._source.recheck, reader)
        chosen = news | {entry.id for entry in again}
        # The missing first; then year by year, so that what is written together lies together.
        rest = sorted((one for one in again if one.id not in listed), key=self._turn)
        return (
            *(find for find in listed.values() if find.id in chosen),
            *(Find(one.id, one.url, aliases=one.aliases) for one in rest),
        )

    def _turn(self, entry: Entry) -> tuple[bool, float]:
        year = self._shard[entry.id]
        return entry.status not in (None, "missing"), 0 if year == UNDATED else -float(year)

    def _is_news(self, find: Find) -> bool:
        """Whether that listing tells something: a release not seen yet, one that is back, or one that moved."""
        entry = self._entries.get(find.id)
        if entry is None or entry.status in (None, "missing", "gone"):
            return True
        known = {address.url for address in entry.addresses}
        return entry.status != "withdrawn" and not known.issuperset((find.url, *find.aliases))

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
        before = {id_: self._entries[id_] for id_ in ids if self._shard.get(id_) == UNDATED or id_ in self._astray}

        def change(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
            after = dict(entries)
            for id_, entry in before.items():
                after[id_] = self._united(after.get(id_, entry), entry)
            for seen in batch:
                after[seen.id] = observe(after.get(seen.id), seen, self._source.gone)
            return after

        written = self._store.update_ledger(self._source.id, shard, change)
        for seen in batch:
            self._entries[seen.id] = written.entries[seen.id]
            self._shard[seen.id] = shard
        if shard != UNDATED and before:
            self._leave_undated(shard, before)
            self._astray -= ids

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
            self._entries |= {id_: written.entries[id_] for id_ in late}
        self._store.update_ledger(self._source.id, UNDATED, leave)


def _lies_in(entry: Entry, span: Span) -> bool:
    return entry.facts is None or span.holds(entry.facts.date_published)
