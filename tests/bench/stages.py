"""Where a flow's time goes, by room: what every thread is at is looked up every few milliseconds.

A look counts for the innermost room of `tasks` or `flows` on a thread's stack, for Prefect where there is none but it.
A thread that waits, for a lock, an answer, its turn, does not count: only work that keeps others from working does.
"""

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_EVERY = 0.005
_WAITING = {
    "threading",
    "selectors",
    "socket",
    "ssl",
    "queue",
    "concurrent.futures.thread",
    "flows.steering.pacing",
    "subprocess",
    "asyncio.runners",
}


@contextmanager
def sampled() -> Iterator[Counter[str]]:
    """While open, looks are counted by room."""
    counted, done = Counter[str](), threading.Event()

    def look() -> None:
        while not done.wait(_EVERY):
            frames = sys._current_frames()  # the documented way to see other threads
            counted.update(filter(None, (room_of(frame) for ident, frame in frames.items() if ident != own.ident)))

    own = threading.Thread(target=look, daemon=True)
    own.start()
    try:
        yield counted
    finally:
        done.set()
        own.join()


def room_of(frame: FrameType | None) -> str | None:
    """The room that this stack works in; None where it waits or is nobody's."""
    if frame and frame.f_globals.get("__name__") in _WAITING:
        return None
    prefect = False
    while frame:
        name = str(frame.f_globals.get("__name__"))
        parts = name.split(".")
        if parts[0] in ("tasks", "flows"):
            return ".".join(parts[:2])
        prefect = prefect or parts[0] == "prefect"
        frame = frame.f_back
    return "prefect" if prefect else None


def shares(counted: Counter[str]) -> dict[str, float]:
    """Each room's share of all looks, the largest first."""
    return {room: round(looks / counted.total(), 3) for room, looks in counted.most_common()}
