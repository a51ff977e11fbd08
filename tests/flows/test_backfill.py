"""A city's whole history: lists that show the newest releases only, web archives that know the old ones.

The city is played by the stand-in, which plays the web archives' indexes, too, at another address.
"""

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey, FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import ArtifactSort
from prefect.states import Cancelling

from flows.backfill import backfill_source
from flows.reports.backfill import BackfillReport
from flows.slices import has_workers
from tests.city.captures import PYWB, WAYBACK, WebCapture
from tests.city.misbehaviour import Status
from tests.city.model import Release
from tests.city.server import serving
from tests.city.turn import Turn
from tests.flows.conftest import Town
from tests.flows.test_command import command, failed

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

ROOT = Path(__file__).parents[2]
LISTED, ALL = 3, 9


@dataclass
class History:
    """A town of which web archives know more than its lists; `lost` is what the site serves no longer."""

    town: Town
    index: str
    newest: tuple[Release, ...]
    lost: tuple[Release, Release]

    def backfill(self, **asked: Any) -> "State[BackfillReport]":
        return cast("State[BackfillReport]", backfill_source(str(self.town.file), **asked, return_state=True))

    def asked(self, path: str) -> Counter[str]:
        """How often the stand-in was asked for what begins so."""
        return Counter(one.target for one in self.town.city.requests if one.path.startswith(path))

    @property
    def served(self) -> set[str]:
        return {one.id for one in self.newest} - {one.id for one in self.lost}


@pytest.fixture
def history(town: Town) -> Iterator[History]:
    newest = town.city.view().releases[:ALL]
    lost = newest[6], newest[8]
    town.city.remove(lost[0].id, 404)
    town.city.remove(lost[1].id, 410)
    town.city.list_only(LISTED)
    town.city.captured(*(capture for release in newest for capture in captures(town, release)))
    with serving(town.city, host="127.0.0.2") as index:
        town.configure(backfill={"indexes": [rules(index)], "paths": ["/meldungen/"], "slice_releases": 3})
        yield History(town, index, newest, lost)


def rules(index: str, kind: str = "wayback", **more: Any) -> dict[str, Any]:
    """An index in a source file."""
    url = index + (WAYBACK if kind == "wayback" else PYWB)
    asked = {"requests_per_second": 1000, "allow_private_addresses": True, "attempts": 2, "retry_wait": 0.2}
    return {"kind": kind, "url": url, **asked, **({"rows": 4} if kind == "wayback" else {}), **more}


def captures(town: Town, release: Release) -> Iterator[WebCapture]:
    """Two contents captured at that release's address, and one redirect that is none."""
    for days, digest in ((1, "SHA1"), (2, "SHA1"), (40, "SHA2")):
        stamp = f"{release.published + timedelta(days):%Y%m%d}120000"
        yield WebCapture(town.url + release.path, stamp, digest=digest, filename="crawl/7.warc.gz", offset=815)
    yield WebCapture(town.url + release.path, "20301231000000", status="301")


def api() -> SyncPrefectClient:
    return get_client(sync_client=True)


def artifact(key: str) -> Any:
    """The latest artifact of that key, as the API gives it."""
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
    with api() as client:
        return client.read_artifacts(artifact_filter=wanted, sort=ArtifactSort.UPDATED_DESC, limit=1)[0]


def runs_of(slices_of: str) -> list[FlowRun]:
    """The slices' runs of the backfill of that source file."""
    wanted = FlowRunFilter(name=FlowRunFilterName(like_=f"{slices_of} "))
    with api() as client:
        runs = client.read_flow_runs(flow_run_filter=wanted)
    return [run for run in runs if "part" in run.parameters]


@dataclass
class Hook:
    """Lets a number of requests through, then does something, once, and answers or (`hold`) never does."""

    does: Callable[[], None] = lambda: None
    after: int = 0
    hold: bool = False
    asked: threading.Event = field(default_factory=threading.Event)

    async def play(self, turn: Turn) -> None:
        self.after -= 1
        if self.after == -1:
            await asyncio.to_thread(self.does)
            self.asked.set()
        if self.after < 0 and self.hold:
            await turn.gone()
        else:
            await turn.whole(turn.answer)


