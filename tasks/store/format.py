"""The format that an archive is written in: `ledger/format.json`, written before its first ledger.

1: ledgers kept what followed from the observations, not the observations; there was no `format.json`.
2: as `tasks.store.store` says.

A program reads every format up to its own, brings a ledger to its own with the ledger's next change, and (the flow
`upgrade-archive`) all of them at once. An archive of a later format it leaves alone.
"""

from pydantic import ValidationError

from tasks.errors import StoreError
from tasks.store.bucket import JSON, Bucket
from tasks.types.archive import Mark

FORMAT = 2
KEY = "ledger/format.json"


def check_format(bucket: Bucket) -> int | None:
    """The format that the archive says it is in, None where it says none; `StoreError` where that is a later one."""
    stored = bucket.get(KEY)
    if stored is None:
        return None
    try:
        found = Mark.model_validate_json(stored.body).format
    except ValidationError as error:
        raise StoreError(f"{KEY}: says no format; put back its copy from another place, or write {FORMAT}") from error
    if found > FORMAT:
        raise StoreError(
            f"the archive is of format {found}, this version reads formats up to {FORMAT}; upgrade Pressearchiv"
        )
    return found


def mark_format(bucket: Bucket) -> None:
    """Say that the archive is in the present format; what says so already is left as it is."""
    if check_format(bucket) != FORMAT:
        bucket.put(KEY, Mark(format=FORMAT).encode(), JSON)
