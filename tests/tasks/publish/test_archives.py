"""Feeds lead through all that was ever published, by documents that stay as they are."""

import json
import posixpath
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import feedparser
import pytest
from lxml import etree

from tasks.ledger.rules import observe
from tasks.normalise import facts_of, version_digest
from tasks.site.feeds import LIMIT
from tasks.store.bucket import JSON, Bucket
from tasks.store.store import Store
from tasks.types.ledger import Entry, Ledger, Read, Resource
from tasks.withdraw.decide import withdraw
from tests.tasks.publish.archives import GONE, SOURCE, Archive, Recording, content, observation, resource
from tests.tasks.publish.tree import Tree, problems, read_tree

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

ATOM, HISTORY = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}"
PUBLISHER = "auenstadt/publishers/theater-auenstadt/feed"
MANY = 62


@pytest.fixture(scope="module")
def long(s3_client: "S3Client") -> Archive:
    """A theatre's releases of two years, each of which it changed once."""
    archive = Archive(Store(Recording(Bucket(s3_client, f"test-{uuid.uuid4().hex}"))))
    archive.store.prepare()
    with ThreadPoolExecutor(8) as pool:
        entries = list(pool.map(lambda number: changed_once(archive.store, number), range(MANY + 1)))
    for year, held in (("2024", entries[:1]), ("2026", entries[1:])):
        ledger = Ledger(source=SOURCE, shard=year, entries={one.id: one for one in held})
        archive.store.bucket.put(f"ledger/{SOURCE}/{year}.json", ledger.encode(), JSON)
    archive.publish()
    return archive


def changed_once(store: Store, number: int) -> Entry:
    """What a ledger says of a premiere that became a first performance."""
    id_, entry = f"{3000 + number}", None
    day = f"{date(2026, 1, 1 + number % 28)}" if number else "2024-12-30"
    for hours, word in ((1, "Premiere"), (100 + number, "Uraufführung")):
        release = content(id_, day, f"{word} {number}.", "Theater Auenstadt")
        release = release.model_copy(update={"image": (), "associated_media": ()})
        name = version_digest(release)
        store.keep_content(SOURCE, id_, name, release)
        read = Read(content=name, facts=facts_of(release), media={}, incomplete=False)
        page = Resource(**resource(f"{id_} {word}".encode(), hours))
        entry = observe(entry, observation(id_, "read", hours, page=page, read=read), GONE)
    assert entry
    return entry


def chain(tree: Tree, path: str) -> list[str]:
    """A feed and its documents, as they lead to one another."""
    found = []
    while path:
        assert len(tree[path]) < LIMIT
        found.append(path)
        if path.endswith(".json"):
            link = json.loads(tree[path]).get("next_url")
        else:
            feed = etree.fromstring(tree[path])
            links = {one.get("rel"): one.get("href") for one in feed.iterfind(f"{ATOM}link")}
            assert (feed.find(f"{HISTORY}archive") is not None) == ("current" in links) == (len(found) > 1)
            assert not feedparser.parse(tree[path]).bozo
            link = links.get("prev-archive")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) if link else ""
    return found


def ids(tree: Tree, path: str) -> list[str]:
    if path.endswith(".json"):
        return [one["id"] for one in json.loads(tree[path])["items"]]
    return [str(one.text) for one in etree.fromstring(tree[path]).iterfind(f"{ATOM}entry/{ATOM}id")]


FEEDS = {
    "auenstadt/feed.atom": ["auenstadt/archive/2026-1.atom", "auenstadt/archive/2024.atom"],
    "auenstadt/feed.json": ["auenstadt/archive/2026-1.json", "auenstadt/archive/2024.json"],
    f"{PUBLISHER}.atom": [f"{PUBLISHER[:-4]}archive/{name}.atom" for name in ("2026-1", "2024")],
    f"{PUBLISHER}.json": [f"{PUBLISHER[:-4]}archive/{name}.json" for name in ("2026-1", "2024")],
    "auenstadt/changes.atom": ["auenstadt/changes/2026-1.atom"],
}


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_leads_through_all_there_ever_was_each_once(long: Archive, path: str) -> None:
    tree = read_tree(long.store.bucket)
    found = chain(tree, path)
    assert found[1:] == FEEDS[path]
    held = [one for document in found for one in ids(tree, document)]
    assert len(held) == len(set(held)) == MANY + 1
    assert [len(ids(tree, document)) for document in found[1:2]] == [30]


def test_every_document_is_led_to_and_every_link_of_theirs_holds(long: Archive) -> None:
    tree = read_tree(long.store.bucket)
    documents = {path for path in tree if "/archive/" in path or "auenstadt/changes/" in path}
    assert documents == {one for led in FEEDS.values() for one in led}
    assert problems(tree) == []


def test_one_release_and_one_revision_more_write_the_feeds_alone(long: Archive) -> None:
    recording = long.store.bucket
    assert isinstance(recording, Recording)
    before = read_tree(recording)
    long.read("4000", "2026-05-30", "Und noch eine Premiere.", 300, publisher="Theater Auenstadt")
    long.read("3001", "2026-01-02", "Derniere 1.", 301, publisher="Theater Auenstadt")
    recording.forget()
    long.publish(changed_only=True)
    written = {path for path in recording.written if path.endswith((".atom", "feed.json")) or "/archive/" in path}
    folders = ("auenstadt/archive/", f"{PUBLISHER[:-4]}archive/")
    own = {f"{folder}2026-1.{ending}" for folder in folders for ending in ("atom", "json")}
    assert written == {*FEEDS, *own}, "the documents that hold the release itself say how it now reads"
    after = read_tree(recording)
    assert after["auenstadt/changes/2026-1.atom"] == before["auenstadt/changes/2026-1.atom"], "what was, was"
    assert [ids(after, path) for path in own] == [ids(before, path) for path in own]


def test_what_is_erased_is_in_no_document_any_more(long: Archive) -> None:
    recording, title = long.store.bucket, "Uraufführung 2."
    held = [path for path, body in read_tree(recording).items() if title.encode() in body]
    assert {"auenstadt/archive/2026-1.atom", "auenstadt/archive/2026-1.json"} <= set(held)
    assert {f"{PUBLISHER[:-4]}archive/2026-1.atom", "auenstadt/changes/2026-1.atom"} <= set(held)
    withdraw(long.store, "auenstadt/3002", "all", "Löschung verlangt", (), datetime(2026, 6, 1, tzinfo=UTC))
    long.publish(changed_only=True)
    tree = read_tree(recording)
    assert [path for path, body in tree.items() if title.encode() in body] == []
    assert problems(tree) == []
    assert long.publish() == 0
    gone = set(ids(tree, "auenstadt/changes/2026-1.atom"))
    deleted = etree.fromstring(tree["auenstadt/changes.atom"]).iterfind("{http://purl.org/atompub/tombstones/1.0}*")
    assert gone.isdisjoint(str(one.get("ref")) for one in deleted)
