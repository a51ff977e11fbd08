"""What an operator orders in Prefect's UI, heard by real runs on a real server."""

from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.flow_runs import resume_flow_run
from prefect.runtime import flow_run
from prefect.states import Cancelled, Cancelling, Paused

from flows.steering.orders import Orders, StoppedError


def own() -> UUID:
    run = flow_run.get_id()
    assert run
    return UUID(run)


def order(run: UUID, state: State[object]) -> None:
    """What the UI's buttons do."""
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(run, state)


@pytest.mark.usefixtures("installation")
def test_a_run_goes_on_waits_and_stops_as_it_is_ordered() -> None:
    waited: list[float] = []

    @flow(name="obedient")
    def obedient() -> State[object]:
        Orders().heed()
        order(own(), Paused(timeout_seconds=600))

        def resume(seconds: float) -> None:
            waited.append(seconds)
            resume_flow_run(own())

        Orders(sleep=resume).heed()
        order(own(), Cancelling())
        with pytest.raises(StoppedError) as stopped:
            Orders().heed()
        assert not stopped.value.with_all
        return Cancelled()

    state = obedient(return_state=True)
    assert state.is_cancelled(), state.message
    assert len(waited) == 1


@pytest.mark.usefixtures("installation")
def test_a_part_stops_with_the_whole_and_not_because_the_whole_was_killed() -> None:
    @flow(name="part")
    def part() -> str:
        try:
            Orders().heed()
        except StoppedError as stop:
            return f"stopped, {stop.with_all}"
        return "went on"

    @flow(name="whole")
    def whole() -> list[str]:
        before = part()
        order(own(), Paused(timeout_seconds=600))
        during = part()
        resume_flow_run(own())
        return [before, during, part()]

    assert whole() == ["went on", "stopped, True", "went on"]
