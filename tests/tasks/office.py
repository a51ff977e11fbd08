"""An archive of the stand-in city's releases, worked on by hand: without Prefect and without a network."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from config.load import load_source
from config.source import Source
from tasks.capture.archivist import Archivist
from tasks.ledger.book import Ledgers
from tasks.publish import everything, publish
from tasks.reread import Rereader
from tasks.site.rendering import Site
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.types.ledger import Entry
from tasks.types.release import Scope
from tasks.types.web import Exchange, Fetched, Find, Validators
from tasks.visit import Span, Visitor
from tasks.withdraw.decide import Case, restore, withdraw
from tasks.withdraw.sweep import Swept, check_erased, sweep
from tests.city.city import City
from tests.city.media import find_media
from tests.city.model import Release
from tests.city.site import release_answer
from tests.tasks.publish.tree import read_all, read_tree

START = datetime(2026, 5, 28, 8, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:8410"
SOURCE = load_source("sample")
REASON = "Bildnachweis strittig"


@dataclass
class Office:
    """`hours` is the time of all that happens, after the archive's beginning."""

    store: Store
    city: City = field(default_factory=City.sample)
    source: Source = SOURCE
    hours: float = 0

    @property
    def now(self) -> datetime:
        return START + timedelta(hours=self.hours)

    def get(self, url: str, *, limit: int, validators: Validators | None = None) -> Fetched:
        """What the city answers."""
        path = urlsplit(url).path
        release = next((one for one in self.city.releases.values() if path in one.paths), None)
        answer = release_answer(self.city.view(), release) if release else None
        own = self.city.media(path) if not answer else None
        kind, body = (answer.content_type, answer.body) if answer else find_media(path) or ("text/html", b"")
        body = own or body
        exchange = Exchange(
            at=self.now,
            url=url,
            request_headers=(),
            status=200 if body else 404,
            reason="OK",
            protocol="HTTP/1.1",
            response_headers=(("Content-Type", kind),),
            body=body,
            address="127.0.0.1",
        )
        return Fetched((exchange,), body)

    def visitor(self) -> tuple[Ledgers, Visitor]:
        ledgers = Ledgers(self.store, self.source)
        archivist = Archivist(self.source.id, self.get, self.store, "pressearchiv/test")
        return ledgers, Visitor(self.source, archivist, self.store, ledgers.entry, Span())

    def finds(self, ids: Iterable[str]) -> list[Find]:
        return [Find(id_, BASE + self.city.releases[id_].path) for id_ in ids]

    def visit(self, *ids: str) -> None:
        """Visit these releases, whatever the plan says."""
        ledgers, visitor = self.visitor()
        for find in self.finds(ids):
            ledgers.record(visitor.visit(find).observations)

    def run(self, *ids: str) -> int:
        """A full run over these releases; how many it visited."""
        ledgers, visitor = self.visitor()
        plan = ledgers.plan(self.finds(ids), visitor.reader, Span(), self.now, full=True)
        for find in plan:
            ledgers.record(visitor.visit(find).observations)
        self.publish()
        return len(plan)

    def reread(self) -> None:
        """Every stored page read anew, and published."""
        ledgers = Ledgers(self.store, self.source)
        rereader = Rereader(self.source, self.store)
        for entry in ledgers.entries:
            if entry.states:
                ledgers.record(rereader.visit(entry, self.now).observations)
        self.publish()

    def publish(self, *, changed_only: bool = True) -> int:
        return publish(self.store, everything(self.store), Site(), changed_only=changed_only)

    def withdraw(self, id_: str, scope: Scope, *images: str, reason: str = REASON) -> Swept:
        """What the flow does."""
        return self._carry_out(withdraw(self.store, self.name(id_), scope, reason, images, self.now))

    def restore(self, id_: str, scope: Scope | None = None, *images: str) -> Swept:
        return self._carry_out(restore(self.store, self.name(id_), scope, images, self.now))

    def _carry_out(self, case: Case) -> Swept:
        self.publish()
        swept = sweep(self.store, case.source, case.entries.values())
        for entry in case.entries.values():
            check_erased(self.store, case.source, entry)
        return swept

    def name(self, id_: str) -> str:
        return f"{self.source.id}/{id_}"

    def entry(self, id_: str) -> Entry:
        entry = Ledgers(self.store, self.source).entry(id_)
        assert entry
        return entry

    def folder(self, id_: str) -> str:
        return f"{self.source.id}/{self.city.releases[id_].published.year}/{id_}/"

    def tree(self) -> dict[str, bytes]:
        return read_tree(self.store.bucket)

    def json(self, path: str) -> Any:
        stored = self.store.bucket.get(f"public/{path}")
        assert stored, path
        return json.loads(stored.body)

    def release(self, id_: str) -> Any:
        return self.json(f"{self.folder(id_)}release.json")

    def files(self, id_: str) -> list[str]:
        """The names of what stands published in the release's folder."""
        keys = self.store.bucket.etags(f"public/{self.folder(id_)}")
        return sorted(key.rsplit("/", 1)[-1] for key in keys)

    def row(self, id_: str) -> Any:
        rows = self.json(f"{self.source.id}/{self.city.releases[id_].published.year}/index.json")["releases"]
        return next(row for row in rows if row["id"] == id_)

    def traces(self, release: Release, *pictures: bytes) -> list[str]:
        """Every object that still holds a sentence of the release or the bytes of one of these pictures."""
        return sorted(
            key
            for key, body in read_all(self.store.bucket, "", {}).items()
            if any(word in unpacked(body) for word in words_of(release))
            or any(one in unpacked(body) for one in pictures)
        )


def unpacked(body: bytes) -> bytes:
    """The bytes, and what they are once decompressed."""
    try:
        return body + gzip.decompress(body)
    except (OSError, EOFError):
        return body


def words_of(release: Release) -> Iterator[bytes]:
    """The headline and the longest words' runs of the text, as they may stand in HTML and in JSON."""
    texts = [release.title, *(getattr(block, "text", "") for block in release.text)]
    for text in texts:
        longest = max((part.strip() for part in text.replace("\n", ".").split(".")), key=len, default="")
        plain = max(
            longest.replace("„", "\0").replace("“", "\0").replace('"', "\0").replace("&", "\0").split("\0"), key=len
        )
        if len(plain.strip()) > 20:
            yield plain.strip().encode()


def an_office(bucket: Bucket, *ids: str) -> Office:
    """These releases archived and published."""
    office = Office(Store(bucket))
    office.store.prepare()
    office.visit(*ids)
    office.publish()
    return office
