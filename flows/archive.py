"""The flow `archive-releases`: what the city lists now, archived and published.

One task run a release, named by its number and title and retried on its own. A release that fails is counted and
harms no other. The run ends Completed, or Failed with its reason in one line; a failed run publishes nothing.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task
from pydantic import PositiveInt

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings, read_settings
from config.source import Source
from flows.conclusion import conclude, failed, tell
from flows.publishing import publish_years
from flows.report import RunReport, share_failure
from flows.workplace import open_store, site_of
from tasks.discover import Discovery, discover, judge
from tasks.errors import PressearchivError, StoreError, UnavailableError
from tasks.evidence import Archivist
from tasks.fetch import Fetcher
from tasks.ledgers import Ledgers
from tasks.store import Store
from tasks.types.edition import SourceRecord
from tasks.types.visit import Outcome, Visit
from tasks.types.web import Fetched, Find
from tasks.visit import Span, Visitor, failed_visit

log = logging.getLogger(__name__)

_BATCH = 25
"""Releases between two writes of the ledger: a crash costs at most that many a second visit."""


def _name_run() -> str:
    return f"{flow_run.parameters['source']} {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="archive-releases", flow_run_name=_name_run)
def archive_releases(
    source: str,
    since: date | None = None,
    until: date | None = None,
    limit: PositiveInt | None = None,
    full: bool = False,
) -> RunReport | State[Any]:
    """Archive what the city's website lists now, and publish it.

    Args:
        source: A bundled source's id, such as `essen`, or the path of a source file.
        since: Only releases published on this day or later.
        until: Only releases published on this day or earlier.
        limit: At most that many releases, newest first.
        full: Walk every list page to its end and check every archived release again.

    """
    try:
        return conclude(_run(read_settings(), load_source(source), Span(since, until), limit, full=full))
    except (ConfigError, PressearchivError) as error:
        return failed(str(error))


def _run(settings: Settings, city: Source, span: Span, limit: int | None, *, full: bool) -> RunReport:
    started = datetime.now(UTC)
    store = open_store(settings)
    with Fetcher(city, settings.user_agent) as fetcher:
        archivist = Archivist(city.id, fetcher.get, store, settings.user_agent)
        ledgers = Ledgers(store, city)
        visitor = Visitor(city, archivist, store, ledgers.entry, span)
        discovery = find_releases(city, archivist, ledgers, span, full)
        plan = ledgers.plan(discovery.finds, visitor.reader, span, started, full=full)[:limit]
        outcomes = _visit_all(plan, visitor, ledgers, settings.concurrency)
    failures = _failures(city, store, discovery, outcomes)
    published = None
    if not failures:
        years = {city.id: (city.name, ledgers.years)}
        published = publish_years(store, years, site_of(settings), changed_only=True)
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


@task(name="find-releases", cache_policy=NO_CACHE)
def find_releases(source: Source, archivist: Archivist, ledgers: Ledgers, span: Span, full: bool) -> Discovery:
    """Walk the source's seeds; every list page is captured like a release."""

    def fetch(url: str) -> Fetched:
        return archivist.get("lists", url, source.limits.page_bytes, None).fetched

    found = discover(source, fetch, ledgers.is_archived, full=full, since=span.since, until=span.until)
    for seed in found.seeds:
        log.info("%s: %d releases on %d pages", seed.url, seed.finds, seed.pages)
    return found


def _is_passing(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, UnavailableError | StoreError)


@task(
    name="archive-release",
    task_run_name="{find.id} {find.title}",
    cache_policy=NO_CACHE,
    retries=1,
    retry_delay_seconds=5,
    retry_condition_fn=_is_passing,
)
def archive_release(find: Find, visitor: Visitor) -> Visit:
    """Fetch, capture, read and store one release with its pictures and files."""
    return visitor.visit(find)


def _visit_all(plan: Sequence[Find], visitor: Visitor, ledgers: Ledgers, at_once: int) -> list[Outcome]:
    """Visit all, write what was observed to the ledger batch by batch; every release's outcome."""
    log.info("%d releases to visit", len(plan), extra={"planned": len(plan)})
    outcomes: list[Outcome] = []
    progress = cast(UUID, create_progress_artifact(0.0, description=f"0 of {len(plan)} releases"))
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=at_once)
    with runner:
        futures: dict[PrefectFuture[Visit], Find] = {
            runner.submit(archive_release, {"find": find, "visitor": visitor}): find for find in plan
        }
        for batch in _batches(as_completed(list(futures))):
            visits = [_result(future, futures[future], visitor.reader) for future in batch]
            ledgers.record(seen for visit in visits for seen in visit.observations)
            outcomes += [visit.outcome for visit in visits]
            update_progress_artifact(
                progress, 100 * len(outcomes) / len(plan), f"{len(outcomes)} of {len(plan)} releases"
            )
    return outcomes


def _batches(futures: Iterator[PrefectFuture[Visit]]) -> Iterator[list[PrefectFuture[Visit]]]:
    batch: list[PrefectFuture[Visit]] = []
    for future in futures:
        batch.append(future)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _result(future: PrefectFuture[Visit], find: Find, reader: str) -> Visit:
    """The visit, or its failure as an outcome; what is no error of the pipeline is told with its type."""
    result = future.result(raise_on_failure=False)
    visit = result if isinstance(result, Visit) else failed_visit(find, result, reader, datetime.now(UTC))
    tell(visit.outcome)
    return visit


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
