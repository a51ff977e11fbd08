"""Small archives of an invented city: releases kept in a real bucket, seen at given times, ready to be published."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from config.source import Gone
from tasks.ledger.rules import observe
from tasks.normalise import facts_of, version_digest
from tasks.publish import publish
from tasks.site.rendering import Site
from tasks.store.bucket import Bucket, Kind
from tasks.store.store import Store
from tasks.types.ledger import Medium, Observation, Read, Resource, Seen
from tasks.types.release import Attachment, Content, Image, Paragraph, Publisher

SOURCE, NAME = "auenstadt", "Stadt Auenstadt"
GONE = Gone(checks=3, days=3)
SITE = Site()
START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
PHOTO = b"\xff\xd8 a photo of the market square \xff\xd9"
LEAFLET = b"%PDF-1.7 a leaflet %%EOF"


def at(hours: float) -> datetime:
    """So many hours after the archive's first day began."""
    return START + timedelta(hours=hours)


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def address(id_: str) -> str:
    return f"https://www.auenstadt.example/meldungen/pressemeldung_{id_}.de.html"


def resource(body: bytes, hours: float = 0) -> dict[str, Any]:
    digest = sha(body)
    url = "https://www.musterstadt.example/x"
    return {
        "url": url,
        "at": at(hours),
        "sha256": digest,
        "payload": f"sha256:{digest[:8]}",
        "warc": f"captures/{digest}.warc.gz",
    }


def medium(body: bytes, folder: str = "images", **size: int) -> Medium:
    kind = {"images": ("image/jpeg", "jpg"), "files": ("application/pdf", "pdf")}[folder]
    return Medium.model_validate(
        {**resource(body), "folder": folder, "media_type": kind[0], "extension": kind[1], "size": len(body), **size}
    )


def content(id_: str, published: str, text: str, publisher: str | None = None) -> Content:
    """A release with a photo and a leaflet; its headline and body say the text."""
    photo, leaflet = medium(PHOTO, width=3, height=2), medium(LEAFLET, "files")
    return Content(
        identifier=f"{SOURCE}/{id_}",
        url=address(id_),
        headline=f"Auf dem Kornmarkt: {text}",
        date_published=published,
        in_language="de",
        article_body=text,
        body=(Paragraph(text=text),),
        publisher=Publisher(name=publisher) if publisher else None,
        image=(
            Image(
                content_url=photo.address,
                url="https://media.auenstadt.example/markt.jpg",
                credit_text="Jette Vollrath",
                credit_evidence="caption",
                encoding_format=photo.media_type,
                content_size=photo.size,
                width=3,
                height=2,
                sha256=photo.sha256,
            ),
        ),
        associated_media=(
            Attachment(
                name="Faltblatt",
                content_url=leaflet.address,
                url="https://media.auenstadt.example/faltblatt.pdf",
                encoding_format=leaflet.media_type,
                content_size=leaflet.size,
                sha256=leaflet.sha256,
            ),
        ),
    )


def observation(id_: str, outcome: Seen, hours: float, **more: Any) -> Observation:
    return Observation(**{"id": id_, "url": address(id_), "at": at(hours), "outcome": outcome, "reader": "r1", **more})


@dataclass(frozen=True)
class Archive:
    """An archive under work: every method does what a run would have done."""

    store: Store

    def read(
        self, id_: str, published: str, text: str, hours: float, *, publisher: str | None = None, **more: Any
    ) -> None:
        """The city's page said this then; it stands in the year of its first date."""
        release = content(id_, published, text, publisher)
        name = version_digest(release)
        for one, body in ((medium(PHOTO), PHOTO), (medium(LEAFLET, "files"), LEAFLET)):
            self.store.keep_medium(one, body)
        self.store.keep_content(SOURCE, id_, name, release)
        read = Read(content=name, facts=facts_of(release), media={}, incomplete=False)
        page = Resource(**resource(f"{id_} {text}".encode(), hours))
        self.record(published[:4], observation(id_, "read", hours, page=page, read=read, **more))

    def record(self, year: str, seen: Observation) -> None:
        self.store.update_ledger(
            SOURCE, year, lambda entries: {**entries, seen.id: observe(entries.get(seen.id), seen, GONE)}
        )

    def publish(self, site: Site = SITE, name: str = NAME, *, changed_only: bool = False) -> int:
        years = tuple(int(year) for year in self.store.shards(SOURCE))
        return publish(self.store, {SOURCE: (name, years)}, site, changed_only=changed_only)


def fill(archive: Archive) -> None:
    """Three releases in two years, one of them edited once."""
    archive.read("1001", "2025-12-30", "Der Markt schließt früher.", 0)
    archive.read("1002", "2026-05-04T07:30Z", "Der Brunnen läuft wieder.", 0)
    archive.read("1003", "2026-05-04", "Ein Zelt steht dort.", 0)
    archive.read("1003", "2026-05-04", "Zwei Zelte stehen dort.", 2)


class Recording(Bucket):
    """A bucket that remembers what was asked of it: each call's name and key, and the bodies put."""

    def __init__(self, bucket: Bucket) -> None:
        super().__init__(bucket._client, bucket.name)  # the very same client
        self.calls: list[tuple[str, str]] = []
        self.bodies: list[tuple[str, bytes]] = []

    def get(self, key: str) -> Any:
        self.calls.append(("get", key))
        return super().get(key)

    def overwrite(self, key: str, body: bytes, kind: Kind, etag: str | None) -> str | None:
        self.calls.append(("put", key))
        self.bodies.append((key, body))
        return super().overwrite(key, body, kind, etag)

    def replace(self, key: str, body: bytes, kind: Kind, etag: str | None) -> bool:
        self.calls.append(("replace", key))
        is_done = super().replace(key, body, kind, etag)
        if is_done and etag is None:
            self.calls.append(("create", key))
            self.bodies.append((key, body))
        return is_done

    def etags(self, prefix: str, *, deep: bool = True) -> dict[str, str]:
        self.calls.append(("etags", prefix))
        return super().etags(prefix, deep=deep)

    def delete(self, key: str) -> None:
        self.calls.append(("delete", key))
        super().delete(key)

    def forget(self) -> None:
        """Begin anew."""
        self.calls.clear()
        self.bodies.clear()

    @property
    def written(self) -> list[str]:
        """The published files that were written, in order."""
        return [key.removeprefix("public/") for name, key in self.calls if name == "put"]


class Interrupted(Bucket):
    """A bucket in which something happens in front of the write of that number, counted from 0."""

    def __init__(self, bucket: Bucket, writes: int, event: Callable[[], None]) -> None:
        super().__init__(bucket._client, bucket.name)  # the very same client
        self._left = writes
        self._event = event

    def overwrite(self, key: str, body: bytes, kind: Kind, etag: str | None) -> str | None:
        self._count()
        return super().overwrite(key, body, kind, etag)

    def replace(self, key: str, body: bytes, kind: Kind, etag: str | None) -> bool:
        self._count()
        return super().replace(key, body, kind, etag)

    def _count(self) -> None:
        self._left -= 1
        if self._left == -1:
            self._event()


class DeadError(BaseException):
    """The process is no more."""


class Dying(Interrupted):
    """A bucket whose process dies in front of a write: that one and all later ones never happen."""

    def __init__(self, bucket: Bucket, writes: int) -> None:
        super().__init__(bucket, writes, self._die)

    def _die(self) -> None:
        self._left = 0
        raise DeadError
