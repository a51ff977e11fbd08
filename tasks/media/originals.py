"""An image's or file's own bytes: as published; where readers may not have them, as the evidence holds them."""

import hashlib

from tasks.capture.warc import Page, read_capture
from tasks.errors import StoreError
from tasks.ledger.withdrawals import shown_media
from tasks.store.store import Store
from tasks.types.ledger import Entry, Medium


def read_original(store: Store, medium: Medium) -> bytes:
    """The very bytes that the ledger names."""
    if store.has_medium(medium):
        return store.read_medium(medium)
    page = read_capture(store.read_capture(medium.warc))
    if not isinstance(page, Page) or hashlib.sha256(page.content).hexdigest() != medium.sha256:
        raise StoreError(f"{medium.warc} does not hold the bytes of {medium.path} that the ledger says")
    return page.content


def put_up(store: Store, entry: Entry) -> None:
    """Make sure that all the release shows stands published, whatever withdrawal of another one took it down."""
    for medium in shown_media(entry).values():
        if not store.has_medium(medium):
            store.keep_medium(medium, read_original(store, medium))
