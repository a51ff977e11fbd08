"""The flow `rescue-runs`: runs whose worker is gone are given back, for any other worker to go on with.

Every two minutes it looks at all runs that are said to be under way, and compares with the look before
(`flows.steering.lost` says by which rule, and why no live run is taken for lost). What a look saw is kept on the run
itself, so any worker may do the next one. It asks the Prefect server's database by the API alone: so it holds where the
message broker was away, which events do not outlive. Two that run at once, or one that dies, do no harm.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.context import FlowRunContext
from prefect.states import AwaitingRetry, Cancelled, Completed, Crashed

from flows.signals.journal import begin
from flows.signals.pulse import ALIVE
from flows.steering.lost import PATIENCE, Fate, Look, Lost, Seen, judge

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

log = logging.getLogger(__name__)

TAG = "pressearchiv"
"""Other people's runs on the same server give no signs of life, and are none of ours."""

SIGN, SINCE = "pressearchiv.sign", "pressearchiv.sign_since"
"""The labels that keep what a look saw: the run's sign of life, and when it was first seen."""

_PAGE = 100
_SAID = "It gave no sign of life any more: whatever ran it is gone."


@flow(name="rescue-runs", flow_run_name=lambda: f"rescue {datetime.now(UTC):%Y-%m-%d %H:%M:%S}")
def rescue_runs() -> State[Any]:
    """Give runs back whose worker is gone; any other worker goes on with them."""
    begin()
    context = FlowRunContext.get()
    own = context.flow_run if context else None
    with get_client(sync_client=True) as api:
        if own and own.deployment_id:
            _drop_late(api, own.deployment_id)
        fates = look(api, datetime.now(UTC), own)
    said = [f"{name}: {fate}" for name, fate in fates.items() if fate not in ("noted", "awaited")]
    return Completed(message="; ".join(said) or f"{len(fates)} runs under way, none is lost")


def look(api: "SyncPrefectClient", now: datetime, own: FlowRun | None = None) -> dict[str, Fate]:
    """Look at every run that is said to be under way but `own`, and do what is to be done; each one's fate by name."""
    fates: dict[str, Fate] = {}
    for run in list(_under_way(api)):
        if own is None or run.id != own.id:
            seen = see(run, again=own is None or run.flow_id != own.flow_id)
            fates[run.name] = fate = judge(seen, now)
            _carry_out(api, seen, fate, now)
            if fate not in ("noted", "awaited"):
                log.warning("%s: no sign of life, %s", run.name, fate)
    return fates


def see(run: FlowRun, *, again: bool = True) -> Seen:
    """A run as it is now, and as the look before saw it."""
    state = cast("State[Any]", run.state)
    labels = run.labels or {}
    since = labels.get(SINCE)
    before = Look(str(labels.get(SIGN)), datetime.fromisoformat(str(since))) if since else None
    sign = f"{state.id} {labels.get(ALIVE, '')}"
    return Seen(run.id, cast(Lost, state.type.value), sign, run.run_count, before, again)


def _under_way(api: "SyncPrefectClient") -> Iterator[FlowRun]:
    states = FlowRunFilterStateType(any_=[StateType(name) for name in PATIENCE])
    wanted = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[TAG]),
        state=FlowRunFilterState(type=states),
        deployment_id=FlowRunFilterDeploymentId(is_null_=False),
    )
    page = api.read_flow_runs(flow_run_filter=wanted, limit=_PAGE)
    count = 0
    while page:
        yield from page
        count += len(page)
        page = api.read_flow_runs(flow_run_filter=wanted, limit=_PAGE, offset=count)


def _carry_out(api: "SyncPrefectClient", seen: Seen, fate: Fate, now: datetime) -> None:
    if fate == "noted":
        api.update_flow_run_labels(seen.run, {SIGN: seen.sign, SINCE: now.isoformat()})
    elif fate != "awaited" and see(api.read_flow_run(seen.run)).sign == seen.sign:  # it may have ended this moment
        api.set_flow_run_state(seen.run, _state(fate))


def _state(fate: Fate) -> State[Any]:
    if fate == "given back":
        return AwaitingRetry(message=_SAID)
    return Cancelled(message=_SAID) if fate == "cancelled" else Crashed(message=_SAID)


def _drop_late(api: "SyncPrefectClient", deployment: UUID) -> None:
    """Remove the looks that nobody had time for, while every worker was busy: this one is made in their stead."""
    late = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime(before_=datetime.now(UTC)),
    )
    for run in api.read_flow_runs(flow_run_filter=late, limit=_PAGE):
        api.delete_flow_run(run.id)
