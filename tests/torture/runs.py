"""Runs as processes of their own: one server imports the pipeline once and forks for each run."""

import json
import multiprocessing
import os
import signal
import threading
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from tests.torture import child

LONGEST = 240.0
"""Seconds after which a run counts as hanging."""

_FORKS = multiprocessing.get_context("forkserver")
_ONE_AT_A_TIME = threading.Lock()
"""Whoever starts a process also asks after all others, and an exit status can be read once."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended by itself."""

    completed: bool
    said: str


@dataclass(frozen=True)
class Run:
    """A run under way."""

    process: ForkServerProcess
    told: Path

    @property
    def pid(self) -> int:
        assert self.process.pid
        return self.process.pid

    def kill(self) -> None:
        """End it as it stands; nothing happens where it has ended."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def has_ended(self, within: float) -> bool:
        """Wait for its end, that long at most."""
        return bool(wait([self.process.sentinel], within))

    def end(self) -> Ending | None:
        """Wait for its end; None where it was killed."""
        ended = self.has_ended(LONGEST)
        if not ended:
            self.kill()
        with _ONE_AT_A_TIME:
            self.process.join()
        if not ended:
            raise AssertionError(f"a run did not end within {LONGEST:.0f} s; it said: {self._log()}")
        if self.process.exitcode == -9:
            return None
        assert self.told.exists(), f"a run ended without a word: {self._log()}"
        return Ending(**json.loads(self.told.read_text()))

    def _log(self) -> str:
        return self.told.with_suffix(".log").read_text("utf-8", "replace")[-2000:]


def start(env: Mapping[str, str], flow: child.Flow, given: Mapping[str, Any], folder: Path) -> Run:
    """Start a run of that flow with what it is given."""
    # What the main module imports each run would import once more.
    _FORKS.set_forkserver_preload([child.__name__, "tests.torture.__main__"])
    told = folder / f"{uuid.uuid4().hex}.json"
    process = _FORKS.Process(target=child.run, args=(dict(env), flow, dict(given), told), daemon=True)
    with _ONE_AT_A_TIME:
        process.start()
    return Run(process, told)
