"""The short form of `make fleet`: two workers, the broker started anew in the midst."""

import shutil
import uuid
from pathlib import Path

import pytest

from infra.fleet import missing
from infra.s3 import S3Access
from tests.fleet.fleet import fleet, until
from tests.fleet.region import Region, serving, source_file
from tests.fleet.trial import all_done, hold, occupy

TOWNS = ("altdorf", "neudorf")
RELEASES = 60
RATE = 20.0
WINDOW = 10.0

pytestmark = pytest.mark.skipif(
    bool(missing()) or shutil.which("sh") is None, reason=f"not installed: {' '.join(missing())}; see infra/debian.sh"
)


def test_the_busiest_window_is_found() -> None:
    region = Region(("altdorf",), 1, [(moment, "/") for moment in (0.0, 1.0, 9.0, 10.0, 10.5, 30.0)])
    assert region.busiest(10) == 4
    assert region.busiest(1) == 2


def test_two_workers_keep_one_pace_and_lose_nothing_with_the_broker(s3: S3Access, tmp_path: Path) -> None:
    region = Region(TOWNS, RELEASES)
    with serving(region) as base, fleet(f"fleet-{uuid.uuid4().hex}", s3) as ours:
        ours.deploy([source_file(tmp_path, town, base, RATE) for town in TOWNS])
        _, runs = occupy(ours, region, (1, 2))
        ours.end("broker")
        ours.start("broker")
        until("all is archived", all_done(ours, runs), 400)
        for town in TOWNS:
            held = hold(ours, town)
            assert held.published == held.named == held.versions == held.captured == RELEASES
        assert region.busiest(WINDOW) <= RATE * WINDOW * 1.05
