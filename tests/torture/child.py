"""A run as a child process carries it out: a flow, or the main one's sequence without Prefect. Ends the process."""

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_LEVEL, temporary_settings

from config.load import load_source
from config.settings import read_settings
from flows.archive import archive_releases
from flows.importing import import_captures
from flows.reparse import reparse_source
from flows.sequence import run_source
from flows.withdrawing import restore_release, withdraw_release
from tasks.errors import PressearchivError
from tasks.visit import Span
from tests.hands import PlainHands

Flow = Literal["sequence", "archive", "withdraw", "restore", "reparse", "import"]
_FLOWS: Mapping[Flow, Callable[..., Any]] = {
    "archive": archive_releases,
    "withdraw": withdraw_release,
    "restore": restore_release,
    "reparse": reparse_source,
    "import": import_captures,
}


def run(env: Mapping[str, str], flow: Flow, given: Mapping[str, Any], told: Path) -> None:
    """One run with what it is given, in that environment; how it ended is written to `told`."""
    # Prefect's own output and whatever a dying process says would only disturb the table.
    silence = os.open(told.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(silence, stream)
    os.chdir(told.parent)
    for name in [name for name in os.environ if name.startswith(("PRESSEARCHIV_", "AWS_"))]:
        del os.environ[name]
    os.environ.update(env)
    completed, said = _sequence(**given) if flow == "sequence" else _flow(_FLOWS[flow], given)
    told.write_text(json.dumps({"completed": completed, "said": said}))
    sys.stdout.flush()
    os._exit(0)


def _flow(flow: Callable[..., Any], given: Mapping[str, Any]) -> tuple[bool, str]:
    api = os.environ["PREFECT_API_URL"]
    with temporary_settings({PREFECT_API_URL: api, PREFECT_LOGGING_LEVEL: "CRITICAL"}):
        state = flow(**given, return_state=True)
    return state.is_completed(), state.message or ""


def _sequence(source: str, *, full: bool) -> tuple[bool, str]:
    logging.disable()
    settings = read_settings()
    try:
        report = run_source(
            settings, load_source(source), Span(), None, full=full, hands=PlainHands(settings.concurrency)
        )
    except PressearchivError as error:
        return False, str(error)
    return not report.failures, "; ".join(report.failures) or report.summary
