"""A run's signs of life: while its process lives, a label of the run on the server changes every half minute.

The label goes to the Prefect server's database by its API, by nothing in between: a message broker that is away, or a
run that has nothing to log, makes nobody look dead. A sign that cannot be given is not made up for: the next one
follows. Only a run of a deployment gives any, since no other can be started again (`flows.rescuing`).
"""

import contextvars
import logging
import time
from datetime import UTC, datetime
from threading import Thread
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

log = logging.getLogger(__name__)

ALIVE = "pressearchiv.alive"
"""The label: when the run last gave a sign of life, by its own machine's clock."""

BEAT = 30.0
"""Seconds between two signs."""


def give_signs() -> None:
    """Have this process give signs of life for the present flow run until it ends."""
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    if run and run.deployment_id:
        work = contextvars.copy_context().run
        Thread(target=work, args=(_beat, run.id), name="signs of life", daemon=True).start()


def _beat(run: UUID) -> None:
    # A client that tries again for minutes would be silent for as long after the server is back.
    with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
        while True:
            try:
                give_sign(run)
            except Exception as error:  # noqa: BLE001  # whatever it is, the work goes on, and so does the next sign
                log.debug("no sign of life given: %s", error)
            time.sleep(BEAT)


def give_sign(run: UUID) -> None:
    """One sign of life of that run."""
    with get_client(sync_client=True) as api:
        api.update_flow_run_labels(run, {ALIVE: datetime.now(UTC).isoformat()})
