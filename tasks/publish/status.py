"""Every source's health where everyone can read it: `status.json` and `status.html`.

Posted after every run, a failed one as well: nothing else of a failed run becomes public.
"""

from tasks.errors import StoreError
from tasks.health.keeping import TRIES, pause, read_status
from tasks.publish.press import kind_of
from tasks.schema import schema_files
from tasks.site.pages.status import status_page
from tasks.site.rendering import Site, assets
from tasks.store.bucket import FOREVER
from tasks.store.store import Store
from tasks.types.health import Status

_SCHEMA = "schema/status.schema.json"


def post_status(store: Store, site: Site) -> Status:
    """Write what changed of the status and its page; the status."""
    for path, body in assets().items():
        store.bucket.create(f"public/{path}", body, kind_of(path, FOREVER))
    store.bucket.create(f"public/{_SCHEMA}", schema_files()[_SCHEMA], kind_of(_SCHEMA))
    for attempt in range(TRIES):
        standing = {path: store.bucket.look(f"public/{path}") for path in ("status.html", "status.json")}
        status = read_status(store)
        files = {"status.html": status_page(status, site).encode(), "status.json": status.encode()}
        stale = {path: body for path, body in files.items() if not (was := standing[path]) or was.body != body}
        etags = {path: was.etag if was else None for path, was in standing.items()}
        if all(
            store.bucket.replace(f"public/{path}", body, kind_of(path), etags[path]) for path, body in stale.items()
        ):
            return status
        pause(attempt)
    raise StoreError(f"public/status.json: changed by other writers {TRIES} times in a row; run again")
