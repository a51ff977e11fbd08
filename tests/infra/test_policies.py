"""Rights as they are shipped (`infra/policies`), held by the embedded server: each role does its own work alone."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from infra.identities import ROLES, fresh_keys, identities, policy
from infra.s3 import S3Access, embedded_s3
from tasks.store.policy import public_read_policy
from tests.conftest import client_of

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

BUCKET = "pressearchiv"
ROOMS = ("captures/essen/1/x.warc.gz", "releases/essen/1/x.json", "ledger/essen/2026.json")
DERIVED = ("public/index.html", "edition/root.json", "renditions/aa/x.json")


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, "S3Client"]]:
    """Every role's client at a server that knows their policies, and the server's own administrator."""
    home = tmp_path_factory.mktemp("policies")
    keys = fresh_keys()
    (home / "s3").mkdir()
    (home / "s3" / "identities.json").write_text(identities(keys))
    with embedded_s3(home) as access:
        made = {role: client_of(S3Access(access.endpoint_url, *keys[role], access.region)) for role in keys}
        made["admin"].create_bucket(Bucket=BUCKET)
        made["admin"].put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(public_read_policy(BUCKET)))
        for key in (*ROOMS, *DERIVED):
            made["admin"].put_object(Bucket=BUCKET, Key=key, Body=b"old")
        yield made


def may(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("AccessDenied", "403"):
            raise
        return False
    return True


def rights(client: "S3Client", key: str) -> str:
    """What that client may do with an object: read, write, remove."""
    may_do = {
        "r": may(lambda: client.get_object(Bucket=BUCKET, Key=key)),
        "w": may(lambda: client.put_object(Bucket=BUCKET, Key=key, Body=b"new")),
        "d": may(lambda: client.delete_object(Bucket=BUCKET, Key=key)),
    }
    return "".join(letter for letter, allowed in may_do.items() if allowed)


@pytest.mark.parametrize(
    ("role", "evidence", "derived", "lists"),
    [
        ("reader", "", {"public": "r", "edition": "", "renditions": ""}, False),
        ("publisher", "r", {"public": "rwd", "edition": "rwd", "renditions": "rwd"}, True),
        ("writer", "rw", {"public": "rwd", "edition": "rwd", "renditions": "rwd"}, True),
        ("keeper", "rwd", {"public": "rwd", "edition": "rwd", "renditions": "rwd"}, True),
    ],
)
def test_each_role_has_the_rights_of_its_work(
    clients: Mapping[str, "S3Client"], role: str, evidence: str, derived: Mapping[str, str], lists: bool
) -> None:
    for key in (*ROOMS, *DERIVED):
        clients["admin"].put_object(Bucket=BUCKET, Key=key, Body=b"old")
    client = clients[role]
    assert may(lambda: client.list_objects_v2(Bucket=BUCKET)) is lists
    assert {key: rights(client, key) for key in ROOMS} == dict.fromkeys(ROOMS, evidence)
    assert {key.partition("/")[0]: rights(client, key) for key in DERIVED} == derived


@pytest.mark.parametrize("role", ROLES)
def test_nobody_changes_the_bucket_itself(clients: Mapping[str, "S3Client"], role: str) -> None:
    client = clients[role]
    assert not may(lambda: client.put_bucket_policy(Bucket=BUCKET, Policy="{}"))
    assert not may(lambda: client.delete_bucket(Bucket=BUCKET))
    assert not may(lambda: client.create_bucket(Bucket="another"))


@pytest.mark.parametrize("role", ROLES)
def test_policies_name_one_bucket_and_only_allow(role: str) -> None:
    shipped = json.loads(policy(role, BUCKET))
    assert shipped["Version"] == "2012-10-17"
    for statement in shipped["Statement"]:
        assert statement["Effect"] == "Allow"
        assert "*" not in "".join(statement["Action"])
        assert all(each.startswith(f"arn:aws:s3:::{BUCKET}") for each in statement["Resource"])