def test_the_whole_history_is_archived_and_what_only_web_archives_have_is_listed(history: History) -> None:
    state = history.backfill()
    assert state.is_completed(), state.message
    town, report = history.town, state.result()
    assert report.counts == {"new": len(history.served), "missing": 1, "gone": 1}
    assert set(town.releases()) == history.served
    assert len(report.slices) > 3
    assert all(run.state and run.state.is_completed() for run in runs_of(str(town.file)))
    assert len(runs_of(str(town.file))) == len(report.slices)

    lines = town.bucket.client.get_object(Bucket=town.bucket.name, Key=str(report.list_key))["Body"].read().decode()
    listed = [(line.split(" ")[1], json.loads(line.split(" ", 2)[2])) for line in lines.splitlines()]
    assert {one["url"] for _, one in listed} == {town.url + release.path for release in history.lost}
    assert len(listed) == 2 * 2
    assert history.lost[1].path in lines
    assert "only in web archives" in artifact("backfill-elsewhere-town").data
    progress = artifact("backfill-town")
    assert (progress.type, progress.data) == ("progress", 100.0)
    assert progress.description == f"{ALL} of {ALL} releases done; 0 left"
    assert f"{ALL} releases in {len(report.slices)} slices" in artifact("backfill-report-town").description

    evidence = town.objects("captures/town/lists/")
    assert len(evidence) >= len(history.asked("/cdx/")) > 4
    assert {one.headers["host"] for one in town.city.requests if one.path == WAYBACK} == {history.index[7:]}

    before, asked = town.objects(), len(town.city.requests)
    again = history.backfill()
    assert again.is_completed()
    assert str(again.message).endswith("nothing to do")
    assert len(town.city.requests) == asked
    assert town.objects() == before

    town.city.restore(history.lost[0].id)
    anew = history.backfill(anew=True)
    assert anew.result().counts == {"new": 1, "gone": 1}
    assert anew.result().plan.known == len(history.served)
    assert town.report().counts["missing"] == 0, "what this archive never had is not watched"


def test_days_are_those_of_the_pages_and_captures_tell_what_is_older(history: History, tmp_path: Path) -> None:
    since = history.newest[5].published
    state = history.backfill(since=since)
    assert state.is_completed(), state.message
    inside = {one.id for one in history.newest if one.published >= since} & history.served
    assert set(history.town.releases()) == inside
    plan = state.result().plan
    assert plan.before == sum(one.published + timedelta(1) < since for one in history.newest)
    asked = {target.rpartition("_")[2].partition(".")[0] for target in history.asked("/meldungen/pressemeldung_")}
    older = {one.id for one in history.newest if one.published + timedelta(1) < since}
    assert not asked & older

    until = history.newest[7].published
    state = history.backfill(until=until)
    assert state.is_completed(), state.message
    assert state.result().counts["outside"] == 0, "what is archived is not asked for again"
    assert {one.id for one in history.newest if one.published <= until} & history.served <= set(history.town.releases())


def test_pywb_indexes_files_and_address_lists_serve_as_well(history: History, tmp_path: Path) -> None:
    town, newest = history.town, history.newest
    town.city.captured()
    town.configure(backfill={"indexes": [rules(history.index, "pywb")], "paths": ["/meldungen/"]})
    listed, known = tmp_path / "addresses.txt", tmp_path / "own.cdxj"
    listed.write_text(f"# vom Stadtarchiv\n{town.url}{newest[5].path}\nhttps://anderstadt.example/presse\n")
    known.write_text(
        f'a 20190101000000 {{"url": "{town.url}{newest[6].path}", "filename": "own.warc.gz", "offset": 3}}\n'
    )
    state = history.backfill(addresses=[str(listed)], indexes=[str(known)])
    assert state.is_completed(), state.message
    report = state.result()
    assert set(town.releases()) == history.served
    looked = {one.kind: one for one in report.plan.looked}
    assert looked["pywb index"].releases == ALL
    assert looked["address list"].releases == looked["index file"].releases == 1
    assert "1 addresses are no releases of this source: https://anderstadt.example" in str(
        looked["address list"].problem
    )
    assert {one.filename for target in report.elsewhere for one in target.sightings} == {
        "crawl/7.warc.gz",
        "own.warc.gz",
    }
    assert "crawl/7.warc.gz at 815" in artifact("backfill-elsewhere-town").data


def test_killed_while_it_looks_and_while_it_visits_it_goes_on_where_it_was(history: History, tmp_path: Path) -> None:
    town = history.town
    town.configure(limits={"attempts": 1, "seconds": 600}, backfill={
        "indexes": [rules(history.index, seconds=600)], "paths": ["/meldungen/"], "slice_releases": 3,
    })  # fmt: skip
    looking = Hook(after=2, hold=True)
    town.city.fail(WAYBACK, looking)
    kill_when(looking, town, tmp_path)
    town.city.heal(WAYBACK)
    answered = set(history.asked(WAYBACK))

    stuck = town.city.releases[sorted(history.served, key=lambda id_: town.city.releases[id_].published)[2]]
    visiting = Hook(hold=True)
    town.city.fail(stuck.path, visiting)
    kill_when(visiting, town, tmp_path)
    town.city.heal(stuck.path)
    assert all(times == 1 for target, times in history.asked(WAYBACK).items() if target not in answered)
    assert sum(history.asked(WAYBACK).values()) == len(history.asked(WAYBACK)) + 1, "only what was cut off"
    visited = history.asked("/meldungen/pressemeldung_")

    state = history.backfill()
    assert state.is_completed(), state.message
    assert state.result().counts == {"new": len(history.served), "missing": 1, "gone": 1}
    assert set(town.releases()) == history.served
    twice = [target for target, times in history.asked("/meldungen/pressemeldung_").items() if times > 1]
    assert 1 <= len(twice) <= 3, "no more than the slice that was cut off"
    assert len(visited) > 3
    assert sum(history.asked(WAYBACK).values()) == len(history.asked(WAYBACK)) + 1
    assert {release["version"] for release in town.releases().values()} == {1}


