"""What a fleet must stand, and what is left in the archive then."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tasks.audit import audit
from tasks.audit.sample import DAYS
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tests.conftest import client_of
from tests.fleet.fleet import Fleet, until
from tests.fleet.machine import Machine
from tests.fleet.region import Region


@dataclass(frozen=True)
class Holdings:
    """What the archive holds of one town."""

    town: str
    published: int
    named: int
    versions: int
    captured: int
    captures: int

    def lost(self, releases: int) -> int:
        """How many of so many releases are not there: published, or with their evidence."""
        return releases - min(self.named, self.captured)

    @property
    def twice(self) -> int:
        """How many are there that should not be: a second row, a second version."""
        return self.published - self.named + self.versions - self.named


def hold(fleet: Fleet, town: str) -> Holdings:
    """Count what stands in the storage."""
    client = client_of(fleet.storage)

    def keys(prefix: str) -> list[str]:
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=fleet.bucket, Prefix=prefix)
        return [row["Key"] for page in pages for row in page.get("Contents", [])]

    def read(key: str) -> Any:
        return json.loads(client.get_object(Bucket=fleet.bucket, Key=key)["Body"].read())

    rows = [
        row
        for key in keys(f"public/{town}/")
        if key.count("/") == 3 and key.endswith("/index.json")
        for row in read(key)["releases"]
    ]
    captures = [key for key in keys(f"captures/{town}/") if f"captures/{town}/lists/" not in key]
    return Holdings(
        town=town,
        published=len(rows),
        named=len({row["id"] for row in rows}),
        versions=sum(row["version"] for row in rows),
        captured=len({key.split("/")[2] for key in captures}),
        captures=len(captures),
    )


def findings(fleet: Fleet) -> tuple[str, ...]:
    """What an audit that reads every object finds wrong."""
    store = Store(Bucket(client_of(fleet.storage), fleet.bucket))
    report = audit(store, datetime.now(UTC), deep=True, mending=None, days=DAYS)
    return tuple(f"{one.key}: {one.what}" for one in report.findings)


def occupy(fleet: Fleet, region: Region, at_once: Sequence[int]) -> tuple[list[Machine], list[UUID]]:
    """One machine after the other, each at work on a town of its own."""
    machines, runs = [], []
    for number, (town, limit) in enumerate(zip(region.towns, at_once, strict=True), 1):
        machines.append(fleet.hire(f"machine-{number}", limit))
        runs.append(fleet.run(town))
        until(f"{town} is being archived", lambda town=town: len(region.asked_for(town)) > 3)  # type: ignore[misc]
    return machines, runs


def all_done(fleet: Fleet, runs: Sequence[UUID]) -> Callable[[], bool]:
    """Whether every run completed; one that ended otherwise is said at once."""

    def done() -> bool:
        states = [fleet.state(run) for run in runs]
        ended = ("Failed", "Crashed", "Cancelled")
        bad = [fleet.read(run) for run, state in zip(runs, states, strict=True) if state in ended]
        assert not bad, bad
        return all(state == "Completed" for state in states)

    return done


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.monotonic()
    work()
    return time.monotonic() - start
