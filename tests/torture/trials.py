"""Trials in which nobody need die: runs at once, a faulty storage, a storage without space."""

import random

from tests.torture.faults import Flaky, FullFrom, KillAfter
from tests.torture.kills import strike
from tests.torture.proxy import proxied
from tests.torture.scene import Scene
from tests.torture.trial import Trial, Undisturbed, compare, observed, repeat, timed, told


def at_once(scene: Scene, as_it_should_be: Undisturbed, runs: int, *, kill: random.Random | None = None) -> Trial:
    """Several runs at once over one archive; `kill`: one of them at any moment."""
    trial = Trial(scene.order.name, "runs at once", f"{runs} runs{', one killed' if kill else ''}")
    with timed(trial):
        store = scene.bucket()
        with observed(scene, store, trial):
            started = [scene.start(store) for _ in range(runs - bool(kill))]
            if kill:
                strike(scene, store, KillAfter(as_it_should_be.moment(kill)), trial)
            endings = [run.end() for run in started]
        trial.problems += [ending.said for ending in endings if ending and not ending.completed]
        if kill:
            repeat(scene, store, as_it_should_be, trial)
        else:
            compare(scene, store, as_it_should_be, trial)
    return trial


def flaky(scene: Scene, as_it_should_be: Undisturbed, seed: int, share: float = 0.2) -> Trial:
    """A run of the whole flow while that share of all requests to the storage goes wrong."""
    trial = Trial(scene.order.name, "faulty storage", f"{share:.0%} of the requests, seed {seed}")
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
    trial = Trial(scene.order.name, "full disk", f"from write {write} on")
    with timed(trial):
        store = scene.bucket()
        with proxied(scene.access.endpoint_url, FullFrom(write)) as proxy, observed(scene, store, trial):
            ending = scene.start(store, proxy.url, whole=True).end()
        told(trial, ending, proxy)
        if ending and ending.completed:
            trial.problems.append(f"it says that it is done: {ending.said}")
        repeat(scene, store, as_it_should_be, trial)
    return trial
