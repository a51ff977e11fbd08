"""A bucket on the real server: conditional writes, listings, and what goes wrong as one line."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Barrier, Thread

import httpx
import pytest

from infra.process import free_ports
from infra.s3 import S3Access
from tasks.errors import StoreError
from tasks.store.bucket import FOREVER, JSON, Bucket, Kind
from tasks.store.endpoint import open_bucket
from tasks.store.policy import public_read_policy
from tests.conftest import FreshBucket

CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


@pytest.fixture
def home(bucket: FreshBucket) -> Bucket:
    """A bucket, prepared."""
    opened = Bucket(bucket.client, bucket.name)
    opened.prepare(json.dumps(public_read_policy(bucket.name)))
    return opened


@pytest.fixture
def login(s3: S3Access, monkeypatch: pytest.MonkeyPatch) -> S3Access:
    """The server's credentials in the environment, as an operator gives them."""
    for name, value in zip(CREDENTIALS, (s3.access_key, s3.secret_key), strict=True):
        monkeypatch.setenv(name, value)
    return s3


@pytest.fixture
def no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials anywhere."""
    for name in (*CREDENTIALS, "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nonexistent")


def opened(endpoint_url: str, name: str = "pressearchiv", attempts: int = 3) -> Bucket:
    return open_bucket(name, endpoint_url, "us-east-1", "when_supported", attempts=attempts)


def failure(attempt: Callable[[], object]) -> str:
    """The one line that the attempt fails with."""
    with pytest.raises(StoreError) as caught:
        attempt()
    message = str(caught.value)
    assert "\n" not in message
    assert "Traceback" not in message
    return message


def test_what_is_put_is_got(home: Bucket) -> None:
    etag = home.put("ledger/a.json", b"{}", JSON)
    stored = home.get("ledger/a.json")
    assert stored
    assert (stored.body, stored.etag) == (b"{}", etag)
    assert home.get("ledger/b.json") is None


def test_a_put_gives_media_type_and_caching(home: Bucket, bucket: FreshBucket) -> None:
    home.put("public/a.css", b"*{}", Kind("text/css; charset=utf-8", FOREVER))
    head = bucket.client.head_object(Bucket=bucket.name, Key="public/a.css")
    assert (head["ContentType"], head["CacheControl"]) == ("text/css; charset=utf-8", FOREVER)


def test_every_write_is_sealed_and_a_broken_seal_is_no_reading(home: Bucket, bucket: FreshBucket) -> None:
    home.create("ledger/a.json", b'{"a": 1}', JSON)
    stored = home.look("ledger/a.json")
    assert stored
    assert stored.is_sealed
    assert home.replace("ledger/a.json", b'{"a": 2}', JSON, stored.etag)
    changed = home.get("ledger/a.json")
    assert changed
    assert changed.is_sealed
    metadata = bucket.client.head_object(Bucket=bucket.name, Key="ledger/a.json")["Metadata"]
    bucket.client.put_object(Bucket=bucket.name, Key="ledger/a.json", Body=b'{"a": 3}', Metadata=metadata)
    assert failure(lambda: home.get("ledger/a.json")).startswith("ledger/a.json: damaged: not the bytes that were")
    damaged = home.look("ledger/a.json")
    assert damaged
    assert (damaged.body, damaged.is_sealed) == (b'{"a": 3}', False)


def test_an_object_without_a_seal_is_read_as_it_is(home: Bucket, bucket: FreshBucket) -> None:
    bucket.client.put_object(Bucket=bucket.name, Key="ledger/a.json", Body=b"{}")
    stored = home.get("ledger/a.json")
    assert stored
    assert (stored.body, stored.seal, stored.is_sealed) == (b"{}", None, False)


def test_the_listing_tells_size_and_time(home: Bucket) -> None:
    etag = home.put("public/a", b"123", JSON)
    home.put("captures/a", b"", JSON)
    listing = home.listing()
    assert list(listing) == ["captures/a", "public/a"]
    assert (listing["public/a"].size, listing["public/a"].etag) == (3, etag)
    assert abs(time.time() - listing["public/a"].modified.timestamp()) < 60


def test_create_writes_once(home: Bucket) -> None:
    assert home.create("captures/a", b"first", JSON)
    assert not home.create("captures/a", b"second", JSON)
    stored = home.get("captures/a")
    assert stored
    assert stored.body == b"first"


def test_replace_writes_only_over_what_was_read(home: Bucket) -> None:
    assert home.replace("ledger/a", b"1", JSON, None)
    assert not home.replace("ledger/a", b"2", JSON, None)
    stored = home.get("ledger/a")
    assert stored
    assert home.replace("ledger/a", b"2", JSON, stored.etag)
    assert not home.replace("ledger/a", b"3", JSON, stored.etag)
    assert not home.replace("ledger/never", b"3", JSON, stored.etag), "what was read is no more"


@pytest.mark.parametrize("what", ["create", "replace"])
def test_one_of_many_writers_wins(home: Bucket, what: str) -> None:
    etag = home.put("ledger/a", b"0", JSON) if what == "replace" else None
    key = "ledger/a" if etag else "ledger/new"
    start = Barrier(16)

    def write(number: int) -> bool:
        start.wait()
        return home.replace(key, f"writer {number}".encode(), JSON, etag)

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(write, range(16)))
    stored = home.get(key)
    assert stored
    assert won.count(True) == 1
    assert stored.body == f"writer {won.index(True)}".encode()


def test_listings_are_complete_beyond_one_page(home: Bucket) -> None:
    names = [f"captures/{number:04}" for number in range(1005)]
    with ThreadPoolExecutor(8) as pool:
        tags = list(pool.map(lambda name: home.put(name, b"x", JSON), names))
    home.put("captures/deep/a", b"x", JSON)
    home.put("other", b"x", JSON)
    assert home.etags("captures/0") == dict(zip(names[:1000], tags, strict=False))
    assert list(home.etags("captures/")) == [*names, "captures/deep/a"]
    assert list(home.etags("captures/", deep=False)) == names
    assert home.folders("captures/") == ("deep",)
    assert home.folders("") == ("captures",)
    assert home.etags("nothing/") == {}


def test_delete_removes_and_is_content_with_nothing(home: Bucket) -> None:
    home.put("a", b"x", JSON)
    home.delete("a")
    home.delete("a")
    assert home.get("a") is None


def test_a_new_bucket_lets_everyone_read_public_and_nothing_else(home: Bucket, s3: S3Access) -> None:
    for key in ("public/a.json", "ledger/a.json"):
        home.put(key, b"{}", JSON)

    def status(path: str) -> int:
        return httpx.get(f"{s3.endpoint_url}/{home.name}/{path}", trust_env=False).status_code

    assert [status(path) for path in ("public/a.json", "ledger/a.json", "", "?list-type=2")] == [200, 403, 403, 403]


def test_an_existing_bucket_is_left_alone(bucket: FreshBucket) -> None:
    bucket.client.create_bucket(Bucket=bucket.name)
    bucket.client.put_object(Bucket=bucket.name, Key="anything")
    Bucket(bucket.client, bucket.name).prepare(json.dumps(public_read_policy(bucket.name)))
    with pytest.raises(bucket.client.exceptions.ClientError, match="NoSuchBucketPolicy"):
        bucket.client.get_bucket_policy(Bucket=bucket.name)


def test_several_may_prepare_the_same_bucket_at_once(bucket: FreshBucket, s3: S3Access) -> None:
    start = Barrier(8)

    def prepare(_: int) -> Bucket:
        start.wait()
        home = Bucket(bucket.client, bucket.name)
        home.prepare(json.dumps(public_read_policy(bucket.name)))
        return home

    with ThreadPoolExecutor(8) as pool:
        home, *_ = pool.map(prepare, range(8))
    home.put("public/a.json", b"{}", JSON)
    assert httpx.get(f"{s3.endpoint_url}/{home.name}/public/a.json", trust_env=False).status_code == 200


def test_credentials_and_region_come_by_the_usual_chain(login: S3Access) -> None:
    home = opened(login.endpoint_url, f"test-{uuid.uuid4().hex}")
    home.prepare(json.dumps(public_read_policy(home.name)))
    home.put("a", b"x", JSON)
    assert home.folders("") == ()


def test_no_proxy_leads_to_this_machine(login: S3Access, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_ports(1)[0]}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    home = opened(login.endpoint_url, f"test-{uuid.uuid4().hex}")
    home.prepare(json.dumps(public_read_policy(home.name)))
    assert home.get("a") is None


def test_nobody_answers(login: S3Access) -> None:
    endpoint = f"http://127.0.0.1:{free_ports(1)[0]}"
    began = time.monotonic()
    message = failure(lambda: opened(endpoint).get("ledger/essen/2026.json"))
    assert time.monotonic() - began < 10
    assert message.startswith(f"storage {endpoint}, bucket pressearchiv, ledger/essen/2026.json: Could not connect")


@pytest.mark.usefixtures("no_login")
def test_no_credentials(s3: S3Access) -> None:
    message = failure(lambda: opened(s3.endpoint_url).get("a"))
    assert message.endswith("no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or an AWS profile")


@pytest.mark.parametrize("name", CREDENTIALS)
def test_refused_credentials(login: S3Access, name: str, home: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "not-the-one")
    refused = opened(login.endpoint_url, home.name)
    for attempt in (lambda: refused.get("a"), lambda: refused.prepare("{}"), lambda: refused.create("a", b"", JSON)):
        assert "the credentials are refused" in failure(attempt)


def test_a_missing_bucket(login: S3Access) -> None:
    missing = opened(login.endpoint_url, "never-made")
    for attempt in (lambda: missing.get("a"), lambda: missing.create("a", b"", JSON), lambda: missing.etags("a")):
        message = failure(attempt)
        assert message.startswith(f"storage {login.endpoint_url}, bucket never-made, a: ")
        assert "NoSuchBucket" in message


@pytest.mark.parametrize("endpoint", ["nonsense", "http://", "ftp//x"])
def test_an_endpoint_that_is_none(login: S3Access, endpoint: str) -> None:
    assert failure(lambda: opened(endpoint)).startswith(f"storage {endpoint}: ")


def test_a_profile_that_is_none(s3: S3Access, no_login: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    assert "nobody" in failure(lambda: opened(s3.endpoint_url))


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A server that answers every request with these bytes and hangs up."""

    class Answer(StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline() not in (b"\r\n", b""):
                pass
            self.wfile.write(answer)

    with ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_an_answer_that_ends_in_the_middle(login: S3Access) -> None:
    with answering(b'HTTP/1.1 200 OK\r\nETag: "a"\r\nContent-Length: 100\r\n\r\nhalf') as endpoint:
        message = failure(lambda: opened(endpoint).get("ledger/a"))
    assert message.startswith(f"storage {endpoint}, bucket pressearchiv, ledger/a: ")


def test_what_was_to_be_replaced_is_gone_as_amazon_says_it(login: S3Access) -> None:
    body = b"<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>"
    head = f"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with answering(head + body) as endpoint:
        assert not opened(endpoint).replace("ledger/a", b"", JSON, '"tag"')


def test_an_error_page_of_many_lines_is_one(login: S3Access) -> None:
    body = b"<Error><Code>InternalError</Code><Message>We are\n  at lunch</Message></Error>"
    head = f"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with answering(head + body) as endpoint:
        assert "We are at lunch" in failure(lambda: opened(endpoint).get("ledger/a"))
