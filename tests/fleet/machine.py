"""A machine with a worker, and its service manager: what ends by itself is started again, as systemd does it."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_LOOK = 1.0


@dataclass
class Machine:
    """A worker with all that runs below it. `gone`: ended on purpose, for good."""

    name: str
    launch: Callable[[], "subprocess.Popen[bytes]"]
    process: "subprocess.Popen[bytes]" = field(init=False)
    gone: bool = False
    _below: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.process = self.launch()

    def kill(self) -> None:
        """As if somebody pulled the plug: the worker and every run that it has under way."""
        self.gone = True
        below = descendants(self.process.pid)
        for pid in (self.process.pid, *below):
            send(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, patience: float = 60) -> None:
        """As a service manager asks it to end."""
        self.gone = True
        below = descendants(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
        for pid in below:
            send(pid, signal.SIGKILL)
        self.process.wait()

    def look_after(self) -> bool:
        """Start it again where it ended by itself, once nothing is left of it; whether it had."""
        if self.gone:
            return False
        if self.process.poll() is None:
            self._below = descendants(self.process.pid)
            return False
        for pid in self._below:
            send(pid, signal.SIGKILL)
        self.process = self.launch()
        return True


class Supervisor:
    """Looks after machines until it is closed; `told` hears of each that was started again."""

    def __init__(self, machines: list[Machine], told: Callable[[str], None]) -> None:
        self._machines = machines
        self._told = told
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            for machine in list(self._machines):
                if machine.look_after():
                    self._told(f"{machine.name}: its worker ended by itself, started again")

    def close(self) -> None:
        """Look no more: what ends from now on stays ended."""
        self._ended.set()
        self._thread.join()


def descendants(pid: int) -> list[int]:
    """Every process that descends from that one."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, ahead = [], [pid]
    while ahead:
        children = parents.get(ahead.pop(), [])
        found += children
        ahead += children
    return found


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process, where there still is one."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
