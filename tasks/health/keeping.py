"""A source's health in the storage: read, and changed by compare-and-swap.

What cannot be read of it counts as unknown, so that a damaged object keeps no run from its work.
"""

import random
import time
from collections.abc import Callable, Iterable

from pydantic import ValidationError

from tasks.errors import StoreError
from tasks.store.bucket import JSON
from tasks.store.keys import health_key
from tasks.store.store import Store
from tasks.types.health import Health, Status

TRIES = 50


def read_health(store: Store, source: str) -> Health | None:
    """What is remembered of that source; None where nothing is, or nothing that can be read."""
    return _known(store, source)[0]


def keep_health(store: Store, source: str, change: Callable[[Health | None], Health]) -> Health:
    """Change what is remembered, whatever other runs do meanwhile; what was written."""
    for attempt in range(TRIES):
        before, etag = _known(store, source)
        after = change(before)
        if store.bucket.replace(health_key(source), after.encode(), JSON, etag):
            return after
        pause(attempt)
    raise StoreError(f"{health_key(source)}: changed by other writers {TRIES} times in a row; run again")


def held_back(store: Store, sources: Iterable[str]) -> dict[str, str]:
    """Those of these sources whose last run failed, and why: nothing new of them is published until a run is good."""
    last = {source: health.source.last for source in sources if (health := read_health(store, source))}
    return {source: "; ".join(run.failures) for source, run in last.items() if run.ending == "failed"}


def read_status(store: Store) -> Status:
    """Every source's health."""
    keys = store.bucket.etags("health/")
    names = [key.removeprefix("health/").removesuffix(".json") for key in keys]
    found = [health.source for name in names if (health := read_health(store, name))]
    latest = max((one.last.finished for one in found), default=None)
    return Status(generated=latest, sources=tuple(sorted(found, key=lambda one: one.id)))


def _known(store: Store, source: str) -> tuple[Health | None, str | None]:
    stored = store.bucket.look(health_key(source))
    if stored is None:
        return None, None
    try:
        health = Health.model_validate_json(stored.body) if stored.is_sealed else None
    except ValidationError:
        health = None
    return health if health and health.source.id == source else None, stored.etag


def pause(attempt: int) -> None:
    """Wait a little before another try at what another writer was quicker with."""
    time.sleep(random.uniform(0, 0.05 * min(attempt + 1, 20)))  # noqa: S311  # jitter, not a secret
