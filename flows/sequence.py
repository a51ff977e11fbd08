"""The order of a run's steps: discover, visit, record, judge, publish, remember, note. Knows no Prefect.

Who carries the steps out is given: the flow does it with Prefect's tasks. So wherever a run happens, it happens in
this order, which `tasks.store.store` relies on: what a run stored is named only once it stands. How the source fares is
noted and posted after every run, whatever became of it; a failed one publishes nothing else.

Lists are walked to known ground. A run that is broken off leaves ground that looks known, with gaps behind it: so it
leaves a mark as well, and the next run walks to the ends.
"""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Protocol

from config.settings import Settings
from config.source import Source
from flows.clerk import Clerk
from flows.reports.run import RunReport
from flows.workplace import open_store, site_of
from tasks.capture.archivist import Archivist
from tasks.discover.walk import Discovery, discover
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.pace import Pace
from tasks.health.news import News, news_of
from tasks.ledger.book import Ledgers
from tasks.publish import Years
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.visit import Outcome, Visit
from tasks.types.web import Fetched, Find
from tasks.visit import Span, Visitor

log = logging.getLogger(__name__)

BATCH = 25
"""Releases between two writes of the ledger: a crash costs at most that many a second visit."""


class Hands(Protocol):
    """Carries out the steps that can fail and be tried again."""

    def discover(self, source: Source, archivist: Archivist, ledgers: Ledgers, span: Span, full: bool) -> Discovery:
        """What `find_releases` finds."""
        ...

    def visit(self, plan: Sequence[Find], visitor: Visitor) -> Generator[Visit, None, None]:
        """Every release's visit, several at a time, each as it ends."""
        ...

    def publish(self, store: Store, years: Years, site: Site) -> int:
        """Publish what changed; how many files were written."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Whom a run concerns besides: `pace`, how fast the site may be asked, where others ask it as well; `run`, its id
    where the operator looks it up; `announce`, who is told what happened to releases, once that is in the ledger.
    """

    pace: Pace | None = None
    run: str | None = None
    announce: Callable[[Sequence[News]], None] = lambda _: None


ALONE = Surroundings()


@dataclass(frozen=True, slots=True)
class _Order:
    span: Span
    limit: int | None
    full: bool

    @property
    def is_whole(self) -> bool:
        """Whether all that is listed is to be archived."""
        return self.limit is None and self.span == Span()


def run_source(
    settings: Settings,
    city: Source,
    span: Span,
    limit: int | None,
    *,
    full: bool,
    hands: Hands,
    around: Surroundings = ALONE,
) -> RunReport:
    """One run over what the city's website lists now; a failed run publishes nothing but that it failed."""
    clerk = Clerk(open_store(settings), city, site_of(settings), datetime.now(UTC), around.run)
    try:
        return _run(settings, _Order(span, limit, full), hands, around, clerk)
    except Exception as error:
        clerk.note_broken(error)
        raise


def _run(settings: Settings, order: _Order, hands: Hands, around: Surroundings, clerk: Clerk) -> RunReport:
    city, store = clerk.city, clerk.store
    with Fetcher(city, settings.user_agent, pace=around.pace) as fetcher:
        archivist = Archivist(city.id, fetcher.get, store, settings.user_agent)
        ledgers = Ledgers(store, city)
        visitor = Visitor(city, archivist, store, ledgers.entry, order.span)
        was_broken_off = clerk.was_broken_off()
        discovery = hands.discover(city, archivist, ledgers, order.span, order.full or was_broken_off)
        planned = ledgers.plan(discovery.finds, visitor.reader, order.span, clerk.started, full=order.full)
        is_long = order.is_whole and len(planned) > BATCH
        if is_long:
            clerk.begin_visits()
        outcomes = _visit_all(planned[: order.limit], visitor, ledgers, hands, around.announce)
        ledgers.keep_agenda()
        if is_long or (order.is_whole and was_broken_off):
            clerk.end_visits()
    found = clerk.judge(ledgers, discovery, outcomes, whole=order.is_whole)
    published = None
    if not found.failures:
        if order.span == Span():
            clerk.take_inventory(discovery)
        published = hands.publish(store, {city.id: (city.name, ledgers.years)}, site_of(settings))
        clerk.remember(discovery)
    report = RunReport(
        source=city.id,
        started=clerk.started,
        finished=datetime.now(UTC),
        outcomes=tuple(outcomes),
        seeds=discovery.seeds,
        failures=found.failures,
        received=archivist.received,
        published=published,
    )
    return replace(report, health=clerk.note(ledgers, found, report.summary))


def find_releases(source: Source, archivist: Archivist, ledgers: Ledgers, span: Span, full: bool) -> Discovery:
    """Walk the source's seeds; every list page is captured like a release."""

    def fetch(url: str) -> Fetched:
        return archivist.get("lists", url, source.limits.page_bytes, None).fetched

    found = discover(source, fetch, ledgers.is_archived, full=full, since=span.since, until=span.until)
    for seed in found.seeds:
        log.info("%s: %d releases on %d pages", seed.url, seed.finds, seed.pages)
    return found


def _visit_all(
    plan: Sequence[Find], visitor: Visitor, ledgers: Ledgers, hands: Hands, announce: Callable[[Sequence[News]], None]
) -> list[Outcome]:
    """Visit all, write what was observed to the ledger batch by batch; every release's outcome."""
    log.info("%d releases to visit", len(plan), extra={"planned": len(plan)})
    outcomes: list[Outcome] = []
    with closing(hands.visit(plan, visitor)) as visits:
        for batch in _batches(visits):
            before = {visit.outcome.id: ledgers.entry(visit.outcome.id) for visit in batch}
            ledgers.record(seen for visit in batch for seen in visit.observations)
            after = {id_: entry for id_ in before if (entry := ledgers.entry(id_))}
            announce([one for id_, entry in after.items() for one in news_of(before[id_], entry)])
            outcomes += [visit.outcome for visit in batch]
    return outcomes


def _batches(visits: Iterator[Visit]) -> Iterator[list[Visit]]:
    while batch := list(islice(visits, BATCH)):
        yield batch
