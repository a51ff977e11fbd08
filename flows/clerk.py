"""Who keeps how a source fares: judges a run, writes it down, posts it for everyone. Knows no Prefect."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from config.source import Source
from tasks.discover.inventory import take_inventory
from tasks.discover.walk import Discovery, judge
from tasks.errors import BlockedError, PressearchivError, StoreError
from tasks.health.diagnosis import Diagnosis, Sighting, broken, diagnose, record, remember, renewed
from tasks.health.keeping import keep_health, read_health
from tasks.health.showing import shown_by
from tasks.ledger.book import Ledgers
from tasks.publish.status import post_status
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.edition import SourceRecord
from tasks.types.health import Health, RunRecord, SourceHealth
from tasks.types.visit import Outcome


@dataclass(frozen=True, slots=True)
class Clerk:
    """Of one run. `run`: its id where the operator looks it up."""

    store: Store
    city: Source
    site: Site
    started: datetime
    run: str | None = None

    def was_broken_off(self) -> bool:
        """Whether a run before this one ended while it visited releases: lists may name more behind known ground."""
        kept = self.store.read(self._record_key, SourceRecord)
        return kept is not None and kept.under_way is not None

    def begin_visits(self) -> None:
        """Keep that this run visits many releases, which do not go to the ledger all at once."""
        self._note(lambda kept: kept if kept.under_way else kept.model_copy(update={"under_way": self.started}))

    def end_visits(self) -> None:
        """Keep that all was recorded, by this run, and with it what any earlier one had left."""

        def ended(kept: SourceRecord) -> SourceRecord:
            is_settled = kept.under_way is not None and kept.under_way <= self.started
            return kept.model_copy(update={"under_way": None}) if is_settled else kept

        self._note(ended)

    def judge(self, ledgers: Ledgers, discovery: Discovery, outcomes: Sequence[Outcome], *, whole: bool) -> Diagnosis:
        """Why the run fails or warns, as far as its steps went well."""
        seen = Sighting(
            outcomes=outcomes,
            seeds=discovery.seeds,
            listed=sum(seed.fresh for seed in discovery.seeds),
            archived=sum(ledgers.is_settled(find.id) for find in discovery.finds),
            problems=self._problems(discovery),
            latest=date.fromisoformat(ledgers.latest[:10]) if ledgers.latest else None,
            today=self._today(),
            whole=whole,
        )
        return diagnose(self.city, self._known(ledgers), seen)

    def note(self, ledgers: Ledgers, found: Diagnosis, summary: str) -> SourceHealth:
        """Write down how the run ended, and post it."""
        run = record(found, summary, self.run, self.started, datetime.now(UTC))
        health = keep_health(
            self.store,
            self.city.id,
            lambda before: remember(self.city, _renew(before, self.store, ledgers), found, run),
        )
        post_status(self.store, self.site)
        return health.source

    def note_broken(self, error: Exception) -> None:
        """Write down that the run broke off, as far as the storage lets us; what is inside of us is not public."""
        reason = type(error).__name__
        if isinstance(error, StoreError):
            reason = "the archive's storage could not be used"
        elif isinstance(error, PressearchivError):
            reason = str(error)
        run = RunRecord(
            run=self.run,
            started=self.started,
            finished=datetime.now(UTC),
            ending="failed",
            summary=f"{self.city.id}: broke off",
            failures=(reason,),
        )
        if isinstance(error, BlockedError):
            run = RunRecord.model_validate({**run.model_dump(), "blocks": (error.block,)})
        with suppress(StoreError):
            keep_health(self.store, self.city.id, lambda before: broken(self.city, before, run, self._today()))
            post_status(self.store, self.site)

    def take_inventory(self, discovery: Discovery) -> None:
        """Keep what the lists name by month, where they were walked to their ends."""
        if inventory := take_inventory(discovery, self.started):
            self._note(lambda kept: kept.model_copy(update={"listed": inventory}))

    def remember(self, discovery: Discovery) -> None:
        """Keep what each seed listed: only a good run sets what the next one is measured by."""
        listed = {seed.url: seed.finds for seed in discovery.seeds if seed.finds}
        self._note(
            lambda kept: kept.model_copy(update={"name": self.city.name, "seeds": {**kept.seeds, **listed}}),
        )

    def _note(self, change: Callable[[SourceRecord], SourceRecord]) -> None:
        self.store.update(
            self._record_key,
            SourceRecord,
            SourceRecord(id=self.city.id, name=self.city.name),
            change,
        )

    def _problems(self, discovery: Discovery) -> tuple[str, ...]:
        """Why discovery fails the run."""
        kept = self.store.read(self._record_key, SourceRecord)
        failures = list(judge(discovery.seeds, kept.seeds if kept else {}, self.city))
        if not discovery.finds:
            said = "\n".join(failures)
            failures += [
                f"{one.url}: {one.problem}" for one in discovery.seeds if one.problem and one.problem not in said
            ]
        return tuple(failures)

    def _known(self, ledgers: Ledgers) -> Health | None:
        return _renew(read_health(self.store, self.city.id), self.store, ledgers)

    def _today(self) -> date:
        return self.started.astimezone(ZoneInfo(self.city.time_zone)).date()

    @property
    def _record_key(self) -> str:
        return f"ledger/{self.city.id}/source.json"


def _renew(before: Health | None, store: Store, ledgers: Ledgers) -> Health | None:
    """What is known, with what the releases that no good run has judged say by now."""
    if before is None:
        return None
    entries = {id_: entry for id_ in before.unsettled if (entry := ledgers.entry(id_))}
    gone = {id_ for id_ in before.unsettled if id_ not in entries or entries[id_].status == "withdrawn"}
    shown = {
        id_: shown_by(store.read_content(before.source.id, id_, entry.latest.content))
        for id_, entry in entries.items()
        if id_ not in gone and entry.latest
    }
    return renewed(before, shown, gone)
