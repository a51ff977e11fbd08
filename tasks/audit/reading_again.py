"""A lost content read once more from the page that said it."""

from collections.abc import Iterator, Mapping

from config.source import Source
from tasks.capture.warc import Page, read_capture
from tasks.errors import PressearchivError
from tasks.normalise import normalise, version_digest
from tasks.reread import read_stored
from tasks.store.store import Store
from tasks.types.ledger import Entry, Medium
from tasks.types.release import Content, Sha256

Rules = Mapping[str, Source]
"""The sources whose pages can be read, by id."""


def read_again(store: Store, source: Source, entry: Entry, digest: Sha256) -> Iterator[Content]:
    """That content, from every stored page of the release that reads as it today."""
    pages = {one.page for one in entry.readings if one.content == digest}
    for state in entry.states:
        if state.sha256 in pages:
            for media in _media(entry):
                content = _read(store, source, entry, state.warc, media)
                if content and version_digest(content) == digest:
                    yield content


def _media(entry: Entry) -> tuple[dict[str, Medium], ...]:
    """What stood at each address: first, or last."""
    return tuple({url: held[place] for url, held in entry.media.items() if held} for place in (0, -1))


def _read(store: Store, source: Source, entry: Entry, warc: str, media: Mapping[str, Medium]) -> Content | None:
    try:
        page = read_capture(store.read_capture(warc))
        if not isinstance(page, Page):
            return None
        return normalise(read_stored(page, page.url, source), entry.id, page.url, media, source)
    except PressearchivError:
        return None  # damaged itself, or not readable today: so nothing can be had from it
