"""Fetching with evidence: what the site answers is stored before anyone sees it, and the same is not stored twice."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tasks.capture.archivist import Archivist, Evidence
from tasks.capture.warc import Page, Revisit, read_capture
from tasks.errors import ReadingError, UnavailableError
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.types.ledger import Resource
from tasks.types.web import Exchange, Fetched, Headers, Validators
from tests.conftest import FreshBucket

START = datetime(2026, 5, 4, 8, 0, 0, 250_000, tzinfo=UTC)
URL = "https://www.auenstadt.example/pressemeldung_7.de.html"
TAGGED = (("ETag", '"1"'), ("Last-Modified", "Mon, 04 May 2026 07:00:00 GMT"))


def exchange(url: str, status: int, body: bytes, headers: Headers, hours: float) -> Exchange:
    return Exchange(
        at=START + timedelta(hours=hours),
        url=url,
        request_headers=(("Host", "www.auenstadt.example"),),
        status=status,
        reason={200: "OK", 301: "Moved Permanently", 304: "Not Modified", 404: "Not Found"}[status],
        protocol="HTTP/1.1",
        response_headers=headers,
        body=body,
        address="192.0.2.1",
    )


@dataclass
class Site:
    """A city's site of one answer, and what it was asked."""

    answer: Fetched
    asked: list[tuple[str, int, Validators | None]] = field(default_factory=list)

    def get(self, url: str, *, limit: int, validators: Validators | None = None) -> Fetched:
        self.asked.append((url, limit, validators))
        return self.answer

    def says(self, content: bytes, hours: float, status: int = 200, headers: Headers = TAGGED, **more: Any) -> None:
        """Its answer from now on; `moved_to` puts a redirect in front, `coded` sends gzip."""
        body = gzip.compress(content, mtime=0) if more.get("coded") else content
        headers = (*headers, ("Content-Encoding", "gzip")) if more.get("coded") else headers
        url = more.get("moved_to", URL)
        moved = (exchange(URL, 301, b"", (("Location", url),), hours),) if url != URL else ()
        self.answer = Fetched((*moved, exchange(url, status, body, headers, hours)), content)


@pytest.fixture
def store(bucket: FreshBucket) -> Store:
    store = Store(Bucket(bucket.client, bucket.name))
    store.prepare()
    return store


@pytest.fixture
def site() -> Site:
    site = Site(Fetched((), b""))
    site.says(b"<h1>Meldung</h1>", 0)
    return site


@pytest.fixture
def archivist(site: Site, store: Store) -> Archivist:
    return Archivist("auenstadt", site.get, store, "pressearchiv/test")


def captures(store: Store) -> list[str]:
    return list(store.bucket.etags("captures/"))


def newest(store: Store) -> Page | Revisit:
    return read_capture(store.read_capture(captures(store)[-1]))


def ask(archivist: Archivist, known: Resource | None = None) -> Evidence:
    return archivist.get("7", URL, 1000, known)


def test_an_answer_is_stored_before_anyone_sees_it(archivist: Archivist, store: Store, site: Site) -> None:
    evidence = ask(archivist)
    (key,) = captures(store)
    page = archivist.stored_page(evidence.resource)
    assert (evidence.resource.warc, page.content, page.url) == (key, b"<h1>Meldung</h1>", URL)
    assert evidence.fetched is site.answer
    assert not evidence.unchanged
    assert evidence.resource.sha256 == sha256(b"<h1>Meldung</h1>").hexdigest()
    assert (evidence.resource.etag, evidence.resource.last_modified) == ('"1"', TAGGED[1][1])
    assert evidence.resource.at == START.replace(microsecond=0)
    assert site.asked == [(URL, 1000, None)]
    assert archivist.received == len(b"<h1>Meldung</h1>")


def test_keys_name_time_and_content_and_the_same_answer_is_one_object(archivist: Archivist, store: Store) -> None:
    first, again = ask(archivist), ask(archivist)
    (key,) = captures(store)
    assert first.resource == again.resource
    assert key.startswith("captures/auenstadt/7/20260504T080000Z-")
    assert key.endswith(".warc.gz")


def test_two_resources_of_a_release_in_the_same_second_are_two_objects(
    archivist: Archivist, store: Store, site: Site
) -> None:
    ask(archivist)
    site.says(b"<h1>Meldung</h1>", 0, moved_to=f"{URL}?a")
    archivist.get("7", URL, 1000, None)
    assert len(captures(store)) == 2


@pytest.mark.parametrize("answer", ["304", "the same again"])
def test_what_is_unchanged_becomes_a_revisit_of_the_first_capture(
    archivist: Archivist, store: Store, site: Site, answer: str
) -> None:
    known = ask(archivist).resource
    site.says(b"" if answer == "304" else b"<h1>Meldung</h1>", 24, 304 if answer == "304" else 200)
    evidence = ask(archivist, known)
    assert evidence.unchanged
    assert evidence.resource == known
    assert site.asked[-1][2] == Validators(known.etag, known.last_modified)
    revisit = newest(store)
    assert isinstance(revisit, Revisit)
    assert (revisit.earlier_url, revisit.earlier_at) == (URL, known.at)
    assert archivist.stored_page(evidence.resource).content == b"<h1>Meldung</h1>"
    with pytest.raises(ReadingError, match="holds no content"):
        archivist.stored_page(known.model_copy(update={"warc": captures(store)[-1]}))


