"""The main flow through the real parts: a city's life, played by the stand-in, and what the archive makes of it."""

import hashlib
import json
import posixpath
import threading
from contextvars import copy_context
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tasks.capture.warc import Page, read_capture
from tasks.ledger.checks import decode
from tasks.parse.text import clean
from tests.city.misbehaviour import (
    Behaviour,
    Dropped,
    Empty,
    GzipBomb,
    HtmlAsImage,
    HugePage,
    InvalidUtf8,
    NoAnswer,
    PixelBomb,
    Redirect,
    RedirectLoop,
    SlowBody,
    Status,
    Truncated,
    WrongCharset,
)
from tests.flows.conftest import Town

EDITED = "1595069"


def counts(report: Any) -> dict[str, int]:
    return dict(report.counts)


@pytest.mark.whole_city
def test_a_first_run_archives_every_release_and_publishes_it(town: Town) -> None:
    report = town.report()
    truth = town.city.releases
    assert counts(report) == {"new": len(truth)}
    published = town.releases()
    assert set(published) == set(truth)
    for id_, release in published.items():
        assert release["headline"] == clean(truth[id_].title)
        assert release["datePublished"] == truth[id_].published.isoformat()
        assert release["identifier"] == f"town/{id_}"
        assert len(release["image"]) == len(truth[id_].pictures)
        assert release["archive"]["status"] == "live"
        assert release["version"] == len(release["archive"]["captures"]) == 1


def test_what_is_published_bears_out_its_checksums(town: Town) -> None:
    town.report(limit=8)
    root = town.json("index.json")
    for year in root["sources"][0]["years"]:
        assert hashlib.sha256(town.public(year["href"])).hexdigest() == year["sha256"]
        folder = year["href"].rsplit("/", 1)[0]
        for row in town.json(year["href"])["releases"]:
            body = town.public(f"{folder}/{row['href']}")
            assert hashlib.sha256(body).hexdigest() == row["sha256"]
            for image in town.json(f"{folder}/{row['href']}")["image"]:
                picture = town.public(posixpath.normpath(f"{folder}/{row['id']}/{image['contentUrl']}"))
                assert hashlib.sha256(picture).hexdigest() == image["sha256"]
                assert len(picture) == image["contentSize"]


def test_a_second_run_writes_nothing_of_releases_that_readers_see_but_the_time_of_the_check(town: Town) -> None:
    town.report()
    before = town.objects()
    report = town.report()
    after = town.objects()
    assert counts(report) == {"unchanged": len(town.city.releases)}
    written = {
        key for key, stamp in after.items() if before.get(key) != stamp and key.startswith(("public/", "releases/"))
    }
    assert written
    assert all(key.endswith(("/checks.json", "/status.json", "/status.html")) for key in written), written


def test_a_second_run_asks_conditionally_and_only_for_pages(town: Town) -> None:
    town.report()
    first = len(town.city.requests)
    town.report()
    asked = [request for request in town.city.requests[first:] if "/pressemeldung_" in request.target]
    assert {request.status for request in asked} == {304}
    assert not any("/media/" in request.target for request in town.city.requests[first:])


def test_an_edit_makes_a_version_and_keeps_the_earlier_one(town: Town) -> None:
    town.report(limit=3)
    first = town.public(f"town/2026/{EDITED}/v1.json")
    town.city.edit(EDITED, title="Neue Bahnen kommen später")
    report = town.report(limit=3)
    assert counts(report) == {"changed": 1, "unchanged": 2}
    release = town.json(f"town/2026/{EDITED}/release.json")
    assert (release["version"], release["headline"]) == (2, "Neue Bahnen kommen später")
    assert len({capture["sha256"] for capture in release["archive"]["captures"]}) == 2
    assert town.public(f"town/2026/{EDITED}/v1.json") == first
    assert town.json("town/2026/index.json")["releases"][0]["headline"] == "Neue Bahnen kommen später"
    told = [(one["number"], one["cause"], one.get("fields")) for one in release["archive"]["versions"]]
    assert told == [(1, "first", None), (2, "edited", ["headline"])]
    (step,) = town.json(f"town/2026/{EDITED}/changes.json")["steps"]
    assert step["values"]["headline"]["after"] == "Neue Bahnen kommen später"


