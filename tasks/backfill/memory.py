"""Looking without asking twice: a page that this backfill has looked at is read from its capture.

So a backfill that was ended while it looked goes through the same pages again in no time, and asks for the next one.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC

from tasks.backfill.book import Book
from tasks.capture.archivist import Archivist
from tasks.capture.warc import Page, read_capture
from tasks.errors import ReadingError, StoreError, UnavailableError
from tasks.store.store import Store
from tasks.types.web import Exchange, Fetched

log = logging.getLogger(__name__)


class Memory:
    """What one backfill has looked at so far, on the city's site and in indexes.

    `heed` is called before anything is asked for, and raises where that is not to be.
    """

    def __init__(self, store: Store, book: Book, pages: dict[str, str], heed: Callable[[], None]) -> None:
        self._store, self._book, self._heed = store, book, heed
        self._pages = dict(pages)
        self._lock = threading.Lock()
        self.unavailable: list[UnavailableError] = []
        """Pages that could not be had now and may be had later."""

    def get(self, archivist: Archivist, url: str, limit: int) -> Fetched:
        """That page, as it was captured in this backfill or else as it is answered now."""
        if (warc := self._pages.get(url)) and (held := self._held(warc)):
            return held
        self._heed()
        try:
            evidence = archivist.get("lists", url, limit, None)
        except UnavailableError as error:
            self.unavailable.append(error)
            raise
        with self._lock:
            self._pages[url] = evidence.resource.warc
            self._book.remember({url: evidence.resource.warc})
        return evidence.fetched

    def _held(self, warc: str) -> Fetched | None:
        try:
            page = read_capture(self._store.read_capture(warc))
        except (ReadingError, StoreError) as error:
            log.warning("%s: looked at again: %s", warc, error)
            return None
        return _as_fetched(page) if isinstance(page, Page) else None


def _as_fetched(page: Page) -> Fetched:
    answer = Exchange(
        at=page.at.astimezone(UTC),
        url=page.url,
        request_headers=(),
        status=page.status,
        reason="",
        protocol="",
        response_headers=page.headers,
        body=page.content,
        address="",
    )
    return Fetched((answer,), page.content)
