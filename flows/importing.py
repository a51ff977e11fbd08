"""The flow `import-captures`: releases from other people's WARC files, archived and published. No network is asked.

All files are read through first, so their order makes no difference and a revisit finds what it refers to in whichever
it stands. Then one task run a release, as when archiving. What vanished before this archive came is readable at once;
the next run of `archive-releases` asks the city's site for it. A file that cannot be read is one line, the others go
on; the run fails where nothing could be read.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings
from config.source import Source
from flows.publishing import publish_years, say_held
from flows.reports.run import RunReport
from flows.signals.conclusion import conclude, failed, tell
from flows.signals.journal import begin
from flows.steering.parameters import SourceName
from flows.workplace import open_store, site_of
from tasks.capture.holdings import Holdings, Inventory
from tasks.discover.walk import SeedReport
from tasks.errors import PressearchivError, RunError
from tasks.importing import Imported, Importer
from tasks.ledger.book import Ledgers
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.types.edition import SourceRecord
from tasks.types.ledger import Entry
from tasks.types.visit import Outcome, Result

log = logging.getLogger(__name__)

_BATCH = 25
"""Releases between two writes of the ledger."""


@dataclass(frozen=True, slots=True)
class ImportReport(RunReport):
    """What one import did."""

    versions: int
    pictures: int
    lacking: int

    @property
    def summary(self) -> str:
        """One line."""
        counts = self.counts
        order: tuple[Result, ...] = ("failed", "set aside", "new", "changed", "unchanged")
        said = ", ".join(f"{counts[result]} {result}" for result in order if counts[result])
        return (
            f"{self.source}: {len(self.outcomes)} releases in {len(self.seeds)} files: {said or 'none'}; "
            f"{self.versions} versions added; images and files: {self.pictures} found, {self.lacking} missing"
        )


def _name_run() -> str:
    return f"{flow_run.parameters['source']} import {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="import-captures", flow_run_name=_name_run)
def import_captures(source: SourceName, files: list[str]) -> RunReport | State[Any]:
    """Archive the source's releases that other people's WARC files hold, and publish them.

    Args:
        source: A bundled source's id, such as `essen`, or the path of a source file.
        files: WARC or ARC files: paths, or `s3://BUCKET/KEY` in the storage that the archive uses.

    """
    try:
        return conclude(_run(begin(), load_source(source), files))
    except (ConfigError, PressearchivError) as error:
        return failed(str(error))


def _run(settings: Settings, city: Source, files: Sequence[str]) -> RunReport:
    started = datetime.now(UTC)
    store = open_store(settings)
    holdings, ledgers = Holdings(city), Ledgers(store, city)
    with _at_hand(files, store.bucket) as paths:
        inventories = [read_file(path, holdings) for path in paths]
        if not any(one.records for one in inventories):
            raise RunError("; ".join(one.problem or f"{one.name}: holds nothing of {city.name}" for one in inventories))
        took = _take_all(Importer(city, store, holdings, started), ledgers, settings.concurrency)
    _remember_name(store, city)
    published = publish_years(store, {city.id: (city.name, ledgers.years)}, site_of(settings), changed_only=True)
    return ImportReport(
        source=city.id,
        started=started,
        finished=datetime.now(UTC),
        outcomes=tuple(one.outcome for one in took),
        seeds=tuple(map(_as_seed, inventories)),
        failures=(),
        received=0,
        published=published,
        held=say_held(store, [city.id]),
        versions=sum(one.versions for one in took),
        pictures=sum(one.pictures for one in took),
        lacking=sum(one.lacking for one in took),
    )


@contextmanager
def _at_hand(files: Sequence[str], bucket: Bucket) -> Iterator[list[Path]]:
    """The files on this machine, those of the storage copied for as long as they are needed."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, name in enumerate(files):
            if name.startswith("s3://"):
                parts = urlsplit(name)
                path = Path(folder) / str(number) / Path(parts.path).name
                path.parent.mkdir()
                bucket.beside(parts.netloc).download(parts.path.lstrip("/"), path)
                paths.append(path)
            else:
                paths.append(Path(name))
        yield paths


@task(name="read-file", task_run_name="{path}", cache_policy=NO_CACHE)
def read_file(path: Path, holdings: Holdings) -> Inventory:
    """Find what one file holds of the source."""
    inventory = holdings.add(path)
    log.info("%s: %d records, %d releases", inventory.name, inventory.records, inventory.releases)
    if inventory.problem:
        log.warning("%s", inventory.problem)
    return inventory


@task(name="import-release", task_run_name="{release}", cache_policy=NO_CACHE)
def import_release(release: str, entry: Entry | None, importer: Importer) -> Imported:
    """Take one release over from the files."""
    return importer.take(release, entry)


def _take_all(importer: Importer, ledgers: Ledgers, at_once: int) -> list[Imported]:
    """Take all over, write what was witnessed to the ledgers batch by batch."""
    # What lacks an image may find it in a file that holds no page of it.
    waiting = {entry.id for entry in ledgers.entries if entry.is_incomplete}
    ids = sorted({*importer.holdings.ids, *waiting})
    log.info("%d releases to look for", len(ids), extra={"planned": len(ids)})
    progress = cast(UUID, create_progress_artifact(0.0, description=f"0 of {len(ids)} releases"))
    took: list[Imported] = []
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=at_once)
    with runner:
        futures: dict[PrefectFuture[Imported], str] = {
            runner.submit(import_release, {"release": id_, "entry": ledgers.entry(id_), "importer": importer}): id_
            for id_ in ids
        }
        done = as_completed(list(futures))
        while batch := [_result(future, futures[future], importer) for future in islice(done, _BATCH)]:
            ledgers.record(seen for one in batch for seen in one.observations)
            took += batch
            update_progress_artifact(progress, 100 * len(took) / len(ids), f"{len(took)} of {len(ids)} releases")
    return [one for one in took if one.observations or one.outcome.id in importer.holdings.ids]


def _result(future: PrefectFuture[Imported], id_: str, importer: Importer) -> Imported:
    result = future.result(raise_on_failure=False)
    if not isinstance(result, Imported):
        reason = str(result) if isinstance(result, PressearchivError) else f"{type(result).__name__}: {result}"
        rows = importer.holdings.captures(id_)
        result = Imported(Outcome(id_, rows[0].url if rows else "", "failed", None, " ".join(reason.split())))
    tell(result.outcome)
    return result


def _as_seed(one: Inventory) -> SeedReport:
    return SeedReport(one.name, "WARC file", one.releases, one.releases, one.records, False, one.problem)


def _remember_name(store: Store, city: Source) -> None:
    """A source that was only imported has a name as well."""
    record = SourceRecord(id=city.id, name=city.name)
    store.update(f"ledger/{city.id}/source.json", SourceRecord, record, lambda known: known)