def test_new_furniture_on_every_page_makes_no_version(town: Town) -> None:
    town.report(limit=5)
    town.city.redecorate("Eine ganz andere Fußzeile.")
    assert counts(town.report(limit=5)) == {"unchanged": 5}
    assert {release["version"] for release in town.releases().values()} == {1}


def test_a_move_keeps_the_release_under_its_number(town: Town) -> None:
    town.report(limit=3)
    town.city.move(EDITED, f"/meldungen/archiv/pressemeldung_{EDITED}.de.html")
    assert counts(town.report(limit=3)) == {"unchanged": 3}
    release = town.json(f"town/2026/{EDITED}/release.json")
    assert release["url"].endswith(f"/meldungen/archiv/pressemeldung_{EDITED}.de.html")
    assert release["version"] == 1


def test_a_release_that_vanishes_is_missing_then_gone_and_stays_readable(town: Town) -> None:
    town.configure(gone={"checks": 2, "days": 0})
    town.report(limit=3)
    town.city.remove(EDITED)
    assert counts(town.report(full=True))["missing"] == 1
    assert town.json(f"town/2026/{EDITED}/release.json")["archive"]["status"] == "missing"
    town.report()
    assert town.json(f"town/2026/{EDITED}/release.json")["archive"]["status"] == "gone"
    assert b"Morgenr" in town.public(f"town/2026/{EDITED}/index.html")


def test_410_is_gone_at_once_and_a_return_is_live_again(town: Town) -> None:
    town.report(limit=3)
    town.city.remove(EDITED, 410)
    assert counts(town.report(full=True))["gone"] == 1
    town.city.restore(EDITED)
    town.report(limit=3)
    assert town.json(f"town/2026/{EDITED}/release.json")["archive"]["status"] == "live"


def test_a_check_that_is_not_answered_is_kept_and_changes_no_status(town: Town) -> None:
    town.report(limit=1)
    before = town.public(f"town/2026/{EDITED}/release.json")
    town.city.fail(town.city.releases[EDITED].path, Status(503))
    town.configure(gates={"failed_share": 1.0})
    assert counts(town.report(limit=1)) == {"failed": 1}
    assert town.public(f"town/2026/{EDITED}/release.json") == before
    ledger = town.bucket.client.get_object(Bucket=town.bucket.name, Key="ledger/town/2026.json")
    entry = json.loads(ledger["Body"].read())["entries"][EDITED]
    assert [one.outcome for one in decode(entry["checks"])] == ["read", "failed"]
    assert "503" in entry["remark"]["said"]


def test_the_budget_bounds_rechecks_and_full_knows_none(town: Town) -> None:
    town.report()
    town.configure(recheck={"fresh_days": 36500, "fresh_hours": 0, "full_days": 30, "per_run": 2})
    assert counts(town.report()) == {"unchanged": 2}
    town.configure(recheck={"fresh_days": 0, "full_days": 30, "per_run": 200})
    assert counts(town.report()) == {}, "each waits for its turn"
    assert counts(town.report(full=True)) == {"unchanged": len(town.city.releases)}


@pytest.mark.whole_city
def test_a_run_stops_at_known_ground_unless_it_is_full(town: Town) -> None:
    town.report()
    first = len(town.city.requests)
    town.report()
    lists = [request.target for request in town.city.requests[first:] if "letzte_tage" in request.target]
    assert lists == ["/meldungen/meldungen_letzte_tage.de.jsp?pageNo=1"]
    first = len(town.city.requests)
    town.report(full=True)
    lists = [request.target for request in town.city.requests[first:] if "letzte_tage" in request.target]
    assert len(lists) == 5


@pytest.mark.whole_city
def test_since_and_until_bound_the_days_of_publication(town: Town) -> None:
    town.report(since=date(2019, 1, 1), until=date(2020, 12, 31))
    days = {release["datePublished"][:4] for release in town.releases().values()}
    assert days == {"2019", "2020"}


