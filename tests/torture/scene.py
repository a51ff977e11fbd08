"""Where trials are played: a small city, its source file, and the archive as it stood before the run.

The city lives two days. On the first it has four releases, one of which does not read. On the second one is edited, one
is moved, one is removed, one reads at last, and a new one came, which shares a picture with the one that moved. A trial
is a run on the second day, over the archive of the first or over none; or (`orders`) something else over a later one.
"""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

import yaml
from PIL import Image

from infra.s3 import S3Access
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tests.city.city import City
from tests.city.media import find_media
from tests.city.misbehaviour import Status
from tests.city.server import serving
from tests.conftest import client_of
from tests.torture.order import Order
from tests.torture.runs import Ending, Run, start

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

EDITED, MOVED, REMOVED, UNREADABLE, NEW = "1577120", "1018402", "1509912", "1571777", "1503377"
_PATH = "/meldungen/pressemeldung_{}.de.html"


@dataclass(frozen=True)
class Scene:
    """A city on its second day, the parts, the archive before a trial, and what a trial's runs are told to do."""

    access: S3Access
    prefect_api: str
    client: "S3Client"
    file: Path
    folder: Path
    base: str
    order: Order
    since: datetime
    """Whatever the archive dates at or after this was done in a trial."""

    def bucket(self, *, over_base: bool = True) -> Store:
        """A bucket for one trial: a copy of the archive before it, or none yet."""
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
        """Start a run on that bucket, through that endpoint; `whole`: the flow, where it can do without Prefect."""
        env = {
            "AWS_ACCESS_KEY_ID": self.access.access_key,
            "AWS_SECRET_ACCESS_KEY": self.access.secret_key,
            "PREFECT_API_URL": self.prefect_api,
            "PRESSEARCHIV_S3_ENDPOINT_URL": endpoint or self.access.endpoint_url,
            "PRESSEARCHIV_S3_BUCKET": store.bucket.name,
            **{f"PRESSEARCHIV_{name.upper()}": str(value) for name, value in settings.items()},
        }
        flow = "sequence" if self.order.flow == "archive" and not whole else self.order.flow
        return start(env, flow, self.order.given, self.folder)

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


@cache
def small_picture(path: str) -> bytes:
    """A picture of the city's in half its width: every run makes renditions, and thousands of runs are made."""
    found, out = find_media(path), BytesIO()
    assert found
    with Image.open(BytesIO(found[1])) as picture:
        picture.resize((picture.width // 2, picture.height // 2)).save(out, "JPEG", quality=100)
    return out.getvalue()


def _first_day(sample: City) -> City:
    releases = sample.releases
    city = City.of(releases[id_] for id_ in (EDITED, MOVED, REMOVED, UNREADABLE))
    for id_ in (EDITED, MOVED, UNREADABLE, NEW):
        for one in releases[id_].pictures:
            city.replace(one.path, small_picture(one.path))
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
        order = Order("archive", "archive", {"source": str(file), "full": True})
        scene = Scene(access, prefect_api, client, file, folder, base, order, datetime.now(UTC))
        scene.run(Store(Bucket(client, base)))
        _second_day(city, sample)
        sleep(1.1)  # the archive's times are whole seconds
        since = datetime.now(UTC).replace(microsecond=0)
        sleep(1.1)
        yield replace(scene, since=since), city
