"""Where trials are played: a small city, its source file, and the archive as it stood before the run.

The city lives two days. On the first it has four releases, one of which does not read. On the second one is edited, one
is moved, one is removed, one reads at last, and a new one came. A trial is a run on the second day, over the archive of
the first or over none.
"""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

import yaml

from infra.s3 import S3Access
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tests.city.city import City
from tests.city.misbehaviour import Status
from tests.city.server import serving
from tests.conftest import client_of
from tests.torture.runs import Ending, Run, start

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

EDITED, MOVED, REMOVED, UNREADABLE, NEW = "1577120", "1524416", "1509912", "1571777", "1503377"
_PATH = "/meldungen/pressemeldung_{}.de.html"


@dataclass(frozen=True)
class Scene:
    """A city on its second day, the parts, and the archive of its first day."""

    access: S3Access
    prefect_api: str
    client: "S3Client"
    file: Path
    folder: Path
    base: str
    since: datetime
    """Whatever the archive dates at or after this was done on the second day."""

    def bucket(self, *, over_base: bool = True) -> Store:
        """A bucket for one trial: a copy of the first day's archive, or none yet."""
        store = Store(Bucket(self.client, f"torture-{uuid.uuid4().hex}"))
        if over_base:
            store.prepare()
            keys = Bucket(self.client, self.base).etags("")
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(lambda key: self._copy(key, store.bucket.name), keys))
            assert store.bucket.etags("") == keys
        return store

    def _copy(self, key: str, to: str) -> None:
        self.client.copy_object(Bucket=to, Key=key, CopySource={"Bucket": self.base, "Key": key})

    def start(self, store: Store, endpoint: str | None = None, *, whole: bool = False, **settings: Any) -> Run:
        """Start a run on that bucket, through that endpoint."""
        env = {
            "AWS_ACCESS_KEY_ID": self.access.access_key,
            "AWS_SECRET_ACCESS_KEY": self.access.secret_key,
            "PREFECT_API_URL": self.prefect_api,
            "PRESSEARCHIV_S3_ENDPOINT_URL": endpoint or self.access.endpoint_url,
            "PRESSEARCHIV_S3_BUCKET": store.bucket.name,
            **{f"PRESSEARCHIV_{name.upper()}": str(value) for name, value in settings.items()},
        }
        return start(env, self.file, self.folder, whole=whole)

    def run(self, store: Store) -> Ending:
        """One undisturbed run, which completes."""
        ending = self.start(store).end()
        assert ending, "nobody kills an undisturbed run"
        assert ending.completed, ending.said
        return ending

    def at(self, access: S3Access) -> "Scene":
        """The same with the storage's server started anew."""
        return replace(self, access=access, client=client_of(access))

    def drop(self, store: Store) -> None:
        """Forget a trial's bucket with all that is in it."""
        self.client.delete_bucket(Bucket=store.bucket.name)


def _first_day(sample: City) -> City:
    releases = sample.releases
    city = City.of(releases[id_] for id_ in (EDITED, MOVED, REMOVED, UNREADABLE))
    city.fail(_PATH.format(UNREADABLE), Status(200))
    return city


def _second_day(city: City, sample: City) -> None:
    city.edit(EDITED, title="Laubannahme nun auch am Sonnabend", modified=datetime(2026, 5, 1, 9, tzinfo=UTC))
    city.move(MOVED, f"/meldungen/archiv/pressemeldung_{MOVED}.de.html")
    city.remove(REMOVED)
    city.heal(_PATH.format(UNREADABLE))
    city.publish(sample.releases[NEW])


@contextmanager
def small_city(access: S3Access, prefect_api: str, folder: Path) -> Iterator[tuple[Scene, City]]:
    """The scene, and the city to be changed by who wants it otherwise."""
    sample = City.sample()
    city = _first_day(sample)
    with serving(city) as url:
        rules = {"extends": "sample", "id": "town", "base_url": url, "requests_per_second": 1000}
        rules |= {"gates": {"failed_share": 0.5}, "limits": {"attempts": 2, "retry_wait": 0.1}}
        file = folder / "town.yaml"
        file.write_text(yaml.safe_dump(rules))
        client = client_of(access)
        base = f"torture-{uuid.uuid4().hex}"
        scene = Scene(access, prefect_api, client, file, folder, base, datetime.now(UTC))
        scene.run(Store(Bucket(client, base)))
        _second_day(city, sample)
        sleep(1.1)  # the archive's times are whole seconds
        since = datetime.now(UTC).replace(microsecond=0)
        sleep(1.1)
        yield Scene(access, prefect_api, client, file, folder, base, since), city