def kill_when(hook: Hook, town: Town, folder: Path) -> None:
    """Start the command as operators do, and kill it with everything it holds in hands once it asks for that."""
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.main", "backfill", str(town.file)],
        cwd=folder,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert hook.asked.wait(600), process.poll()
    finally:
        process.kill()
        process.wait()


def test_cancelled_in_the_ui_it_stops_between_two_steps_and_loses_nothing(history: History) -> None:
    town = history.town

    def cancel() -> None:
        with api() as client:
            wanted = FlowRunFilter(name=FlowRunFilterName(like_=f"{town.file} backfill"))
            run = next(one for one in client.read_flow_runs(flow_run_filter=wanted) if one.state.is_running())  # type: ignore[union-attr]
            client.set_flow_run_state(run.id, Cancelling(), force=True)

    town.city.fail(history.newest[4].path, Hook(partial(copy_context().run, cancel)))
    state = history.backfill()
    assert state.is_cancelled(), state
    assert "nothing is lost" in str(state.message)
    town.city.heal(history.newest[4].path)
    archived = len(town.objects("releases/town/"))
    assert 0 < archived < len(history.served)
    state = history.backfill()
    assert state.is_completed(), state.message
    assert set(town.releases()) == history.served
    assert all(times == 1 for times in history.asked("/meldungen/pressemeldung_").values())


def test_slices_are_taken_by_workers_where_there_are_any(history: History) -> None:
    town = history.town
    town.configure(id="village", seeds=[{"kind": "links", "url": "/rathaus/presse/pressecenter.de.jsp"}])
    with worker("village"):
        state = history.backfill()
    assert state.is_completed(), state.message
    assert {"new": len(history.served), "missing": 1, "gone": 1} == state.result().counts
    runs = runs_of(str(town.file))
    assert len(runs) == len(state.result().slices)
    assert all(run.deployment_id and run.parent_task_run_id and run.state and run.state.is_completed() for run in runs)
    assert set(town.releases()) == history.served
    assert artifact("backfill-village").data == 100.0


@contextmanager
def worker(name: str) -> Iterator[None]:
    """Another process that takes slices of that source; gone with its deployment at the end."""
    serving = f"backfill_slice.serve(name={name!r}, enforce_parameter_schema=False, limit=2)"
    code = f"from flows.backfill_slice import backfill_slice; {serving}"
    often = {"PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **often})
    deadline = time.monotonic() + 600
    try:
        while not has_workers(f"backfill-slice/{name}"):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait()
        with api() as client:
            client.delete_deployment(client.read_deployment_by_name(f"backfill-slice/{name}").id)


def test_what_cannot_be_asked_for_ends_it_with_one_line_and_it_goes_on_later(history: History, tmp_path: Path) -> None:
    town = history.town
    town.city.fail(WAYBACK, Status(503))
    line = failed(command("backfill", str(town.file), folder=tmp_path), 1)
    assert "index 127.0.0.2" in line
    assert "503" in line
    assert line.endswith("run again to go on from there")
    assert "no such file" in failed(command("backfill", "essen", "--cdx", "none.cdx", folder=tmp_path), 2)
    (tmp_path / "list.cdx").write_text("nothing of the kind\n")
    line = failed(command("backfill", str(town.file), "--cdx", "list.cdx", folder=tmp_path), 2)
    assert "list.cdx, line 1: no line of an index of captures" in line
    town.city.heal(WAYBACK)

    town.city.fail(history.newest[5].path, Status(503))
    state = history.backfill()
    assert state.is_failed(), "all of its slice failed"
    assert "gates.failed_share" in str(state.message)
    town.city.heal(history.newest[5].path)
    state = history.backfill()
    assert state.is_completed(), state.message
    assert "2 only in web archives" in str(state.message)
    assert set(town.releases()) == history.served


def test_dates_of_the_command_line_are_days(history: History) -> None:
    state = history.backfill(since=date(2031, 1, 1))
    assert state.is_completed()
    assert "0 releases in 0 slices: nothing to do" in str(state.message)
