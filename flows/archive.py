"""The flow `archive-releases`: what the city lists now, archived and published.

One task run a release, named by its number and title and retried on its own. A release that fails is counted and
harms no other. The run ends Completed, or Failed with its reason in one line; a failed run publishes nothing but that
it failed. In which order a run goes stands in `flows.sequence`.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
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
from config.source import Source
from flows.publishing import publish_years
from flows.reports.run import RunReport
from flows.sequence import BATCH, Surroundings, find_releases, run_source
from flows.signals.conclusion import conclude, failed, tell
from flows.signals.events import announce_releases
from flows.signals.journal import about, begin
from flows.signals.metrics import give_metrics
from flows.steering.pacing import shared_pace
from flows.steering.parameters import SourceName
from flows.workplace import open_store
from tasks.capture.archivist import Archivist
from tasks.discover.walk import Discovery
from tasks.errors import PressearchivError, StoreError, UnavailableError
from tasks.ledger.book import Ledgers
from tasks.publish import Years
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.visit import Visit
from tasks.types.web import Find
from tasks.visit import Span, Visitor, failed_visit


def _name_run() -> str:
    return f"{flow_run.parameters['source']} {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="archive-releases", flow_run_name=_name_run)
def archive_releases(
    source: SourceName,
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
        settings, city = begin(), load_source(source)
        hands, span = _Tasks(settings.concurrency), Span(since, until)
        around = Surroundings(shared_pace(), flow_run.id, partial(announce_releases, city))
        with about(run=flow_run.id, source=city.id):
            report = run_source(settings, city, span, limit, full=full, hands=hands, around=around)
            give_metrics(report, settings)
            return conclude(report, open_store(settings))
    except (ConfigError, PressearchivError) as error:
        return failed(str(error))


_find_releases = task(name="find-releases", cache_policy=NO_CACHE)(find_releases)


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
    with about(release=find.id):
        return visitor.visit(find)


@dataclass(frozen=True, slots=True)
class _Tasks:
    """A run's steps as Prefect's tasks, `at_once` visits at a time."""

    at_once: int

    def discover(self, source: Source, archivist: Archivist, ledgers: Ledgers, span: Span, full: bool) -> Discovery:
        return _find_releases(source, archivist, ledgers, span, full)

    def visit(self, plan: Sequence[Find], visitor: Visitor) -> Generator[Visit, None, None]:
        progress = cast(UUID, create_progress_artifact(0.0, description=f"0 of {len(plan)} releases"))
        runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=self.at_once)
        with runner:
            futures: dict[PrefectFuture[Visit], Find] = {
                runner.submit(archive_release, {"find": find, "visitor": visitor}): find for find in plan
            }
            for done, future in enumerate(as_completed(list(futures)), 1):
                yield _result(future, futures[future], visitor.reader)
                if done % BATCH == 0 or done == len(plan):
                    update_progress_artifact(progress, 100 * done / len(plan), f"{done} of {len(plan)} releases")

    def publish(self, store: Store, years: Years, site: Site) -> int:
        return publish_years(store, years, site, changed_only=True, judged=True)


def _result(future: PrefectFuture[Visit], find: Find, reader: str) -> Visit:
    """The visit, or its failure as an outcome; what is no error of the pipeline is told with its type."""
    result = future.result(raise_on_failure=False)
    visit = result if isinstance(result, Visit) else failed_visit(find, result, reader, datetime.now(UTC))
    tell(visit.outcome)
    return visit
