"""The storage's credentials: from the environment, or from a block that the Prefect server keeps."""

import uuid
from collections.abc import Iterator

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect_aws import AwsCredentials, MinIOCredentials
from pydantic import SecretStr

from config.errors import ConfigError
from config.settings import Settings, read_settings
from flows.workplace import open_store
from infra.s3 import S3Access
from tests.conftest import FreshBucket


@pytest.fixture
def server(prefect_api: str) -> Iterator[str]:
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        yield prefect_api


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def settings(s3: S3Access, bucket: FreshBucket, block: str) -> Settings:
    names = {"S3_ENDPOINT_URL": s3.endpoint_url, "S3_BUCKET": bucket.name, "S3_CREDENTIALS_BLOCK": block}
    return read_settings({f"PRESSEARCHIV_{name}": value for name, value in names.items()}, None)


@pytest.mark.parametrize("kind", ["aws-credentials", "minio-credentials"])
def test_credentials_come_from_a_block(server: str, s3: S3Access, bucket: FreshBucket, kind: str) -> None:
    name, secret = f"archive-{uuid.uuid4().hex}", SecretStr(s3.secret_key)
    if kind == "aws-credentials":
        AwsCredentials(aws_access_key_id=s3.access_key, aws_secret_access_key=secret).save(name)
    else:
        MinIOCredentials(minio_root_user=s3.access_key, minio_root_password=secret).save(name)
    store = open_store(settings(s3, bucket, f"{kind}/{name}"))
    assert store.sources() == ()


def test_a_block_that_is_not_there_is_one_line(server: str, s3: S3Access, bucket: FreshBucket) -> None:
    with pytest.raises(ConfigError, match="keeps no such block"):
        open_store(settings(s3, bucket, "aws-credentials/nobody"))


def test_what_is_no_block_with_credentials_is_refused(s3: S3Access, bucket: FreshBucket) -> None:
    with pytest.raises(ConfigError, match="PRESSEARCHIV_S3_CREDENTIALS_BLOCK"):
        settings(s3, bucket, "secret/password")
