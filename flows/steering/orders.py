"""What an operator orders of a run that is under way, in Prefect's UI: to pause, to be suspended, to end.

A run hears of it between two steps, when all that was done stands in the storage: so no order ever costs anything. A
slice of a backfill hears the backfill's orders as well, and stops.
"""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import Pause
from prefect.runtime import flow_run
from prefect.states import Suspended

from tasks.errors import PressearchivError

log = logging.getLogger(__name__)

_ENDED = frozenset({StateType.CANCELLING, StateType.CANCELLED})
_POLL = 2.0


class StoppedError(PressearchivError):
    """The operator ordered this run to stop; `with_all`: not this one, but what it is a part of."""

    def __init__(self, message: str, *, with_all: bool = False) -> None:
        super().__init__(message)
        self.with_all = with_all


class Orders:
    """The orders for the flow run that makes it."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._own = _id(flow_run.get_id())
        self._above = _id(flow_run.get_parent_flow_run_id())
        self._sleep = sleep

    def heed(self) -> None:
        """Go on at once, or when a pause is over; `StoppedError` where the run is to stop here."""
        if self._above and (above := _read(self._above)) and _type(above) in _ENDED | {StateType.PAUSED}:
            raise StoppedError("stopped with the whole backfill", with_all=True)
        while self._own and (own := _read(self._own)):
            if _type(own) in _ENDED:
                raise StoppedError("stopped by the operator")
            if _type(own) is not StateType.PAUSED:
                return
            self._pause(own)

    def _pause(self, run: FlowRun) -> None:
        """Wait a little; a run that is suspended, or a deployment's, ends here and begins anew when it is resumed."""
        details = run.state.state_details if run.state else None
        if details and details.pause_reschedule:
            raise Pause(state=run.state)
        if details and details.pause_timeout and details.pause_timeout < datetime.now(UTC):
            raise StoppedError("stopped: paused for longer than the pause allows")
        if run.deployment_id:
            raise Pause(state=_suspend(run.id, details.pause_timeout if details else None))
        self._sleep(_POLL)


def _suspend(run: UUID, until: datetime | None) -> State[Any]:
    """Suspend a run that is paused: with the pause it lost its place among its deployment's runs, so going on in the
    same process it would be ended by Prefect; begun anew when it is resumed, it has a place again.
    """
    suspended: State[Any] = Suspended(pause_expiration_time=until) if until else Suspended()
    with get_client(sync_client=True) as api:
        api.set_flow_run_state(run, suspended, force=True)
    return suspended


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _type(run: FlowRun) -> StateType | None:
    return run.state.type if run.state else None


def _read(run: UUID) -> FlowRun | None:
    """The run as the server knows it; None where the server does not say: no order to be heard."""
    try:
        with get_client(sync_client=True) as api:
            return api.read_flow_run(run)
    except Exception as error:  # noqa: BLE001  # whatever keeps the server from answering, the work goes on
        log.debug("no orders to be had from the Prefect server: %s", error)
        return None
