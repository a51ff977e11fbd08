"""`make fleet`: three workers archive three cities while one is killed, one stopped, server and broker started anew.

Nobody helps: whatever was lost is found and given back by what is deployed, workers that end are started again by their
service manager. A table says at the end what was seen; a release that is missing or stands twice, a pace that was not
kept, an audit's finding fail it. Then a backfill is suspended, paused and resumed as the UI does it.

`--throughput`: instead, releases a second with one, two and three workers at a host that allows everything.
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from tests.fleet.fleet import Fleet, fleet, until
from tests.fleet.orders import obey
from tests.fleet.outcome import Diary, Outcome
from tests.fleet.region import Region, serving, source_file
from tests.fleet.trial import all_done, findings, hold, occupy, seconds

TOWNS = ("altdorf", "neudorf", "seedorf")
RATE = 6.0
"""Requests a second: less than three workers do on two cores, so that it is the limit that binds."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, help="of each city; 2000, for the throughput 150")
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second that the host allows")
    parser.add_argument("--throughput", action="store_true", help="measure releases a second instead")
    parser.add_argument("--orders", action="store_true", help="only suspend, pause and resume a backfill")
    given = parser.parse_args()
    # Asked to end, and in the background, too, it takes its servers and workers along.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    if given.throughput:
        compare(given.releases or 150)
        return
    sound = given.orders or endure(given.releases or 2000, given.rate)
    obey(say)
    sys.exit(0 if sound else 1)


def endure(releases: int, rate: float) -> bool:
    """What may happen to a fleet in one night, within minutes; whether it stood that."""
    region, diary = Region(TOWNS, releases), Diary(say)
    with (
        serving(region) as base,
        fleet("pressearchiv", told=diary.note) as ours,
        tempfile.TemporaryDirectory() as folder,
    ):
        ours.deploy([source_file(Path(folder), town, base, rate) for town in TOWNS])
        machines, runs = occupy(ours, region, (1, 1, 4))
        begun = len(region.requests)
        diary.note(f"three workers are at work, each on a city; {begun} requests so far")

        def work() -> None:
            for number, (what, do) in enumerate(_mishaps(ours, machines[0].kill, machines[1].stop), 1):
                _after(region, begun + number * (releases * len(TOWNS) - begun) // 8)
                do()
                diary.note(f"{what}; runs: {', '.join(ours.state(run) or 'no answer' for run in runs)}")
            until("all is archived", all_done(ours, runs), 3600)

        took = seconds(work)
        diary.note("all runs completed")
        held = [hold(ours, town) for town in TOWNS]
        told = [_told(ours, run) for run in runs]
        came = Outcome(region, releases, rate, took, diary.lines, told, held, findings(ours))
    say("")
    for line in came.table():
        say(line)
    return came.sound


def _mishaps(ours: Fleet, kill: Callable[[], None], stop: Callable[[], None]) -> list[tuple[str, Callable[[], None]]]:
    def anew(*names: str) -> Callable[[], None]:
        def do() -> None:
            for name in names:
                ours.end(name)
            for name in reversed(names):
                ours.start(name)

        return do

    return [
        ("killed a worker and its run (SIGKILL), for good", kill),
        ("stopped a worker (SIGTERM), for good", stop),
        ("started the server anew", anew("server")),
        ("started the broker anew", anew("broker")),
        ("started server and broker anew together", anew("server", "broker")),
    ]


def _told(ours: Fleet, run: UUID) -> str:
    seen = ours.read(run)
    return f"{seen['name']}: {seen['state_name']}, begun {seen['run_count']} times"


def compare(releases: int) -> None:
    """Releases a second by the number of workers, as a table."""
    rows = [(workers, measure(releases, workers)) for workers in (1, 2, 3)]
    say(f"{'workers':>8}{'releases':>10}{'seconds':>9}{'a second':>10}")
    for workers, took in rows:
        total = releases * len(TOWNS)
        say(f"{workers:>8}{total:>10}{took:>9.0f}{total / took:>10.1f}")


def measure(releases: int, workers: int) -> float:
    """How many seconds so many workers need for all of it, the host allowing everything; from the first request on."""
    region = Region(TOWNS, releases)
    with serving(region) as base, fleet("pressearchiv") as ours, tempfile.TemporaryDirectory() as folder:
        ours.deploy([source_file(Path(folder), town, base, 100_000) for town in TOWNS])
        for number in range(workers):
            ours.hire(f"machine-{number}", 1)
        runs = [ours.run(town) for town in TOWNS]
        until("work begins", lambda: bool(region.requests))
        return seconds(lambda: until("all is archived", all_done(ours, runs)))


def say(line: str) -> None:
    """To whoever waits for it."""
    print(line, flush=True)  # noqa: T201


def _after(region: Region, requests: int) -> None:
    until(f"{requests} requests", lambda: len(region.requests) >= requests)


if __name__ == "__main__":
    main()
