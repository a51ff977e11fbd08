import json
import os
import signal
import stat
import sys
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from botocore.exceptions import ClientError

from infra.s3 import S3Access, embedded_s3
from tasks.store.policy import public_read_policy
from tests.conftest import FreshBucket, client_of
from tests.infra.other import eventually, other_program, pid_of

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

PAGE = b"<!doctype html><title>Pressearchiv</title>"


@pytest.fixture(scope="module")
def archive(s3_client: "S3Client") -> FreshBucket:
    """A bucket with a published page and a ledger, and the archive's policy."""
    name = f"archive-{uuid.uuid4().hex}"
    s3_client.create_bucket(Bucket=name)
    s3_client.put_bucket_policy(Bucket=name, Policy=json.dumps(public_read_policy(name)))
    for key in ("public/x", "ledger/x", "publications/x"):
        s3_client.put_object(Bucket=name, Key=key, Body=PAGE, ContentType="text/html; charset=utf-8")
    return FreshBucket(name, s3_client)


def state(archive: FreshBucket) -> dict[str, str]:
    """What stands in the bucket: keys and ETags."""
    return {row["Key"]: row["ETag"] for row in archive.client.list_objects_v2(Bucket=archive.name)["Contents"]}


def ask(s3: S3Access, method: str, path: str, body: bytes | None = None) -> httpx.Response:
    return httpx.request(method, f"{s3.endpoint_url}/{path}", content=body, trust_env=False)


def refused(attempt: Callable[[], object]) -> str:
    with pytest.raises(ClientError) as caught:
        attempt()
    return caught.value.response["Error"]["Code"]


def test_everyone_reads_what_is_published(s3: S3Access, archive: FreshBucket) -> None:
    answer = ask(s3, "GET", f"{archive.name}/public/x")
    assert (answer.status_code, answer.content) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert ask(s3, "HEAD", f"{archive.name}/public/x").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "ledger/x"),
        ("HEAD", "ledger/x"),
        ("GET", "publications/x"),
        ("GET", "public/../ledger/x"),
        ("GET", "public/%2e%2e/ledger/x"),
        ("GET", ""),
        ("GET", "?list-type=2"),
        ("GET", "?list-type=2&prefix=public/"),
        ("GET", "?policy"),
        ("PUT", "public/x"),
        ("PUT", "public/new"),
        ("POST", "public/new?uploads"),
        ("DELETE", "public/x"),
        ("PUT", "?policy"),
        ("DELETE", "?policy"),
        ("DELETE", ""),
    ],
)
def test_everyone_does_nothing_else(s3: S3Access, archive: FreshBucket, method: str, path: str) -> None:
    before = state(archive)
    answer = ask(s3, method, f"{archive.name}/{path}", b"{}" if method in ("PUT", "POST") else None)
    assert answer.status_code in (400, 403), answer.text
    assert PAGE not in answer.content
    assert state(archive) == before
    assert ask(s3, "GET", f"{archive.name}/public/x").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("PUT", "a-new-bucket"), ("POST", "?Action=ListUsers&Version=2010-05-08")]
)
def test_server_itself_is_closed_to_everyone(s3: S3Access, method: str, path: str) -> None:
    assert ask(s3, method, path).status_code in (403, 405)


def test_bucket_without_policy_is_closed_to_everyone(s3: S3Access, bucket: FreshBucket) -> None:
    bucket.client.create_bucket(Bucket=bucket.name)
    bucket.client.put_object(Bucket=bucket.name, Key="public/x", Body=PAGE)
    assert ask(s3, "GET", f"{bucket.name}/public/x").status_code == 403


def test_other_credentials_are_refused(s3: S3Access) -> None:
    wrong = S3Access(s3.endpoint_url, s3.access_key, "wrong", s3.region)
    unknown = S3Access(s3.endpoint_url, "AKIAUNKNOWN", s3.secret_key, s3.region)
    assert refused(client_of(wrong).list_buckets) == "SignatureDoesNotMatch"
    assert refused(client_of(unknown).list_buckets) == "InvalidAccessKeyId"


def test_bucket_is_not_made_by_mistyping(bucket: FreshBucket) -> None:
    assert refused(lambda: bucket.client.put_object(Bucket=bucket.name, Key="x", Body=b"")) == "NoSuchBucket"


def race(attempts: list[Callable[[], object]]) -> list[str]:
    def one(attempt: Callable[[], object]) -> str:
        try:
            attempt()
        except ClientError as error:
            return error.response["Error"]["Code"]
        return "won"

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(one, attempts))


def test_one_of_many_creates(archive: FreshBucket) -> None:
    def create(number: int) -> Callable[[], object]:
        return lambda: archive.client.put_object(
            Bucket=archive.name, Key="races/new", Body=b"%d" % number, IfNoneMatch="*"
        )

    outcomes = race([create(number) for number in range(16)])
    assert sorted(outcomes) == ["PreconditionFailed"] * 15 + ["won"]
    assert int(archive.client.get_object(Bucket=archive.name, Key="races/new")["Body"].read()) == outcomes.index("won")


def test_one_of_many_replaces(archive: FreshBucket) -> None:
    etag = archive.client.put_object(Bucket=archive.name, Key="races/old", Body=b"")["ETag"]

    def replace(number: int) -> Callable[[], object]:
        return lambda: archive.client.put_object(
            Bucket=archive.name, Key="races/old", Body=b"%d" % number, IfMatch=etag
        )

    outcomes = race([replace(number) for number in range(16)])
    assert sorted(outcomes) == ["PreconditionFailed"] * 15 + ["won"]
    assert int(archive.client.get_object(Bucket=archive.name, Key="races/old")["Body"].read()) == outcomes.index("won")


