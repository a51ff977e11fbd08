"""Importing through the real flow: readable at once, checked next, one line for what cannot be read."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest

from flows.reports.run import RunReport
from tests.crawls import Crawl, page_of, picture
from tests.flows.conftest import Town
from tests.flows.test_reparse import confined


def import_state(town: Town, *files: Path | str) -> Any:
    from flows.importing import import_captures  # noqa: PLC0415  # Prefect reads its settings on import

    return import_captures(str(town.file), list(map(str, files)), return_state=True)


def taken(town: Town, *files: Path | str) -> RunReport:
    state = import_state(town, *files)
    assert state.is_completed(), state.message
    return cast(RunReport, state.result())


def crawled(town: Town, folder: Path, *ids: str, year: int = 2018) -> Path:
    """What a crawler saw of these releases and their pictures."""
    crawl = Crawl()
    for id_ in ids:
        release = town.city.releases[id_]
        crawl.squeezed(town.url + release.path, f"{year}-05-04T10:00:00", page_of(town.city, id_))
        for one in release.pictures:
            kind, body = picture(one.path)
            crawl.answer(town.url + one.path, f"{year}-05-04T10:00:05", body, kind)
    return crawl.save(folder / f"CRAWL-{year}.warc.gz")


def newest(town: Town) -> list[str]:
    return list(town.city.releases)[:3]


def test_what_vanished_is_readable_at_once_and_checked_by_the_next_run(town: Town, tmp_path: Path) -> None:
    vanished, standing, _ = newest(town)
    path = crawled(town, tmp_path, vanished, standing)
    town.city.remove(vanished)
    asked = len(town.city.requests)
    report = taken(town, path)
    assert len(town.city.requests) == asked, "no network"
    assert dict(report.counts) == {"new": 2}
    assert "2 releases in 1 files: 2 new; 2 versions added" in report.summary

    release = town.releases()[vanished]
    assert release["archive"]["status"] == "unchecked"
    assert release["archive"]["firstSeen"] == "2018-05-04T10:00:00Z"
    (capture,) = release["archive"]["captures"]
    assert (capture["at"], capture["by"]) == ("2018-05-04T10:00:00Z", "Weltarchiv (CRAWL-2018.warc.gz)")
    assert all("contentUrl" in image for image in release["image"])
    year = release["datePublished"][:4]
    assert town.json(f"town/{year}/checks.json")["releases"][vanished] == {"lastSeen": "2018-05-04T10:00:00Z"}
    assert "Weltarchiv (CRAWL-2018.warc.gz)" in town.public(f"town/{year}/{vanished}/index.html").decode()

    town.report()
    after = town.releases()
    assert {id_: after[id_]["archive"]["status"] for id_ in (vanished, standing)} == {
        vanished: "missing",
        standing: "live",
    }
    assert after[standing]["version"] == 1, "the same page, seen by us as well"
    assert after[standing]["archive"]["firstSeen"] == "2018-05-04T10:00:00Z"
    assert "lastChecked" in town.json(f"town/{year}/checks.json")["releases"][vanished]


def test_it_merges_with_what_is_there_and_a_second_time_changes_nothing(town: Town, tmp_path: Path) -> None:
    one, two, _ = newest(town)
    path = crawled(town, tmp_path, one, two)
    town.city.edit(one, title="Neue Bahnen kommen später")
    town.report()
    report = taken(town, path)
    assert dict(report.counts) == {"changed": 2}, "an older version of one, an earlier sighting of the other"
    release = town.releases()[one]
    assert release["headline"] == "Neue Bahnen kommen später", "newer evidence stands"
    assert release["archive"]["status"] == "live"
    assert [(v["number"], v["cause"]) for v in release["archive"]["versions"]] == [(2, "first"), (1, "edited")]
    before = town.objects()
    assert dict(taken(town, path).counts) == {"unchanged": 2}
    assert town.objects() == before


def test_files_come_from_the_storage_as_well_and_damage_harms_no_other(town: Town, tmp_path: Path) -> None:
    one, *_ = newest(town)
    path = crawled(town, tmp_path, one)
    town.report(limit=1)
    town.bucket.client.put_object(Bucket=town.bucket.name, Key="inbox/crawl.warc.gz", Body=path.read_bytes())
    odd = tmp_path / "odd.warc.gz"
    odd.write_bytes(b"no WARC")
    report = taken(town, odd, f"s3://{town.bucket.name}/inbox/crawl.warc.gz")
    assert len(report.outcomes) == 1
    assert [seed.problem is None for seed in report.seeds] == [False, True]
    state = import_state(town, odd)
    assert state.is_failed()
    assert "odd.warc.gz: no WARC file" in (state.message or "")
    assert import_state(town, f"s3://{town.bucket.name}/inbox/nowhere.warc.gz").is_failed()


def test_the_command_needs_no_network(town: Town, tmp_path: Path) -> None:
    path = crawled(town, tmp_path, newest(town)[0])
    done = confined(town, tmp_path, "import", str(path))
    assert done.returncode == 0, done.stderr
    assert "town: 1 releases in 1 files: 1 new" in done.stdout


@pytest.mark.parametrize(("source", "said"), [("sample", "no such file"), ("nowhere", "bundled: ")])
def test_wrong_usage_is_exit_2(installation: None, tmp_path: Path, source: str, said: str) -> None:
    command = [sys.executable, "-m", "infra.main", "import", source, "nowhere.warc.gz"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert said in done.stderr


def test_evidence_is_given_away_by_command_and_named_by_its_hash(town: Town, tmp_path: Path) -> None:
    id_, *_ = newest(town)
    taken(town, crawled(town, tmp_path, id_))

    def given(name: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "infra.main", "evidence", name, "out.wacz"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    done = given(f"town/{id_}")
    assert done.returncode == 0, done.stderr
    assert sha256((tmp_path / "out.wacz").read_bytes()).hexdigest() in done.stdout
    assert given("town/1").returncode == 2