def test_what_goes_wrong_is_one_line_each_and_the_rest_is_archived(town: Town) -> None:
    town.configure(gates={"failed_share": 0.9}, limits={"attempts": 2, "retry_wait": 0.2, "seconds": 2.5})
    paths = {id_: release.path for id_, release in town.city.releases.items()}
    ids = sorted(paths, reverse=True)
    wrong: list[tuple[Behaviour, str, str]] = [
        (Status(404), "missing", "404"),
        (Status(503), "failed", "503"),
        (NoAnswer(), "failed", "longer than"),
        (RedirectLoop(), "failed", "redirect"),
        (Redirect("http://10.0.0.1/meldungen/"), "failed", "10.0.0.1"),
        (HugePage(), "failed", "bytes"),
        (GzipBomb(), "failed", "bytes"),
        (Empty(), "set aside", "empty page"),
        (InvalidUtf8(), "set aside", "UTF-8"),
        (SlowBody(), "failed", "longer than"),
        (Dropped(), "failed", ""),
        (Status(403), "failed", "403"),
    ]
    for id_, (behaviour, _, _) in zip(ids, wrong, strict=False):
        town.city.fail(paths[id_], behaviour)
    report = town.report()
    outcomes = {outcome.id: outcome for outcome in report.outcomes}
    for id_, (behaviour, result, words) in zip(ids, wrong, strict=False):
        outcome = outcomes[id_]
        assert outcome.result == result, (behaviour, outcome)
        assert outcome.reason, behaviour
        assert words in outcome.reason, (behaviour, outcome.reason)
        assert "\n" not in outcome.reason
    rest = set(ids[len(wrong) :])
    assert {id_ for id_, outcome in outcomes.items() if outcome.result == "new"} == rest
    assert set(town.releases()) == rest


def test_a_wrong_charset_header_reads_right_and_is_noticed(town: Town) -> None:
    town.city.fail(town.city.releases[EDITED].path, WrongCharset())
    report = town.report(limit=1)
    assert report.outcomes[0].result == "new"
    assert any("iso" in note.lower() or "cp1252" in note for note in report.outcomes[0].notes)
    assert town.releases()[EDITED]["headline"] == town.city.releases[EDITED].title


@pytest.mark.parametrize("behaviour", [PixelBomb(), Truncated(), HtmlAsImage(), Status(404), Status(503), Dropped()])
def test_a_bad_picture_is_a_note_and_never_public(town: Town, behaviour: Any) -> None:
    picture = town.city.releases[EDITED].pictures[0]
    stem, _, ending = picture.path.rpartition(".")
    for path in (picture.path, f"{stem}_0660_3zu2.{ending}", f"{stem}_1024_16zu9.{ending}"):
        town.city.fail(path, behaviour)
    report = town.report(limit=1)
    outcome = report.outcomes[0]
    assert outcome.result == "new"
    assert any(picture.path.rpartition("/")[2].partition(".")[0] in note for note in outcome.notes), outcome.notes
    image = town.releases()[EDITED]["image"][0]
    assert "contentUrl" not in image
    assert "sha256" not in image
    assert image["caption"] == picture.caption
    stored = town.objects("public/images/")
    originals = [key for key in stored if not key.endswith(".webp")]
    assert len(originals) == len(town.city.releases[EDITED].pictures) - 1


def test_a_picture_that_was_out_of_reach_is_asked_for_again(town: Town) -> None:
    picture = town.city.releases[EDITED].pictures[0]
    stem, _, ending = picture.path.rpartition(".")
    for path in (picture.path, f"{stem}_0660_3zu2.{ending}"):
        town.city.fail(path, Status(503))
    town.report(limit=1)
    for path in (picture.path, f"{stem}_0660_3zu2.{ending}"):
        town.city.heal(path)
    assert counts(town.report(limit=1)) == {"changed": 1}
    release = town.releases()[EDITED]
    assert release["image"][0]["contentUrl"]
    assert [one["cause"] for one in release["archive"]["versions"]] == ["first", "completed"]


def test_a_page_set_aside_is_read_again_by_another_reader(town: Town) -> None:
    rules = yaml.safe_load(Path("config/sources/essen.yaml").read_text())["pages"]
    broken = [rules["templates"][0] | {"title": "h1.nowhere", "root": "#nowhere"}]
    town.configure(gates={"failed_share": 1.0}, pages={"templates": broken})
    aside = town.report(limit=3)
    assert counts(aside) == {"set aside": 3}
    assert all("#nowhere" in (outcome.reason or "") for outcome in aside.outcomes)
    assert town.readable() == {}
    asked = len(town.city.requests)
    town.configure(pages={"templates": rules["templates"]})
    assert counts(town.report(limit=3)) == {"new": 3}
    pages = [request.status for request in town.city.requests[asked:] if "/pressemeldung_" in request.target]
    assert pages == [304, 304, 304], "what stands stored was read, not fetched again"
    assert set(town.objects("ledger/town/")) >= {"ledger/town/2026.json"}


