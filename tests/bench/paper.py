"""Growth on paper: what archives far larger than the measured ones would hold, ask for and cost.

Objects, bytes and requests of a release are those of `ingest`; those of a run that finds nothing, and of one new
release, are those of `growth` at its largest archive. Both must have been measured before. Assumptions and prices stand
here, once.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.bench.home import FOLDER, keep

RUNS_A_MONTH = 17 * 30
"""By the schedule of Essen's source file: hourly from six to ten at night."""
RECHECKS_A_RUN = 10
"""Old releases that are asked for again, on an average run."""
_BUSY = 0.5
"""The share of a worker's time that may be planned: runs come in bursts, on the hour."""
_MONTH = 30 * 24 * 3600.0

GIGABYTE, THOUSAND_WRITES, THOUSAND_READS, WORKER, SERVER = 0.0245, 0.0054, 0.00043, 28.0, 90.0
"""US dollars a month: S3 Standard in Frankfurt by AWS's price list of 2025, its requests by the thousand, a worker (two
cores, 4 GB), Prefect's server with database and broker. What readers fetch is not in it: it depends on them."""


@dataclass(frozen=True)
class Field:
    """An archive to be: so many cities, so many releases a city and year, so many years."""

    name: str
    cities: int
    a_year: int
    years: int

    @property
    def releases(self) -> int:
        return self.cities * self.a_year * self.years


FIELDS = (
    Field("one city, 50 years", 1, 1000, 50),
    Field("the 80 largest cities, 20 years", 80, 800, 20),
    Field("all 10,750 municipalities, 20 years", 10_750, 60, 20),
)


@dataclass(frozen=True)
class Measured:
    """What one release, one run and one new release took; bytes, seconds, requests."""

    objects: float
    size: float
    idle_calls: float
    idle_writes: float
    idle_seconds: float
    new_calls: float
    new_writes: float
    new_seconds: float


def paper() -> str:
    """The table to print."""
    measured = _measured()
    rows = {field.name: estimate(field, measured) for field in FIELDS}
    keep("paper", {"measured": vars(measured), "fields": rows})
    return "\n".join(_table(rows)) + "\n"


def _measured() -> Measured:
    kept: dict[str, Any] = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in ("growth", "ingest")}
    sizes, ingest = kept["growth"]["sizes"], kept["ingest"]
    largest = sizes[max(sizes, key=int)]
    idle, new = largest["nothing new"], largest["one new"]
    return Measured(
        objects=ingest["holds"]["objects"] / ingest["releases"],
        size=ingest["holds"]["bytes"] / ingest["releases"],
        idle_calls=idle["storage"],
        idle_writes=writes(idle),
        idle_seconds=idle["seconds"],
        new_calls=new["storage"],
        new_writes=writes(new),
        new_seconds=new["seconds"],
    )


def writes(figures: Mapping[str, Any]) -> float:
    """Requests that cost what a write costs: puts and listings."""
    kinds = figures["storage_by_kind"].items()
    return float(sum(number for kind, number in kinds if kind.startswith(("PutObject", "ListObjects"))))


def estimate(field: Field, measured: Measured) -> dict[str, float]:
    """What it holds, and what it takes in a month."""
    runs, new = field.cities * RUNS_A_MONTH, field.cities * field.a_year / 12
    calls = runs * (measured.idle_calls + RECHECKS_A_RUN) + new * measured.new_calls
    put = runs * measured.idle_writes + new * measured.new_writes
    seconds = runs * (measured.idle_seconds + RECHECKS_A_RUN) + new * measured.new_seconds
    workers = max(1, round(seconds / _MONTH / _BUSY + 0.5))
    size = field.releases * measured.size
    cost = {
        "storage": size / 1e9 * GIGABYTE,
        "requests": put / 1000 * THOUSAND_WRITES + (calls - put) / 1000 * THOUSAND_READS,
        "machines": workers * WORKER + SERVER,
    }
    held = {"releases": field.releases, "objects": field.releases * measured.objects, "terabytes": size / 1e12}
    return {**held, "S3 calls": calls, "workers": workers, **cost, "together": sum(cost.values())}


def _table(rows: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield f"{'':24}" + "".join(f"{name:>38}" for name in rows)
    for figure in next(iter(rows.values())):
        yield f"{figure:24}" + "".join(f"{row[figure]:>38,.6g}" for row in rows.values())
    yield "S3 calls, workers and US dollars (storage, requests, machines, together) are a month's"
