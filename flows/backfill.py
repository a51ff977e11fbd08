"""The flow `backfill-source`: a source's whole history, looked for everywhere, archived slice by slice, published.

First it looks: at the city's lists to their end, at the indexes of captures that the source names, at what the operator
supplies. What is found and not archived yet is divided into slices of a month. Each slice is a flow run of its own: by
any worker where `backfill-slice` is deployed for the source, or else here, one after the other. What is new is shown
to readers every few minutes and at the end, while nothing speaks against it. What only web archives still hold is
listed for `import`.

The plan stands in the storage (`tasks.backfill.book`). A backfill that was killed, cancelled or paused goes on where it
was when it is asked for again by the same days; one that is finished has nothing to do, unless it is asked for anew.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings
from config.source import Source
from flows.publishing import publish_years, say_held
from flows.reports.backfill import BackfillReport, elsewhere_markdown, elsewhere_of, to_markdown
from flows.signals.conclusion import failed
from flows.signals.journal import about, begin
from flows.slices import Slices
from flows.steering.orders import Orders, StoppedError
from flows.steering.pacing import shared_pace
from flows.steering.parameters import SourceName
from flows.workplace import open_store, site_of
from tasks.backfill.book import Book, name_of, newest_of, round_after
from tasks.backfill.elsewhere import to_cdxj
from tasks.backfill.gather import Gathered, Given, gather_given, gather_index, gather_lists
from tasks.backfill.memory import Memory
from tasks.backfill.questions import as_source
from tasks.backfill.slicing import slice_up, targets_of, was_captured_before
from tasks.capture.archivist import Archivist, Fetch
from tasks.errors import PressearchivError, RequestError
from tasks.fetch.fetcher import Fetcher
from tasks.ledger.book import Ledgers
from tasks.store.store import Store
from tasks.types.backfill import Plan, Target
from tasks.types.edition import SourceRecord

log = logging.getLogger(__name__)

_PUBLISHED_EVERY = 600.0
"""Seconds between two publications while slices are worked on."""


def _name_run() -> str:
    return f"{flow_run.parameters['source']} backfill {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="backfill-source", flow_run_name=_name_run)
def backfill_source(
    source: SourceName,
    since: date | None = None,
    until: date | None = None,
    addresses: list[str] | None = None,
    indexes: list[str] | None = None,
    anew: bool = False,
) -> BackfillReport | State[Any]:
    """Archive what a source has published ever, as far as it can still be found, and publish it.

    Args:
        source: A bundled source's id, such as `essen`, or the path of a source file.
        since: Only releases published on this day or later.
        until: Only releases published on this day or earlier.
        addresses: Lists of addresses, one a line: paths, or `s3://BUCKET/KEY` in the archive's storage.
        indexes: CDX or CDXJ files, plain or gzipped: paths, or `s3://BUCKET/KEY` in the archive's storage.
        anew: Look everywhere once more, though a backfill of these days is finished.

    """
    try:
        settings, city = begin(), load_source(source)
        store = open_store(settings)
        given = _read_given(store, addresses or (), indexes or ())
        with about(run=flow_run.id, source=city.id):
            return _conclude(_Backfill(source, settings, city, store, Orders()).run(since, until, given, anew=anew))
    except StoppedError as stop:
        log.warning("%s", stop, extra={"conclusion": True})
        return Cancelled(message=f"{stop}; nothing is lost: run again to go on")
    except (ConfigError, PressearchivError) as error:
        return failed(str(error), error)


def _read_given(store: Store, addresses: Sequence[str], indexes: Sequence[str]) -> Given:
    return Given(*({name: _read(store, name) for name in names} for names in (addresses, indexes)))


def _read(store: Store, name: str) -> bytes:
    """A file of the operator's, or an object in the storage."""
    try:
        if not name.startswith("s3://"):
            return Path(name).read_bytes()
    except OSError as error:
        raise RequestError(f"{name}: cannot be read: {error.strerror}") from error
    parts = urlsplit(name)
    stored = store.bucket.beside(parts.netloc).look(parts.path.lstrip("/"))
    if stored is None:
        raise RequestError(f"{name}: no such object")
    return stored.body


