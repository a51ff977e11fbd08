"""One release from other people's captures: what they saw becomes evidence here, with their own dates.

Each record that is taken over stands in a WARC object of its own: first what says where it came from, then the file's
own warcinfo, the request and the answer, byte for byte as they were. The pages are then read as all stored pages are,
each with the picture nearest in time. What is known of the release already is never undone by it, what was withdrawn
here does not come back, and a second time changes nothing.
"""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from uuid import NAMESPACE_URL, uuid5

from config.source import Source
from tasks.capture.foreign import Row, payload_digests, record_bytes, refuse_damaged, said_by
from tasks.capture.holdings import Holdings
from tasks.capture.warc import Page, read_capture, warc_date, write_record
from tasks.errors import MediaError, ReadingError
from tasks.ledger.rules import merge, observe
from tasks.ledger.withdrawals import picture_withdrawal, takedown
from tasks.media.measure import measure
from tasks.reread import Rereader, read_stored
from tasks.store.store import Store
from tasks.types.ledger import Entry, Folder, Medium, Observation, Resource, State
from tasks.types.visit import Outcome, Result

_OVERHEAD = 65536
"""Room for headers when a record's size is held against what its content may have."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one release. `pictures` and `lacking` count images and files that were and were not found."""

    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    versions: int = 0
    pictures: int = 0
    lacking: int = 0


