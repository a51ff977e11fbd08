"""The log of a run: JSON lines with run, source and release, labels in the UI, no secret and no contact anywhere."""

import json
import logging
import os
import subprocess
import sys
import time
from typing import Any

import httpx
import pytest

from config.settings import read_settings
from flows.signals.journal import JsonLines, about, json_line, open_journal
from flows.signals.progress import ROOTS
from tests.flows.conftest import Town

EDITED = "1595069"
SECRETS = {
    "STADT_API_TOKEN": "streng-geheim-4711",
    "PRESSEARCHIV_ALARM_WEBHOOK_URL": "https://hooks.example/T0/B0/x9y8z7",
}
CONTACTS = ("erika.muster@musterstadt.example", "0201 88-99999", "+49 201 8899998")


def logged(name: str, message: str, *arguments: Any, **extra: Any) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, arguments, None)
    record.__dict__.update(extra)
    return record


def ui_logs(api: str, run: str) -> list[str]:
    """What the UI shows of that run, once its last line is there."""
    asked = {"logs": {"flow_run_id": {"any_": [run]}}, "limit": 200}
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = [str(one["message"]) for one in httpx.post(f"{api}/logs/filter", json=asked).json()]
        if any("2 releases" in line for line in found):
            return found
        time.sleep(0.5)
    raise AssertionError("the UI shows no log")


def test_a_line_says_what_it_is_about() -> None:
    with about(run="r-1", source="town"), about(release="4711"):
        said = json.loads(json_line(logged("tasks.visit", "%s: not found", "http://127.0.0.1/bild.jpg")))
    assert said.pop("time").endswith("Z")
    assert said == {
        "level": "WARNING",
        "logger": "tasks.visit",
        "message": "http://127.0.0.1/bild.jpg: not found",
        "run": "r-1",
        "source": "town",
        "release": "4711",
    }
    own = json.loads(
        json_line(logged("flows.signals.conclusion", "said", release="12", result="new", flow_run_id="r-2"))
    )
    assert (own["run"], own["release"], own["result"], "source" in own) == ("r-2", "12", "new", False)


def test_json_lines_are_added_once_and_heed_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        for _ in range(3):
            open_journal(read_settings({"PRESSEARCHIV_LOG_FORMAT": "json", "PRESSEARCHIV_LOG_LEVEL": "WARNING"}, None))
        logging.getLogger("tasks.visit").info("nothing to see")
        logging.getLogger("tasks.visit").warning("ask %s", CONTACTS[0])
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        assert [line["message"] for line in lines] == ["ask [e-mail]"]
    finally:
        for name in ("prefect", *ROOTS):
            logger = logging.getLogger(name)
            logger.handlers = [one for one in logger.handlers if not isinstance(one, JsonLines)]


def test_no_log_of_a_run_holds_a_secret_or_a_contact(town: Town, prefect_api: str) -> None:
    town.city.edit(
        EDITED, title=f"Fragen an {CONTACTS[0]}, {CONTACTS[1]} oder {CONTACTS[2]} ({SECRETS['STADT_API_TOKEN']})"
    )
    env = os.environ | SECRETS | {"PRESSEARCHIV_LOG_FORMAT": "json", "PREFECT_API_URL": prefect_api}
    command = (sys.executable, "-m", "infra.main", "archive", str(town.file), "--limit", "2")
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    run = next(line["run"] for line in lines if line.get("result"))
    told = next(line for line in lines if line.get("release") == EDITED and line.get("result") == "new")
    assert (told["source"], told["run"]) == ("town", run)
    assert "Fragen an [e-mail], [telephone] oder [telephone] ([secret])" in told["message"]
    shown = ui_logs(prefect_api, run)
    assert any(line.startswith(f"[town/{EDITED}] ") for line in shown)
    hidden = (*CONTACTS, *SECRETS.values(), os.environ["AWS_SECRET_ACCESS_KEY"])
    for text in (done.stdout, done.stderr, *shown):
        assert [one for one in hidden if one in text] == []
