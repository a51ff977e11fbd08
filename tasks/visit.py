"""One release, from its address to an observation: fetch, capture, parse, fetch its media, normalise, store.

Every answer of the site is stored before anything reads it. What goes wrong with one image or file is a note and
leaves the release without those bytes; what goes wrong with the page is the visit's outcome.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from config.source import Source
from tasks.capture.archivist import Archivist, Evidence
from tasks.credits.crediting import credit_notes
from tasks.errors import (
    BlockedError,
    FetchError,
    MediaError,
    PressearchivError,
    ReadingError,
    StoreError,
    UnavailableError,
)
from tasks.health.blocks import demand_entry
from tasks.health.showing import shown_by
from tasks.ledger.withdrawals import picture_withdrawal
from tasks.media.measure import measure
from tasks.normalise import facts_of, normalise, version_digest
from tasks.parse.page import read_page
from tasks.reread import Rereader, read_stored
from tasks.store.store import Store
from tasks.types.ledger import PRESENT, Entry, Folder, Medium, Observation, Read, Resource, Seen
from tasks.types.reading import Reading
from tasks.types.visit import Outcome, Result, Visit
from tasks.types.web import Find


@dataclass(frozen=True, slots=True)
class Span:
    """Publication days asked for, both included; None: open."""

    since: date | None = None
    until: date | None = None

    def holds(self, published: str) -> bool:
        """Whether that `datePublished` lies within."""
        day = date.fromisoformat(published[:10])
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Visitor:
    """Visits releases of one source in one run. Thread-safe, as its parts are."""

    def __init__(
        self,
        source: Source,
        archivist: Archivist,
        store: Store,
        known: Callable[[str], Entry | None],
        span: Span,
    ) -> None:
        self.source = source
        self.archivist = archivist
        self.store = store
        self.known = known
        self.span = span
        self.rereader = Rereader(source, store)
        self.reader = self.rereader.reader

    def visit(self, find: Find) -> Visit:
        """Bring one release up to date; `FetchError` or `StoreError` where that cannot be done now."""
        return _Errand(find, self.known(find.id), self).run()


@dataclass(slots=True)
class _Errand:
    """One visit under way: what was noticed on it."""

    find: Find
    entry: Entry | None
    by: Visitor
    notes: list[str] = field(default_factory=list)
    received: int = 0
    incomplete: bool = False

    def run(self) -> Visit:
        url = self._address()
        page = self._get(url, self.by.source.limits.page_bytes, self.entry.page if self.entry else None)
        if page.fetched.status in (404, 410):
            return self._absent(page, f"{page.fetched.status} {page.fetched.answer.reason}".strip())
        if self.by.source.release.id_of(page.fetched.url) != self.find.id:
            demand_entry(page.fetched)
            return self._absent(page, f"redirected to {page.fetched.url}, which is not this release")
        if page.unchanged and self._is_settled():
            return self._unchanged(page)
        try:
            reading = self._read(page)
        except ReadingError as error:
            demand_entry(page.fetched)
            return self._aside(page, str(error))
        return self._archive(page, reading)

    def _address(self) -> str:
        """Where to ask: the address that answered before, as long as it is still listed."""
        listed = (self.find.url, *self.find.aliases)
        return self.entry.url if self.entry and self.entry.url in listed else self.find.url

    def _get(self, url: str, limit: int, known: Resource | None) -> Evidence:
        evidence = self.by.archivist.get(self.find.id, url, limit, known)
        self.received += sum(len(exchange.body) for exchange in evidence.fetched.exchanges)
        return evidence

    def _is_settled(self) -> bool:
        """Whether reading the same content again could teach nothing."""
        newest = self.entry.newest if self.entry else None
        if newest is None or not newest.complete:
            return False
        return newest.content is not None or newest.reader == self.by.reader

    def _read(self, page: Evidence) -> Reading:
        if page.unchanged:
            return read_stored(self.by.archivist.stored_page(page.resource), page.fetched.url, self.by.source)
        answer = page.fetched.answer
        return read_page(page.fetched.content, answer.header("content-type"), page.fetched.url, self.by.source)

    def _archive(self, page: Evidence, reading: Reading) -> Visit:
        if not self.by.span.holds(reading.date):
            return Visit(self._outcome("outside", reading.title, f"published {reading.date}"), ())
        self.notes += reading.findings
        media = self._media(reading)
        content = normalise(reading, self.find.id, page.fetched.url, media, self.by.source)
        self.notes += credit_notes(content.image)
        digest = version_digest(content)
        self.by.store.keep_content(self.by.source.id, self.find.id, digest, content)
        read = Read(content=digest, facts=facts_of(content), media=media, incomplete=self.incomplete)
        latest = self.entry.latest if self.entry else None
        result: Result = "new" if latest is None else "unchanged" if latest.content == digest else "changed"
        outcome = replace(self._outcome(result, reading.title, None), shown=shown_by(content))
        return Visit(outcome, (*self._reread(page, digest), self._observation("read", page, read=read)))

    def _reread(self, page: Evidence, digest: str) -> tuple[Observation, ...]:
        """The page before this one with the same eyes: so that no better reading passes for an edit of the city's."""
        newest = self.entry.newest if self.entry else None
        if self.entry is None or newest is None or page.unchanged or newest.content in (None, digest):
            return ()
        if newest.reader == self.by.reader:
            return ()
        try:
            return self.by.rereader.reread(self.entry, page.fetched.at, newest.page)
        except StoreError as error:  # a capture that is lost: no reason to lose the next one, too
            self.notes.append(str(error))
            return ()

    def _media(self, reading: Reading) -> dict[str, Medium]:
        """The bytes of every picture and file that could be archived, by address."""
        media: dict[str, Medium] = {}
        for figure in reading.figures:
            if found := self._first_of(figure.urls, "images"):
                media[found[0]] = found[1]
        for file in reading.files:
            if found := self._first_of((file.url,), "files"):
                media[found[0]] = found[1]
        return media

    def _first_of(self, urls: tuple[str, ...], folder: Folder) -> tuple[str, Medium] | None:
        """The first of these addresses whose bytes can be archived: the original, or else what the page shows."""
        problems: list[str] = []
        for url in urls:
            try:
                medium = self._medium(url, folder)
            except (FetchError, MediaError) as error:
                self.incomplete |= isinstance(error, UnavailableError)
                problems.append(_line(error, url))
                continue
            if medium:
                self.notes += problems
                return url, medium
            problems.append(f"{url}: not found")
        self.notes += problems[-1:]
        return None

    def _medium(self, url: str, folder: Folder) -> Medium | None:
        """One image or file, stored and published; None where the site has none there."""
        limits = self.by.source.limits
        known = self.entry.medium(url) if self.entry else None
        evidence = self._get(url, limits.image_bytes if folder == "images" else limits.file_bytes, known)
        if evidence.fetched.status in (404, 410):
            return None
        if evidence.unchanged and known:
            validators = evidence.resource.model_dump(include={"etag", "last_modified"})
            return known.model_copy(update={**validators, "last": evidence.fetched.at.replace(microsecond=0)})
        medium = measure(evidence.fetched.content, evidence.resource, folder, limits.image_pixels)
        if not (self.entry and folder == "images" and picture_withdrawal(self.entry, url, medium.sha256)):
            self.by.store.keep_medium(medium, evidence.fetched.content)
        return medium

    def _absent(self, page: Evidence, reason: str) -> Visit:
        outcome: Literal["missing", "gone"] = "gone" if page.fetched.status == 410 else "missing"
        return Visit(self._outcome(outcome, None, reason), (self._observation(outcome, page, reason=reason),))

    def _aside(self, page: Evidence, reason: str) -> Visit:
        return Visit(self._outcome("set aside", None, reason), (self._observation("set_aside", page, reason=reason),))

    def _unchanged(self, page: Evidence) -> Visit:
        newest = self.entry.newest if self.entry else None
        reason = newest.reason if newest else None
        result: Result = "set aside" if reason else "unchanged"
        return Visit(self._outcome(result, None, reason), (self._observation("unchanged", page),))

    def _outcome(self, result: Result, title: str | None, reason: str | None) -> Outcome:
        facts = self.entry.facts if self.entry else None
        return Outcome(
            id=self.find.id,
            url=self.find.url,
            result=result,
            title=title or (facts and facts.headline) or self.find.title,
            reason=reason,
            notes=tuple(self.notes),
            received=self.received,
        )

    def _observation(
        self, outcome: Seen, page: Evidence, *, reason: str | None = None, read: Read | None = None
    ) -> Observation:
        present = outcome in PRESENT
        return Observation(
            id=self.find.id,
            url=page.fetched.url if present else self._address(),
            aliases=(self.find.url, *self.find.aliases),
            at=page.fetched.at,
            outcome=outcome,
            reader=self.by.reader,
            page=page.resource if present else None,
            read=read,
            reason=reason,
        )


def failed_visit(find: Find, error: object, reader: str, now: datetime) -> Visit:
    """The visit that an error ended. Where the site gave no answer, that is a check, too; what broke here is none."""
    reason = str(error) if isinstance(error, PressearchivError) else f"{type(error).__name__}: {error}"
    block = error.block if isinstance(error, BlockedError) else None
    outcome = Outcome(find.id, find.url, "failed", find.title, " ".join(reason.split()), block=block)
    if not isinstance(error, FetchError):
        return Visit(outcome, ())
    asked = {"id": find.id, "url": find.url, "aliases": find.aliases, "at": now, "reader": reader}
    return Visit(outcome, (Observation.model_validate({**asked, "outcome": "failed", "reason": outcome.reason}),))


def _line(error: FetchError | MediaError, url: str) -> str:
    return str(error) if url in str(error) else f"{url}: {error}"
