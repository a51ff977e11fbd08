"""A backfill's plan and slices as they stand in the storage: what is planned, what is done, what is left.

The plan first remembers every page that was looked at, then names its slices, which stand before they are named. From
then on only slices change, each by whoever works on it. So a backfill that ends anywhere goes on from there.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from config.source import Source
from tasks.errors import StoreError
from tasks.store.bucket import JSON, Kind
from tasks.store.store import Store
from tasks.types.backfill import Looked, Plan, Slice, Target
from tasks.types.visit import Outcome

CDXJ = Kind("text/x-cdxj; charset=utf-8")


def name_of(source: Source, since: date | None, until: date | None, given: Iterable[bytes]) -> str:
    """One name for the same question: the days, where is looked, and what the operator supplies."""
    places = [
        *(seed.url for seed in source.seeds),
        *(f"{index.kind} {index.url}" for index in source.backfill.indexes),
        *source.backfill.paths,
        *sorted(hashlib.sha256(content).hexdigest() for content in given),
    ]
    digest = hashlib.sha256("\n".join(places).encode()).hexdigest()
    return f"{since or 'start'}_{until or 'today'}_{digest[:8]}"


class Book:
    """One backfill in the storage."""

    def __init__(self, store: Store, source: str, name: str) -> None:
        self._store = store
        self._folder = f"backfill/{source}/{name}"
        self._source = source
        self.name = name

    @property
    def elsewhere(self) -> str:
        """Where the list of what is only in web archives stands."""
        return f"{self._folder}/elsewhere.cdxj"

    def plan(self) -> Plan | None:
        """The plan; None where there is none yet."""
        return self._store.read(self._plan_key, Plan)

    def begin(self, since: date | None, until: date | None, now: datetime) -> Plan:
        """The plan that stands, or a new one."""
        begun = now.replace(microsecond=0)
        fresh = Plan(source=self._source, name=self.name, since=since, until=until, begun=begun)
        return self._store.update(self._plan_key, Plan, fresh, lambda plan: plan)

    def remember(self, pages: Mapping[str, str]) -> None:
        """Note which captures hold these pages."""
        self._change({}, pages)

    def settle(
        self, slices: Mapping[str, Sequence[Target]], looked: Sequence[Looked], *, known: int, before: int
    ) -> Plan:
        """Write the slices, then the plan that names them; where that was done already, that stands."""
        standing = self.plan()
        if standing is not None and standing.slices is not None:
            return standing
        for name, targets in slices.items():
            fresh = Slice(source=self._source, backfill=self.name, name=name, targets=tuple(targets))
            self._store.bucket.put(self._slice_key(name), fresh.encode(), JSON)
        counts = {name: len(targets) for name, targets in slices.items()}
        return self._change({"slices": counts, "looked": tuple(looked), "known": known, "before": before}, {})

    def finish(self, now: datetime) -> None:
        """Note that nothing is left."""
        self._change({"finished": now.replace(microsecond=0)}, {})

    def slice(self, name: str) -> Slice:
        """One slice as it stands."""
        return self._store.must_read(self._slice_key(name), Slice)

    def record(self, name: str, outcomes: Iterable[Outcome]) -> Slice:
        """Note what came of these releases."""
        by_id = {one.id: one for one in outcomes}

        def note(target: Target) -> Target:
            one = by_id.get(target.id)
            return target.model_copy(update={"result": one.result, "reason": one.reason}) if one else target

        return self._store.update(
            self._slice_key(name),
            Slice,
            self.slice(name),
            lambda part: part.model_copy(update={"targets": tuple(map(note, part.targets))}),
        )

    def keep_elsewhere(self, lines: str) -> None:
        """Write the list of what is only in web archives."""
        self._store.bucket.put(self.elsewhere, lines.encode(), CDXJ)

    @property
    def _plan_key(self) -> str:
        return f"{self._folder}/plan.json"

    def _slice_key(self, name: str) -> str:
        return f"{self._folder}/slices/{name}.json"

    def _change(self, fields: Mapping[str, object], pages: Mapping[str, str]) -> Plan:
        def change(plan: Plan) -> Plan:
            if "slices" in fields and plan.slices is not None:
                return plan
            return plan.model_copy(update={**fields, "pages": {**plan.pages, **pages}})

        plan = self.plan()
        if plan is None:
            raise StoreError(f"{self._plan_key}: not in the storage, though a backfill is under way")
        return self._store.update(self._plan_key, Plan, plan, change)


def newest_of(store: Store, source: str, name: str) -> Book:
    """The latest round of that backfill: `name`, or where it was asked for anew `name_2`, `name_3`, …"""
    book, number = Book(store, source, name), 1
    while (onward := Book(store, source, f"{name}_{number + 1}")).plan() is not None:
        book, number = onward, number + 1
    return book


def round_after(store: Store, source: str, book: Book, name: str) -> Book:
    """The round that comes after that one."""
    number = int(book.name.removeprefix(name).lstrip("_") or 1)
    return Book(store, source, f"{name}_{number + 1}")
