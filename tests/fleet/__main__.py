"""`make fleet`: three workers archive three cities while one is killed, one stopped, server and broker started anew.

Then the same cities at an unlimited stand-in with one, two and three workers, for the throughput. Prints what it saw,
and fails where a release is missing or stands twice, or where the pace was not kept.
"""

import argparse
import signal
import tempfile
from pathlib import Path

from tests.fleet.fleet import fleet, until
from tests.fleet.region import Region, serving, source_file
from tests.fleet.trial import all_done, hold, occupy, seconds

TOWNS = ("altdorf", "neudorf", "seedorf")
WINDOW = 10.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=2000, help="of each city")
    parser.add_argument("--rate", type=float, default=20, help="requests a second that the host allows")
    parser.add_argument("--quick", type=int, default=200, help="releases of each city for the throughput; 0: none")
    given = parser.parse_args()
    # Asked to end, and in the background, too, it takes its servers and workers along.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    endure(given.releases, given.rate)
    if given.quick:
        for workers in (1, 2, 3):
            measure(given.quick, workers)


def endure(releases: int, rate: float) -> None:
    """What may happen to a fleet in one night, within minutes."""
    region = Region(TOWNS, releases)
    with serving(region) as base, fleet("pressearchiv") as ours, tempfile.TemporaryDirectory() as folder:
        ours.deploy([source_file(Path(folder), town, base, rate) for town in TOWNS])
        (killed, stopped, _), runs = occupy(ours, region, (1, 1, 3))

        def work() -> None:
            share = releases * len(TOWNS) // 8
            _after(region, share)
            killed.kill()
            print("killed a worker", flush=True)  # noqa: T201
            _after(region, 2 * share)
            stopped.stop()
            print("stopped a worker", [ours.state(run) for run in runs], flush=True)  # noqa: T201
            _after(region, 3 * share)
            ours.end("server")
            ours.start("server")
            print("started the server anew", flush=True)  # noqa: T201
            _after(region, 4 * share)
            ours.end("broker")
            ours.start("broker")
            print("started the broker anew", flush=True)  # noqa: T201
            until("all is archived", all_done(ours, runs), 3600)

        took = seconds(work)
        busiest = region.busiest(WINDOW)
        print(f"{len(region.requests)} requests in {took:.0f} s; at most {busiest} in {WINDOW:g} s")  # noqa: T201
        for run in runs:
            seen = ours.read(run)
            print(seen["name"], seen["state_name"], f"started {seen['run_count']} times")  # noqa: T201
        for town in TOWNS:
            held = hold(ours, town)
            print(held, f"pages asked for: {len(region.asked_for(town))}")  # noqa: T201
            assert held.published == held.named == held.versions == held.captured == releases
        assert busiest <= rate * WINDOW * 1.05


def measure(releases: int, workers: int) -> None:
    """Releases a second of so many workers, the host allowing everything."""
    region = Region(TOWNS, releases)
    with serving(region) as base, fleet("pressearchiv") as ours, tempfile.TemporaryDirectory() as folder:
        ours.deploy([source_file(Path(folder), town, base, 100_000) for town in TOWNS])
        for number in range(workers):
            ours.hire(f"machine-{number}", 1)
        runs = [ours.run(town) for town in TOWNS]
        until("work begins", lambda: bool(region.requests))
        took = seconds(lambda: until("all is archived", all_done(ours, runs)))
        rate = releases * len(TOWNS) / took
        print(f"{workers} workers: {rate:.1f} releases a second ({took:.0f} s)", flush=True)  # noqa: T201


def _after(region: Region, requests: int) -> None:
    until(f"{requests} requests", lambda: len(region.requests) >= requests)


if __name__ == "__main__":
    main()
