"""What a run costs as the archive grows: with nothing new, with one new release, and when everything is made anew."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from config.load import load_source
from tasks.store.bucket import Kind
from tests.bench.archives import Maker
from tests.bench.home import PORT, installation, keep, run_flow, store_of
from tests.bench.plot import plot
from tests.bench.target import Target
from tests.bench.writing import write_release, write_releases
from tests.city.city import City
from tests.city.server import serving

SIZES = (300, 3000, 30000)
LAST = date(2026, 6, 30)
_RUNS = 3
_STANDS = "bench/made"
"""Says that the archive was made to its end."""

Figures = dict[str, Any]


def growth(sizes: Sequence[int] = SIZES, *, rebuild: bool = False) -> str:
    """Measure archives of these sizes; the table to print."""
    measured: dict[int, Figures] = {}
    with installation() as file:
        for size in sizes:
            measured[size] = _measure(size, file, rebuild)
            keep("growth", _data(measured), **_plots(measured))
    return "\n".join(_table(measured)) + "\n"


def _measure(size: int, file: Path, rebuild: bool) -> Figures:
    bucket, city = f"archive-{size}", City.of(write_releases(size, LAST))
    _make(size, bucket, file)
    # Ids of their own in every measurement: what came in an earlier one is archived already.
    newest = write_release(size + int(time.time()), LAST + timedelta(days=1))
    with serving(city, PORT):
        run_flow(bucket, 1, "archive", str(file))
        figures = {"nothing new": _asked(city, run_flow(bucket, _RUNS, "archive", str(file)), city.requests, _RUNS)}
        city.publish(newest)
        asked = city.requests
        figures["one new"] = _asked(city, run_flow(bucket, 1, "archive", str(file)), asked, 1)
        if rebuild:
            figures["reparse"] = run_flow(bucket, 1, "reparse", str(file))
            figures["publish all"] = _published_anew(bucket)
    return figures


def _asked(city: City, figures: Figures, before: Sequence[object], runs: int) -> Figures:
    return {**figures, "requests": (len(city.requests) - len(before)) / runs}


def _make(size: int, bucket: str, file: Path) -> None:
    """The archive of that size, unless it stands from an earlier measurement."""
    store = store_of(bucket)
    if store.bucket.has(_STANDS):
        return
    Maker(store, load_source(str(file)), datetime(2026, 7, 1, 8, tzinfo=UTC)).make(write_releases(size, LAST))
    run_flow(bucket, 1, "publish")
    store.bucket.put(_STANDS, b"", Kind("text/plain"))


def _published_anew(bucket: str) -> Figures:
    """Everything published once more, from the ledgers and what the releases' renditions are told by."""
    store = store_of(bucket)
    for key in store.bucket.etags("edition/"):
        store.bucket.delete(key)
    return run_flow(bucket, 1, "publish")


def _written(figures: Figures) -> int:
    return sum(number for kind, number in figures["storage_by_kind"].items() if kind.startswith("PutObject"))


def _data(measured: Mapping[int, Figures]) -> dict[str, Any]:
    return {
        "sizes": {str(size): figures for size, figures in measured.items()},
        "targets": [{**vars(target), "met": target.met} for target in targets(measured)],
    }


def targets(measured: Mapping[int, Figures]) -> Iterator[Target]:
    """What must stay flat, from the smallest archive to the largest one."""
    small, large = measured[min(measured)], measured[max(measured)]

    def times(case: str, figure: str) -> float:
        return float(large[case][figure]) / float(small[case][figure])

    yield Target("nothing new: storage calls, times", times("nothing new", "storage"), 1.3, at_least=False)
    yield Target("nothing new: seconds, times", times("nothing new", "seconds"), 1.3, at_least=False)
    yield Target("nothing new: peak megabytes", large["nothing new"]["peak_megabytes"], 300, at_least=False)
    yield Target(
        "one new: objects written, times", _written(large["one new"]) / _written(small["one new"]), 1.2, at_least=False
    )
    yield Target("one new: seconds, times", times("one new", "seconds"), 1.5, at_least=False)


def _table(measured: Mapping[int, Figures]) -> Iterator[str]:
    columns = ("requests", "S3 calls", "written", "seconds", "processor", "peak MB")
    for case in measured[min(measured)]:
        yield f"{case:24}" + "".join(f"{column:>12}" for column in columns)
        for size, figures in measured.items():
            one = figures[case]
            cells = (one.get("requests", 0), one["storage"], _written(one), one["seconds"], one["processor_seconds"])
            told = "".join(f"{cell:>12.4g}" for cell in (*cells, one["peak_megabytes"]))
            yield f"{size:>12,} releases" + " " * 3 + told
        yield ""
    yield from map(str, targets(measured))


def _plots(measured: Mapping[int, Figures]) -> dict[str, str]:
    def line(case: str, figure: str) -> list[tuple[float, float]]:
        return [(size, figures[case][figure]) for size, figures in measured.items()]

    cases = ("nothing new", "one new")
    units = {"storage": "S3 calls", "processor_seconds": "seconds of processor", "peak_megabytes": "megabytes"}
    return {
        figure: plot(f"A run as the archive grows: {unit}", unit, {case: line(case, figure) for case in cases})
        for figure, unit in units.items()
    }
