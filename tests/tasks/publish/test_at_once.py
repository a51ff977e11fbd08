"""Several publishers at once, over ledgers that change meanwhile, end where one would have ended."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tasks.store.bucket import JSON, Bucket
from tasks.store.store import Store
from tests.tasks.publish.archives import Archive, DeadError, Interrupted, observation
from tests.tasks.publish.conftest import filled
from tests.tasks.publish.tree import problems, read_tree

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

ROUNDS = 2


def work(archive: Archive, worker: int) -> None:
    """Releases, edits and lost pages of this worker's own, each followed by a publication."""
    for turn in range(ROUNDS):
        hours = 10.0 + turn
        archive.read(f"2{worker}", "2026-05-05", f"Stand {turn} von Arbeitsgruppe {worker}.", hours)
        archive.record(str(2025 + worker % 2), observation(f"100{1 + worker % 2}", "missing", hours + worker / 10))
        archive.publish(changed_only=True)


@pytest.mark.parametrize("publishers", [2, 4])
def test_several_publishers_end_in_the_tree_of_one(s3_client: "S3Client", publishers: int) -> None:
    several, one = (filled(Bucket(s3_client, f"test-{uuid.uuid4().hex}")) for _ in range(2))
    with ThreadPoolExecutor(publishers) as pool:
        list(pool.map(lambda worker: work(several, worker), range(publishers)))
    for shard in several.store.shards("auenstadt"):
        entries = several.store.read_ledger("auenstadt", shard).entries
        one.store.update_ledger("auenstadt", shard, lambda _, entries=entries: entries)  # type: ignore[misc]
    for key in several.store.bucket.etags("releases/"):
        stored = several.store.bucket.get(key)
        one.store.bucket.create(key, stored.body if stored else b"", JSON)
    one.publish()
    tree = read_tree(several.store.bucket)
    assert problems(tree) == []
    assert tree == read_tree(one.store.bucket)
    assert several.publish() == 0


@pytest.mark.parametrize("writes", [2, 4, 8, 10, 14])
def test_a_publisher_that_is_overtaken_at_any_write_leaves_the_newer_state(standing: Archive, writes: int) -> None:
    hours = 100.0 + writes * 10
    overtaken = False

    def overtake() -> None:
        nonlocal overtaken
        overtaken = True
        standing.read("1003", "2026-05-04", f"Der neuere Stand {writes}.", hours + 1)
        standing.publish(changed_only=True)

    standing.read("1003", "2026-05-04", f"Der ältere Stand {writes}.", hours)
    Archive(Store(Interrupted(standing.store.bucket, writes, overtake))).publish(changed_only=True)
    tree = read_tree(standing.store.bucket)
    assert overtaken
    assert problems(tree) == []
    assert f"Der neuere Stand {writes}.".encode() in tree["auenstadt/2026/1003/release.json"]
    assert f"Der neuere Stand {writes}.".encode() in tree["auenstadt/feed.atom"]
    assert standing.publish() == 0


class Late(Interrupted):
    """A bucket whose process stops in front of a write, goes on after what happened meanwhile, and dies soon after."""

    def _count(self) -> None:
        super()._count()
        if self._left == -3:
            raise DeadError


@pytest.mark.parametrize("writes", range(0, 16, 2))
def test_a_publisher_that_comes_late_and_dies_has_put_nothing_older_over_the_newer(
    standing: Archive, writes: int
) -> None:
    hours = 300.0 + writes * 10

    def overtake() -> None:
        standing.read("1003", "2026-05-04", f"Bei Stand {writes} war ein anderer schneller.", hours + 1)
        standing.publish(changed_only=True)

    standing.read("1003", "2026-05-04", f"Bei Stand {writes} schläft die Presse ein.", hours)
    with suppress(DeadError):
        Archive(Store(Late(standing.store.bucket, writes, overtake))).publish(changed_only=True)
    tree = read_tree(standing.store.bucket)
    assert problems(tree) == [], "and nobody had to publish once more"
    assert f"Bei Stand {writes} war ein anderer schneller.".encode() in tree["auenstadt/2026/1003/release.json"]


def test_a_publisher_that_only_repairs_meets_whoever_overtook_it(standing: Archive) -> None:
    bucket = standing.store.bucket
    bucket.put("public/auenstadt/2026/1003/release.json", b"stray", JSON)

    def overtake() -> None:
        standing.read("1003", "2026-05-04", "Inzwischen ist der Markt zu Ende.", 900)
        standing.publish()

    Archive(Store(Interrupted(bucket, 2, overtake))).publish()
    tree = read_tree(bucket)
    assert problems(tree) == []
    assert "Inzwischen ist der Markt zu Ende." in tree["auenstadt/2026/1003/release.json"].decode()
