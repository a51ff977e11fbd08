"""Withdrawing and restoring as operators do: the real flows, and the commands in processes of their own."""

from pathlib import Path
from typing import Any

import pytest

from flows.withdrawing import restore_release, withdraw_release
from tests.flows.conftest import Town
from tests.flows.test_command import command, failed

ID = "1595069"
NAME = f"town/{ID}"
FOLDER = f"town/2026/{ID}/"


def status(town: Town) -> str:
    rows = town.json("town/2026/index.json")["releases"]
    return str(next(row["status"] for row in rows if row["id"] == ID))


def test_a_withdrawal_and_its_end_through_the_flows(town: Town) -> None:
    town.report()
    before = town.json(f"{FOLDER}release.json")
    state: Any = withdraw_release(NAME, "page", "Auf Wunsch", return_state=True)
    assert state.is_completed(), state.message
    assert state.message.startswith(f"{NAME}: withdrawn; "), "pictures that others show stay"
    assert status(town) == "withdrawn"
    assert b"Auf Wunsch" in town.public("withdrawals.html")
    asked = len(town.city.requests)
    town.report(full=True)
    assert status(town) == "withdrawn"
    assert not any(ID in request.path for request in town.city.requests[asked:]), "nobody asks for it"
    state = restore_release(NAME, return_state=True)
    assert (state.is_completed(), state.message) == (True, f"{NAME}: published")
    after = town.json(f"{FOLDER}release.json")
    assert after["archive"]["versions"][-1]["cause"] == "restored"
    assert after["articleBody"] == before["articleBody"]


def test_by_the_commands_and_in_an_export(town: Town, tmp_path: Path) -> None:
    town.report()
    picture, other = town.json(f"{FOLDER}release.json")["image"]
    done = command(
        "withdraw", NAME, "--scope", "images", "--reason", "Nachweis strittig", "--image", picture["url"],
        folder=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"{NAME}: published, 1 of 2 pictures withdrawn" in done.stdout
    now = town.json(f"{FOLDER}release.json")["image"]
    assert ("withdrawn" in now[0], now[1]) == (True, other)
    done = command("withdraw", NAME, "--scope", "all", "--reason", "Löschung verlangt", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{NAME}: erased; ")
    assert not [key for key in town.objects() if f"/{ID}/" in key and not key.startswith(f"public/{FOLDER}")]
    assert "erased for good" in failed(command("restore", NAME, folder=tmp_path), 2)
    done = command("export", "copy", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    files = {path.name for path in (tmp_path / "copy" / FOLDER).iterdir()}
    assert files == {"index.html", "ninjs.json", "release.json", "v3.json"}
    done = command("verify", "copy", folder=tmp_path)
    assert done.returncode == 0, (done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("withdraw", "town/999", "--scope", "page", "--reason", "x"), "town/999: "),
        (("withdraw", "999", "--scope", "page", "--reason", "x"), "look like essen/1097219"),
        (("withdraw", "town/999", "--scope", "page", "--reason", " "), "town/999: "),
        (("restore", "town/999"), "town/999: "),
    ],
)
def test_what_cannot_be_is_exit_2_and_one_line(
    installation: None, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in failed(command(*arguments, folder=tmp_path), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("withdraw",),
        ("withdraw", NAME, "--scope", "everything", "--reason", "x"),
        ("withdraw", NAME, "--scope", "page"),
        ("withdraw", NAME, "--reason", "x"),
        ("restore",),
    ],
)
def test_wrong_usage_is_exit_2(installation: None, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = command(*arguments, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr
