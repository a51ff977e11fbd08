import uuid
from typing import TYPE_CHECKING

import pytest

from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tests.conftest import FreshBucket
from tests.tasks.publish.archives import Archive, Recording, fill

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


def filled(bucket: Bucket) -> Archive:
    """An archive of three releases, nothing published yet."""
    archive = Archive(Store(bucket))
    archive.store.prepare()
    fill(archive)
    return archive


@pytest.fixture(scope="module")
def standing(s3_client: "S3Client") -> Archive:
    """An archive, published, that tests of one module share and only read."""
    archive = filled(Bucket(s3_client, f"test-{uuid.uuid4().hex}"))
    archive.publish()
    return archive


@pytest.fixture
def recording(bucket: FreshBucket) -> Recording:
    """A fresh bucket that remembers what is asked of it."""
    return Recording(Bucket(bucket.client, bucket.name))


@pytest.fixture
def archive(recording: Recording) -> Archive:
    """An archive in that bucket, its calls forgotten."""
    archive = filled(recording)
    recording.forget()
    return archive


@pytest.fixture
def published(archive: Archive, recording: Recording) -> Archive:
    """The same, published, its calls forgotten."""
    archive.publish()
    recording.forget()
    return archive