def test_validators_are_refreshed_and_kept_where_the_answer_has_none(archivist: Archivist, site: Site) -> None:
    known = ask(archivist).resource
    site.says(b"", 24, 304, (("ETag", '"2"'),))
    fresh = ask(archivist, known).resource
    assert (fresh.etag, fresh.last_modified, fresh.warc) == ('"2"', known.last_modified, known.warc)
    site.says(b"", 48, 304, ())
    assert ask(archivist, fresh).resource == fresh


def test_a_chain_of_revisits_refers_to_the_capture_that_holds_the_payload(
    archivist: Archivist, store: Store, site: Site
) -> None:
    known = ask(archivist).resource
    for hours in (24, 48):
        site.says(b"", hours, 304)
        resource = ask(archivist, known).resource
        revisit = newest(store)
        assert isinstance(revisit, Revisit)
        assert revisit.earlier_at == known.at
        assert resource.warc == known.warc


def test_changed_content_is_a_capture_of_its_own(archivist: Archivist, store: Store, site: Site) -> None:
    known = ask(archivist).resource
    site.says(b"<h1>Anders</h1>", 24)
    evidence = ask(archivist, known)
    assert not evidence.unchanged
    assert evidence.resource.warc != known.warc
    assert archivist.stored_page(evidence.resource).content == b"<h1>Anders</h1>"
    assert len(captures(store)) == 2


def test_the_same_content_in_another_coding_is_unchanged_and_yet_stored_whole(
    archivist: Archivist, store: Store, site: Site
) -> None:
    known = ask(archivist).resource
    site.says(b"<h1>Meldung</h1>", 24, coded=True)
    evidence = ask(archivist, known)
    assert evidence.unchanged
    assert evidence.resource.warc == known.warc
    assert isinstance(newest(store), Page), "its payload is another one"


@pytest.mark.parametrize("known", [True, False])
def test_an_answer_404_is_evidence_too(archivist: Archivist, store: Store, site: Site, known: bool) -> None:
    before = ask(archivist).resource if known else None
    site.says(b"<h1>Nicht gefunden</h1>", 24, 404, ())
    evidence = ask(archivist, before)
    assert evidence.fetched.status == 404
    assert not evidence.unchanged
    page = newest(store)
    assert isinstance(page, Page)
    assert (page.status, page.content) == (404, b"<h1>Nicht gefunden</h1>")


def test_a_redirect_is_kept_and_a_revisit_refers_to_where_the_payload_was(
    archivist: Archivist, store: Store, site: Site
) -> None:
    site.says(b"<h1>Meldung</h1>", 0, moved_to=f"{URL}?a")
    known = ask(archivist).resource
    assert known.url == f"{URL}?a"
    records = ArchiveIterator(BytesIO(store.read_capture(known.warc)))
    kinds = [record.rec_type for record in records]
    assert kinds == ["warcinfo", "request", "response", "request", "response"]
    site.says(b"<h1>Meldung</h1>", 24, moved_to=f"{URL}?a")
    ask(archivist, known)
    revisit = newest(store)
    assert isinstance(revisit, Revisit)
    assert (revisit.url, revisit.earlier_url) == (f"{URL}?a", f"{URL}?a")


def test_the_same_content_at_another_address_is_evidence_of_its_own(
    archivist: Archivist, store: Store, site: Site
) -> None:
    site.says(b"<h1>Meldung</h1>", 0, moved_to=f"{URL}?a")
    known = ask(archivist).resource
    site.says(b"<h1>Meldung</h1>", 24, moved_to=f"{URL}?b")
    moved = ask(archivist, known)
    assert moved.unchanged
    assert (moved.resource.url, moved.resource.sha256) == (f"{URL}?b", known.sha256)
    page = newest(store)
    assert isinstance(page, Page)
    assert page.content == b"<h1>Meldung</h1>"


def test_nothing_is_stored_where_nothing_was_answered(store: Store) -> None:
    def fail(url: str, *, limit: int, validators: Validators | None = None) -> Fetched:
        raise UnavailableError("no answer in time", url)

    with pytest.raises(UnavailableError):
        ask(Archivist("auenstadt", fail, store, "pressearchiv/test"))
    assert captures(store) == []


def test_bytes_are_counted_across_threads(archivist: Archivist, site: Site) -> None:
    work: Callable[[int], Evidence] = lambda number: archivist.get(str(number), URL, 1000, None)  # noqa: E731
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))
    assert archivist.received == 16 * len(site.answer.content)
