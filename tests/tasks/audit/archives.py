"""An archive to be injured: a small city's releases over three days, through the real steps of a run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from config.load import load_source
from config.settings import read_settings
from config.source import Source
from flows.sequence import run_source
from infra.s3 import S3Access
from tasks.audit import Mending, audit
from tasks.publish.press import at_once
from tasks.site.rendering import Site
from tasks.store.bucket import Bucket, Stored
from tasks.store.store import Store
from tasks.types.audit import AuditReport
from tasks.types.ledger import Entry
from tasks.visit import Span
from tests.city.city import City
from tests.city.server import serving
from tests.conftest import FreshBucket
from tests.hands import PlainHands

EDITED = "1595069"
LATER = timedelta(days=2)
"""When the audits look: nothing of the archive is younger than a day by then."""


@dataclass(frozen=True)
class Archive:
    """An archive, the rules of its source, and the raw client behind its bucket's back."""

    bucket: FreshBucket
    store: Store
    source: Source

    def audit(self, *, deep: bool = True, repair: bool = False, now: datetime | None = None) -> AuditReport:
        mending = Mending(Site(), {self.source.id: self.source}) if repair else None
        return audit(self.store, now or datetime.now(UTC) + LATER, deep=deep, mending=mending)

    def everything(self) -> dict[str, Stored]:
        """Every object, by key."""
        bucket = self.store.bucket
        keys = list(bucket.etags(""))
        return {key: stored for key, stored in zip(keys, at_once(bucket.look, keys), strict=True) if stored}

    def put(self, key: str, body: bytes, seal: str | None = None) -> None:
        """Write behind the archive's back."""
        metadata = {"sha256": seal} if seal else {}
        self.bucket.client.put_object(Bucket=self.bucket.name, Key=key, Body=body, Metadata=metadata)

    def put_back(self, before: Mapping[str, Stored]) -> None:
        """Make everything as it was."""
        after = self.everything()
        for key in after.keys() - before.keys():
            self.store.bucket.delete(key)
        for key, stored in before.items():
            if after.get(key) != stored:
                self.put(key, stored.body, stored.seal)

    def stored(self, key: str) -> Stored:
        """That object as it is."""
        stored = self.store.bucket.look(key)
        assert stored, key
        return stored

    def key(self, beginning: str, ending: str = "", place: int = 0) -> str:
        """One of the keys that begin and end so."""
        return [key for key in self.store.bucket.etags(beginning) if key.endswith(ending)][place]

    def entry(self, id_: str) -> Entry:
        """What the ledger knows of that release."""
        shards = self.store.shards(self.source.id)
        ledgers = (self.store.read_ledger(self.source.id, shard) for shard in shards)
        return next(ledger.entries[id_] for ledger in ledgers if id_ in ledger.entries)


@contextmanager
def city_archive(s3: S3Access, bucket: FreshBucket, folder: Path, releases: int) -> Iterator[Archive]:
    """A first run, one that finds nothing new, and one that finds an edit and an absence."""
    city = City.of(City.sample().view().releases[:releases])
    with serving(city) as url, pytest.MonkeyPatch.context() as patch:
        rules = {"extends": "sample", "id": "town", "base_url": url, "requests_per_second": 1000}
        file = folder / "town.yaml"
        file.write_text(yaml.safe_dump(rules))
        patch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
        patch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
        names = {"PRESSEARCHIV_S3_ENDPOINT_URL": s3.endpoint_url, "PRESSEARCHIV_S3_BUCKET": bucket.name}
        settings, source = read_settings(names, None), load_source(str(file))
        for day in range(3):
            if day == 2:
                city.edit(EDITED, title="Laubannahme nun auch am Sonnabend")
                city.remove(city.view().releases[-1].id)
            report = run_source(settings, source, Span(), None, full=True, hands=PlainHands())
            assert not report.failures
        yield Archive(bucket, Store(Bucket(bucket.client, bucket.name)), source)
