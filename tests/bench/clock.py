"""How long a page takes, as ratios between things measured in turn.

Machines differ and drift, so nothing is compared across runs: each round lets everyone read the same page once, one
right after the other, and each round begins with another of them. What counts for a page is the best of its rounds, in
processor time; what is told is the median over the pages. The collector of garbage runs as it does in production, but
begins each reading with nothing to do, and what was there before is out of its sight.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.golden.saved import Saved

Work = Callable[[Saved], object]


@dataclass(frozen=True)
class Times:
    """The best seconds of each, page by page."""

    seconds: Mapping[str, tuple[float, ...]]

    def milliseconds(self, name: str) -> float:
        return 1000 * statistics.median(self.seconds[name])

    def ratio(self, name: str, other: str) -> float:
        """How many times as long as the other it takes."""
        return statistics.median(a / b for a, b in zip(self.seconds[name], self.seconds[other], strict=True))


def measure(works: Mapping[str, Work], pages: Sequence[Saved], rounds: int) -> Times:
    """Everyone over all these pages. All have read them before, so that nothing is measured that happens once."""
    with _settled():
        best = [_page(works, page, rounds) for page in pages]
    return Times({name: tuple(seconds[name] for seconds in best) for name in works})


def _page(works: Mapping[str, Work], page: Saved, rounds: int) -> dict[str, float]:
    names = list(works)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            gc.collect()
            start = time.process_time()
            works[name](page)
            taken[name].append(time.process_time() - start)
    return {name: min(seconds) for name, seconds in taken.items()}


@contextmanager
def _settled() -> Iterator[None]:
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
