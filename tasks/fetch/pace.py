"""Politeness in time: evenly spaced requests to one host, and the waits a server asks for.

One `Pace` serves all threads: every request takes the next free turn, in the order of asking, and sleeps until it
comes. Turns are `interval` seconds apart, so that a pause never turns into a burst.

Where several processes ask the same host, a `Queue` that they share gives each turn its place behind all others'.
"""

import functools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

Queue = Callable[[str, float], float]
"""Takes the next place at a host, `interval` seconds behind the one before, and says in how many seconds it comes."""


def no_queue(_host: str, _interval: float) -> float:
    """Nobody else asks that host: its turn comes at once."""
    return 0.0


class Pace:
    """The next free moment of every host."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        queue: Queue = no_queue,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._queue = queue
        self._free: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, host: str, interval: float) -> None:
        """Sleep until it is this caller's turn; the turn after it comes `interval` seconds later."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + interval
        if turn > now:
            self._sleep(turn - now)
        behind = self._queue(host, interval)
        if behind > 0:
            self._sleep(behind)

    def hold(self, host: str, seconds: float) -> None:
        """Give out no turn within the coming seconds: the host asked every one of us to wait."""
        with self._lock:
            until = self._clock() + seconds
            self._free[host] = max(until, self._free.get(host, until))


@functools.cache
def process_pace() -> Pace:
    """The one pace that every fetcher of this process keeps."""
    return Pace()


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110, section 10.2.3); None without a valid one."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
