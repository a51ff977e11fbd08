"""The flow `reparse-source`: every release rebuilt from its stored captures with today's reader, and published.

The city's site is not asked for anything. What reads otherwise than before becomes a version (`reparsed`), what was set
aside and reads now a release; what reads as before changes nothing. A release that read before and does not read now
keeps what it says, and counts against the source's gate; a run that falls short of it publishes nothing.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings
from config.source import Source
from flows.publishing import publish_years, say_held
from flows.reports.run import RunReport, share_failure
from flows.signals.conclusion import conclude, failed, tell
from flows.signals.journal import begin
from flows.steering.parameters import SourceName
from flows.workplace import open_store, site_of
from tasks.errors import PressearchivError
from tasks.ledger.book import Ledgers
from tasks.reread import Rereader
from tasks.types.ledger import Entry
from tasks.types.visit import Outcome, Visit

log = logging.getLogger(__name__)

_BATCH = 50
"""Releases in one task run, and between two writes of the ledger."""


def _name_run() -> str:
    return f"{flow_run.parameters['source']} reparsed {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="reparse-source", flow_run_name=_name_run)
def reparse_source(source: SourceName) -> RunReport | State[Any]:
    """Read all stored pages of the source anew, and publish what changed; the city's site is not asked.

    Args:
        source: A bundled source's id, such as `essen`, or the path of a source file.

    """
    try:
        return conclude(_run(begin(), load_source(source)))
    except (ConfigError, PressearchivError) as error:
        return failed(str(error))


def _run(settings: Settings, city: Source) -> RunReport:
    started = datetime.now(UTC)
    store = open_store(settings)
    ledgers = Ledgers(store, city)
    outcomes, aside = _reread_all(ledgers, Rereader(city, store), started, settings.concurrency)
    shared = share_failure([one for one in outcomes if one.id not in aside], city.gates.failed_share)
    published = None
    if not shared:
        years = {city.id: (city.name, ledgers.years)}
        published = publish_years(store, years, site_of(settings), changed_only=True)
    return RunReport(
        source=city.id,
        started=started,
        finished=datetime.now(UTC),
        outcomes=tuple(outcomes),
        seeds=(),
        failures=(shared,) if shared else (),
        received=0,
        published=published,
        held=say_held(store, [city.id]),
    )


@task(name="reread-releases", task_run_name="{entries[0].id} and on", cache_policy=NO_CACHE)
def reread_releases(entries: Sequence[Entry], rereader: Rereader, now: datetime) -> list[Visit]:
    """Read all stored pages of these releases anew."""
    return [rereader.visit(entry, now) for entry in entries]


def _reread_all(
    ledgers: Ledgers, rereader: Rereader, now: datetime, at_once: int
) -> tuple[list[Outcome], frozenset[str]]:
    """Every release's outcome, and the ids of those that were set aside before; one ledger after the other."""
    log.info("%d releases to read anew", len(ledgers), extra={"planned": len(ledgers)})
    outcomes: list[Outcome] = []
    aside: set[str] = set()
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=at_once)
    with runner:
        for known in ledgers.leaf_through():
            entries = [entry for entry in known if entry.states]
            aside |= {entry.id for entry in entries if entry.is_aside}
            batches = [entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH)]
            futures: list[PrefectFuture[list[Visit]]] = [
                runner.submit(reread_releases, {"entries": batch, "rereader": rereader, "now": now})
                for batch in batches
            ]
            for future in as_completed(futures):
                outcomes += _recorded(future.result(), ledgers)
    return outcomes, frozenset(aside)


def _recorded(visits: Sequence[Visit], ledgers: Ledgers) -> list[Outcome]:
    ledgers.record(seen for visit in visits for seen in visit.observations)
    for visit in visits:
        tell(visit.outcome)
    return [visit.outcome for visit in visits]