@dataclass(slots=True)
class _Backfill:
    """A backfill while it runs."""

    source: str
    settings: Settings
    city: Source
    store: Store
    orders: Orders
    failures: list[str] = field(default_factory=list)
    published: int = 0

    def run(self, since: date | None, until: date | None, given: Given, *, anew: bool) -> BackfillReport:
        """Go on with the backfill of these days, or begin it."""
        name = name_of(self.city, since, until, given.contents)
        book = newest_of(self.store, self.city.id, name)
        plan = book.begin(since, until, datetime.now(UTC))
        if plan.finished and anew:
            book = round_after(self.store, self.city.id, book, name)
            plan = book.begin(since, until, datetime.now(UTC))
        if plan.slices is None:
            plan = self._look(book, plan, given)
        if not plan.finished:
            self._work(book, plan)
        return self._report(book, plan)

    def _look(self, book: Book, plan: Plan, given: Given) -> Plan:
        """Look everywhere, then write down the slices."""
        found, memory = Gathered(), Memory(self.store, book, plan.pages, self.orders.heed)
        gather_given(self.city, given, found)
        for index in self.city.backfill.indexes:
            with self._asking(as_source(index, self.city)) as fetcher:
                gather_index(self.city, index, memory, self._archivist(fetcher.ask), found)
        with self._asking(self.city) as fetcher:
            gather_lists(self.city, memory, self._archivist(fetcher.get), plan.since, plan.until, found)
        targets = targets_of(found.merged, found.sightings)
        fresh = self._unknown(targets)
        wanted = [target for target in fresh if not was_captured_before(target, plan.since)]
        slices = slice_up(wanted, self.city.backfill.slice_releases)
        log.info("%d releases found, %d to be visited in %d slices", len(targets), len(wanted), len(slices))
        before, known = len(fresh) - len(wanted), len(targets) - len(fresh)
        return book.settle(slices, found.looked, known=known, before=before)

    def _asking(self, site: Source) -> Fetcher:
        return Fetcher(site, self.settings.user_agent, pace=shared_pace())

    def _archivist(self, fetch: Fetch) -> Archivist:
        return Archivist(self.city.id, fetch, self.store, self.settings.user_agent)

    def _unknown(self, targets: Sequence[Target]) -> list[Target]:
        """Those that are not archived, and were not withdrawn by a decision."""
        ledgers = Ledgers(self.store, self.city)

        def is_settled(target: Target) -> bool:
            entry = ledgers.entry(target.id)
            return entry is not None and (entry.latest is not None or entry.status == "withdrawn")

        return [target for target in targets if not is_settled(target)]

    def _work(self, book: Book, plan: Plan) -> None:
        """Have every slice done that is not, and publish what is new while nothing speaks against it."""
        record = SourceRecord(id=self.city.id, name=self.city.name)
        self.store.update(f"ledger/{self.city.id}/source.json", SourceRecord, record, lambda known: known)
        slices = Slices(self.source, self.city, book, plan, self.orders)
        log.info("%d releases to visit", slices.left, extra={"planned": slices.left})
        published = time.monotonic()
        for _ in slices.work():
            if not slices.failures and time.monotonic() - published > _PUBLISHED_EVERY:
                self._publish()
                published = time.monotonic()
        self.failures += slices.failures
        if not self.failures:
            self._publish()
            if slices.is_done:
                book.finish(datetime.now(UTC))

    def _publish(self) -> None:
        years = {self.city.id: (self.city.name, Ledgers(self.store, self.city).years)}
        self.published += publish_years(self.store, years, site_of(self.settings), changed_only=True)
        for line in say_held(self.store, [self.city.id]):
            log.warning("%s", line)

    def _report(self, book: Book, plan: Plan) -> BackfillReport:
        parts = tuple(map(book.slice, plan.slices or ()))
        elsewhere = elsewhere_of(parts)
        if elsewhere and not plan.finished:
            book.keep_elsewhere(to_cdxj(elsewhere))
        return BackfillReport(plan, parts, tuple(self.failures), self.published, book.elsewhere if elsewhere else None)


def _conclude(report: BackfillReport) -> State[Any]:
    """Keep the report and the list of what is elsewhere; Completed, or Failed with the reasons in one line."""
    name = report.plan.source
    if report.list_key:
        text = elsewhere_markdown(report.elsewhere, report.list_key)
        create_markdown_artifact(text, key=f"backfill-elsewhere-{name}", description="what only web archives have")
    create_markdown_artifact(to_markdown(report), key=f"backfill-report-{name}", description=report.summary)
    if report.failures:
        return failed("; ".join(report.failures))
    ending = f"; finished {report.plan.finished:%Y-%m-%d %H:%M} UTC: nothing to do" if report.plan.finished else ""
    log.info("%s%s", report.summary, ending)
    return Completed(message=report.summary + ending, data=report)
