"""Archiving the stand-in city through the real flow, beside the copy limit.

The flow runs with Prefect's server, the S3 server and all stages on. The copy limit is the same addresses fetched with
httpx and put with boto3, eight at once, and nothing else. A run over the unchanged city stands beside the first run.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import boto3
import httpx
import yaml

from config.load import load_source
from config.settings import read_settings
from infra.main import parts
from tests.city.city import City
from tests.city.server import serving


def ingest() -> dict[str, float]:
    """Releases a second of a first run, its share of the copy limit, and what a run with nothing new takes of it."""
    with installation() as (city, file, base):
        from flows.archive import archive_releases  # noqa: PLC0415  # Prefect reads its settings on import

        run = lambda: archive_releases(str(file), return_state=True)  # noqa: E731
        first = seconds(run)
        asked = sorted({r.target for r in city.requests if "/pressemeldung_" in r.target or "/media/" in r.target})
        again = seconds(run)
        copied = seconds(lambda: copy([base + target for target in asked]))
    releases = len(city.releases)
    return {
        "releases": releases,
        "releases_per_second": releases / first,
        "share_of_copy_limit": copied / first,
        "nothing_new_share_of_first": again / first,
    }


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def installation() -> Iterator[tuple[City, Path, str]]:
    """The embedded parts in a folder of their own, and the city served without a rate limit."""
    city = City.sample()
    with tempfile.TemporaryDirectory() as folder, serving(city) as base:
        os.environ["PRESSEARCHIV_DATA_DIR"] = folder
        file = Path(folder) / "bench.yaml"
        rules = {"extends": "sample", "id": "bench", "base_url": base, "requests_per_second": 100000}
        file.write_text(yaml.safe_dump(rules))
        with parts(read_settings(), load_source(str(file)), True):
            yield city, file, base


def copy(urls: list[str]) -> None:
    """Fetch and put, eight at once."""
    settings = read_settings()
    client = boto3.session.Session().client("s3", endpoint_url=settings.s3_endpoint_url, region_name=settings.s3_region)
    with httpx.Client(trust_env=False) as web, ThreadPoolExecutor(8) as pool:

        def one(numbered: tuple[int, str]) -> None:
            body = web.get(numbered[1]).content
            client.put_object(Bucket=settings.s3_bucket, Key=f"copy/{numbered[0]}", Body=body)

        list(pool.map(one, enumerate(urls)))
