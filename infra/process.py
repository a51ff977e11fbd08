"""Parts: servers that run as child processes of ours and end with us.

- One server a home folder. The program that comes first starts it; others join it, and leave it running. Who runs it
  holds the lock on `<home>/lock` (flock(2)), and so does the server itself; `<home>/running.json` says where it
  answers.
- It is yielded when it answers, not before. One that does not come up is a `PartError` with the log's path.
- It ends with the context: SIGTERM, then SIGKILL. It also ends when the thread that started it does, however that
  ends (on Linux; elsewhere only an orderly end takes it along).
- Ctrl-C reaches us alone; so our own work ends before the servers that it needs.
- What the server writes is readable by its owner alone, its output goes to `<home>/server.log`.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_TETHER = Path(__file__).with_name("tether.py")
_PAUSE = 0.05


class PartError(Exception):
    """A part does not come up, or answers no more: one line that says which, why and where its log is."""


class _EndedError(PartError):
    """It ended before it answered."""


@dataclass(frozen=True)
class Launch:
    """How a server is started, where it then answers, and which files outside its home it may leave behind."""

    command: tuple[str, ...]
    env: Mapping[str, str]
    endpoint: str
    leavings: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Part:
    """A server: its home, how to start it there, how to tell that it answers; times in seconds."""

    name: str
    home: Path
    launch: Callable[[], Launch]
    answers: Callable[[str], bool]
    patience: float = 30
    grace: float = 5

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def record(self) -> Path:
        return self.home / "running.json"


def free_ports(count: int) -> list[int]:
    """So many different ports that were free on loopback a moment ago."""
    with ExitStack() as stack:
        return [stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(count)]


def is_free(port: int) -> bool:
    """Whether a server could listen on that loopback port now."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@contextmanager
def running(part: Part) -> Iterator[str]:
    """The part's endpoint, of the server that runs on its home already or else of a new one that ends with us."""
    _make_home(part)
    with (part.home / "lock").open("a") as lock:
        other = _claim(part, lock)
        if other is not None:
            yield other
            return
        part.record.unlink(missing_ok=True)
        launch, process = _start(part, lock)
        try:
            yield launch.endpoint
        finally:
            part.record.unlink(missing_ok=True)
            _stop(launch, process, part.grace)


def _make_home(part: Part) -> None:
    try:
        part.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.home.chmod(0o700)
    except OSError as error:
        raise PartError(f"{part.name}: no folder can be made at {part.home}: {error.strerror}") from error


def _claim(part: Part, lock: IO[str]) -> str | None:
    """None: the lock is ours. Otherwise the endpoint of the server that another program runs here."""
    deadline = time.monotonic() + part.patience
    while time.monotonic() < deadline:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            endpoint = _recorded(part)
            if endpoint is not None and part.answers(endpoint):
                return endpoint
        else:
            return None
        time.sleep(_PAUSE)
    raise PartError(
        f"{part.name}: the program that holds {part.home} does not answer; end that program; log: {part.log}"
    )


def _recorded(part: Part) -> str | None:
    try:
        return str(json.loads(part.record.read_text())["endpoint"])
    except FileNotFoundError:
        return None


def _start(part: Part, lock: IO[str], tries: int = 3) -> tuple[Launch, subprocess.Popen[bytes]]:
    try:
        return _start_once(part, lock)
    except _EndedError:
        # A port that was free may be taken in the moment between: others are tried.
        if tries == 1:
            raise
        return _start(part, lock, tries - 1)


def _start_once(part: Part, lock: IO[str]) -> tuple[Launch, subprocess.Popen[bytes]]:
    launch = part.launch()
    with part.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            [sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()), *launch.command],
            env=launch.env,
            cwd=part.home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(lock.fileno(),),
            start_new_session=True,
            umask=0o077,
        )
    try:
        _await_answer(part, process, launch.endpoint)
        _write_record(part, launch.endpoint, process.pid)
    except BaseException:
        _stop(launch, process, grace=0)
        raise
    return launch, process


def _await_answer(part: Part, process: subprocess.Popen[bytes], endpoint: str) -> None:
    deadline = time.monotonic() + part.patience
    while not part.answers(endpoint):
        if process.poll() is not None:
            raise _EndedError(
                f"{part.name}: ended with status {process.returncode} before it answered; log: {part.log}"
            )
        if time.monotonic() > deadline:
            raise PartError(f"{part.name}: no answer at {endpoint} after {part.patience:.0f} s; log: {part.log}")
        time.sleep(_PAUSE)


def _write_record(part: Part, endpoint: str, pid: int) -> None:
    fresh = part.record.with_suffix(".new")
    fresh.write_text(json.dumps({"endpoint": endpoint, "pid": pid}))
    fresh.replace(part.record)


def _stop(launch: Launch, process: subprocess.Popen[bytes], grace: float) -> None:
    process.terminate()
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for leaving in launch.leavings:
        leaving.unlink(missing_ok=True)
