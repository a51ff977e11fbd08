"""`make bench`: each benchmark as a ratio, printed and written to `.pressearchiv/bench.json`.

reading   reading a release page whole, beside parsing the same bytes with lxml alone
ingest    archiving the stand-in city through the real flow (Prefect server, S3 server, all stages on), beside the
          copy limit: the same addresses fetched with httpx and put with boto3, eight at once, and nothing else
nothing   a run over the unchanged city, beside the first run
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import boto3
import httpx
import lxml.html
import yaml

from config.load import load_source
from config.settings import read_settings
from infra.main import parts
from tasks.parse.page import read_page
from tests.city.city import City
from tests.city.server import serving
from tests.city.site import release_answer

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reading() -> dict[str, float]:
    """Milliseconds a page, and the median ratio of paired rounds."""
    city, source = City.sample(), load_source("sample")
    answers = [(release_answer(city.view(), release), release.path) for release in city.releases.values()]

    def read() -> None:
        for answer, path in answers:
            read_page(answer.body, answer.content_type, f"http://127.0.0.1:8410{path}", source)

    def parse() -> None:
        for answer, _ in answers:
            lxml.html.document_fromstring(answer.body)

    read()
    pairs = [(seconds(read), seconds(parse)) for _ in range(ROUNDS)]
    return {
        "pages": len(answers),
        "read_ms": 1000 * statistics.median(pair[0] for pair in pairs) / len(answers),
        "lxml_ms": 1000 * statistics.median(pair[1] for pair in pairs) / len(answers),
        "ratio": statistics.median(a / b for a, b in pairs),
    }


def ingest() -> dict[str, float]:
    """Seconds of a first run, of a run with nothing new, and of a bare copy of the same addresses."""
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


def main() -> None:
    results = {"reading": reading(), "ingest": ingest()}
    out = Path(".pressearchiv") / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(results, indent=1) + "\n")
    for name, figures in results.items():
        sys.stdout.write(f"{name:8} " + "  ".join(f"{key} {value:.3g}" for key, value in figures.items()) + "\n")


if __name__ == "__main__":
    main()