class Importer:
    """Takes releases of one source over from files. Thread-safe, as its parts are."""

    def __init__(self, source: Source, store: Store, holdings: Holdings, now: datetime) -> None:
        self.source = source
        self.store = store
        self.holdings = holdings
        self.now = now.replace(microsecond=0)
        self.rereader = Rereader(source, store)

    def take(self, id_: str, entry: Entry | None) -> Imported:
        """Everything that the files hold of that release."""
        if entry and takedown(entry):
            return Imported(Outcome(id_, entry.url, "unchanged", None, "withdrawn in this archive, not taken over"))
        return _Errand(self, id_, entry).run()

    def keep(self, release: str, row: Row) -> tuple[str, bytes]:
        """Store one record and what belongs to it; the capture's key and bytes."""
        around = (row.within, self.holdings.request_of(row), row)
        records = tuple(record_bytes(one) for one in around if one)
        for record in records:
            refuse_damaged(record)
        name = hashlib.sha256(row.origin.sha256.encode() + b"".join(records)).hexdigest()[:16]
        members = (gzip.compress(record, mtime=0) for record in records)
        warc = b"".join((self._whence(row), *members))
        return self.store.keep_capture(self.source.id, release, f"{row.at:%Y%m%dT%H%M%SZ}-{name}", warc), warc

    def _whence(self, row: Row) -> bytes:
        said = (
            "software: pressearchiv import",
            "format: WARC File Format 1.1",
            "description: the records behind this one are another archive's, taken over byte for byte",
            f"source-file: {row.origin.name}",
            f"source-file-sha256: {row.origin.sha256}",
            f"source-file-offset: {row.offset}",
            *(["source-file-format: ARC, its block unchanged"] if row.form == "arc" else []),
        )
        name = f"{row.origin.sha256} {row.offset} {self.now.isoformat()}"
        fields = (
            ("WARC-Record-ID", f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"),
            ("WARC-Date", warc_date(self.now)),
            ("Content-Type", "application/warc-fields"),
        )
        return write_record("warcinfo", fields, "".join(f"{line}\r\n" for line in said).encode())


def captured_by(row: Row) -> str:
    """Who captured it: the file, and the archive that it says it is of."""
    said = said_by(record_bytes(row.within)) if row.within and row.within.form == "warc" else {}
    archive = said.get("publisher") or said.get("ispartof")
    return f"{archive} ({row.origin.name})" if archive else row.origin.name


@dataclass(slots=True)
class _Errand:
    """One release under way: what was noticed on it."""

    by: Importer
    id: str
    entry: Entry | None
    notes: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)
    lacking: set[str] = field(default_factory=set)

    def run(self) -> Imported:
        witnessed = tuple(self._witnessed())
        gone = self.by.source.gone
        known = reduce(lambda entry, seen: observe(entry, seen, gone), witnessed, self.entry)
        if known is None:
            url = self.by.holdings.captures(self.id)[0].url
            return Imported(Outcome(self.id, url, "set aside", None, "; ".join(self.notes)))
        whole = merge(known, known.model_copy(update={"media": self._media(known)}))
        reread = self.by.rereader.reread(whole, self.by.now)
        after = reduce(lambda entry, seen: observe(entry, seen, gone), reread, whole)
        return self._told(after, (*witnessed, *reread))

    def _told(self, after: Entry, observations: tuple[Observation, ...]) -> Imported:
        before = self.entry.versions if self.entry else ()
        more = len(after.versions) - len(before)
        result: Result = "unchanged" if after.versions == before else "changed" if before else "new"
        reason = after.newest.reason if after.newest and not after.versions else None
        title = after.facts.headline if after.facts else None
        outcome = Outcome(
            self.id, after.url, "set aside" if reason else result, title, reason, notes=tuple(dict.fromkeys(self.notes))
        )
        lacking = len(self.lacking - self.found)
        return Imported(outcome, observations, versions=more, pictures=len(self.found), lacking=lacking)

    def _witnessed(self) -> Iterator[Observation]:
        """What others saw of the page."""
        for row in self.by.holdings.captures(self.id):
            try:
                state = self._state(row)
            except ReadingError as error:
                self.notes.append(f"the capture of {warc_date(row.at)} in {row.origin.name}: {error}")
                continue
            reader = self.by.rereader.reader
            yield Observation(id=self.id, url=row.url, at=row.at, outcome="witnessed", reader=reader, state=state)

    def _state(self, row: Row) -> State:
        """The state of the page that the record shows, stored."""
        if row.at > self.by.now:
            raise ReadingError("lies in the future")
        if row.kind == "revisit":
            return self._revisited(row)
        limit = self.by.source.limits.page_bytes
        if row.size > limit + _OVERHEAD:
            raise ReadingError(f"is larger than {limit} bytes")
        key, warc = self.by.keep(self.id, row)
        held = next((one for one in (self.entry.states if self.entry else ()) if one.warc == key), None)
        if held:
            return held
        sha256 = hashlib.sha256(record_bytes(row) if row.truncated else _content(warc, limit).content).hexdigest()
        return State(at=row.at, sha256=sha256, warc=key, by=captured_by(row))

    def _revisited(self, row: Row) -> State:
        """The state that a revisit record refers to: in these files, or among what is known."""
        payload = self.by.holdings.payload_of(row)
        if payload and self.by.source.release.id_of(payload.url) == self.id:
            state = self._state(payload)
        else:
            state = self._held(row)
        self.by.keep(self.id, row)
        return state

    def _held(self, row: Row) -> State:
        for state in self.entry.states if self.entry else ():
            if state.at == row.refers_at:
                return state
            if row.payload and row.payload in payload_digests(self.by.store.read_capture(state.warc)):
                return state
        raise ReadingError("refers to a capture that is neither in these files nor held here")

    def _media(self, known: Entry) -> Mapping[str, tuple[Medium, ...]]:
        """What the files hold of the images and files that the release's stored pages name."""
        media: dict[str, dict[str, Medium]] = {}
        for state in known.states:
            for urls, folder in self._named(state):
                self._first_of(urls, folder, state, known, media)
        return {url: tuple(found.values()) for url, found in media.items()}

    def _named(self, state: State) -> list[tuple[tuple[str, ...], Folder]]:
        """The addresses, best first, of each image and file that a stored page names."""
        try:
            page = read_capture(self.by.store.read_capture(state.warc))
            reading = read_stored(page, page.url, self.by.source) if isinstance(page, Page) else None
        except ReadingError:
            return []
        if reading is None:
            return []
        return [*((one.urls, "images") for one in reading.figures), *(((one.url,), "files") for one in reading.files)]

    def _first_of(
        self, urls: tuple[str, ...], folder: Folder, state: State, known: Entry, media: dict[str, dict[str, Medium]]
    ) -> None:
        """The best of these addresses at which there is something."""
        for url in urls:
            medium = self._nearest(url, folder, state)
            if medium:
                media.setdefault(url, {})[medium.warc] = medium
            if medium or known.media.get(url):
                self.found.add(urls[-1])
                return
        self.lacking.add(urls[-1])
        self.notes.append(f"{urls[-1]}: in none of these files")

    def _nearest(self, url: str, folder: Folder, state: State) -> Medium | None:
        """What was captured at that address nearest in time to the page, stored and published."""
        rows = sorted(self.by.holdings.at_address(url), key=lambda row: (abs(row.at - state.at), row.order))
        for row in rows:
            try:
                medium = self._medium(row, url, folder)
            except (ReadingError, MediaError) as error:
                self.notes.append(f"{url}, captured {warc_date(row.at)} in {row.origin.name}: {error}")
                continue
            if medium:
                return medium
        return None

    def _medium(self, row: Row, url: str, folder: Folder) -> Medium | None:
        limits = self.by.source.limits
        limit = limits.image_bytes if folder == "images" else limits.file_bytes
        payload = self.by.holdings.payload_of(row) if row.kind == "revisit" else row
        if payload is None:
            return None
        if payload.size > limit + _OVERHEAD:
            raise ReadingError(f"is larger than {limit} bytes")
        key, warc = self.by.keep(self.id, payload)
        page = _content(warc, limit)
        resource = Resource(
            url=payload.url,
            at=payload.at,
            sha256=hashlib.sha256(page.content).hexdigest(),
            payload=payload.payload or "",
            warc=key,
            by=captured_by(payload),
        )
        medium = measure(page.content, resource, folder, limits.image_pixels)
        if row is not payload:
            self.by.keep(self.id, row)
        if not (self.entry and folder == "images" and picture_withdrawal(self.entry, url, medium.sha256)):
            self.by.store.keep_medium(medium, page.content)
        return medium


def _content(warc: bytes, limit: int) -> Page:
    page = read_capture(warc, limit)
    if not isinstance(page, Page):
        raise ReadingError("holds no content")
    return page
