"""A bucket behind a line that fails: what is asked again is done once, and nothing passes for done that is not."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from infra.s3 import S3Access
from tasks.errors import StoreError
from tasks.store.bucket import JSON, Bucket
from tasks.store.endpoint import open_bucket
from tasks.store.store import Store
from tests.conftest import FreshBucket
from tests.torture.proxy import Fate, Proxy, Request, proxied


@pytest.fixture
def home(s3: S3Access, bucket: FreshBucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A bucket as it really is."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
    bucket.client.create_bucket(Bucket=bucket.name)
    return Bucket(bucket.client, bucket.name)


@contextmanager
def behind(s3: S3Access, home: Bucket, *fates: Fate) -> Iterator[tuple[Bucket, Proxy]]:
    """The same bucket, whose first requests have these fates."""

    def decide(request: Request) -> Fate:
        return fates[request.number] if request.number < len(fates) else Fate.PASS

    with proxied(s3.endpoint_url, decide) as proxy:
        yield open_bucket(home.name, proxy.url, "us-east-1", "when_supported", timeout=1, attempts=3), proxy


FLAWS = (Fate.ERROR, Fate.SLOW_DOWN, Fate.STALL, Fate.LOST, Fate.HALF, Fate.DEAF, Fate.CUT)


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_write_is_done_once_whatever_happens_to_it(s3: S3Access, home: Bucket, flaw: Fate) -> None:
    etag = home.put("ledger/a", b"1", JSON)
    with behind(s3, home, flaw) as (shaky, _):
        assert shaky.create("captures/a", b"first", JSON)
    with behind(s3, home, flaw) as (shaky, _):
        assert shaky.replace("ledger/a", b"2", JSON, etag)
    stored = [home.get(key) for key in ("captures/a", "ledger/a")]
    assert [one and one.body for one in stored] == [b"first", b"2"]


@pytest.mark.parametrize("flaw", FLAWS)
def test_who_comes_too_late_learns_it_whatever_happens(s3: S3Access, home: Bucket, flaw: Fate) -> None:
    etag = home.put("ledger/a", b"1", JSON)
    home.put("ledger/a", b"2", JSON)
    with behind(s3, home, flaw) as (shaky, _):
        assert not shaky.create("ledger/a", b"3", JSON)
    with behind(s3, home, flaw) as (shaky, _):
        assert not shaky.replace("ledger/a", b"3", JSON, etag)
    stored = home.get("ledger/a")
    assert stored
    assert stored.body == b"2"


@pytest.mark.parametrize("flaw", FLAWS)
def test_what_is_read_is_whole(s3: S3Access, home: Bucket, flaw: Fate) -> None:
    home.put("ledger/a", b"whole" * 1000, JSON)
    with behind(s3, home, flaw) as (shaky, _):
        stored = shaky.get("ledger/a")
    assert stored
    assert stored.body == b"whole" * 1000


def test_a_conflict_does_not_pass_for_an_object_that_stands(s3: S3Access, home: Bucket) -> None:
    with behind(s3, home, Fate.CONFLICT, Fate.CONFLICT) as (shaky, proxy):
        assert shaky.create("captures/a", b"first", JSON)
    assert proxy.writes == 3
    with behind(s3, home, *[Fate.CONFLICT] * 50) as (shaky, _), pytest.raises(StoreError, match="Conflict"):
        shaky.create("captures/b", b"first", JSON)


def test_no_space_is_one_line_and_nothing_is_written(s3: S3Access, home: Bucket) -> None:
    with behind(s3, home, Fate.FULL) as (shaky, _), pytest.raises(StoreError, match=r"captures/a: .*No space left"):
        shaky.create("captures/a", b"first", JSON)
    assert home.get("captures/a") is None


@pytest.mark.parametrize("fate", [Fate.LOST, Fate.DEAF])
def test_a_new_bucket_is_readable_though_its_making_was_cut_short(
    s3: S3Access, bucket: FreshBucket, home: Bucket, fate: Fate
) -> None:
    fresh = Bucket(bucket.client, f"{bucket.name[:50]}-new")
    with behind(s3, fresh, Fate.PASS, fate) as (shaky, _):
        Store(shaky).prepare()
    assert _is_public(s3, fresh)


def test_a_bucket_whose_maker_died_before_its_policy_is_made_ready_by_the_next(s3: S3Access, home: Bucket) -> None:
    Store(home).prepare()
    assert _is_public(s3, home)


def _is_public(s3: S3Access, home: Bucket) -> bool:
    home.put("public/a.json", b"{}", JSON)
    answer = httpx.get(f"{s3.endpoint_url}/{home.name}/public/a.json", trust_env=False)
    return answer.status_code == 200
