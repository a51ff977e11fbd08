"""The flow `audit-archive`: does the archive still hold, byte for byte, what it says it holds?

Completed where everything is sound, or stands right again; Failed where anything is left that is not. The report is
kept in the storage (`audit/reports/`) and as an artifact.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import PositiveInt

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings
from config.source import Source
from flows.reports.audit import to_markdown
from flows.signals.conclusion import failed
from flows.signals.journal import begin
from flows.workplace import open_store, site_of
from tasks.audit import Mending, audit
from tasks.audit.places import report_key
from tasks.audit.sample import DAYS
from tasks.errors import PressearchivError
from tasks.store.store import Store
from tasks.types.audit import AuditReport

log = logging.getLogger(__name__)


@flow(name="audit-archive", flow_run_name=lambda: f"audit {datetime.now(UTC):%Y-%m-%d %H:%M:%S}")
def audit_archive(
    deep: bool = False, repair: bool = False, sources: list[str] | None = None, days: PositiveInt = DAYS
) -> State[Any]:
    """Hold every object against all that names it and vouches for it.

    Args:
        deep: Read every object; else the objects that name others, whatever is listed otherwise than remembered, and
            the day's sample.
        repair: Read every object, and rebuild what other evidence allows.
        sources: Source files by whose rules a lost content is read again from its page; bundled ones are known.
        days: In how many days the samples come to every object.

    """
    try:
        return _conclude(_run(begin(), sources or (), days, deep=deep, repair=repair))
    except (ConfigError, PressearchivError) as error:
        return failed(str(error), error)


def _run(settings: Settings, sources: Sequence[str], days: int, *, deep: bool, repair: bool) -> AuditReport:
    given = [load_source(name) for name in sources]
    store = open_store(settings)
    rules = {**_bundled(store), **{source.id: source for source in given}}
    return look_through(store, deep, Mending(site_of(settings), rules) if repair else None, days)


@task(name="look-through", cache_policy=NO_CACHE)
def look_through(store: Store, deep: bool, mending: Mending | None, days: int) -> AuditReport:
    """Audit, and repair where that is asked."""
    return audit(store, datetime.now(UTC), deep=deep, mending=mending, days=days)


def _bundled(store: Store) -> dict[str, Source]:
    """The rules of the archive's sources that are bundled."""
    found = {}
    for id_ in store.sources():
        try:
            found[id_] = load_source(id_)
        except ConfigError:
            log.debug("%s: no bundled source", id_)
    return found


def _conclude(report: AuditReport) -> State[Any]:
    """Keep the report as an artifact; Completed, or Failed with what is left in one line."""
    create_markdown_artifact(to_markdown(report), key="report-audit", description=report.summary)
    for finding in report.findings:
        log.warning("%s: %s, %s", finding.key, finding.kind, finding.what, extra={"finding": finding.kind})
    for finding in report.repaired:
        log.info("%s: repaired, was %s", finding.key, finding.kind, extra={"repaired": finding.kind})
    for notice in report.refused:
        log.warning("%s: %s", notice.key, notice.what)
    if not report.findings:
        log.info("%s", report.summary)
        return Completed(message=report.summary, data=report)
    first = report.findings[0]
    return failed(f"{report.summary}; first {first.key}: {first.what}; all: {report_key(report.at)}")
