"""Runs whose worker is gone, on a real Prefect server: given back, cancelled, or left to those who live."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import FunctionType
from typing import Any

import httpx
import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterDeploymentId
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Cancelling, Pending, Running, Scheduled

from flows.deployments import OFTEN, TIME_ZONE, registry
from flows.rescuing import TAG, look, rescue_runs
from flows.signals.pulse import ALIVE, give_sign

NOW = datetime.now(UTC)
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def api(prefect_api: str) -> Iterator[SyncPrefectClient]:
    with temporary_settings({PREFECT_API_URL: prefect_api}), get_client(sync_client=True) as client:
        yield client


@flow(name="long-work")
def long_work() -> None:
    """What a worker was at when it went away."""


@pytest.fixture
def deployment(api: SyncPrefectClient) -> uuid.UUID:
    name, flow_id = uuid.uuid4().hex, api.create_flow(long_work)
    return api.create_deployment(flow_id, name, tags=[TAG], entrypoint="flows.none.none")


def begin(api: SyncPrefectClient, deployment: uuid.UUID, *states: State[Any]) -> FlowRun:
    """A run of that deployment that was left in the last of these states."""
    run = api.create_flow_run_from_deployment(deployment, state=Scheduled())
    for state in states:
        api.set_flow_run_state(run.id, state)
    return api.read_flow_run(run.id)


def state_of(api: SyncPrefectClient, run: FlowRun) -> tuple[StateType, str]:
    state = api.read_flow_run(run.id).state
    assert state is not None
    return state.type, str(state.name)


def test_a_run_without_signs_is_given_back_and_one_with_signs_goes_on(
    api: SyncPrefectClient, deployment: uuid.UUID
) -> None:
    silent = begin(api, deployment, Pending(), Running())
    alive = begin(api, deployment, Pending(), Running())
    taken = begin(api, deployment, Pending())
    stopped = begin(api, deployment, Pending(), Running(), Cancelling())
    give_sign(silent.id)
    give_sign(alive.id)
    assert set(look(api, NOW).values()) == {"noted"}
    give_sign(alive.id)
    fates = look(api, LATER)
    assert (fates[silent.name], fates[alive.name]) == ("given back", "noted")
    assert (fates[taken.name], fates[stopped.name]) == ("awaited", "cancelled")
    assert state_of(api, silent) == (StateType.SCHEDULED, "AwaitingRetry")
    assert state_of(api, stopped) == (StateType.CANCELLED, "Cancelled")
    assert state_of(api, alive) == (StateType.RUNNING, "Running")
    assert look(api, NOW + timedelta(minutes=6))[taken.name] == "given back"
    assert state_of(api, taken) == (StateType.SCHEDULED, "AwaitingRetry")
    begun_again = begin(api, deployment)
    api.set_flow_run_state(silent.id, Pending())
    api.set_flow_run_state(silent.id, Running())
    assert look(api, NOW + timedelta(minutes=8))[silent.name] == "noted", "begun anew, it is seen with new eyes"
    assert state_of(api, begun_again)[0] is StateType.SCHEDULED


def test_other_peoples_runs_and_those_of_no_deployment_are_left_alone(api: SyncPrefectClient) -> None:
    foreign = api.create_deployment(api.create_flow(long_work), uuid.uuid4().hex, entrypoint="flows.none.none")
    theirs = begin(api, foreign, Pending(), Running())
    own = api.create_flow_run(long_work, tags=[TAG], state=Running())
    for moment in (NOW, LATER):
        assert not {theirs.name, own.name} & look(api, moment).keys()


def test_the_flow_itself_looks_and_gives_signs_only_where_it_can_be_started_again(api: SyncPrefectClient) -> None:
    state: Any = rescue_runs(return_state=True)
    assert state.is_completed(), state.message
    run = api.read_flow_run(state.state_details.flow_run_id)
    assert ALIVE not in run.labels


def named(function: Any) -> set[str]:
    """All that a function names, by way of its own module's functions as well."""
    names = set(function.__code__.co_names)
    known = function.__globals__
    inner = [known[name] for name in names if isinstance(known.get(name), FunctionType)]
    return names.union(*(named(one) for one in inner if one.__module__ == function.__module__))


def test_every_flow_that_is_deployed_gives_signs_of_life_first() -> None:
    for one in registry(["essen"]):
        assert "begin" in named(one.flow.fn), f"{one.flow.name} gives no signs of life: it would be taken for lost"


def test_the_server_makes_runs_of_a_schedule(api: SyncPrefectClient, prefect_api: str) -> None:
    """A server may refuse every one of them, and say so in its log alone."""
    schedule = {"schedule": {"cron": OFTEN, "timezone": TIME_ZONE}, "active": True}
    name, flow_id = uuid.uuid4().hex, api.create_flow(long_work)
    asked = {"name": name, "flow_id": str(flow_id), "schedules": [schedule]}
    made = httpx.post(f"{prefect_api}/deployments/", json=asked, timeout=60).raise_for_status().json()
    httpx.post(f"{prefect_api}/deployments/{made['id']}/schedule", json={}, timeout=60).raise_for_status()
    wanted = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[made["id"]]))
    assert len(api.read_flow_runs(flow_run_filter=wanted)) >= 3