def test_too_many_failures_fail_the_run_and_leave_the_edition_as_it_was(town: Town) -> None:
    town.report(limit=5)
    before = town.readable()
    for release in town.city.releases.values():
        town.city.fail(release.path, Status(403))
    state = town.archive(limit=10)
    assert state.is_failed()
    assert state.message is not None
    assert "10 of 10 releases failed" in state.message
    assert "\n" not in state.message
    assert town.readable() == before


def test_a_list_that_falls_silent_fails_the_run(town: Town) -> None:
    town.report()
    town.city.fail("/rathaus/presse/pressecenter.de.jsp", Empty())
    state = town.archive()
    assert state.is_failed()
    assert "pressecenter" in (state.message or "")
    assert "where it listed" in (state.message or "")


def test_a_site_out_of_reach_fails_in_one_line(town: Town) -> None:
    town.configure(base_url="http://127.0.0.1:9/")
    state = town.archive()
    assert state.is_failed()
    assert "127.0.0.1:9" in (state.message or "")
    assert "\n" not in (state.message or "")
    assert town.readable() == {}


def test_robots_txt_is_kept(town: Town) -> None:
    town.city.fail("/robots.txt", Status(503))
    state = town.archive()
    assert state.is_failed()
    assert "robots.txt" in (state.message or "")
    assert not any("pressemeldung" in request.target for request in town.city.requests)


def test_two_runs_at_once_lose_nothing(town: Town) -> None:
    states: list[Any] = []
    # Each thread takes this test's Prefect settings along.
    runs = [copy_context() for _ in range(2)]
    threads = [threading.Thread(target=run.run, args=(lambda: states.append(town.archive()),)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [state.is_completed() for state in states] == [True, True], [state.message for state in states]
    assert {release["version"] for release in town.releases().values()} == {1}
    assert set(town.releases()) == set(town.city.releases)


def test_every_capture_in_a_release_is_there_and_says_what_the_site_said(town: Town) -> None:
    town.report(limit=3)
    for release in town.releases().values():
        for capture in release["archive"]["captures"]:
            stored = town.bucket.client.get_object(Bucket=town.bucket.name, Key=capture["warc"])
            page = read_capture(stored["Body"].read())
            assert isinstance(page, Page)
            assert hashlib.sha256(page.content).hexdigest() == capture["sha256"]
            assert page.url == release["url"]


def test_only_what_is_published_is_public(town: Town) -> None:
    town.report(limit=1)
    for key in town.objects():
        answer = httpx.get(f"{town.endpoint}/{town.bucket.name}/{key}", trust_env=False)
        assert answer.status_code == (200 if key.startswith("public/") else 403), key
    assert httpx.get(f"{town.endpoint}/{town.bucket.name}", trust_env=False).status_code == 403


def test_the_run_shows_in_prefect_by_source_and_release(town: Town, prefect_api: str) -> None:
    town.report(limit=2)
    runs = httpx.post(f"{prefect_api}/flow_runs/filter", json={"sort": "START_TIME_DESC", "limit": 1}).json()
    tasks = httpx.post(f"{prefect_api}/task_runs/filter", json={"flow_runs": {"id": {"any_": [runs[0]["id"]]}}}).json()
    names = {task["name"] for task in tasks}
    title = town.city.releases[EDITED].title
    assert runs[0]["name"].startswith(str(town.file))
    assert f"{EDITED} {title}" in names
    artifacts = httpx.post(
        f"{prefect_api}/artifacts/filter", json={"artifacts": {"flow_run_id": {"any_": [runs[0]["id"]]}}}
    ).json()
    report = next(artifact for artifact in artifacts if artifact["key"] == "report-town")
    assert report["data"].startswith("# town: 2 releases: 2 new")


def test_the_report_tells_duration_and_bytes(town: Town) -> None:
    report = town.report(limit=2)
    assert report.started < report.finished <= datetime.now(UTC)
    assert report.received > 100_000
