"""Fetching with evidence: whatever the site answers is stored as a capture before anything reads it."""

import hashlib
import threading
from dataclasses import dataclass
from typing import Protocol

from tasks.capture.warc import Earlier, Page, read_capture, write_capture
from tasks.errors import ReadingError
from tasks.store.store import Store
from tasks.types.ledger import Resource
from tasks.types.web import Fetched, Validators


class Fetch(Protocol):
    """How a resource is fetched: `tasks.fetch.fetcher.Fetcher.get`."""

    def __call__(self, url: str, *, limit: int, validators: Validators | None = None) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """A resource as answered and stored. `unchanged`: 304, or the very content that was known."""

    fetched: Fetched
    resource: Resource
    unchanged: bool


class Archivist:
    """Fetches and captures for one source. Thread-safe."""

    def __init__(self, source: str, fetch: Fetch, store: Store, software: str) -> None:
        self._source = source
        self._fetch = fetch
        self._store = store
        self._software = software
        self._counting = threading.Lock()
        self.received = 0
        """Bytes of message bodies so far."""

    def get(self, release: str, url: str, limit: int, known: Resource | None) -> Evidence:
        """Fetch and store one resource; conditionally where it is known to answer at that very address."""
        validators = Validators(known.etag, known.last_modified) if known and known.url == url else None
        fetched = self._fetch(url, limit=limit, validators=validators)
        # A capture refers back only to its own address: where a page moved, its new place is evidence of its own.
        same = known if known and known.url == fetched.url else None
        earlier = Earlier(same.url, same.at, same.sha256, same.payload) if same else None
        capture = write_capture(fetched, software=self._software, previous=earlier)
        name = f"{capture.at:%Y%m%dT%H%M%SZ}-{hashlib.sha256(capture.warc).hexdigest()[:16]}"
        warc = self._store.keep_capture(self._source, release, name, capture.warc)
        with self._counting:
            self.received += sum(len(exchange.body) for exchange in fetched.exchanges)
        unchanged = known is not None and capture.sha256 == known.sha256
        if same and unchanged:
            return Evidence(fetched, _confirmed(same, fetched), unchanged=True)
        resource = Resource(
            url=fetched.url,
            at=fetched.at,
            sha256=capture.sha256,
            payload=capture.payload,
            warc=warc,
            etag=fetched.validators.etag,
            last_modified=fetched.validators.last_modified,
        )
        return Evidence(fetched, resource, unchanged)

    def stored_page(self, resource: Resource) -> Page:
        """A page as it stands stored."""
        page = read_capture(self._store.read_capture(resource.warc))
        if not isinstance(page, Page):
            raise ReadingError(f"{resource.warc} holds no content")
        return page


def _confirmed(known: Resource, fetched: Fetched) -> Resource:
    """The resource as known, whose capture holds the payload, with today's validators."""
    fresh = fetched.validators
    return known.model_copy(
        update={"etag": fresh.etag or known.etag, "last_modified": fresh.last_modified or known.last_modified}
    )
