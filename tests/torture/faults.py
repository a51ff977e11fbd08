"""What goes wrong between a run and its storage: each decides a request's fate."""

import os
import random
import signal
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass

from tests.torture.proxy import Fate, Request

FLAWS = (Fate.ERROR, Fate.SLOW_DOWN, Fate.STALL, Fate.LOST, Fate.HALF, Fate.DEAF, Fate.CUT)


class Killer(ABC):
    """Kills a run with SIGKILL at a moment that it chooses by the run's requests."""

    def __init__(self) -> None:
        self._pid: int | None = None
        self._known = threading.Event()

    def aim(self, pid: int) -> None:
        """Say whom to kill."""
        self._pid = pid
        self._known.set()

    def kill(self) -> None:
        """Do it; nothing happens where the run has ended."""
        assert self._known.wait(10), "a run that nobody knows"
        with suppress(ProcessLookupError):
            os.kill(self._pid or 0, signal.SIGKILL)

    @abstractmethod
    def __call__(self, request: Request) -> Fate: ...


class KillAt(Killer):
    """SIGKILL at the write of that number; the write itself has that fate."""

    def __init__(self, write: int, fate: Fate) -> None:
        super().__init__()
        self.write = write
        self.fate = fate
        self.key: str | None = None

    def __call__(self, request: Request) -> Fate:
        if request.write != self.write:
            return Fate.PASS
        self.kill()
        self.key = f"{request.method} {request.key}"
        return self.fate


@dataclass(frozen=True)
class Moment:
    """A moment in a run's life: so many seconds after its request of that number came in."""

    request: int
    delay: float

    def __str__(self) -> str:
        return f"{self.delay * 1000:.0f} ms after request {self.request}"


class KillAfter(Killer):
    """SIGKILL at that moment, whatever the run is doing."""

    def __init__(self, moment: Moment) -> None:
        super().__init__()
        self.moment = moment

    def __call__(self, request: Request) -> Fate:
        if request.number == self.moment.request:
            threading.Timer(self.moment.delay, self.kill).start()
        return Fate.PASS


class Flaky:
    """That share of all requests goes wrong, in any of the ways; the same for the same seed and order."""

    def __init__(self, seed: int, share: float = 0.2, flaws: tuple[Fate, ...] = FLAWS) -> None:
        self._random = random.Random(seed)
        self._share = share
        self._flaws = flaws

    def __call__(self, request: Request) -> Fate:
        flaw, chance = self._random.choice(self._flaws), self._random.random()
        return flaw if chance < self._share else Fate.PASS


class FullFrom:
    """From that write on there is no space left; what removes still works."""

    def __init__(self, write: int) -> None:
        self.write = write

    def __call__(self, request: Request) -> Fate:
        is_beyond = request.write is not None and request.write >= self.write
        return Fate.FULL if is_beyond and request.method == "PUT" else Fate.PASS
