"""`make torture`: every trial in full, printed as a table, with a copy for machines in `.pressearchiv/torture.json`.

Ends with status 1 where anything was not as it should be. `--share 0.1` plays about a tenth of it.
"""

import argparse
import json
import logging
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from itertools import cycle
from pathlib import Path

from infra.prefect_server import embedded_prefect
from infra.process import free_ports
from infra.s3 import embedded_s3
from tests.torture import kills, trials
from tests.torture.change import change_meanwhile
from tests.torture.disk import run_full, small_disk
from tests.torture.orders import orders
from tests.torture.proxy import Fate
from tests.torture.scene import Scene, small_city
from tests.torture.trial import Trial, Undisturbed, undisturbed

Play = Callable[[], Trial]
_LEFT = (0, 100_000, 250_000, 400_000, 600_000)
"""Bytes left on a disk; a run writes about 700,000."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--share", type=float, default=1, help="how much of it to play")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", nargs="+", metavar="ORDER", help="archive, 'withdraw all', restore, reparse, import …"
    )
    asked = parser.parse_args()
    # A polite SIGTERM should end servers and mounts in order, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Trials share a client; that connections beyond its pool are not kept is no news.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    started = time.monotonic()
    played = _play_all(random.Random(asked.seed), asked.share, asked.only)
    table = _table(played)
    seconds = time.monotonic() - started
    failed = [trial for trial in played if trial.problems]
    sys.stdout.write(f"{table}\n{len(played)} trials in {seconds:.0f} s, {len(failed)} of them failed\n")
    for trial in failed:
        sys.stdout.write("\n".join((f"\n{trial.order}, {trial.kind}: {trial.detail}", *trial.problems)) + "\n")
    out = Path(".pressearchiv") / "torture.json"
    out.parent.mkdir(exist_ok=True)
    data = {"seed": asked.seed, "share": asked.share, "seconds": round(seconds), "failed": len(failed)}
    out.write_text(
        json.dumps({**data, "trials": [asdict(one) for one in played]}, indent=1, ensure_ascii=False), "utf-8"
    )
    return 1 if failed else 0


def _play_all(dice: random.Random, share: float, only: Sequence[str] | None) -> list[Trial]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pressearchiv-torture-")))
        access = stack.enter_context(embedded_s3(home))
        api = stack.enter_context(embedded_prefect(home, free_ports(1)[0]))
        scene, _ = stack.enter_context(small_city(access, api, _folder(home, "city")))
        plays: list[Play] = []
        if not only or scene.order.name in only:
            later, first = undisturbed(scene), undisturbed(scene, over_base=False)
            plays += [*_kills(scene, later, first, dice, share), *_others(scene, later, dice, share)]
        for ordered in orders(scene):
            if not only or ordered.order.name in only:
                plays += _of_order(ordered, undisturbed(ordered), dice, share)
        dice.shuffle(plays)  # the long ones lie among the short ones
        with ThreadPoolExecutor(3) as pool:
            played = list(_told(pool.map(lambda play: play(), plays), len(plays)))
        if only and scene.order.name not in only:
            return played
        for runs in (2, 4) * max(1, round(3 * share)):
            with small_city(access, api, _folder(home, f"changing-{len(played)}")) as (changing, city):
                played.append(change_meanwhile(changing, city, runs))
        for left in _LEFT:
            with small_disk() as disk:
                if disk:
                    played.append(run_full(api, _folder(home, f"full-{left}"), disk, left))
                else:
                    sys.stderr.write("no disk can be mounted here: only the proxy said that it is full\n")
    return played


def _folder(home: Path, name: str) -> Path:
    (home / name).mkdir()
    return home / name


def _some(numbers: Sequence[int], share: float) -> Sequence[int]:
    return numbers[:: max(1, round(1 / share))]


def _kills(scene: Scene, later: Undisturbed, first: Undisturbed, dice: random.Random, share: float) -> Iterator[Play]:
    """At every write in turn over an archive, at some over none; at random moments; again and again.

    Whoever dies before a write leaves what it left by dying after the one before: those are tried by the first write.
    """
    yield partial(kills.kill_at_write, scene, later, 0, Fate.LOST)
    for write in _some(range(later.writes), share):
        yield partial(kills.kill_at_write, scene, later, write, Fate.DEAF)
    for write in _some(range(0, later.writes, 4), share):
        yield partial(kills.kill_at_write, scene, later, write, Fate.HALF)
    for write in _some(range(0, first.writes, 3), share):
        yield partial(kills.kill_at_write, scene, first, write, Fate.DEAF, over_base=False)
    for write, fate in zip(_some(range(0, later.writes, 5), share), cycle(kills.KILLS)):
        yield partial(kills.kill_at_write, scene, later, write, fate, whole=True)
    for number in range(round(200 * share)):
        yield partial(kills.kill_at_moment, scene, later, _own(dice), whole=number % 10 == 9)
    for _ in range(max(1, round(5 * share))):
        yield partial(kills.kill_again_and_again, scene, later, _own(dice), 5)


def _others(scene: Scene, later: Undisturbed, dice: random.Random, share: float) -> Iterator[Play]:
    """Several runs at once, a faulty storage, a storage without space."""
    for runs in (2, 4) * max(1, round(5 * share)):
        yield partial(trials.at_once, scene, later, runs)
        yield partial(trials.at_once, scene, later, runs, kill=_own(dice))
    for _ in range(max(1, round(20 * share))):
        yield partial(trials.flaky, scene, later, dice.randrange(1_000_000))
    for write in _some(range(0, later.writes, 6), share):
        yield partial(trials.full_disk, scene, later, write)


def _of_order(scene: Scene, done: Undisturbed, dice: random.Random, share: float) -> Iterator[Play]:
    """Killed at every write in turn and at random moments, over a faulty storage, twice at once."""
    for write, fate in zip(_some(range(done.writes), share), cycle(kills.KILLS)):
        yield partial(kills.kill_at_write, scene, done, write, fate)
    for _ in range(max(1, round(5 * share))):
        yield partial(kills.kill_at_moment, scene, done, _own(dice))
        yield partial(trials.flaky, scene, done, dice.randrange(1_000_000))
    yield partial(trials.at_once, scene, done, 2)
    yield partial(trials.at_once, scene, done, 2, kill=_own(dice))


def _own(dice: random.Random) -> random.Random:
    """Dice of a trial's own: trials are played side by side."""
    return random.Random(dice.random())


