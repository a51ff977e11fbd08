"""`infra/prefect.yaml` says what the registry says, and a real server takes it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import State
from prefect.client.schemas.schedules import CronSchedule
from prefect.states import Completed, Pending, Running

from flows.deployments import Deployment, registry
from infra.deployments import POOL, cities, to_yaml

FILE = Path(__file__).parents[2] / "infra" / "prefect.yaml"


def test_the_file_is_what_the_registry_writes() -> None:
    assert FILE.read_text("utf-8") == to_yaml(registry(cities())), (
        "run: python -m infra.deployments > infra/prefect.yaml"
    )
    assert cities() == ("essen", "gelsenkirchen", "muenster")


@pytest.fixture(scope="module")
def deployed(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Any]:
    """What stands on the server after `prefect deploy`, by flow and name."""
    with SyncPrefectClient(prefect_api) as api:
        api.create_work_pool(WorkPoolCreate(name=POOL, type="process"), overwrite=True)
        home = tmp_path_factory.mktemp("deploying")
        env = {**os.environ, "PREFECT_API_URL": prefect_api, "PREFECT_HOME": str(home)}
        command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--prefect-file", str(FILE), "--all"]
        ran = subprocess.run(command, env=env, cwd=home, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        flows = {flow.id: flow.name for flow in api.read_flows(limit=200)}
        found = [one for one in api.read_deployments(limit=200) if one.work_pool_name == POOL]
        return {(flows[one.flow_id], one.name): one for one in found}


@pytest.mark.parametrize("one", registry(cities()), ids=lambda one: f"{one.flow.name}/{one.name}")
def test_a_server_holds_it_as_it_was_registered(one: Deployment, deployed: dict[tuple[str, str], Any]) -> None:
    held = deployed[one.flow.name, one.name]
    assert (held.entrypoint, held.description, set(held.tags)) == (one.entrypoint, one.description, set(one.tags))
    assert (held.parameters, held.enforce_parameter_schema, held.pull_steps) == (dict(one.parameters), True, [])
    crons = [each.schedule for each in held.schedules if isinstance(each.schedule, CronSchedule)]
    assert [(cron.cron, cron.timezone) for cron in crons] == ([one.schedule] if one.schedule else [])
    limit = held.global_concurrency_limit.limit if held.global_concurrency_limit else None
    strategy = held.concurrency_options.collision_strategy if held.concurrency_options else None
    assert (limit, strategy) == ((1, one.collision) if one.collision else (None, None))


@pytest.mark.parametrize(
    ("flow", "becomes"), [("archive-releases", "Cancelled"), ("import-captures", "AwaitingConcurrencySlot")]
)
def test_a_second_run_of_a_source_gives_way_as_declared(
    prefect_api: str, deployed: dict[tuple[str, str], Any], flow: str, becomes: str
) -> None:
    with SyncPrefectClient(prefect_api) as api:
        parameters = {"source": "essen", **({"files": []} if flow == "import-captures" else {})}
        first, second, other = (
            api.create_flow_run_from_deployment(deployed[flow, city].id, parameters={**parameters, "source": city})
            for city in ("essen", "essen", "muenster")
        )
        assert propose(api, first.id, Pending()) == "Pending"
        assert propose(api, first.id, Running()) == "Running"
        assert propose(api, second.id, Pending()) == becomes
        assert propose(api, other.id, Pending()) == "Pending"
        assert propose(api, first.id, Completed()) == "Completed"


def propose(api: SyncPrefectClient, run: UUID, state: "State[Any]") -> str:
    """The name of the state that the server gives the run for what it is asked for."""
    given = api.set_flow_run_state(run, state).state
    return (given.name if given else None) or ""
