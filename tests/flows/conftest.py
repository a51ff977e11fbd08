"""A town to play a city's life in: the stand-in on a port of its own, a bucket, and the real flow over both."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.request import urlopen

import pytest
import yaml
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.archive import archive_releases
from flows.reports.run import RunReport
from infra.s3 import S3Access
from tests.city.city import City
from tests.city.server import serving
from tests.conftest import FreshBucket

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State


@dataclass
class Town:
    """A city that is served, its source file, and what the archive publishes of it."""

    city: City
    url: str
    file: Path
    bucket: FreshBucket
    endpoint: str
    rules: dict[str, Any] = field(default_factory=dict)

    def configure(self, **rules: Any) -> None:
        """Write the source file: the sample's structure at this address, with these rules over it."""
        self.rules |= rules
        base = {"extends": "sample", "id": "town", "base_url": self.url, "requests_per_second": 1000}
        self.file.write_text(yaml.safe_dump(base | self.rules))

    def archive(self, **arguments: Any) -> "State[RunReport]":
        """One run of the real flow."""
        return cast("State[RunReport]", archive_releases(str(self.file), **arguments, return_state=True))

    def report(self, **arguments: Any) -> RunReport:
        """One run that completes, and its report."""
        state = self.archive(**arguments)
        assert state.is_completed(), state.message
        return state.result()

    def public(self, path: str) -> bytes:
        """A published file, as anyone may read it."""
        with urlopen(f"{self.endpoint}/{self.bucket.name}/public/{path}") as answer:
            return bytes(answer.read())

    def json(self, path: str) -> Any:
        return json.loads(self.public(path))

    def releases(self) -> dict[str, Any]:
        """Every published release.json by id, found by following the indexes."""
        found = {}
        for source in self.json("index.json")["sources"]:
            for year in source["years"]:
                folder = year["href"].rsplit("/", 1)[0]
                for row in self.json(year["href"])["releases"]:
                    found[row["id"]] = self.json(f"{folder}/{row['href']}")
        return found

    def published(self) -> list[str]:
        """Every published file's key but those that tell how the sources fare, which a failed run posts as well."""
        told = ("public/assets/", "public/schema/status.", "public/status.")
        return [key for key in self.objects("public/") if not key.startswith(told)]

    def objects(self, prefix: str = "") -> dict[str, str]:
        """Every object's key below the prefix, with its ETag and time of writing."""
        pages = self.bucket.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket.name, Prefix=prefix)
        return {
            row["Key"]: f"{row['ETag']} {row['LastModified']}" for page in pages for row in page.get("Contents", [])
        }

    def readable(self) -> dict[str, str]:
        """Every published file but those that tell how the sources fare, which a failed run writes as well."""
        told = ("public/status.", "public/assets/", "public/schema/")
        return {key: stamp for key, stamp in self.objects("public/").items() if not key.startswith(told)}


@pytest.fixture
def installation(
    s3: S3Access, bucket: FreshBucket, prefect_api: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The environment of an installation: this bucket, this Prefect server, and nothing of the developer's own."""
    for name in [name for name in os.environ if name.startswith(("PRESSEARCHIV_", "AWS_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PRESSEARCHIV_S3_ENDPOINT_URL", s3.endpoint_url)
    monkeypatch.setenv("PRESSEARCHIV_S3_BUCKET", bucket.name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
    monkeypatch.setenv("PREFECT_API_URL", prefect_api)
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        yield


@pytest.fixture
def town(
    request: pytest.FixtureRequest, installation: None, s3: S3Access, bucket: FreshBucket, tmp_path: Path
) -> Iterator[Town]:
    """The bundled city's newest releases under another address; all of them where a test is marked `whole_city`."""
    city = City.sample()
    if not request.node.get_closest_marker("whole_city"):
        city = City.of(city.view().releases[:14])
    with serving(city) as url:
        played = Town(city, url, tmp_path / "town.yaml", bucket, s3.endpoint_url.rstrip("/"))
        played.configure(limits={"attempts": 2, "retry_wait": 0.2, "seconds": 2.5})
        yield played