def test_headers_and_bytes_are_kept(s3: S3Access, archive: FreshBucket) -> None:
    body = os.urandom(9_000_000)
    forever = "public, max-age=31536000, immutable"
    archive.client.put_object(
        Bucket=archive.name, Key="public/bild.jpg", Body=body, ContentType="image/jpeg", CacheControl=forever
    )
    answer = ask(s3, "GET", f"{archive.name}/public/bild.jpg")
    assert answer.content == body
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/jpeg", forever)
    part = archive.client.get_object(Bucket=archive.name, Key="public/bild.jpg", Range="bytes=4194300-4194309")
    assert part["Body"].read() == body[4194300:4194310]


def test_other_websites_may_read_what_is_published_if_the_bucket_says_so(s3: S3Access, archive: FreshBucket) -> None:
    rule = {"AllowedMethods": ["GET"], "AllowedOrigins": ["https://example.org"]}
    archive.client.put_bucket_cors(Bucket=archive.name, CORSConfiguration={"CORSRules": [rule]})  # type: ignore[list-item]
    url = f"{s3.endpoint_url}/{archive.name}/public/x"
    allowed = httpx.get(url, headers={"origin": "https://example.org"}, trust_env=False)
    other = httpx.get(url, headers={"origin": "https://example.com"}, trust_env=False)
    assert allowed.headers["access-control-allow-origin"] == "https://example.org"
    assert "access-control-allow-origin" not in other.headers


def test_many_buckets_fit(s3_client: "S3Client", bucket: FreshBucket) -> None:
    def fill(number: int) -> int:
        name = f"{bucket.name[:40]}-{number}"
        s3_client.create_bucket(Bucket=name)
        s3_client.put_object(Bucket=name, Key="x", Body=PAGE)
        return len(s3_client.get_object(Bucket=name, Key="x")["Body"].read())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(fill, range(55))) == [len(PAGE)] * 55


def test_files_are_their_owners_alone(s3: S3Access, s3_home: Path) -> None:
    home = s3_home / "s3"
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in (home, home / "identities.json", home / "volumes")}
    assert modes == {home: 0o700, home / "identities.json": 0o600, home / "volumes": 0o700}
    assert s3.secret_key in (home / "identities.json").read_text()
    assert len(s3.secret_key) >= 40


def test_objects_survive_the_servers_sudden_death(s3: S3Access, tmp_path: Path) -> None:
    bodies = {f"k{number}": os.urandom(1 + 3000 * number) for number in range(50)}
    with embedded_s3(tmp_path) as first:
        assert first.endpoint_url != s3.endpoint_url, "several servers run side by side"
        client = client_of(first)
        client.create_bucket(Bucket="archive")
        for key, body in bodies.items():
            client.put_object(Bucket="archive", Key=key, Body=body)
        os.kill(pid_of(tmp_path / "s3"), signal.SIGKILL)
    with embedded_s3(tmp_path) as second:
        assert (second.access_key, second.secret_key) == (first.access_key, first.secret_key)
        client = client_of(second)
        assert {key: client.get_object(Bucket="archive", Key=key)["Body"].read() for key in bodies} == bodies
        client.put_object(
            Bucket="archive", Key="k0", Body=b"new", IfMatch=client.head_object(Bucket="archive", Key="k0")["ETag"]
        )


def test_joins_another_programs_server_which_dies_with_that_program(tmp_path: Path) -> None:
    with other_program("s3", tmp_path) as (program, endpoint):
        with embedded_s3(tmp_path) as joined:
            assert joined.endpoint_url == endpoint
            client_of(joined).create_bucket(Bucket="archive")
        assert [row["Name"] for row in client_of(joined).list_buckets()["Buckets"]] == ["archive"]
        if sys.platform == "linux":
            program.kill()
            assert eventually(lambda: not open_port(endpoint))


def open_port(endpoint: str) -> bool:
    try:
        httpx.get(endpoint, trust_env=False)
    except httpx.TransportError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_inner_ports_are_on_loopback_and_give_and_take_nothing(
    s3: S3Access, archive: FreshBucket, s3_home: Path
) -> None:
    addresses = listening(pid_of(s3_home / "s3"))
    assert {host for host, _ in addresses} == {"0100007F"}
    inner = {port for _, port in addresses} - {httpx.URL(s3.endpoint_url).port}
    assert len(inner) == 7
    requests = [
        ("GET", f"buckets/{archive.name}/ledger/x"),
        ("PUT", f"buckets/{archive.name}/ledger/x"),
        ("DELETE", f"buckets/{archive.name}/ledger/x"),
        ("POST", f"col/delete?collection={archive.name}"),
        ("GET", "dir/assign"),
        ("DELETE", "1,01637037d6"),
    ]
    for port in inner:
        for method, path in requests:
            assert status(f"http://127.0.0.1:{port}/{path}", method) in (None, 400, 401, 404), (port, method, path)
    assert archive.client.get_object(Bucket=archive.name, Key="ledger/x")["Body"].read() == PAGE


def status(url: str, method: str) -> int | None:
    """None: no HTTP is spoken there."""
    try:
        return httpx.request(method, url, trust_env=False).status_code
    except httpx.RemoteProtocolError:
        return None


def listening(pid: int) -> set[tuple[str, int]]:
    """Every address (hexadecimal) and TCP port that the process listens on."""
    own = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    rows = [
        row.split()
        for table in ("tcp", "tcp6")
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
    ]
    places = [row[1].split(":") for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in own]
    return {(host, int(port, 16)) for host, port in places}
