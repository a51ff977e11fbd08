"""Archiving through the real flow, beside the copy limit and a Scrapy spider: two large pictures each, no two alike.

The flow runs with Prefect's server, the S3 server and all stages on, renditions included; once more without Prefect.
The copy limit is the same addresses fetched with httpx and put with boto3 and nothing else, at whichever concurrency is
best. The spider (`spider`) stores page, reading and pictures.
"""

import io
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from typing import Any

import boto3
import httpx
from PIL import Image

from config.settings import read_settings
from tests.bench.home import PORT, holdings, installation, keep, run_flow
from tests.bench.target import Target
from tests.bench.writing import write_releases
from tests.city.city import City
from tests.city.model import HERE, Picture, Release
from tests.city.server import serving

PICTURES = 2
_FILE = "rathaus.jpg"
_AT_ONCE = (4, 8, 16)
_BYTES = 300_000


class Gallery(City):
    """A city each of whose pictures is one of its own, though they look alike."""

    def media(self, path: str) -> bytes | None:
        return _distinct(path) if path.endswith(_FILE) else None


def ingest(releases: int) -> str:
    """Measure that many; what to print."""
    city = Gallery.of(map(_illustrated, write_releases(releases, date(2026, 6, 30))))
    with installation() as file, serving(city, PORT) as base:
        bucket = _bucket()
        flow = run_flow(bucket, 1, "archive", str(file))
        asked = [r.target for r in city.requests if "/pressemeldung_" in r.target or "/media/" in r.target]
        held = holdings(bucket)
        bare = run_flow(_bucket(), 1, "bare", str(file))
        copies = {number: copy([base + target for target in asked], bucket, number) for number in _AT_ONCE}
        spider = crawl(base, bucket)
    figures = {"releases": releases, "flow": flow, "bare": bare, "copy_seconds": copies, "spider_seconds": spider}
    figures["holds"] = held
    aims = tuple(_targets(figures))
    keep("ingest", {**figures, "targets": [{**vars(target), "met": target.met} for target in aims]})
    return "\n".join((*_told(figures, len(asked)), *map(str, aims))) + "\n"


def _bucket() -> str:
    return f"i{uuid.uuid4().hex[:12]}"


def _targets(figures: Mapping[str, Any]) -> Iterator[Target]:
    seconds = figures["flow"]["seconds"]
    yield Target("share of the copy limit", min(figures["copy_seconds"].values()) / seconds, 0.5)
    yield Target("times as fast as the spider", figures["spider_seconds"] / seconds, 1)
    without = figures["bare"]["seconds"]
    yield Target("Prefect's share of the time", 1 - without / seconds, 0.15, at_least=False)


def _told(figures: Mapping[str, Any], addresses: int) -> Iterator[str]:
    releases, flow = figures["releases"], figures["flow"]
    rates = {"flow": flow["seconds"], "flow without Prefect": figures["bare"]["seconds"]}
    rates |= {"spider": figures["spider_seconds"], "copy limit": min(figures["copy_seconds"].values())}
    yield f"{releases} releases, {addresses} addresses, {flow['storage'] / releases:.1f} S3 calls a release"
    yield from (f"{name:24}{releases / seconds:8.1f} releases a second" for name, seconds in rates.items())
    yield f"peak of memory: {flow['peak_megabytes']:.0f} MB"
    yield "where the flow works: " + ", ".join(f"{room} {share:.0%}" for room, share in flow["rooms"].items())


def _illustrated(release: Release) -> Release:
    def picture(number: int) -> Picture:
        words = {
            "caption": f"Das Rathaus, Ansicht {number}.",
            "printed": f"Das Rathaus, Ansicht {number}. Foto: Elke Brandt",
        }
        given = {"credits": ("Elke Brandt",), "credit_in": ("caption",), "folder": f"bilder/{release.id}-{number}"}
        return Picture.model_validate({"file": _FILE, **words, **given})

    return release.model_copy(update={"pictures": tuple(map(picture, range(PICTURES)))})


def _distinct(path: str) -> bytes:
    """The large picture with a comment (JPEG's COM segment) that names this very address."""
    whole, note = _large(), path.encode()
    return whole[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + whole[2:]


@cache
def _large() -> bytes:
    """The city's picture, saved at the quality that makes it large enough."""
    with Image.open(HERE / "images" / _FILE) as small:
        wide = small.convert("RGB").resize((1600, 1600 * small.height // small.width))
    for quality in range(70, 101, 2):
        out = io.BytesIO()
        wide.save(out, "JPEG", quality=quality)
        if out.tell() >= _BYTES:
            break
    return out.getvalue()


def crawl(base: str, bucket: str) -> float:
    """Let the spider crawl the city; the seconds of its process, less those that Python and Scrapy take to begin."""
    begin = _seconds_of("-c", "import tests.bench.spider")
    return _seconds_of("-m", "tests.bench.spider", f"{base}/", bucket) - begin


def _seconds_of(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run((sys.executable, *arguments), check=True)
    return time.perf_counter() - start


def copy(urls: Sequence[str], bucket: str, at_once: int) -> float:
    """Fetch and put, so many at once; the seconds."""
    settings, start = read_settings(), time.perf_counter()
    client = boto3.session.Session().client("s3", endpoint_url=settings.s3_endpoint_url, region_name=settings.s3_region)
    with httpx.Client(trust_env=False) as web, ThreadPoolExecutor(at_once) as pool:

        def one(numbered: tuple[int, str]) -> None:
            body = web.get(numbered[1]).content
            client.put_object(Bucket=bucket, Key=f"copy-{at_once}/{numbered[0]}", Body=body)

        list(pool.map(one, enumerate(urls)))
    return time.perf_counter() - start
