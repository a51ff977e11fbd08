"""The flow `publish-archive`: bring everything published up to the ledgers.

Whichever flow publishes, it does so by the one task here. What a gate holds back stays held back (`tasks.publish` says
how), until a run of the source is good or an operator says so.
"""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.signals.journal import begin
from flows.workplace import open_store, site_of
from tasks.health.keeping import held_back
from tasks.publish import Years, everything, publish
from tasks.site.rendering import Site
from tasks.store.store import Store

log = logging.getLogger(__name__)


@task(name="publish", cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5)
def publish_years(store: Store, years: Years, site: Site, changed_only: bool = False, judged: bool = False) -> int:
    """Publish these years, then the roots; how many files were written. `judged`: by a run that is good, or by hand."""
    return publish(store, years, site, changed_only=changed_only, judged=judged)


def say_held(store: Store, sources: Iterable[str]) -> tuple[str, ...]:
    """Which of these sources are held back, and why; one line each."""
    return tuple(
        f"{source}: nothing new is published, as its last run failed: {why}; "
        "a good run lets it out, or `publish --despite-gates`"
        for source, why in held_back(store, sources).items()
    )


@flow(name="publish-archive", flow_run_name=lambda: f"publish {datetime.now(UTC):%Y-%m-%d %H:%M:%S}")
def publish_archive(despite_gates: bool = False) -> State[Any]:
    """Publish every archived release anew where it differs from what stands published; how many files were written.

    Args:
        despite_gates: Also what is held back of a source because its last run failed.

    """
    settings = begin()
    store = open_store(settings)
    years = everything(store)
    held = () if despite_gates else say_held(store, years)
    for line in held:
        log.warning("%s", line)
    written = publish_years(store, years, site_of(settings), judged=despite_gates)
    return Completed(message="; ".join((f"{written} files written", *held)), data=written)
