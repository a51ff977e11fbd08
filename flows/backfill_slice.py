"""The flow `backfill-slice`: one slice of a backfill, by whichever worker takes it.

Its releases are visited batch by batch, those that are left of it; after each batch what was seen stands in the ledger,
then in the slice. So a slice that ends anywhere goes on from its last batch, and one that is done has nothing to do.
Nothing is published here: that is the backfill's.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed
from prefect.task_runners import ThreadPoolTaskRunner

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings
from config.source import Source
from flows.archive import archive_release
from flows.reports.backfill import Progress
from flows.signals.conclusion import failed, tell
from flows.signals.journal import about, begin
from flows.steering.orders import Orders, StoppedError
from flows.steering.pacing import shared_pace
from flows.steering.parameters import SourceName
from flows.workplace import open_store
from tasks.backfill.book import Book
from tasks.capture.archivist import Archivist
from tasks.errors import PressearchivError, RequestError, RunError
from tasks.fetch.fetcher import Fetcher
from tasks.ledger.book import Ledgers
from tasks.types.backfill import Target
from tasks.types.ledger import PRESENT
from tasks.types.visit import Outcome, Visit
from tasks.visit import Span, Visitor, failed_visit

log = logging.getLogger(__name__)

STOPPED = "Stopped"
"""The name of the state of a slice that stopped because the whole backfill is paused or cancelled."""

_BATCH = 25
"""Releases between two writes: a slice that is killed visits at most that many a second time."""

_SILENT = 5
"""Releases in a batch from which on it says something that none of them could be had."""


def _name_run() -> str:
    return "{source} {backfill} {part}".format(**flow_run.parameters)


@flow(name="backfill-slice", flow_run_name=_name_run)
def backfill_slice(source: SourceName, backfill: str, part: str) -> State[Any]:
    """Visit what is left of one slice of a backfill; the backfill itself calls it.

    Args:
        source: A bundled source's id, such as `essen`, or the path of a source file.
        backfill: The backfill's name in the storage.
        part: The slice's name in it, such as `2019-03`.

    """
    try:
        settings, city = begin(), load_source(source)
        with about(run=flow_run.id, source=city.id):
            return Completed(message=_run(settings, city, backfill, part))
    except StoppedError as stop:
        log.warning("%s", stop)
        return Cancelled(message=str(stop), name=STOPPED if stop.with_all else "Cancelled")
    except (ConfigError, PressearchivError) as error:
        return failed(str(error))


def _run(settings: Settings, city: Source, backfill: str, part: str) -> str:
    store = open_store(settings)
    book = Book(store, city.id, backfill)
    plan = book.plan()
    if plan is None or part not in (plan.slices or {}):
        raise RequestError(f"no slice {part!r} of a backfill {backfill!r} of {city.id}")
    ledgers, orders = Ledgers(store, city), Orders()
    with Fetcher(city, settings.user_agent, pace=shared_pace()) as fetcher:
        archivist = Archivist(city.id, fetcher.get, store, settings.user_agent)
        visitor = Visitor(city, archivist, store, ledgers.entry, Span(plan.since, plan.until))
        return _Work(book, part, ledgers, visitor, orders).do(settings.concurrency)


@dataclass(slots=True)
class _Work:
    """A slice while it is worked on."""

    book: Book
    part: str
    ledgers: Ledgers
    visitor: Visitor
    orders: Orders
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def do(self, at_once: int) -> str:
        """Visit what is left; one line on what came of it."""
        slice_ = self.book.slice(self.part)
        left, total = slice_.open, len(slice_.targets)
        before = total - len(left)
        log.info("slice %s: %d of %d releases to visit", self.part, len(left), total)
        shown = cast(UUID, create_progress_artifact(0.0, description=self._progress(before, before, total).text))
        runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=at_once)
        with runner:
            for number, batch in enumerate(_batches(left)):
                self.orders.heed()
                self._visit(batch, runner)
                progress = self._progress(before + min((number + 1) * _BATCH, len(left)), before, total)
                update_progress_artifact(shown, progress.percent, progress.text)
        return f"slice {self.part}: {len(left)} of {total} releases visited"

    def _progress(self, done: int, before: int, total: int) -> Progress:
        return Progress(done, total, before, self.began, datetime.now(UTC))

    def _visit(self, batch: Sequence[Target], runner: "ThreadPoolTaskRunner[Any]") -> None:
        """Visit these; what was seen goes to the ledger, then what came of it to the slice."""
        settled = [done for target in batch if (done := self._settled(target))]
        known = {outcome.id for outcome in settled}
        finds = [target.find for target in batch if target.id not in known]
        futures = [(runner.submit(archive_release, {"find": one, "visitor": self.visitor}), one) for one in finds]
        visits: list[Visit] = []
        for future, find in futures:
            result = future.result(raise_on_failure=False)
            is_visit = isinstance(result, Visit)
            visits.append(result if is_visit else failed_visit(find, result, self.visitor.reader, datetime.now(UTC)))
        for outcome in (*settled, *(visit.outcome for visit in visits)):
            tell(outcome)
        # That the site does not serve what this archive never had is a word on the index, not on a release.
        self.ledgers.record(
            seen
            for visit in visits
            for seen in visit.observations
            if seen.outcome in PRESENT or self.ledgers.entry(seen.id)
        )
        self.book.record(self.part, (*settled, *(visit.outcome for visit in visits)))
        if len(visits) >= _SILENT and all(visit.outcome.result == "failed" for visit in visits):
            raise RunError(f"none of {len(visits)} releases in a row could be had: {visits[-1].outcome.reason}")

    def _settled(self, target: Target) -> Outcome | None:
        """What needs no visit: archived meanwhile, or withdrawn by a decision."""
        entry = self.ledgers.entry(target.id)
        if entry is not None and entry.status == "withdrawn":
            return Outcome(target.id, target.url, "unchanged", reason="withdrawn here")
        if self.ledgers.is_archived(target.id):
            return Outcome(target.id, target.url, "unchanged", reason="archived meanwhile")
        return None


def _batches(targets: Sequence[Target]) -> Iterator[Sequence[Target]]:
    return (targets[begin : begin + _BATCH] for begin in range(0, len(targets), _BATCH))
