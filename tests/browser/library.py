"""A small archive for readers: made once from the stand-in city, with all that can befall a release, served three ways.

The city lives two days. On the first its releases are archived; on the second one is edited and one is taken down, and
the archive withdraws one release and the pictures of another.
"""

import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from config.load import load_source
from config.settings import read_settings
from flows.sequence import run_source
from infra.s3 import S3Access
from tasks.export import export_tree
from tasks.publish import everything, publish
from tasks.site.rendering import Site
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.visit import Span
from tasks.withdraw.decide import withdraw
from tests.city.city import City
from tests.city.server import serving
from tests.conftest import client_of
from tests.hands import PlainHands

SOURCE = "musterstadt"
EDITED, REMOVED, STRIPPED, WITHDRAWN = "1577120", "1509912", "1558911", "1571777"
SHELF = (EDITED, REMOVED, STRIPPED, WITHDRAWN, "1595069", "1592233", "1018402")
KINDS = {
    "start": "index.html",
    "source": f"{SOURCE}/index.html",
    "year": f"{SOURCE}/2026/index.html",
    "month": f"{SOURCE}/2026/05.html",
    "publishers": f"{SOURCE}/publishers/index.html",
    "publisher": f"{SOURCE}/publishers/stadt-musterstadt/index.html",
    "publisher's year": f"{SOURCE}/2026/publishers/stadt-musterstadt.html",
    "credits": f"{SOURCE}/credits/index.html",
    "credit": f"{SOURCE}/credits/amara-lindqvist/index.html",
    "pictures": f"{SOURCE}/pictures/index.html",
    "wall": f"{SOURCE}/2026/pictures.html",
    "release": f"{SOURCE}/2026/1595069/index.html",
    "edited": f"{SOURCE}/2025/{EDITED}/index.html",
    "compared": f"{SOURCE}/2025/{EDITED}/changes.html",
    "without pictures": f"{SOURCE}/2025/{STRIPPED}/index.html",
    "tombstone": f"{SOURCE}/2025/{WITHDRAWN}/index.html",
    "changes": f"{SOURCE}/changes.html",
    "about": "about.html",
    "status": "status.html",
    "withdrawals": "withdrawals.html",
    "developers": "developers.html",
    "search": "search/index.html",
}
"""A page of each kind."""


@dataclass(frozen=True)
class Library:
    """The archive as a reader finds it: below an S3 endpoint, and as a folder."""

    bucket: str
    folder: Path

    @property
    def pages(self) -> tuple[str, ...]:
        """Every page, by its path."""
        return tuple(sorted(str(one.relative_to(self.folder)) for one in self.folder.rglob("*.html")))


def make_library(access: S3Access, folder: Path, ids: Sequence[str] | None = SHELF) -> Library:
    """Archive these releases of the city (None: all), let the second day pass, and export what is published."""
    store = Store(Bucket(client_of(access), f"library-{uuid.uuid4().hex}"))
    sample = City.sample()
    city = City.of(sample.releases[one] for one in ids) if ids else sample
    with serving(city) as url, _environment(access, store.bucket.name):
        file = _source_file(folder, url)
        _run(file)
        _edit(city, sample)
        city.remove(REMOVED)
        _run(file)
    now = datetime.now(UTC)
    withdraw(store, f"{SOURCE}/{WITHDRAWN}", "page", "Rechte an der Karte ungeklärt", (), now)
    withdraw(store, f"{SOURCE}/{STRIPPED}", "images", "Einwilligung widerrufen", (), now)
    publish(store, everything(store), Site(), changed_only=True)
    export_tree(store.bucket, folder / "copy")
    return Library(store.bucket.name, folder / "copy")


def _edit(city: City, sample: City) -> None:
    """The city corrects a figure, adds a paragraph and makes the headline shorter."""
    said = [block.model_dump() for block in sample.releases[EDITED].body]
    said[0]["text"] = said[0]["text"].replace("28 Tonnen", "31 Tonnen")
    said.append({"type": "paragraph", "text": "Die nächste Ernte beginnt im August."})
    title = "Süße Äpfel, große Körbe: Streuobstwiesen tragen reich"
    city.edit(EDITED, title=title, body=said, modified=datetime(2026, 5, 1, 9, tzinfo=UTC))


def _source_file(folder: Path, url: str) -> Path:
    rules = {"extends": "sample", "id": SOURCE, "base_url": url, "requests_per_second": 1000}
    rules |= {"limits": {"attempts": 2, "retry_wait": 0.1}, "gates": {"failed_share": 0.5}}
    file = folder / f"{SOURCE}.yaml"
    file.write_text(yaml.safe_dump(rules))
    return file


def _run(file: Path) -> None:
    report = run_source(read_settings(), load_source(str(file)), Span(), None, full=True, hands=PlainHands(4))
    assert not report.failures, report.failures


@contextmanager
def _environment(access: S3Access, bucket: str) -> Iterator[None]:
    """Where a run finds its storage."""
    with pytest.MonkeyPatch.context() as env:
        env.setenv("AWS_ACCESS_KEY_ID", access.access_key)
        env.setenv("AWS_SECRET_ACCESS_KEY", access.secret_key)
        env.setenv("PRESSEARCHIV_S3_ENDPOINT_URL", access.endpoint_url)
        env.setenv("PRESSEARCHIV_S3_BUCKET", bucket)
        yield


class _Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def web_server(folder: Path) -> Iterator[str]:
    """A plain web server over that folder, as anybody has one; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
