"""What many tests share: one embedded S3 server and one Prefect server for the whole suite, a bucket for each test."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from hypothesis import settings

from infra.prefect_server import embedded_prefect
from infra.process import free_ports
from infra.s3 import S3Access, embedded_s3

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

# How long one example takes says nothing of the code on a machine that does much else.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@dataclass(frozen=True)
class FreshBucket:
    """A bucket name that nobody has used, and a client with the server's credentials. The bucket does not exist yet."""

    name: str
    client: "S3Client"


def client_of(access: S3Access) -> "S3Client":
    return boto3.session.Session().client(
        "s3",
        endpoint_url=access.endpoint_url,
        aws_access_key_id=access.access_key,
        aws_secret_access_key=access.secret_key,
        region_name=access.region,
    )


@pytest.fixture(scope="session")
def s3_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the suite's S3 server."""
    return tmp_path_factory.mktemp("s3-server")


@pytest.fixture(scope="session")
def s3(s3_home: Path) -> Iterator[S3Access]:
    """The suite's S3 server."""
    with embedded_s3(s3_home) as access:
        yield access


@pytest.fixture(scope="session")
def s3_client(s3: S3Access) -> "S3Client":
    return client_of(s3)


@pytest.fixture
def bucket(s3_client: "S3Client") -> FreshBucket:
    return FreshBucket(f"test-{uuid.uuid4().hex}", s3_client)


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the suite's Prefect server."""
    return tmp_path_factory.mktemp("prefect-server")


@pytest.fixture(scope="session")
def prefect_api(prefect_home: Path) -> Iterator[str]:
    """The API address of the suite's Prefect server."""
    with embedded_prefect(prefect_home, free_ports(1)[0]) as api:
        yield api
