"""What goes wrong between a run and its storage: each decides a request's fate."""

import os
import random
import signal
import threading

from tests.torture.proxy import Fate, Request

FLAWS = (Fate.ERROR, Fate.SLOW_DOWN, Fate.STALL, Fate.LOST, Fate.HALF, Fate.DEAF, Fate.CUT)


class KillAt:
    """SIGKILL at the write of that number; the write itself has that fate."""

    def __init__(self, write: int, fate: Fate) -> None:
        self.write = write
        self.fate = fate
        self.key: str | None = None
        self._pid: int | None = None
        self._known = threading.Event()

    def aim(self, pid: int) -> None:
        """Say whom to kill."""
        self._pid = pid
        self._known.set()

    def __call__(self, request: Request) -> Fate:
        if request.write != self.write:
            return Fate.PASS
        assert self._known.wait(10), "a run that nobody knows"
        os.kill(self._pid or 0, signal.SIGKILL)
        self.key = f"{request.method} {request.key}"
        return self.fate


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
