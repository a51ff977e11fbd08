"""Where measures take place: the embedded parts, a stand-in city on a port that stays, flows in processes of their own.

Archives outlive a run: what was made once is measured again. `make clean` removes them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from config.load import load_source
from config.settings import read_settings
from flows.workplace import open_store
from infra.main import parts
from tasks.store.store import Store

FOLDER = Path(".pressearchiv") / "bench"
PORT = 8421
_CALM = {"fresh_days": 0, "fresh_hours": 240, "full_days": 36500, "per_run": 200}
"""Nothing is due: rechecks cost by what is due, not by what is archived, and are told apart from what is measured."""
_LIST = {
    "kind": "list",
    "url": "/meldungen/meldungen_letzte_tage.de.jsp?pageNo=1",
    "row": 'tr:has(> td[headers~="title"])',
    "link": 'td[headers~="title"] a[href]',
    "date": 'td[headers~="date"]',
    "next": 'a[title*="vorblättern"]',
}


@contextmanager
def installation() -> Iterator[Path]:
    """The embedded parts, Prefect's server among them; the source file of the city to be archived."""
    home = FOLDER / "home"
    home.mkdir(parents=True, exist_ok=True)
    file = home / "bench.yaml"
    base = {"extends": "sample", "id": "bench", "base_url": f"http://127.0.0.1:{PORT}/", "seeds": [_LIST]}
    file.write_text(yaml.safe_dump({**base, "requests_per_second": 100000, "recheck": _CALM}), "utf-8")
    before = dict(os.environ)
    os.environ["PRESSEARCHIV_DATA_DIR"] = str(home)
    try:
        with parts(read_settings(), load_source(str(file)), True):
            yield file
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_flow(bucket: str, runs: int, name: str, *arguments: str, **settings: str) -> dict[str, Any]:
    """That flow over that bucket, so many times in one process; what `tests.bench.once` measured."""
    env = {**os.environ, "PRESSEARCHIV_S3_BUCKET": bucket, **settings}
    command = (sys.executable, "-m", "tests.bench.once", str(runs), name, *arguments)
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def holdings(bucket: str) -> dict[str, int]:
    """What a bucket holds: objects, bytes."""
    listed = store_of(bucket).bucket.listing().values()
    return {"objects": len(listed), "bytes": sum(one.size for one in listed)}


def store_of(bucket: str) -> Store:
    """The embedded storage's bucket of that name."""
    return open_store(read_settings().model_copy(update={"s3_bucket": bucket}))


def keep(name: str, data: Mapping[str, Any], **plots: str) -> None:
    """Write a part's figures and plots."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    for plot, svg in plots.items():
        (FOLDER / f"{name}-{plot}.svg").write_text(svg, "utf-8")
