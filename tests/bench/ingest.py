"""Archiving through the real flow, beside the copy limit: releases with two large pictures each, no two alike.

The flow runs with Prefect's server, the S3 server and all stages on, renditions included. The copy limit is the same
addresses fetched with httpx and put with boto3 and nothing else, at whichever concurrency is best.
"""

import io
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache

import boto3
import httpx
from PIL import Image

from config.settings import read_settings
from tests.bench.home import PORT, installation, keep, run_flow
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
    city, bucket = (
        Gallery.of(map(_illustrated, write_releases(releases, date(2026, 6, 30)))),
        f"i{uuid.uuid4().hex[:12]}",
    )
    with installation() as file, serving(city, PORT) as base:
        first = run_flow(bucket, 1, "archive", str(file))
        asked = [r.target for r in city.requests if "/pressemeldung_" in r.target or "/media/" in r.target]
        copies = {number: copy([base + target for target in asked], bucket, number) for number in _AT_ONCE}
    share = min(copies.values()) / first["seconds"]
    target = Target("share of the copy limit", share, 0.5)
    figures = {
        "releases": releases,
        "flow": first,
        "copy_seconds": copies,
        "releases_per_second": releases / first["seconds"],
    }
    keep("ingest", {**figures, "targets": [{**vars(target), "met": target.met}]})
    return (
        f"{releases} releases, {len(asked)} addresses: {figures['releases_per_second']:.1f} a second, "
        f"{first['storage'] / releases:.1f} S3 calls each, {first['peak_megabytes']:.0f} MB at most\n"
        f"{'met' if target.met else 'missed':8}{target.name}: {share:.3f} (aim ≥ {target.aim})\n"
    )


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
