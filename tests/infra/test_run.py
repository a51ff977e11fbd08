"""`make run` as a newcomer meets it: one command, a folder of its own, the bundled city, Prefect's UI in a browser."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import CronSchedule
from prefect.exceptions import ObjectNotFound

from flows.deployments import registry

TITLE = "Neue Straßenbahnen für Musterstadt vorgestellt"
PATIENCE = 600.0


class Addresses(NamedTuple):
    """Where `make run` says that the archive is read and operated."""

    read: str
    operate: str


def environment() -> dict[str, str]:
    """This machine's environment without anybody's installation."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PRESSEARCHIV_", "AWS_", "PREFECT_"))
    }


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    """`make run` until Ctrl-C, which ends it without a complaint."""
    home = tmp_path_factory.mktemp("make-run")
    with (home / "out").open("w") as out:
        run = subprocess.Popen(
            [sys.executable, "-m", "infra.run"], cwd=home, env=environment(), stdout=out, stderr=out, text=True
        )
        try:
            yield _addresses(run, home / "out")
        finally:
            run.send_signal(signal.SIGINT)
            run.wait(60)
    assert "Traceback" not in (home / "out").read_text()


@pytest.fixture(scope="module")
def api(installation: Addresses) -> Iterator[SyncPrefectClient]:
    with SyncPrefectClient(f"{installation.operate}/api") as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here; `sh infra/debian.sh` installs it")
    with sync_playwright() as playwright:
        # A user without rights has a sandbox; root has none.
        yield playwright.chromium.launch(executable_path=program, chromium_sandbox=os.geteuid() != 0)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="de-DE") as context:
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE * 1000)
        yield opened


def test_the_sample_city_is_archived_and_readable(installation: Addresses) -> None:
    with urlopen(installation.read) as start:
        assert TITLE in start.read().decode()


def test_every_flow_is_served(api: SyncPrefectClient) -> None:
    for one in registry(["sample"]):
        held = _deployment(api, f"{one.flow.name}/{one.name}")
        assert (held.description, held.parameters) == (one.description, dict(one.parameters))


def test_the_deployment_says_what_it_takes_and_when_it_runs(api: SyncPrefectClient) -> None:
    found = _deployment(api, "archive-releases/sample")
    schedule = found.schedules[0].schedule
    assert isinstance(schedule, CronSchedule)
    assert schedule.timezone == "Europe/Berlin"
    described = (found.parameter_openapi_schema or {})["properties"]
    assert all(described[name]["description"] for name in ("source", "since", "until", "limit", "full"))


def test_an_operator_starts_a_run_in_the_ui_and_reads_its_report_and_the_release(
    installation: Addresses, api: SyncPrefectClient, page: Page
) -> None:
    found = _deployment(api, "archive-releases/sample")
    page.goto(f"{installation.operate}/deployments")
    page.locator(f'a[href="/deployments/deployment/{found.id}"]').first.click()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("Custom run").click()
    # The only parameter that is a number: at most so many releases.
    page.get_by_role("button", name="int", exact=True).click()
    page.locator("input[type=number]").fill("3")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/deployments/deployment/*tab=Runs*")

    state, run = _ended(api, found)
    assert (state.type, state.message) == ("COMPLETED", "sample: 3 releases: 3 unchanged")
    assert run.parameters["limit"] == 3
    page.goto(f"{installation.operate}/runs/flow-run/{run.id}")
    page.get_by_text("Completed").first.wait_for()
    page.goto(f"{installation.operate}/artifacts/key/report-sample")
    page.get_by_text("sample: 3 releases: 3 unchanged").first.wait_for()

    page.goto(installation.read)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("heading", name=TITLE).wait_for()


def _addresses(run: "subprocess.Popen[str]", out: Path) -> Addresses:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        said = out.read_text()
        if found := re.search(r"read the archive\s+(\S+)\s+operate it\s+(\S+)", said):
            return Addresses(found[1], found[2])
        assert run.poll() is None, said
        time.sleep(0.3)
    raise AssertionError(out.read_text())


def _deployment(api: SyncPrefectClient, name: str) -> DeploymentResponse:
    """A deployment, as soon as it is served; a busy database answers 503: asked again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return api.read_deployment_by_name(name)
        except ObjectNotFound:
            assert time.monotonic() < deadline, f"{name} is not served"
            time.sleep(0.3)


def _ended(api: SyncPrefectClient, deployment: DeploymentResponse) -> "tuple[State[object], FlowRun]":
    """The run of that deployment that somebody started, once it ended."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        started = [run for run in api.read_flow_runs() if run.deployment_id == deployment.id and not run.auto_scheduled]
        for run in started:
            if run.state and run.state.is_final():
                return run.state, run
        time.sleep(0.5)
    raise AssertionError("the run did not end")
