"""A small archive of every released format, kept: it is read, brought to the present format, published and sound."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.audit import audit
from tasks.errors import StoreError
from tasks.publish import everything, publish
from tasks.site.rendering import Site
from tasks.store.bucket import JSON, Bucket
from tasks.store.format import FORMAT, KEY, check_format
from tasks.store.store import Store
from tasks.upgrading import upgrade_archive
from tests.conftest import FreshBucket

KEPT = sorted((Path(__file__).parent / "kept").glob("format-*.zip"))
SITE = Site(language="de", url=None, publisher=None)


@pytest.fixture
def store(bucket: FreshBucket) -> Store:
    store = Store(Bucket(bucket.client, bucket.name))
    store.prepare()
    return store


def put_back(store: Store, bucket: FreshBucket, kept: Path) -> None:
    """The archive as it was stored, with media types and seals."""
    with zipfile.ZipFile(kept) as archive:
        for info in archive.infolist():
            said = json.loads(info.comment)
            bucket.client.put_object(
                Bucket=bucket.name,
                Key=info.filename,
                Body=archive.read(info),
                ContentType=said["type"],
                Metadata=said["meta"],
            )


def releases(store: Store) -> dict[str, tuple[str | None, int]]:
    """What the ledgers say of each release: its status and how many versions it has."""
    return {
        f"{source}/{id_}": (entry.status, len(entry.versions))
        for source in store.sources()
        for shard in store.shards(source)
        for id_, entry in store.read_ledger(source, shard).entries.items()
    }


def test_an_archive_of_every_format_is_kept() -> None:
    assert [kept.stem for kept in KEPT] == [f"format-{number}" for number in range(1, FORMAT + 1)]


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: str(kept.stem))
def test_an_earlier_archive_is_read_upgraded_and_published(store: Store, bucket: FreshBucket, kept: Path) -> None:
    put_back(store, bucket, kept)
    store.prepare()
    before = releases(store)
    assert len(before) == 3
    done = upgrade_archive(store)
    assert done.before == int(kept.stem.removeprefix("format-"))
    assert (done.rewritten > 0) is (done.before < FORMAT)
    assert check_format(store.bucket) == FORMAT
    assert releases(store) == before
    assert publish(store, everything(store), SITE) > 0
    report = audit(store, datetime.now(UTC), deep=True)
    assert report.findings == ()


@pytest.mark.parametrize("kept", KEPT[:1], ids=lambda kept: str(kept.stem))
def test_upgrading_can_be_repeated(store: Store, bucket: FreshBucket, kept: Path) -> None:
    put_back(store, bucket, kept)
    assert upgrade_archive(store).rewritten > 0
    again = upgrade_archive(store)
    assert (again.before, again.rewritten) == (FORMAT, 0)


def test_a_later_format_is_left_alone(store: Store) -> None:
    store.bucket.put(KEY, b'{"format": 99}\n', JSON)
    before = store.bucket.etags("")
    for attempt in (store.prepare, store.mark_format, lambda: upgrade_archive(store)):
        with pytest.raises(StoreError, match="of format 99, this version reads formats up to"):
            attempt()
    assert store.bucket.etags("") == before


def test_a_new_archive_says_its_format_before_its_first_ledger(store: Store) -> None:
    assert check_format(store.bucket) is None
    store.update_ledger("essen", "2026", lambda entries: entries)
    assert check_format(store.bucket) == FORMAT


def test_a_damaged_mark_is_one_line(store: Store) -> None:
    store.bucket.put(KEY, b"{}", JSON)
    with pytest.raises(StoreError, match="says no format"):
        store.prepare()
