"""How a source fares, through the real flow: gates, blocks, cadence, and what a failed run leaves as it was."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from flows.publishing import publish_archive
from flows.reparse import reparse_source
from flows.withdrawing import withdraw_release
from tests.city.misbehaviour import KeptOut
from tests.flows.conftest import Town

SEEDS = (
    "/meldungen/meldungen_letzte_tage.de.jsp?pageNo=1",
    "/rathaus/presse/pressecenter.de.jsp",
    "/leben/mobilitaet/aktuelle_meldungen.de.html",
    "/feed.xml",
    "/sitemap.xml",
)


def pages(town: Town) -> dict[str, str]:
    """What is published of releases; their pictures and files stand there as soon as they are captured."""
    media = ("public/images/", "public/files/")
    return {key: stamp for key, stamp in town.readable().items() if not key.startswith(media)}


def health(town: Town) -> Any:
    (source,) = town.json("status.json")["sources"]
    return source


@pytest.fixture
def began() -> datetime:
    """When the test began: other tests' towns bear the same name, and the server remembers their events."""
    return datetime.now(UTC)


def events(api: str, name: str, began: datetime) -> list[Any]:
    """Events of that name since then, once the server has written any down."""
    asked = {
        "filter": {
            "event": {"name": [name]},
            "any_resource": {"id": ["pressearchiv.source.town"]},
            "occurred": {"since": began.isoformat()},
        },
        "limit": 50,
    }
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if found := httpx.post(f"{api}/events/filter", json=asked).json()["events"]:
            return list(found)
        time.sleep(0.5)
    raise AssertionError(f"no event {name}")


def gate(source: Any, name: str) -> Any:
    return next(one for one in source["gates"] if one["name"] == name)


def test_below_a_minimum_nothing_new_is_published_until_a_run_is_good(town: Town) -> None:
    town.configure(gates={"window": 5, "fields": {"attachment": 0.9}})
    state = town.archive(limit=8)
    assert state.is_failed()
    assert "releases read last have an attachment" in (state.message or "")
    assert pages(town) == {}
    said = health(town)
    assert (said["alarms"], said["last"]["ending"]) == (["failed"], "failed")
    assert "lastGood" not in said
    assert gate(said, "fields.attachment")["verdict"] == "failed"
    assert b"fields.attachment" in town.public("status.html")
    assert town.archive(limit=8).is_failed(), "nothing new was read, and what was is still as it was"
    assert pages(town) == {}
    town.configure(gates={"window": 5, "fields": {"attachment": 0}})
    town.report(limit=8)
    assert len(town.releases()) == 8
    standing, good = pages(town), health(town)["lastGood"]
    town.configure(gates={"minimum": 100})
    state = town.archive()
    assert state.is_failed()
    assert "at least 100 expected (gates.minimum)" in (state.message or "")
    assert pages(town) == standing, "the last good edition stays"
    said = health(town)
    assert (said["lastGood"], said["last"]["failures"]) == (good, [state.message])
    assert json.loads(town.public("schema/status.schema.json"))["title"] == "Status"


def test_being_kept_out_is_told_apart_from_no_news(town: Town, prefect_api: str, began: datetime) -> None:
    town.report(limit=3)
    standing = pages(town)
    for number, seed in enumerate(SEEDS):
        town.city.fail(seed, KeptOut((200, 403, 429, 503, 200)[number]))
    state = town.archive()
    assert state.is_failed()
    assert (state.message or "").count("asks for a riddle to be solved") == len(SEEDS)
    said = health(town)
    assert (said["alarms"], said["last"]["blocks"]) == (["failed", "blocked"], ["captcha"])
    assert pages(town) == standing
    (told,) = events(prefect_api, "pressearchiv.source.blocked", began)
    assert told["payload"]["blocks"] == ["captcha"]


def test_a_release_behind_a_riddle_is_neither_set_aside_nor_missing(town: Town) -> None:
    town.report(limit=6)
    newest = town.city.view().releases[0]
    town.city.fail(newest.path, KeptOut())
    before = town.public(f"town/2026/{newest.id}/release.json")
    report = town.report(limit=6)
    outcome = next(one for one in report.outcomes if one.id == newest.id)
    assert (outcome.result, outcome.block) == ("failed", "captcha")
    assert town.public(f"town/2026/{newest.id}/release.json") == before
    assert health(town)["alarms"] == []


def test_silence_for_longer_than_the_cadence_alarms_and_publishes(
    town: Town, prefect_api: str, began: datetime, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSEARCHIV_METRICS_DIR", str(tmp_path / "metrics"))
    town.configure(cadence={"days": 2, "holidays": {"country": "DE", "subdivision": "NW"}})
    state = town.archive(limit=3)
    assert state.is_completed()
    assert "at most 2 may pass (cadence.days)" in (state.message or "")
    said = health(town)
    assert (said["alarms"], said["last"]["ending"], len(town.releases())) == (["silent"], "warned", 3)
    assert said["silence"]["latest"] == max(one.published.isoformat()[:10] for one in town.city.view().releases)
    (told,) = events(prefect_api, "pressearchiv.source.silent", began)
    assert told["payload"]["newest"] == said["silence"]["latest"]
    assert any(one["prefect.resource.id"].startswith("prefect.flow-run.") for one in told["related"])
    releases = {
        one["resource"]["prefect.resource.id"] for one in events(prefect_api, "pressearchiv.release.new", began)
    }
    assert {f"pressearchiv.release.town/{id_}" for id_ in town.releases()} <= releases
    shown = httpx.post(
        f"{prefect_api}/artifacts/filter",
        json={"artifacts": {"key": {"any_": ["status"]}}, "sort": "CREATED_DESC", "limit": 1},
    ).json()
    assert "nothing new for longer than expected" in shown[0]["data"]
    text = (tmp_path / "metrics" / "pressearchiv-town.prom").read_text()
    figures = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert figures["pressearchiv_alarm", ("alarm", "silent"), ("source", "town")] == 1
    assert figures["pressearchiv_run_releases", ("result", "new"), ("source", "town")] == 3
    assert figures["pressearchiv_run_good", ("source", "town")] == 1


def test_what_a_gate_holds_back_is_let_out_by_no_other_flow_unless_told_to(town: Town) -> None:
    town.report(limit=3)
    standing = set(town.releases())
    town.configure(gates={"window": 5, "fields": {"attachment": 0.9}})
    assert town.archive(limit=8).is_failed()
    assert set(town.releases()) == standing
    reread: Any = reparse_source(str(town.file), return_state=True)
    assert reread.is_completed()
    assert "nothing new is published, as its last run failed" in reread.message
    publish_archive()
    assert set(town.releases()) == standing
    taken = min(standing)
    state: Any = withdraw_release(f"town/{taken}", "page", "Auf Wunsch", return_state=True)
    assert state.is_completed(), state.message
    assert {id_: one["archive"]["status"] for id_, one in town.releases().items() if id_ == taken} == {
        taken: "withdrawn"
    }
    assert set(town.releases()) == standing, "the withdrawal takes nothing along"
    publish_archive(despite_gates=True)
    assert len(town.releases()) == 8
