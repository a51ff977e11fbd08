"""What a trial is made of: what is played while readers read, what follows it, and what it is held against."""

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tasks.store.store import Store
from tests.torture.faults import Moment
from tests.torture.likeness import Likeness, differences, likeness
from tests.torture.proxy import Fate, Proxy, proxied
from tests.torture.reader import Reader, reading
from tests.torture.runs import Ending
from tests.torture.scene import Scene
from tests.torture.soundness import unsound


@dataclass
class Trial:
    """One trial: what was played, what happened, and what is wrong."""

    order: str
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
    """What an undisturbed run makes, and how many requests it takes, how many of them to write, in how many seconds."""

    likeness: Likeness
    known: Mapping[str, bytes]
    """What its objects hold, by ETag: most of it stands in every archive that follows."""
    requests: int
    writes: int
    seconds: float

    def moment(self, dice: random.Random) -> Moment:
        """Any moment of the run, as likely near as far from a request."""
        pause = self.seconds / self.requests
        return Moment(dice.randrange(self.requests), dice.uniform(0, 2 * pause))


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
    known: dict[str, bytes] = {}
    found = likeness(store.bucket, scene.since, known)
    wrong = [*scene.order.gone.left(store.bucket, known), *unsound(store, known)]
    assert not wrong, wrong
    scene.drop(store)
    return Undisturbed(found, known, len(proxy.seen), proxy.writes, seconds)


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
    """Hold the archive against an undisturbed run's, and against what it promises; then forget it."""
    known = dict(as_it_should_be.known)
    trial.problems += differences(as_it_should_be.likeness, likeness(store.bucket, scene.since, known))
    trial.problems += scene.order.gone.left(store.bucket, known)
    trial.problems += unsound(store, known)
    scene.drop(store)
