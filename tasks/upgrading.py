"""An archive of an earlier format, brought to the present one: every ledger, then the mark is true of all of them.

Safe to repeat and to interrupt: what is in the present format stays as it is, what another writer changes meanwhile is
written in it by that writer.
"""

import logging

from tasks.errors import StoreError
from tasks.ledger.migration import upgrade
from tasks.store.bucket import JSON
from tasks.store.format import FORMAT, check_format, mark_format
from tasks.store.store import Store
from tasks.types.release import Value

log = logging.getLogger(__name__)

_TRIES = 100


class Upgraded(Value):
    """What was done: from which format, how many ledgers were rewritten and how many there are."""

    before: int
    rewritten: int
    ledgers: int

    def __str__(self) -> str:
        return f"format {self.before} → {FORMAT}: {self.rewritten} of {self.ledgers} ledgers rewritten"


def upgrade_archive(store: Store) -> Upgraded:
    """Write every ledger in the present format."""
    before = check_format(store.bucket) or 1
    mark_format(store.bucket)
    keys = [f"ledger/{source}/{shard}.json" for source in store.sources() for shard in store.shards(source)]
    rewritten = [key for key in keys if _upgrade(store, key)]
    for key in rewritten:
        log.info("%s: written in format %d", key, FORMAT)
    return Upgraded(before=before, rewritten=len(rewritten), ledgers=len(keys))


def _upgrade(store: Store, key: str) -> bool:
    """Whether that ledger was of an earlier format."""
    for _ in range(_TRIES):
        stored = store.bucket.get(key)
        if stored is None:
            return False
        body = upgrade(stored.body)
        if body == stored.body:
            return False
        if store.bucket.replace(key, body, JSON, stored.etag):
            return True
    raise StoreError(f"{key}: changed by other writers {_TRIES} times in a row; run again")
