"""Rereading: what stored captures say to today's reader. Nothing is asked of the city's site, nothing is fetched.

Pages come from their WARC captures, pictures and files from what is archived; where an image's own metadata was read
by an earlier reader, it is read anew from the original.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import pairwise

from config.source import Source
from tasks.capture.warc import Page, Revisit, read_capture
from tasks.errors import ReadingError, StoreError
from tasks.ledger.rules import observe
from tasks.ledger.versions import stays_of
from tasks.media.measure import measure_again, metadata_reader
from tasks.media.originals import read_original
from tasks.normalise import facts_of, normalise, version_digest
from tasks.parse.page import read_page
from tasks.readers import reader_id
from tasks.store.store import Store
from tasks.types.ledger import Entry, Medium, Observation, Read, ReadAs, State
from tasks.types.reading import Reading
from tasks.types.visit import Outcome, Result, Visit


class Rereader:
    """Reads stored pages of one source with today's reader. Thread-safe."""

    def __init__(self, source: Source, store: Store) -> None:
        self.source = source
        self.store = store
        self.reader = reader_id(source)

    def reread(self, entry: Entry, now: datetime, page: str | None = None) -> tuple[Observation, ...]:
        """What the release's stored pages (or that one, by its digest) say now and did not say when last read."""
        return tuple(_Errand(self, entry, now.replace(microsecond=0)).run(page))

    def visit(self, entry: Entry, now: datetime) -> Visit:
        """Read all stored pages of the release anew; the storage's errors are the outcome's."""
        try:
            observations = self.reread(entry, now)
        except StoreError as error:
            return Visit(_outcome(entry, "failed", str(error)), ())
        after = reduce(lambda known, seen: observe(known, seen, self.source.gone), observations, entry)
        changed: Result = "changed" if after.versions != entry.versions else "unchanged"
        result: Result = "set aside" if after.is_aside else changed if entry.versions else "new"
        reason = after.newest.reason if after.newest else None
        return Visit(_outcome(after, result if after.states else "unchanged", reason), observations)


def _outcome(entry: Entry, result: Result, reason: str | None) -> Outcome:
    return Outcome(entry.id, entry.url, result, entry.facts.headline if entry.facts else None, reason)


def _standing(held: Sequence[Medium], state: State, end: datetime) -> Medium:
    """The last before another state of the page was seen, or else the first.

    Others did not look at page and picture together: beside a page of theirs, or where this archive has no picture of
    its own, stands the one nearest in time.
    """
    own = [one for one in held if one.by is None]
    if state.by or not own:
        return min(held, key=lambda one: (abs(one.at - state.at), one.at, one.warc))
    return ([one for one in own if one.at < end] or own[:1])[-1]


def read_stored(page: Page, url: str, source: Source) -> Reading:
    """A stored page as it reads today; `ReadingError` where it does not."""
    kind = next((value for name, value in page.headers if name.lower() == "content-type"), None)
    return read_page(page.content, kind, url, source)


@dataclass(frozen=True, slots=True)
class _Errand:
    """One release's rereading."""

    by: Rereader
    entry: Entry
    now: datetime

    def run(self, page: str | None) -> Iterator[Observation]:
        states = {one.sha256: one for one in sorted(self.entry.states, key=lambda one: (one.at, one.warc))}
        ends = self._ends()
        for state in states.values():
            if page in (None, state.sha256):
                seen = self._reread(state, ends.get(state.sha256, self.now))
                if not self._is_known(seen, state):
                    yield seen

    def _ends(self) -> dict[str, datetime]:
        """When each state of the page but the last had given way to another one, by its digest."""
        stays = stays_of(self.entry)
        ends = {one.state.sha256: later.at for one, later in pairwise(stays)}
        return {**ends, **({stays[-1].state.sha256: self.now} if stays else {})}

    def _reread(self, state: State, end: datetime) -> Observation:
        try:
            page = self._stored(state)
            return self._observation(state, page.url, self._read(page, state, end), None)
        except ReadingError as error:
            return self._observation(state, self.entry.url, None, str(error))

    def _stored(self, state: State) -> Page:
        """The capture of that state; a revisit leads to the one that it refers to."""
        page = read_capture(self.by.store.read_capture(state.warc))
        if isinstance(page, Revisit):
            at = page.earlier_at
            held = [one for one in self.entry.states if one.at == at and one.warc != state.warc]
            page = read_capture(self.by.store.read_capture(held[0].warc)) if held else page
        if not isinstance(page, Page) or hashlib.sha256(page.content).hexdigest() != state.sha256:
            raise ReadingError(f"{state.warc} does not hold the page that the ledger says")
        return page

    def _read(self, page: Page, state: State, end: datetime) -> Read:
        reading = read_stored(page, page.url, self.by.source)
        media = self._media(reading, state, end)
        content = normalise(reading, self.entry.id, page.url, media, self.by.source)
        digest, last = version_digest(content), self._last(state)
        if digest not in self.entry.contents:
            self.by.store.keep_content(self.by.source.id, self.entry.id, digest, content)
        if last and last.content == digest:
            incomplete = not last.complete
        else:  # what an earlier reader did not see was never asked for
            named = (*(figure.urls for figure in reading.figures), *((file.url,) for file in reading.files))
            incomplete = any(not media.keys() & set(urls) for urls in named)
        return Read(content=digest, facts=facts_of(content), media=media, incomplete=incomplete)

    def _media(self, reading: Reading, state: State, end: datetime) -> dict[str, Medium]:
        """What stood at each address while the page was in that state."""
        named = [url for figure in reading.figures for url in figure.urls] + [file.url for file in reading.files]
        held = {url: self.entry.media[url] for url in named if url in self.entry.media}
        return {url: self._measured(_standing(media, state, end)) for url, media in held.items()}

    def _measured(self, medium: Medium) -> Medium:
        if medium.folder == "files" or medium.reader == metadata_reader():
            return medium
        return measure_again(medium, read_original(self.by.store, medium), self.now)

    def _observation(self, state: State, url: str, read: Read | None, reason: str | None) -> Observation:
        return Observation(
            id=self.entry.id,
            url=url,
            at=state.at,
            outcome="reread",
            reader=self.by.reader,
            read_at=self.now,
            state=state,
            read=read,
            reason=reason,
        )

    def _last(self, state: State) -> ReadAs | None:
        """How that state was last read."""
        own = [one for one in self.entry.readings if one.page == state.sha256]
        return max(own, key=lambda one: (one.last, one.content or ""), default=None)

    def _is_known(self, seen: Observation, state: State) -> bool:
        """Whether the ledger knows all that."""
        last = self._last(state)
        if last is None:
            return False
        if seen.read is None:
            return (last.reason, last.reader) == (seen.reason, seen.reader)
        return last.content == seen.read.content and self._holds(seen.read.media)

    def _holds(self, media: Mapping[str, Medium]) -> bool:
        return all(medium in self.entry.media[url] for url, medium in media.items())
