"""Two hundred injuries at random, through the real storage: found, named, repaired, or told as lost."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from infra.s3 import S3Access
from tests.conftest import FreshBucket, client_of
from tests.tasks.audit.archives import Archive, city_archive
from tests.tasks.audit.injuries import WAYS
from tests.tasks.audit.trial import play

_ROUNDS, _EACH = 7, 30


@pytest.fixture(scope="module")
def archive(s3: S3Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    bucket = FreshBucket(f"test-{uuid4().hex}", client_of(s3))
    with city_archive(s3, bucket, tmp_path_factory.mktemp("town"), 8) as archive:
        report = archive.audit(now=datetime.now(UTC))
        assert (report.findings, report.notices) == ((), ())
        assert report.read == report.objects > 120
        yield archive


def test_every_injury_is_found_and_what_can_be_is_repaired(archive: Archive) -> None:
    done: Counter[str] = Counter()
    for seed in range(_ROUNDS):
        injuries, report = play(archive, seed, _EACH)
        done.update(injury.way for injury in injuries)
        assert report.repaired
    assert done.total() >= 200
    assert set(done) == set(WAYS)
    assert archive.audit().findings == ()
