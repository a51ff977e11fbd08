"""`make run` as a newcomer meets it: one command, a folder of its own, the bundled city."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName
from prefect.client.schemas.objects import State
from prefect.client.schemas.schedules import CronSchedule

SAMPLE = DeploymentFilter(name=DeploymentFilterName(any_=["sample"]))


def environment() -> dict[str, str]:
    """This machine's environment without anybody's installation."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PRESSEARCHIV_", "AWS_", "PREFECT_"))
    }


def test_the_sample_city_is_archived_served_and_operable_until_ctrl_c(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as out:
        run = subprocess.Popen(
            [sys.executable, "-m", "infra.run"], cwd=tmp_path, env=environment(), stdout=out, stderr=out, text=True
        )
        try:
            read, operate = _addresses(run, tmp_path / "out")
            with urlopen(read) as page:
                assert "Neue Straßenbahnen für Musterstadt vorgestellt" in page.read().decode()
            state = _run_deployment(operate)
            assert (state.type, state.message) == ("COMPLETED", "sample: 3 releases: 3 unchanged")
        finally:
            run.send_signal(signal.SIGINT)
            run.wait(60)
    assert "Traceback" not in (tmp_path / "out").read_text()


def _addresses(run: "subprocess.Popen[str]", out: Path) -> tuple[str, str]:
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline:
        said = out.read_text()
        if found := re.search(r"read the archive\s+(\S+)\s+operate it\s+(\S+)", said):
            return found[1], found[2]
        assert run.poll() is None, said
        time.sleep(0.3)
    raise AssertionError(out.read_text())


def _run_deployment(operate: str) -> "State[object]":
    """Start the served deployment as the UI does, and wait for its end; a busy database answers 503: asked again."""
    with SyncPrefectClient(f"{operate}/api") as api:
        deadline = time.monotonic() + 120
        while not (found := api.read_deployments(deployment_filter=SAMPLE)):
            assert time.monotonic() < deadline
            time.sleep(0.3)
        schedule = found[0].schedules[0].schedule
        assert isinstance(schedule, CronSchedule)
        assert schedule.timezone == "Europe/Berlin"
        described = (found[0].parameter_openapi_schema or {})["properties"]
        assert all(described[name]["description"] for name in ("source", "since", "until", "limit", "full"))
        started = api.create_flow_run_from_deployment(found[0].id, parameters={"source": "sample", "limit": 3})
        while time.monotonic() < deadline:
            state = api.read_flow_run(started.id).state
            if state and state.is_final():
                return state
            time.sleep(0.5)
    raise AssertionError("the run did not end")