def _told(played: Iterator[Trial], count: int) -> Iterator[Trial]:
    for number, trial in enumerate(played, 1):
        said = "; ".join(trial.problems) or "as it should be"
        sys.stderr.write(f"{number}/{count} {trial.order}, {trial.kind}, {trial.detail}: {said}\n")
        yield trial


def _table(played: Sequence[Trial]) -> str:
    """A line for each kind of trial with each order."""
    columns = ("trials", "kills", "faults", "walks", "files", "newer", "failed", "s")
    lines = [f"{'order':<18}{'trial':<22}" + "".join(f"{column:>8}" for column in columns)]
    for order, kind in dict.fromkeys((trial.order, trial.kind) for trial in played):
        own = [trial for trial in played if (trial.order, trial.kind) == (order, kind)]
        sums = [sum(getattr(one, name) for one in own) for name in ("kills", "faults", "walks", "files_read", "newer")]
        bad, seconds = sum(bool(one.problems) for one in own), round(sum(one.seconds for one in own))
        lines.append(f"{order:<18}{kind:<22}" + "".join(f"{number:>8}" for number in (len(own), *sums, bad, seconds)))
    compared = "every object of the archive with an undisturbed run's, the audit in full, every link and checksum"
    return "\n".join([*lines, f"compared after each: {compared}"])


if __name__ == "__main__":
    sys.exit(main())
