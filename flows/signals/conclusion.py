"""How a run tells what came of it: a line in the log for each release, the report as an artifact, the final state."""

import logging
from typing import Any

from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.reports.health import status_markdown
from flows.reports.run import RunReport, to_markdown
from flows.signals.events import announce_health
from tasks.health.keeping import read_status
from tasks.store.store import Store
from tasks.types.visit import Outcome

log = logging.getLogger(__name__)


def tell(outcome: Outcome) -> None:
    """A release's line in the log, and one for each thing that was noticed on it."""
    level = logging.WARNING if outcome.result in ("failed", "set aside", "missing", "gone") else logging.INFO
    log.log(
        level,
        "%s %s: %s%s",
        outcome.id,
        outcome.title or "",
        outcome.result,
        f": {outcome.reason}" if outcome.reason else "",
        extra={"release": outcome.id, "result": outcome.result},
    )
    for note in outcome.notes:
        log.warning("%s: %s", outcome.id, note, extra={"release": outcome.id})


def conclude(report: RunReport, store: Store | None = None) -> State[Any]:
    """Keep the report; Completed, or Failed with the report's reasons in one line.

    Where the run tells how its source fares, automations hear of it, and the artifact `status` shows every source as it
    stands in the storage.
    """
    create_markdown_artifact(to_markdown(report), key=f"report-{report.source}", description=report.summary)
    if report.health and store:
        announce_health(report.health)
        create_markdown_artifact(status_markdown(read_status(store)), key="status", description="every source's health")
    if report.failures:
        return failed("; ".join(report.failures))
    for warning in report.warnings:
        log.warning("%s", warning)
    log.info("%s", report.summary)
    return Completed(message="; warning: ".join((report.summary, *report.warnings)), data=report)


def failed(reason: str, error: Exception | None = None) -> State[Any]:
    """Failed, with its reason in one line, and the error for whoever asked for the run."""
    log.error("%s", reason, extra={"conclusion": True})
    return Failed(message=reason, data=error)
