"""Runs at once over a city that changes all the while: nothing that any of them saw may be lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count

from tasks.capture.warc import Page, read_capture
from tasks.ledger.checks import decode
from tasks.store.store import Store
from tasks.types.ledger import Entry
from tests.city.city import City
from tests.torture.scene import EDITED, MOVED, NEW, REMOVED, UNREADABLE, Scene
from tests.torture.soundness import unsound
from tests.torture.trial import Trial, observed, timed


def change_meanwhile(scene: Scene, city: City, runs: int) -> Trial:
    """Several runs at once while the city edits, removes and restores; then one run over the city at rest."""
    trial = Trial("archive", "runs at once", f"{runs} runs over a changing city")
    with timed(trial):
        store = scene.bucket()
        with observed(scene, store, trial):
            started = [scene.start(store) for _ in range(runs)]
            changes = count()
            while not all(run.has_ended(0.15 / runs) for run in started):
                change(city, next(changes))
            endings = [run.end() for run in started]
        trial.problems += [ending.said for ending in endings if ending and not ending.completed]
        trial.said = f"{next(changes)} changes"
        scene.run(store)
        trial.problems += [*unsound(store), *lost(store, scene.since), *outdated(store, city)]
        scene.drop(store)
    return trial


def change(city: City, number: int) -> None:
    """What the city does next."""
    if number % 4 == 3:
        (city.restore if REMOVED not in city.releases else city.remove)(REMOVED)
    else:
        city.edit((EDITED, NEW, UNREADABLE)[number % 4], title=f"Stand der Dinge, Fassung {number}")


def lost(store: Store, since: datetime) -> Iterator[str]:
    """What stands stored as evidence and is not in the ledger: checks, states of pages, contents."""
    entries = {
        entry.id: entry for shard in store.shards("town") for entry in store.read_ledger("town", shard).entries.values()
    }
    keys = [key for id_ in entries for key in store.bucket.etags(f"captures/town/{id_}/")]
    with ThreadPoolExecutor(8) as pool:
        captures = list(pool.map(lambda key: read_capture(store.read_capture(key)), keys))
    for key, said in zip(keys, captures, strict=True):
        entry = entries[key.split("/")[2]]
        if "/pressemeldung" not in said.url or said.at < since:
            continue
        if said.at not in {one.at for one in decode(entry.checks)}:
            yield f"{key}: a check that the ledger does not know"
        if isinstance(said, Page) and said.status == 200 and not _knows(entry, said):
            yield f"{key}: a state of the page that the ledger does not know"
    for key in store.bucket.etags("releases/town/"):
        _, _, id_, name = key.split("/")
        if name.removesuffix(".json") not in entries[id_].contents:
            yield f"{key}: a content that the ledger does not know"


def _knows(entry: Entry, page: Page) -> bool:
    return any(one.at == page.at for one in entry.states)


def outdated(store: Store, city: City) -> Iterator[str]:
    """What the archive says otherwise than the city that came to rest."""
    entries = {
        entry.id: entry for shard in store.shards("town") for entry in store.read_ledger("town", shard).entries.values()
    }
    for id_ in (EDITED, MOVED, NEW, UNREADABLE, REMOVED):
        entry, release = entries[id_], city.releases.get(id_)
        if entry.status != ("live" if release else "missing"):
            yield f"{id_}: {entry.status}"
        if release and (entry.facts is None or entry.facts.headline != release.title):
            yield f"{id_}: {entry.facts and entry.facts.headline} instead of {release.title}"
