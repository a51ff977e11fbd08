"""What stands where in the bucket: this text is the storage's specification.

    captures/<source>/<id>/<time>-<digest>.warc.gz    evidence: one WARC 1.1 object a capture, immutable
                                                      also another archive's records, taken over byte for byte
    captures/<source>/lists/…                         the same for list pages
    releases/<source>/<id>/<content>.json             a release's normalised content, immutable, named by its digest
    ledger/<source>/<year>.json                       what is known of each release; compare-and-swap
    ledger/<source>/undated.json                      releases that never read cleanly
    ledger/<source>/source.json                       its name, what each seed listed at the last good run,
                                                      and whether a run is under way or broke off
    ledger/format.json                                the format of all this (`tasks.store.format`)
    ledger/<source>/agenda.json                       what planning a run needs to know of each release, in short;
                                                      derived: without it every ledger is read once more
    edition/<source>/<year>.json                      what stands published of a year; compare-and-swap
    edition/<source>/shelves.json                     the same across its years: by publisher, by credit, …
    edition/root.json                                 what stands published above the years; compare-and-swap;
                                                      derived: without `edition/` everything is published once more
    public/…                                          the published tree, readable by everyone
    public/images/<aa>/<sha256>.<ext>                 originals, byte for byte, immutable
    public/images/<aa>/<sha256>-<width>-….webp        renditions, for pages; derived
    public/files/<aa>/<sha256>.<ext>                  attachments, byte for byte, immutable
    public/search/…                                   search bundles and what reads them (`tasks.search`); derived
    renditions/<aa>/<sha256>.json                     an original's sheet: its size, its renditions' sizes;
                                                      derived: without it the picture is rendered once more
    health/<source>.json                              its last runs, gates and alarms, and what the releases showed
                                                      that were read last; compare-and-swap; derived: without it the
                                                      next run starts to remember anew
    public/status.json  public/status.html            every source's health, after every run, failed ones included
    backfill/<source>/<name>/plan.json                a backfill: its days, what it looked at, its slices;
                                                      compare-and-swap
    backfill/<source>/<name>/slices/<slice>.json      a slice: its releases, what came of each; compare-and-swap
    backfill/<source>/<name>/elsewhere.cdxj           captures of releases that only web archives have; derived
    audit/reports/<time>.json                         what an audit found, immutable
    audit/captures/<source>/<year>.json               the captures that stood when last audited: nothing else names all
    audit/copies/…                                    each ledger, edition and list as it was last found sound
    audit/register.json                               names all of these

Only `public/` is readable without credentials. Every object bears a seal, the SHA-256 of its bytes
(`tasks.store.bucket`), and `tasks.audit` says what else vouches for it and what it can be rebuilt from. Immutable
objects are named by their content or by time and content and are written where nothing stands; so a repeated write
changes nothing. A ledger is changed by applying pure rules to what was read and writing it over exactly that; a
writer that lost reads again and applies the rules again. Ledgers of an earlier format are read, and written in the
present one with their next change. An archive of a later format is left alone.

Order of writes for one release: captures, images and files, content, ledger; then the edition. A crash between two
of them leaves objects that nothing names yet, never a name without its object.

Nothing is ever removed but by a decision to withdraw: it is written to the ledger first, then published, then what
nobody may have any more goes (`tasks.withdraw.sweep`): the bytes below `public/images/` and `public/files/` that no
release shows, with their sheets; of a release that is erased also `captures/<source>/<id>/` and
`releases/<source>/<id>/`. A crash in between leaves what the next publication removes.
"""

import json
import logging
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from tasks.errors import OvertakenError, StoreError
from tasks.ledger.migration import upgrade
from tasks.renditions.values import Sheet
from tasks.store.bucket import FOREVER, JSON, Bucket, Kind
from tasks.store.format import check_format, mark_format
from tasks.store.keys import sheet_key
from tasks.store.policy import public_read_policy
from tasks.types.ledger import UNDATED, Entry, Folder, Ledger, Medium
from tasks.types.release import Content, Value

