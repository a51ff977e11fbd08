"""Runs that are killed, and repeated: the next one makes good whatever a dead one left."""

import random
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

from tasks.store.store import Store
from tests.torture.faults import KillAfter, KillAt, Killer
from tests.torture.likeness import Likeness, differences, likeness
from tests.torture.proxy import Fate, proxied
from tests.torture.scene import Scene
from tests.torture.soundness import unsound
from tests.torture.trial import Trial, Undisturbed, observed, repeat, timed

KILLS = (Fate.LOST, Fate.HALF, Fate.DEAF)
"""What becomes of the write at which a run is killed: it never left, half of it did, or all of it."""


def kill_at_write(  # one parameter for each thing that differs between trials
    scene: Scene, as_it_should_be: Undisturbed, write: int, fate: Fate, *, over_base: bool = True, whole: bool = False
) -> Trial:
    """Kill a run at that write, and repeat it."""
    trial = Trial(
        scene.order.name, "kill at a write", f"{write}{' of the whole flow' if whole else ''}, which {fate.value}"
    )
    with timed(trial):
        store, killer = scene.bucket(over_base=over_base), KillAt(write, fate)
        with observed(scene, store, trial):
            strike(scene, store, killer, trial, whole=whole, concurrency=1)
        trial.detail += f": {killer.key}"
        repeat(scene, store, as_it_should_be, trial)
    return trial


def undisturbed_in_turn(scenes: Sequence[Scene]) -> Likeness:
    """All orders carried out one after another, with nothing in their way."""
    store = scenes[0].bucket()
    for scene in scenes:
        scene.run(store)
    return likeness(store.bucket, scenes[0].since)


def kill_in_turn(scenes: Sequence[Scene], as_it_should_be: Callable[[], Likeness], writes: Sequence[int]) -> Trial:
    """All orders one after another, each killed at one of these writes and repeated."""
    trial = Trial("all in turn", "kill at a write", f"{writes}")
    with timed(trial):
        store = scenes[0].bucket()
        with observed(scenes[0], store, trial):
            for scene, write, fate in zip(scenes, writes, cycle(KILLS)):
                strike(scene, store, KillAt(write, fate), trial)
                scene.run(store)
                trial.problems += scene.order.gone.left(store.bucket, {})
        trial.problems += differences(as_it_should_be(), likeness(store.bucket, scenes[0].since))
        trial.problems += unsound(store)
        scenes[0].drop(store)
    return trial


def kill_at_moment(scene: Scene, as_it_should_be: Undisturbed, dice: random.Random, *, whole: bool = False) -> Trial:
    """Kill a run at any moment, and repeat it. One that had ended by then was not killed: another moment is tried."""
    trial = Trial(scene.order.name, "kill at a moment", "none yet")
    with timed(trial):
        while not trial.kills:
            store = scene.bucket()
            with observed(scene, store, trial):
                killer = KillAfter(as_it_should_be.moment(dice))
                strike(scene, store, killer, trial, whole=whole)
            trial.detail = f"{killer.moment}{' of the whole flow' if whole else ''}"
        repeat(scene, store, as_it_should_be, trial)
    return trial


def kill_again_and_again(scene: Scene, as_it_should_be: Undisturbed, dice: random.Random, kills: int) -> Trial:
    """Kill run after run over the same archive, then let one end."""
    trial = Trial(scene.order.name, "kill again and again", f"{kills} runs in a row")
    with timed(trial):
        store = scene.bucket()
        with observed(scene, store, trial):
            for _ in range(kills):
                strike(scene, store, KillAfter(as_it_should_be.moment(dice)), trial)
        repeat(scene, store, as_it_should_be, trial)
    return trial


def strike(scene: Scene, store: Store, killer: Killer, trial: Trial, *, whole: bool = False, **settings: Any) -> None:
    """A run with that killer upon it."""
    with proxied(scene.access.endpoint_url, killer) as proxy:
        run = scene.start(store, proxy.url, whole=whole, **settings)
        killer.aim(run.pid)
        trial.kills += run.end() is None
