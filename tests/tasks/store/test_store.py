"""The store on the real server: nothing lost between writers, nothing unreadable passed on."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tasks.errors import StoreError
from tasks.store.bucket import JSON, Bucket
from tasks.store.store import Store
from tasks.types.edition import SourceRecord
from tasks.types.ledger import Entry
from tasks.types.release import Content, Paragraph
from tests.conftest import FreshBucket

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
DIGEST = "ab" * 32
CONTENT = Content(
    identifier="essen/7",
    url="https://www.auenstadt.example/7.html",
    headline="Der Brunnen läuft",
    date_published="2026-05-04",
    in_language="de",
    article_body="Wasser.",
    body=(Paragraph(text="Wasser."),),
)


@pytest.fixture
def store(bucket: FreshBucket) -> Store:
    store = Store(Bucket(bucket.client, bucket.name))
    store.prepare()
    return store


def entry(id_: str) -> Entry:
    return Entry(id=id_, url=f"https://www.auenstadt.example/{id_}", first_seen=NOW, last_checked=NOW)


def adding(id_: str, store: Store) -> None:
    def change(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
        return {**entries, id_: entry(id_)}

    store.update_ledger("essen", "2026", change)


def test_thirty_two_writers_lose_nothing(store: Store) -> None:
    ids = [str(number) for number in range(32)]
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(lambda id_: adding(id_, store), ids))
    assert store.read_ledger("essen", "2026").entries == {id_: entry(id_) for id_ in sorted(ids)}


def test_a_change_that_changes_nothing_writes_nothing(store: Store) -> None:
    adding("7", store)
    before = store.shards("essen")
    adding("7", store)
    assert store.shards("essen") == before


def test_a_writer_that_never_gets_through_says_so(store: Store) -> None:
    def change(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
        adding(str(len(store.read_ledger("essen", "2026").entries)), store)  # another writer is always quicker
        return {**entries, "mine": entry("mine")}

    with pytest.raises(StoreError, match=r"^ledger/essen/2026\.json: changed by other writers 5 times in a row; run"):
        Store(store.bucket, tries=5).update_ledger("essen", "2026", change)


def test_ledgers_are_listed_by_source_and_year(store: Store) -> None:
    for source, shard in (("essen", "2026"), ("essen", "undated"), ("auenstadt", "2024")):
        store.update_ledger(source, shard, lambda _: {"1": entry("1")})
    store.bucket.create("ledger/essen/source.json", SourceRecord(id="essen", name="Stadt Essen").encode(), JSON)
    store.bucket.create("ledger/essen/2026.json.bak", b"", JSON)
    assert store.sources() == ("auenstadt", "essen")
    assert list(store.shards("essen")) == ["2026", "undated"]
    assert store.read_ledger("essen", "1999").entries == {}
    assert store.read("ledger/essen/none.json", SourceRecord) is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "the whole object: Invalid JSON"),
        (b'{"format": 1, "source": "essen"', "the whole object: Invalid JSON"),
        (b"\xff\xfe", "the whole object: Invalid JSON"),
        (b"[]", "the whole object: "),
        (b'{"source": "essen", "shard": "2026", "entries": {"7": {}}}', "entries.7.id: Field required"),
        (b'{"source": "essen", "shard": "2026", "entries": {}, "later": 1}', "later: Extra inputs are not permitted"),
        (b'{"format": 3, "source": "essen", "shard": "2026"}', "format: Input should be 2"),
        (b'{"format": 1, "source": "essen", "shard": "2026", "entries": {"7": {}}}', "format: Input should be 2"),
    ],
)
def test_a_damaged_ledger_is_named_with_its_field(store: Store, body: bytes, said: str) -> None:
    store.bucket.put("ledger/essen/2026.json", body, JSON)
    with pytest.raises(StoreError) as caught:
        store.update_ledger("essen", "2026", dict)
    message = str(caught.value)
    assert message.startswith("ledger/essen/2026.json: not as this version writes it (")
    assert said in message
    assert "\n" not in message


def test_content_is_kept_once_and_read_back(store: Store) -> None:
    store.keep_content("essen", "7", DIGEST, CONTENT)
    store.keep_content("essen", "7", DIGEST, CONTENT.model_copy(update={"url": "https://elsewhere.example/"}))
    assert store.read_content("essen", "7", DIGEST) == CONTENT


def test_what_another_object_names_must_be_there(store: Store) -> None:
    with pytest.raises(StoreError, match=rf"^releases/essen/7/{DIGEST}\.json: not in the storage, though another"):
        store.read_content("essen", "7", DIGEST)
    with pytest.raises(StoreError, match=r"^captures/x: not in the storage"):
        store.read_capture("captures/x")


def test_a_capture_is_kept_under_its_release(store: Store) -> None:
    key = store.keep_capture("essen", "7", "20260504T080000Z-abc", b"warc")
    assert key == "captures/essen/7/20260504T080000Z-abc.warc.gz"
    assert store.keep_capture("essen", "7", "20260504T080000Z-abc", b"other") == key
    assert store.read_capture(key) == b"warc"


def test_stored_json_is_readable_by_people(store: Store) -> None:
    store.keep_content("essen", "7", DIGEST, CONTENT)
    stored = store.bucket.get(f"releases/essen/7/{DIGEST}.json")
    assert stored
    assert "Der Brunnen läuft" in stored.body.decode()
    assert json.loads(stored.body)["datePublished"] == "2026-05-04"
