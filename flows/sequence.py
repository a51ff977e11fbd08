"""The order of a run's steps: discover, visit, record, judge, publish, remember. Knows no Prefect.

Who carries the steps out is given: the flow does it with Prefect's tasks. So wherever a run happens, it happens in
this order, which `tasks.store.store` relies on: what a run stored is named only once it stands.
"""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from typing import Protocol

from config.settings import Settings
from config.source import Source
from flows.report import RunReport, share_failure
from flows.workplace import open_store, site_of
from tasks.capture.archivist import Archivist
from tasks.discover.walk import Discovery, discover, judge
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.pace import Pace
from tasks.ledger.book import Ledgers
from tasks.publish import Years
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.edition import SourceRecord
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


def run_source(
    settings: Settings,
    city: Source,
    span: Span,
    limit: int | None,
    *,
    full: bool,
    hands: Hands,
    pace: Pace | None = None,
) -> RunReport:
    """One run over what the city's website lists now; a failed run publishes nothing.

    `pace`: how fast the site may be asked, where that is shared with other processes.
    """
    started = datetime.now(UTC)
    store = open_store(settings)
    with Fetcher(city, settings.user_agent, pace=pace) as fetcher:
        archivist = Archivist(city.id, fetcher.get, store, settings.user_agent)
        ledgers = Ledgers(store, city)
        visitor = Visitor(city, archivist, store, ledgers.entry, span)
        discovery = hands.discover(city, archivist, ledgers, span, full)
        plan = ledgers.plan(discovery.finds, visitor.reader, span, started, full=full)[:limit]
        outcomes = _visit_all(plan, visitor, ledgers, hands)
    failures = _failures(city, store, discovery, outcomes)
    published = None
    if not failures:
        published = hands.publish(store, {city.id: (city.name, ledgers.years)}, site_of(settings))
        _remember(store, city, discovery)
    return RunReport(
        source=city.id,
        started=started,
        finished=datetime.now(UTC),
        outcomes=tuple(outcomes),
        seeds=discovery.seeds,
        failures=failures,
        received=archivist.received,
        published=published,
    )


def find_releases(source: Source, archivist: Archivist, ledgers: Ledgers, span: Span, full: bool) -> Discovery:
    """Walk the source's seeds; every list page is captured like a release."""

    def fetch(url: str) -> Fetched:
        return archivist.get("lists", url, source.limits.page_bytes, None).fetched

    found = discover(source, fetch, ledgers.is_archived, full=full, since=span.since, until=span.until)
    for seed in found.seeds:
        log.info("%s: %d releases on %d pages", seed.url, seed.finds, seed.pages)
    return found


def _visit_all(plan: Sequence[Find], visitor: Visitor, ledgers: Ledgers, hands: Hands) -> list[Outcome]:
    """Visit all, write what was observed to the ledger batch by batch; every release's outcome."""
    log.info("%d releases to visit", len(plan), extra={"planned": len(plan)})
    outcomes: list[Outcome] = []
    with closing(hands.visit(plan, visitor)) as visits:
        for batch in _batches(visits):
            ledgers.record(seen for visit in batch for seen in visit.observations)
            outcomes += [visit.outcome for visit in batch]
    return outcomes


def _batches(visits: Iterator[Visit]) -> Iterator[list[Visit]]:
    while batch := list(islice(visits, BATCH)):
        yield batch


def _failures(city: Source, store: Store, discovery: Discovery, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    record = store.read(_record_key(city), SourceRecord)
    failures = list(judge(discovery.seeds, record.seeds if record else {}, city))
    if not discovery.finds:
        failures += [f"{seed.url}: {seed.problem}" for seed in discovery.seeds if seed.problem]
    shared = share_failure(outcomes, city.gates.failed_share)
    return (*failures, *([shared] if shared else []))


def _remember(store: Store, city: Source, discovery: Discovery) -> None:
    """Keep what each seed listed: only a good run sets what the next one is measured by."""
    listed = {seed.url: seed.finds for seed in discovery.seeds if seed.finds}
    store.update(
        _record_key(city),
        SourceRecord,
        SourceRecord(id=city.id, name=city.name),
        lambda record: record.model_copy(update={"name": city.name, "seeds": {**record.seeds, **listed}}),
    )


def _record_key(city: Source) -> str:
    return f"ledger/{city.id}/source.json"