log = logging.getLogger(__name__)

Changed = TypeVar("Changed", bound=Value)
WARC = Kind("application/warc")
_SHARD = re.compile(rf"\d{{4}}|{UNDATED}")


@dataclass(frozen=True, slots=True)
class Swap(Generic[Changed]):
    """A value as it was written; the ETag of what it was written over (None: of nothing), and its own."""

    value: Changed
    read: str | None
    tag: str


class Store:
    """The archive's objects, by their names above."""

    def __init__(self, bucket: Bucket, tries: int = 100) -> None:
        self.bucket = bucket
        self._tries = tries
        self._is_marked = False

    def prepare(self) -> None:
        """Make sure that the bucket exists (a new one with `public/` readable, nothing else), in no later format."""
        self.bucket.prepare(json.dumps(public_read_policy(self.bucket.name)))
        check_format(self.bucket)

    def mark_format(self) -> None:
        """Say in which format the archive is; before the first ledger that this store writes."""
        if not self._is_marked:
            mark_format(self.bucket)
            self._is_marked = True

    def keep_capture(self, source: str, release: str, name: str, warc: bytes) -> str:
        """Store one capture; its key."""
        key = f"captures/{source}/{release}/{name}.warc.gz"
        self.bucket.create(key, warc, WARC)
        return key

    def read_capture(self, key: str) -> bytes:
        """One capture's WARC bytes."""
        return self._must_get(key)

    def keep_medium(self, medium: Medium, content: bytes) -> None:
        """Publish an image's or file's bytes under their digest."""
        self.bucket.create(f"public/{medium.path}", content, Kind(medium.media_type, FOREVER))

    def keep_content(self, source: str, release: str, digest: str, content: Content) -> None:
        """Store a release's content under its digest."""
        self.bucket.create(f"releases/{source}/{release}/{digest}.json", content.encode(), JSON)

    def read_medium(self, medium: Medium) -> bytes:
        """An image's or file's bytes as published."""
        return self._must_get(f"public/{medium.path}")

    def has_medium(self, medium: Medium) -> bool:
        """Whether an image's or file's bytes stand published."""
        return self.bucket.has(f"public/{medium.path}")

    def standing_media(self, folder: Folder, sha256: str) -> tuple[str, ...]:
        """Paths of what stands published of those bytes: the original, and what stands beside it under its digest."""
        found = self.bucket.etags(f"public/{folder}/{sha256[:2]}/{sha256}")
        return tuple(key.removeprefix("public/") for key in found)

    def remove_medium(self, path: str) -> None:
        """Take an image or file from readers."""
        self.bucket.delete(f"public/{path}")

    def read_sheet(self, sha256: str) -> Sheet | None:
        """An original's sheet; None where it is to be rendered: there is none, or it is damaged, or another's."""
        stored = self.bucket.look(sheet_key(sha256))
        try:
            sheet = Sheet.model_validate_json(stored.body) if stored and stored.is_sealed else None
        except ValidationError:
            return None
        return sheet if sheet and sheet.sha256 == sha256 else None

    def keep_sheet(self, sheet: Sheet) -> None:
        """Remember what was made of an original."""
        self.bucket.put(sheet_key(sheet.sha256), sheet.encode(), JSON)

    def remove_sheet(self, sha256: str) -> None:
        """Forget what was made of an original."""
        self.bucket.delete(sheet_key(sha256))

    def captures_of(self, source: str, release: str) -> tuple[str, ...]:
        """The keys of every capture of that release, by time."""
        return tuple(self.bucket.etags(f"captures/{source}/{release}/"))

    def rooms_of(self, source: str, release: str) -> tuple[str, ...]:
        """Every capture and content of that release: its evidence."""
        return tuple(
            key for room in ("captures", "releases") for key in self.bucket.etags(f"{room}/{source}/{release}/")
        )

    def erase(self, source: str, release: str) -> tuple[str, ...]:
        """Remove every capture and content of that release; what was removed."""
        keys = self.rooms_of(source, release)
        for key in keys:
            self.bucket.delete(key)
        return keys

    def read_content(self, source: str, release: str, digest: str) -> Content:
        """A release's content by its digest."""
        return self.must_read(f"releases/{source}/{release}/{digest}.json", Content)

    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that have a ledger."""
        return self.bucket.folders("ledger/")

    def shards(self, source: str) -> dict[str, str]:
        """The source's ledgers, by year or `undated`: the ETag, which changes with the ledger."""
        folder = f"ledger/{source}/"
        names = (
            (key.removeprefix(folder).removesuffix(".json"), tag) for key, tag in self.bucket.etags(folder).items()
        )
        return {name: tag for name, tag in names if _SHARD.fullmatch(name)}

    def read_ledger(self, source: str, shard: str) -> Ledger:
        """One ledger; an empty one where none stands."""
        stored = self.bucket.get(_ledger_key(source, shard))
        return _parse(Ledger, _ledger_key(source, shard), stored.body) if stored else Ledger(source=source, shard=shard)

    def update_ledger(
        self, source: str, shard: str, change: Callable[[Mapping[str, Entry]], Mapping[str, Entry]]
    ) -> Ledger:
        """Apply a pure change to the ledger's entries, whatever other writers do meanwhile; the ledger written."""
        return self.swap_ledger(source, shard, change).value

    def swap_ledger(
        self, source: str, shard: str, change: Callable[[Mapping[str, Entry]], Mapping[str, Entry]]
    ) -> "Swap[Ledger]":
        """The same; and over what it was written."""
        self.mark_format()
        return self.swap(
            _ledger_key(source, shard),
            Ledger,
            Ledger(source=source, shard=shard),
            lambda ledger: ledger.model_copy(update={"entries": dict(sorted(change(ledger.entries).items()))}),
        )

    def update(self, key: str, type_: type[Changed], empty: Changed, change: Callable[[Changed], Changed]) -> Changed:
        """Compare-and-swap: read, change, write over exactly what was read; again where another was quicker."""
        return self.swap(key, type_, empty, change).value

    def swap(
        self, key: str, type_: type[Changed], empty: Changed, change: Callable[[Changed], Changed]
    ) -> "Swap[Changed]":
        """The same; and over what it was written."""
        for attempt in range(self._tries):
            stored = self.bucket.get(key)
            before = _parse(type_, key, stored.body) if stored else empty
            try:
                after = change(before)
                if stored and after == before:
                    return Swap(after, stored.etag, stored.etag)
                read = stored.etag if stored else None
                if tag := self.bucket.overwrite(key, after.encode(), JSON, read):
                    return Swap(after, read, tag)
            except OvertakenError as error:
                log.debug("%s", error)
            log.debug("%s was changed by another writer, reading again", key)
            time.sleep(random.uniform(0, 0.05 * min(attempt + 1, 20)))  # noqa: S311  # jitter, not a secret
        raise StoreError(f"{key}: changed by other writers {self._tries} times in a row; run again")

    def read(self, key: str, type_: type[Changed]) -> Changed | None:
        """One stored value, or None where none stands."""
        stored = self.bucket.get(key)
        return _parse(type_, key, stored.body) if stored else None

    def must_read(self, key: str, type_: type[Changed]) -> Changed:
        """One stored value that something else names."""
        return _parse(type_, key, self._must_get(key))

    def _must_get(self, key: str) -> bytes:
        stored = self.bucket.get(key)
        if stored is None:
            raise StoreError(f"{key}: not in the storage, though another object names it")
        return stored.body


def agenda_key(source: str) -> str:
    """Where a source's agenda stands."""
    return f"ledger/{source}/agenda.json"


def _ledger_key(source: str, shard: str) -> str:
    return f"ledger/{source}/{shard}.json"


def _parse(type_: type[Changed], key: str, body: bytes) -> Changed:
    try:
        return type_.model_validate_json(upgrade(body) if type_ is Ledger else body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole object"
        said = " ".join(f"{where}: {first['msg']}".split())
        raise StoreError(f"{key}: not as this version writes it ({said})") from error
