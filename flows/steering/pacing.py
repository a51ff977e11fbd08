"""Politeness of all workers together: one queue at each host of a city, kept by the Prefect server that they share.

A queue is a global concurrency limit with slot decay, named `requests to HOST`. A request is a thousand slots, which
decay in the time that one request may take: so what is occupied says how far the queue reaches, and whoever joins it
learns when its turn comes. Nobody is ever refused, so no turn is lost by asking in vain; nobody goes before its turn,
so the whole fleet keeps the source's requests per second. (Workers that join in the same instant may learn of the same
turn; the turn before it then stays empty.) At high rates a worker takes the turns of a tenth of a
second at once; those that it does not need in time lapse.

The first request makes the limit, and a source that asks for less tightens it. It is never loosened but by an operator:
in Prefect's UI, slots per second are a thousandth of a request each. While the server does not answer, nobody asks the
city for anything.
"""

import functools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate, GlobalConcurrencyLimitUpdate
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound, PrefectHTTPStatusError
from prefect.settings import PREFECT_API_URL

from tasks.errors import UnavailableError
from tasks.fetch.pace import Pace

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.responses import GlobalConcurrencyLimitResponse

log = logging.getLogger(__name__)

SLOTS = 1000
"""Of one request."""

_AHEAD = 0.1
"""Seconds of turns that are taken at once."""

_LATE = 0.2
"""Seconds after which a turn that nobody took has lapsed."""

_LONGEST = 2_000_000_000
"""Slots that a queue may hold: what the database's numbers hold."""

_PATIENCE = 900.0
"""Seconds for which a server that does not answer is waited for."""


class Turns:
    """The turns of one process at every host. Thread-safe."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        patience: float = _PATIENCE,
    ) -> None:
        self._clock, self._sleep, self._patience = clock, sleep, patience
        self._turns: dict[str, list[float]] = {}
        self._intervals: dict[str, float] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()
        self._api: SyncPrefectClient | None = None

    def next(self, host: str, interval: float) -> float:
        """In how many seconds this caller's turn comes."""
        with self._lock_of(host):
            now = self._clock()
            turns = [turn for turn in self._turns.get(host, []) if turn > now - _LATE]
            if not turns:
                turns = self._take(host, interval)
            self._turns[host] = turns[1:]
            return turns[0] - self._clock()

    def _lock_of(self, host: str) -> Lock:
        with self._lock:
            return self._locks.setdefault(host, Lock())

    def _take(self, host: str, interval: float) -> list[float]:
        """Join the queue with as many requests as a tenth of a second holds; when each one's turn comes."""
        name, number = f"requests to {host}", max(1, int(_AHEAD / interval))
        deadline = self._clock() + self._patience
        while True:
            try:
                with self._server() as api:
                    self._tighten(api, host, name, interval)
                    api.increment_concurrency_slots([name], number * SLOTS, "rate_limit")
                    queue = api.read_global_concurrency_limit_by_name(name)
                break
            except (httpx.TransportError, httpx.HTTPStatusError, ObjectNotFound) as error:
                if self._clock() > deadline:
                    raise UnavailableError(f"the Prefect server gives no turn at {host}: {error}", host) from error
                log.debug("the Prefect server gives no turn at %s, asking again: %s", host, error)
                self._intervals.pop(host, None)
                self._sleep(1)
        return _turns(queue, number, self._clock())

    @contextmanager
    def _server(self) -> Iterator["SyncPrefectClient"]:
        """One client for all threads: making one costs more than asking."""
        with self._lock:
            if self._api is None:
                self._api = get_client(sync_client=True).__enter__()
        yield self._api

    def _tighten(self, api: "SyncPrefectClient", host: str, name: str, interval: float) -> None:
        """See that the server's queue at that host is at least so slow."""
        if self._intervals.get(host, 0) >= interval:
            return
        decay = SLOTS / interval
        try:
            kept = api.read_global_concurrency_limit_by_name(name).slot_decay_per_second
            if kept > decay:
                update = GlobalConcurrencyLimitUpdate(slot_decay_per_second=decay)
                api.update_global_concurrency_limit(name, update)
            elif kept < decay:
                log.info("%s: kept at %g a second by the Prefect server's limit of that name", name, kept / SLOTS)
        except ObjectNotFound:
            _create(api, name, decay)
        self._intervals[host] = interval


def _create(api: "SyncPrefectClient", name: str, decay: float) -> None:
    made = GlobalConcurrencyLimitCreate(name=name, limit=_LONGEST, slot_decay_per_second=decay)
    try:
        api.create_global_concurrency_limit(made)
    except (ObjectAlreadyExists, PrefectHTTPStatusError) as error:
        log.debug("%s: another worker made it: %s", name, error)


def _turns(queue: "GlobalConcurrencyLimitResponse", number: int, now: float) -> list[float]:
    """When each of the requests comes that were the last to join."""
    if not queue.active:  # an operator switched it off
        return [now] * number
    rate = queue.slot_decay_per_second
    first = queue.active_slots - number * SLOTS
    return [now + max(0.0, first + place * SLOTS) / rate for place in range(number)]


def shared_pace() -> Pace:
    """The one pace that every flow run of this process keeps, with all other workers of the same server."""
    return _pace_at(PREFECT_API_URL.value())


@functools.cache
def _pace_at(_server: str | None) -> Pace:
    return Pace(queue=Turns().next)
