"""Another program beside the tests, that runs a part, and what can be seen of processes from outside."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def other_program(part: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """That program and the address that it prints; it ends in good order unless a test ends it otherwise."""
    command = [sys.executable, "-m", "tests.infra.hold", part, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        yield program, program.stdout.readline().strip()


def pid_of(home: Path) -> int:
    return int(json.loads((home / "running.json").read_text())["pid"])


def eventually(condition: Callable[[], bool], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False
