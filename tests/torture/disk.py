"""A disk of the storage's own that runs full in the middle of a run."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import disk_usage

from infra.s3 import embedded_s3
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tests.torture.proxy import proxied
from tests.torture.scene import small_city
from tests.torture.trial import Trial, compare, observed, timed, told, undisturbed


@contextmanager
def small_disk(size: str = "64m") -> Iterator[Path | None]:
    """A disk of that size in memory; None where this machine does not let us mount one."""
    with tempfile.TemporaryDirectory(prefix="pressearchiv-disk-") as folder:
        mount = ("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder)
        mounted = subprocess.run(mount, capture_output=True, check=False)
        try:
            yield None if mounted.returncode else Path(folder)
        finally:
            if not mounted.returncode:
                subprocess.run(["umount", "--lazy", folder], check=True)


def run_full(prefect_api: str, folder: Path, disk: Path, room: int) -> Trial:
    """A run of the whole flow with so many bytes left on the disk; then there is space again, and the server restarts.

    It has to: the server's own index takes nothing more, once a write to it has failed, until it is opened anew.
    """
    trial = Trial("archive", "full disk", f"{room // 1000} kB left, a disk indeed")
    with timed(trial), ExitStack() as city, ExitStack() as server:
        access = server.enter_context(embedded_s3(disk))
        scene, _ = city.enter_context(small_city(access, prefect_api, folder))
        as_it_should_be, store, filler = undisturbed(scene), scene.bucket(), disk / "filler"
        filler.write_bytes(bytes(max(0, disk_usage(disk).free - room)))
        with proxied(access.endpoint_url) as proxy, observed(scene, store, trial):
            ending = scene.start(store, proxy.url, whole=True).end()
        told(trial, ending, proxy)
        trial.faults = proxy.failed
        filler.unlink()
        server.close()
        again = scene.at(server.enter_context(embedded_s3(disk)))
        store = Store(Bucket(again.client, store.bucket.name))
        again.run(store)
        compare(again, store, as_it_should_be, trial)
    return trial
