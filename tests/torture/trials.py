"""The trials. Each plays one misfortune, lets a run follow undisturbed, and tells what is not as it should be."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tasks.store.store import Store
from tests.torture.faults import Flaky, FullFrom, KillAt
from tests.torture.likeness import Likeness, differences, likeness
from tests.torture.proxy import Fate, Proxy, proxied
from tests.torture.reader import Reader, reading
from tests.torture.runs import Ending
from tests.torture.scene import Scene
from tests.torture.soundness import unsound

KILLS = (Fate.LOST, Fate.HALF, Fate.DEAF)
"""What becomes of the write at which a run is killed: it never left, half of it did, or all of it."""


@dataclass
class Trial:
    """One trial: what was played, what happened, and what is wrong."""

    kind: str
    detail: str
    kills: int = 0
    faults: int = 0
    said: str = ""
    walks: int = 0
    files_read: int = 0
    newer: int = 0
    seconds: float = 0
    problems: list[str] = field(default_factory=list)

    def heard(self, reader: Reader) -> None:
        """Take over what a reader met."""
        self.walks += reader.walks
        self.files_read += reader.as_listed + reader.newer
        self.newer += reader.newer
        self.problems += reader.broken[:5]


@dataclass(frozen=True)
class Undisturbed:
    """What an undisturbed run makes, how many writes it takes and how long."""

    likeness: Likeness
    writes: int
    seconds: float


@contextmanager
def timed(trial: Trial) -> Iterator[Trial]:
    """Play it; what breaks it is a problem of its."""
    started = time.monotonic()
    try:
        yield trial
    except Exception as error:  # noqa: BLE001  # a trial that breaks has failed, the others go on
        trial.problems.append(f"{type(error).__name__}: {' '.join(str(error).split())[:400]}")
    trial.seconds = time.monotonic() - started


def undisturbed(scene: Scene, *, over_base: bool = True) -> Undisturbed:
    """One run with nothing in its way."""
    store = scene.bucket(over_base=over_base)
    with proxied(scene.access.endpoint_url) as proxy:
        started = time.monotonic()
        ending = scene.start(store, proxy.url, concurrency=1).end()
        seconds = time.monotonic() - started
    assert ending, "nobody kills it"
    assert ending.completed, ending.said
    found = likeness(store.bucket, scene.since)
    wrong = unsound(store)
    assert not wrong, wrong
    scene.drop(store)
    return Undisturbed(found, proxy.writes, seconds)


def kill_at_write(  # one parameter for each thing that differs between trials
    scene: Scene, as_it_should_be: Undisturbed, write: int, fate: Fate, *, over_base: bool = True, whole: bool = False
) -> Trial:
    """Kill a run at that write, and repeat it."""
    trial = Trial("kill at a write", f"{write}{' of the whole flow' if whole else ''}, which {fate.value}")
    with timed(trial):
        store, killer = scene.bucket(over_base=over_base), KillAt(write, fate)
        with proxied(scene.access.endpoint_url, killer) as proxy, observed(scene, store, trial):
            run = scene.start(store, proxy.url, whole=whole, concurrency=1)
            killer.aim(run.pid)
            trial.kills += run.end() is None
        trial.detail += f": {killer.key}"
        repeat(scene, store, as_it_should_be, trial)
    return trial


def kill_after(scene: Scene, as_it_should_be: Undisturbed, share: float, *, whole: bool = False) -> Trial:
    """Kill a run after that share of the time that an undisturbed one takes, and repeat it."""
    seconds = share * as_it_should_be.seconds
    trial = Trial("kill at a moment", f"after {seconds:.3f} s{' of the whole flow' if whole else ''}")
    with timed(trial):
        store = scene.bucket()
        with observed(scene, store, trial):
            run = scene.start(store, whole=whole)
            run.has_ended(seconds)
            run.kill()
            trial.kills += run.end() is None
        repeat(scene, store, as_it_should_be, trial)
    return trial


def kill_again_and_again(scene: Scene, as_it_should_be: Undisturbed, dice: random.Random, kills: int) -> Trial:
    """Kill run after run over the same archive, then let one end."""
    trial = Trial("kill again and again", f"{kills} runs in a row")
    with timed(trial):
        store = scene.bucket()
        with observed(scene, store, trial):
            for _ in range(kills):
                run = scene.start(store)
                run.has_ended(dice.uniform(0.3, 1) * as_it_should_be.seconds)
                run.kill()
                trial.kills += run.end() is None
        repeat(scene, store, as_it_should_be, trial)
    return trial


def at_once(scene: Scene, as_it_should_be: Undisturbed, runs: int, *, kill: float | None = None) -> Trial:
    """Several runs at once over one archive; `kill`: one of them dies after that share of an undisturbed run's time."""
    trial = Trial("runs at once", f"{runs} runs{', one killed' if kill else ''}")
    with timed(trial):
        store = scene.bucket()
        with observed(scene, store, trial):
            started = [scene.start(store) for _ in range(runs)]
            if kill:
                started[0].has_ended(kill * as_it_should_be.seconds)
                started[0].kill()
            endings = [run.end() for run in started]
        trial.kills += sum(ending is None for ending in endings)
        trial.problems += [ending.said for ending in endings if ending and not ending.completed]
        if kill:
            repeat(scene, store, as_it_should_be, trial)
        else:
            compare(scene, store, as_it_should_be, trial)
    return trial


