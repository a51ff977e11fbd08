"""A deployed backfill is suspended, then paused, and resumed each time, by the calls that Prefect's UI makes."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from tests.fleet.fleet import Fleet, fleet, until
from tests.fleet.region import Region, serving, source_file
from tests.fleet.trial import all_done, hold

TOWN = "altdorf"
RELEASES = 200
RATE = 4.0
QUIET = 15.0
"""Seconds without a request after which a host is left alone: several times what a batch takes."""


def obey(say: Callable[[str], None]) -> None:
    """A backfill's slices stop with it, go on with it, and in the end nothing is missing or there twice."""
    region = Region((TOWN,), RELEASES)
    with serving(region) as base, fleet("pressearchiv") as ours, tempfile.TemporaryDirectory() as folder:
        ours.deploy([source_file(Path(folder), TOWN, base, RATE)], "backfill-source", "backfill-slice")
        ours.hire("machine-1", 4)
        run = ours.run(TOWN, "backfill-source")
        for name, reschedule in (("Suspended", True), ("Paused", False)):
            _until_more(region, 20)
            _halt(ours, run, name, reschedule=reschedule)
            until("the site is left alone", region.is_quiet(QUIET))
            assert ours.state(run) == "Suspended", "what is paused is suspended, too"
            asked = len(region.requests)
            ours.resume(run)
            say(f"{name.lower()} after {asked} requests, resumed")
        until("all is archived", all_done(ours, [run]), 600)
        held = hold(ours, TOWN)
        say(f"backfill: {ours.read(run)['state_name']}, {held}")
        assert not held.lost(RELEASES)
        assert not held.twice


def _halt(ours: Fleet, run: UUID, name: str, *, reschedule: bool) -> None:
    ends = datetime.now(UTC) + timedelta(hours=1)
    details = {"pause_timeout": ends.isoformat(), "pause_reschedule": reschedule}
    ours.order(run, type="PAUSED", name=name, state_details=details)


def _until_more(region: Region, requests: int) -> None:
    wanted = len(region.requests) + requests
    until(f"{requests} more requests", lambda: len(region.requests) >= wanted)
