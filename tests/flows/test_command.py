"""The command line as operators use it: its own process, real parts, one line for each mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.process import free_ports
from tests.flows.conftest import Town


def command(*arguments: str, folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run `pressearchiv` in that folder, with this test's environment and these variables over it."""
    return subprocess.run(
        [sys.executable, "-m", "infra.main", *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def failed(done: "subprocess.CompletedProcess[str]", status: int) -> str:
    """The one line of a failed command."""
    assert done.returncode == status, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("pressearchiv: ")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_run_by_hand_then_an_export(town: Town, tmp_path: Path) -> None:
    done = command("archive", str(town.file), "--limit", "2", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "town: 2 releases: 2 new" in done.stdout
    done = command("export", "copy", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    copy = tmp_path / "copy"
    files = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert files == {key.removeprefix("public/") for key in town.objects("public/")}
    assert (copy / "index.json").read_bytes() == town.public("index.json")
    for place in ("copy", f"{town.endpoint}/{town.bucket.name}/public/"):
        done = command("verify", place, folder=tmp_path, PRESSEARCHIV_S3_ENDPOINT_URL="", PREFECT_API_URL="")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"{len(files)} files, ")
        assert done.stdout.endswith(" checksums: sound\n")
    town.configure(base_url=f"http://127.0.0.1:{free_ports(1)[0]}/")
    done = command("check", str(town.file), "--stored", "--number", "2", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("template    present") == 2
    done = command("check", str(town.file), "--stored", "999", folder=tmp_path)
    assert "no release '999': not in the archive" in failed(done, 2)


def test_check_shows_and_stores_nothing(town: Town, tmp_path: Path) -> None:
    done = command("check", str(town.file), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "14 releases in all" in done.stdout
    assert "Neue Straßenbahnen für Musterstadt vorgestellt" in done.stdout
    assert "credit: Jonas Wieland, MVAG  [overlay: " in done.stdout
    done = command("check", str(town.file), "1595069", f"{town.url}/meldungen/pressemeldung_1.de.html", folder=tmp_path)
    assert done.returncode == 1
    assert "answered 404" in done.stdout
    assert "  date        2026-" in done.stdout
    done = command("check", str(town.file), "999", folder=tmp_path)
    assert "no release '999': no seed lists it on its first page" in failed(done, 2)


def test_check_shows_a_file_and_what_selectors_find_on_a_page_that_does_not_read(town: Town, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><main id='main-content'><h1>A</h1><h1>B</h1></main></body></html>", "utf-8")
    done = command("check", str(town.file), str(page), folder=tmp_path)
    assert done.returncode == 1
    assert "set aside   title: 'h1' found 2 times, expected once" in done.stdout
    assert "2 × title           h1" in done.stdout


def test_check_fails_where_pages_do_not_read(town: Town, tmp_path: Path) -> None:
    town.configure(base_url=f"http://127.0.0.1:{free_ports(1)[0]}/")
    done = command("check", str(town.file), folder=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("archive", "nowhere.yaml"), "no source file"),
        (("archive", "broken.yaml"), "broken.yaml:2"),
        (("check", "nowhere"), "bundled: essen, gelsenkirchen, muenster, sample"),
    ],
)
def test_a_wrong_source_is_exit_2_and_one_line(
    installation: None, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "broken.yaml").write_text("extends: sample\nrequest_per_second: 3\n")
    assert words in failed(command(*arguments, folder=tmp_path), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("archive",),
        ("archive", "sample", "--since", "yesterday"),
        ("archive", "sample", "--limit", "0"),
        ("archive", "sample", "--fulll"),
        ("conquer",),
    ],
)
def test_wrong_usage_is_exit_2(installation: None, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = command(*arguments, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRESSEARCHIV_S3_BUCKET", "My Bucket"),
        ("PRESSEARCHIV_S3_ENDPOINT_URL", "localhost:9000"),
        ("PRESSEARCHIV_S3_BUKET", "pressearchiv"),
    ],
)
def test_wrong_settings_are_exit_2_and_one_line(installation: None, tmp_path: Path, name: str, value: str) -> None:
    assert name in failed(command("archive", "sample", folder=tmp_path, **{name: value}), 2)


def test_storage_out_of_reach_is_one_line(town: Town, tmp_path: Path) -> None:
    endpoint = f"http://127.0.0.1:{free_ports(1)[0]}"
    done = command("archive", str(town.file), folder=tmp_path, PRESSEARCHIV_S3_ENDPOINT_URL=endpoint)
    assert endpoint in failed(done, 1)
    assert town.city.requests == (), "the city was asked though nothing could be stored"


def test_refused_credentials_are_one_line(town: Town, tmp_path: Path) -> None:
    done = command("archive", str(town.file), folder=tmp_path, AWS_SECRET_ACCESS_KEY="wrong")
    assert "credentials are refused" in failed(done, 1)


def test_a_site_out_of_reach_is_one_line_and_publishes_nothing(town: Town, tmp_path: Path) -> None:
    port = free_ports(1)[0]
    town.configure(base_url=f"http://127.0.0.1:{port}/")
    assert str(port) in failed(command("archive", str(town.file), folder=tmp_path), 1)
    assert town.published() == []


def test_export_before_anything_is_published_says_so(installation: None, tmp_path: Path) -> None:
    assert "nothing is published yet" in failed(command("export", "copy", folder=tmp_path), 1)


def test_verify_names_each_fault_and_needs_a_place(tmp_path: Path) -> None:
    done = command("verify", ".", folder=tmp_path)
    assert done.returncode == 1
    faults = ["index.html: no such file", "index.json: no such file"]
    assert done.stdout.splitlines() == [*faults, "0 files, 0 links, 0 checksums: 2 faults"]
    assert "no such folder" in failed(command("verify", "nowhere", folder=tmp_path), 2)
    assert "no address of a folder" in failed(command("verify", "https://?", folder=tmp_path), 2)
