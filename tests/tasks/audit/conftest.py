"""One archive for all trials, audited once; each finds it as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from infra.s3 import S3Access
from tests.conftest import FreshBucket, client_of
from tests.tasks.audit.archives import Archive, city_archive


@pytest.fixture(scope="session")
def sound_archive(s3: S3Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    bucket = FreshBucket(f"test-{uuid4().hex}", client_of(s3))
    with city_archive(s3, bucket, tmp_path_factory.mktemp("town"), 8) as archive:
        report = archive.audit(now=datetime.now(UTC))
        assert (report.findings, report.notices) == ((), ())
        assert report.read == report.objects > 120
        yield archive


@pytest.fixture
def archive(sound_archive: Archive) -> Iterator[Archive]:
    before = sound_archive.everything()
    yield sound_archive
    sound_archive.put_back(before)