def flaky(scene: Scene, as_it_should_be: Undisturbed, seed: int, share: float = 0.2) -> Trial:
    """A run of the whole flow while that share of all requests to the storage goes wrong."""
    trial = Trial("faulty storage", f"{share:.0%} of the requests, seed {seed}")
    with timed(trial):
        store = scene.bucket()
        with proxied(scene.access.endpoint_url, Flaky(seed, share)) as proxy, observed(scene, store, trial):
            ending = scene.start(store, proxy.url, whole=True, s3_timeout=1).end()
        told(trial, ending, proxy)
        if ending and ending.completed and "failed" not in ending.said:
            compare(scene, store, as_it_should_be, trial)
        else:
            repeat(scene, store, as_it_should_be, trial)
    return trial


def full_disk(scene: Scene, as_it_should_be: Undisturbed, write: int) -> Trial:
    """A run of the whole flow while from that write on there is no space left; then there is space again."""
    trial = Trial("full disk", f"from write {write} on")
    with timed(trial):
        store = scene.bucket()
        with proxied(scene.access.endpoint_url, FullFrom(write)) as proxy, observed(scene, store, trial):
            ending = scene.start(store, proxy.url, whole=True).end()
        told(trial, ending, proxy)
        if ending and ending.completed:
            trial.problems.append(f"it says that it is done: {ending.said}")
        repeat(scene, store, as_it_should_be, trial)
    return trial


def told(trial: Trial, ending: Ending | None, proxy: Proxy) -> None:
    """Keep what the run said, and hold it against what is owed: one line."""
    trial.faults = len(proxy.seen) - proxy.met(Fate.PASS)
    trial.said = ending.said if ending else "killed"
    if not trial.said or "\n" in trial.said or "Traceback" in trial.said:
        trial.problems.append(f"it ended without a clear line: {trial.said!r}")


@contextmanager
def observed(scene: Scene, store: Store, trial: Trial) -> Iterator[None]:
    """With a reader at work whose findings are the trial's; its last walk is after the run."""
    with reading(f"{scene.access.endpoint_url.rstrip('/')}/{store.bucket.name}") as reader:
        yield
    reader.walk()
    trial.heard(reader)


def repeat(scene: Scene, store: Store, as_it_should_be: Undisturbed, trial: Trial) -> None:
    scene.run(store)
    compare(scene, store, as_it_should_be, trial)


def compare(scene: Scene, store: Store, as_it_should_be: Undisturbed, trial: Trial) -> None:
    trial.problems += unsound(store)
    trial.problems += differences(as_it_should_be.likeness, likeness(store.bucket, scene.since))
    scene.drop(store)
