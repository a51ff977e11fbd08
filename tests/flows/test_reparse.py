"""Rebuilding releases from what is stored: with the network refused, without loss, and only what reads otherwise."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import yaml

from flows.reports.run import RunReport
from tests.flows.conftest import Town

EDITED = "1595069"
PAGES: dict[str, Any] = yaml.safe_load(Path("config/sources/essen.yaml").read_text())["pages"]


def reparse(town: Town) -> RunReport:
    """One run of the real flow that completes, and its report."""
    state = reparse_state(town)
    assert state.is_completed(), state.message
    return cast(RunReport, state.result())


def reparse_state(town: Town) -> Any:
    from flows.reparse import reparse_source  # noqa: PLC0415  # Prefect reads its settings on import

    return reparse_source(str(town.file), return_state=True)


def confined(town: Town, folder: Path, command: str, *more: str) -> "subprocess.CompletedProcess[str]":
    """The command in a process that may reach storage and Prefect alone."""
    ports = ",".join(str(urlsplit(url).port) for url in (town.endpoint, os.environ["PREFECT_API_URL"]))
    return subprocess.run(
        [sys.executable, "-m", "tests.flows.confined", ports, command, str(town.file), *more],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def with_templates(town: Town, **changes: Any) -> None:
    """The same rules, with these in the template that the newest pages have."""
    town.configure(pages={"templates": [PAGES["templates"][0] | changes, *PAGES["templates"][1:]]})


def unread(town: Town) -> None:
    """Rules that read no page."""
    town.configure(
        gates={"failed_share": 1.0},
        pages={"templates": [PAGES["templates"][0] | {"title": "h1.nowhere", "root": "#nowhere"}]},
    )


def causes(town: Town, id_: str = EDITED) -> list[tuple[int, str]]:
    release = town.json(f"town/2026/{id_}/release.json")
    return [(one["number"], one["cause"]) for one in release["archive"]["versions"]]


def test_it_needs_nothing_but_what_is_stored(town: Town, tmp_path: Path) -> None:
    unread(town)
    town.report(limit=3)
    assert town.published() == []
    asked = len(town.city.requests)
    with_templates(town)
    done = confined(town, tmp_path, "reparse")
    assert done.returncode == 0, done.stderr
    assert "town: 3 releases: 3 new" in done.stdout
    assert len(town.releases()) == 3
    assert len(town.city.requests) == asked, "the city was asked"


def test_the_confinement_holds(town: Town, tmp_path: Path) -> None:
    """The same process, told to archive: it dies on its first step to the city."""
    done = confined(town, tmp_path, "archive")
    assert done.returncode == 99
    assert f" to 127.0.0.1:{urlsplit(town.url).port}" in done.stderr
    assert town.city.requests == ()


def test_what_was_set_aside_and_reads_now_is_a_release_and_its_pictures_are_asked_for_next(town: Town) -> None:
    unread(town)
    town.report()
    with_templates(town)
    asked = len(town.city.requests)
    assert reparse(town).counts["new"] == len(town.city.releases)
    assert len(town.city.requests) == asked
    late = town.releases()
    assert set(late) == set(town.city.releases)
    assert not any("contentUrl" in image for release in late.values() for image in release["image"])
    town.report()
    release = town.releases()[EDITED]
    assert [one["cause"] for one in release["archive"]["versions"]] == ["first", "completed"]
    assert all(image["contentUrl"] for image in release["image"])


def test_other_rules_make_versions_and_no_edit(town: Town) -> None:
    town.report(limit=3)
    before = town.public(f"town/2026/{EDITED}/v1.json")
    asked = len(town.city.requests)
    with_templates(town, figures=PAGES["templates"][0]["figures"] | {"overlay": "figcaption.nowhere"})
    assert reparse(town).counts["changed"] > 0
    assert causes(town) == [(1, "first"), (2, "reparsed")]
    assert town.public(f"town/2026/{EDITED}/v1.json") == before
    release = town.json(f"town/2026/{EDITED}/release.json")
    assert len({capture["warc"] for capture in release["archive"]["captures"]}) == 1, "one page, read twice"
    assert all(image["contentUrl"] for image in release["image"]), "pictures come from what is stored"
    (step,) = town.json(f"town/2026/{EDITED}/changes.json")["steps"]
    assert (step["cause"], step["fields"]) == ("reparsed", ["image"])
    assert len(town.city.requests) == asked


def test_every_version_is_read_anew_and_edits_stay_edits(town: Town) -> None:
    town.report(limit=3)
    town.city.edit(EDITED, title="Neue Bahnen kommen später")
    town.report(limit=3)
    with_templates(town, figures=PAGES["templates"][0]["figures"] | {"overlay": "figcaption.nowhere"})
    reparse(town)
    assert causes(town) == [(1, "first"), (3, "reparsed"), (2, "edited"), (4, "reparsed")]
    steps = {step["version"]: step for step in town.json(f"town/2026/{EDITED}/changes.json")["steps"]}
    assert steps[2]["fields"] == ["headline"]
    assert (steps[4]["previous"], steps[4]["fields"]) == (2, ["image"])
    assert town.json(f"town/2026/{EDITED}/release.json")["version"] == 4


@pytest.mark.parametrize("rules", [{}, {"overlay": "figcaption.nowhere"}])
def test_a_second_time_changes_nothing(town: Town, rules: dict[str, Any]) -> None:
    town.report()
    with_templates(town, figures=PAGES["templates"][0]["figures"] | rules)
    reparse(town)
    before = town.objects()
    assert dict(reparse(town).counts) == {"unchanged": len(town.city.releases)}
    assert town.objects() == before


def test_a_better_reader_does_not_pass_for_an_edit_when_the_page_changes(town: Town) -> None:
    town.report(limit=3)
    with_templates(town, figures=PAGES["templates"][0]["figures"] | {"overlay": "figcaption.nowhere"})
    town.city.redecorate("Eine ganz andere Fußzeile.")
    town.report(limit=3)
    assert causes(town) == [(1, "first"), (2, "reparsed")]
    town.city.edit(EDITED, title="Neue Bahnen kommen später")
    town.report(limit=3)
    assert causes(town)[2:] == [(3, "edited")]


def test_what_reads_no_more_keeps_what_it_said_and_fails_the_run(town: Town) -> None:
    town.report(limit=3)
    before = town.objects("public/")
    town.configure(pages={"templates": [PAGES["templates"][0] | {"title": "h1.nowhere", "root": "#nowhere"}]})
    state = reparse_state(town)
    assert state.is_failed()
    assert "3 of 3 releases failed or were set aside" in (state.message or "")
    assert town.objects("public/") == before
    town.configure(pages={"templates": PAGES["templates"]})
    assert dict(reparse(town).counts) == {"unchanged": 3}
    assert {release["version"] for release in town.releases().values()} == {1}


def test_a_wrong_source_is_exit_2(installation: None, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "infra.main", "reparse", "nowhere"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "bundled: " in done.stderr
