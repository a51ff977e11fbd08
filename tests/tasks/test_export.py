"""The published tree as a folder."""

import json
from pathlib import Path

import pytest

from tasks.errors import StoreError
from tasks.export import export_tree
from tasks.store.bucket import JSON, Bucket, Stored
from tests.conftest import FreshBucket

ROOT = json.dumps(
    {
        "generated": "2026-05-04T08:00:00Z",
        "sources": [
            {
                "id": "auenstadt",
                "name": "Stadt Auenstadt",
                "releases": 1,
                "first": "2026-05-04",
                "latest": "2026-05-04",
                "years": [],
            }
        ],
    }
).encode()
TREE = {
    "index.html": b"<!doctype html>",
    "index.json": ROOT,
    "auenstadt/2026/7/release.json": '{"headline": "Ä"}'.encode(),
    "auenstadt/2026/index.json": b"{}",
    "images/ab/abc.jpg": bytes(range(256)),
}


class Watched(Bucket):
    """A bucket that remembers what is read, and in which something may happen in front of a read."""

    def __init__(self, bucket: FreshBucket) -> None:
        super().__init__(bucket.client, bucket.name)
        self.read: list[str] = []
        self.before: dict[str, dict[str, bytes]] = {}

    def get(self, key: str) -> Stored | None:
        self.read.append(key)
        publish(self, self.before.pop(key, {}))
        return super().get(key)


def publish(bucket: Bucket, tree: dict[str, bytes]) -> None:
    for path, body in tree.items():
        bucket.put(f"public/{path}", body, JSON)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def home(bucket: FreshBucket) -> Watched:
    """A bucket with a published tree and a ledger."""
    bucket.client.create_bucket(Bucket=bucket.name)
    home = Watched(bucket)
    publish(home, TREE)
    home.put("ledger/auenstadt/2026.json", b"{}", JSON)
    return home


def failure(bucket: Bucket, folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        export_tree(bucket, folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_folder_is_exactly_the_tree_byte_for_byte(home: Watched, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "new"
    assert export_tree(home, folder) == len(TREE)
    assert files(folder) == TREE


def test_the_root_index_comes_last(home: Watched, tmp_path: Path) -> None:
    export_tree(home, tmp_path)
    assert sorted(home.read) == sorted(f"public/{path}" for path in TREE), "and each file is read once"
    assert home.read[-1] == "public/index.json"


def test_a_further_export_takes_what_changed_and_removes_what_vanished(home: Watched, tmp_path: Path) -> None:
    export_tree(home, tmp_path)
    home.delete("public/images/ab/abc.jpg")
    publish(home, {"auenstadt/2026/index.json": b"[]"})
    export_tree(home, tmp_path)
    assert files(tmp_path) == {
        path: b"[]" if path == "auenstadt/2026/index.json" else body
        for path, body in TREE.items()
        if not path.startswith("images/")
    }
    assert not (tmp_path / "images" / "ab").exists(), "no empty folder stays"


def test_what_is_not_the_tree_s_own_stays(home: Watched, tmp_path: Path) -> None:
    export_tree(home, tmp_path)
    (tmp_path / ".git").mkdir()
    for name in ("CNAME", ".git/HEAD"):
        (tmp_path / name).write_text("mine")
    (tmp_path / "auenstadt" / "stray.json").write_text("{}")
    export_tree(home, tmp_path)
    assert files(tmp_path) == TREE | {"CNAME": b"mine", ".git/HEAD": b"mine"}


def test_a_publication_meanwhile_is_in_it_whole(home: Watched, tmp_path: Path) -> None:
    home.before["public/index.json"] = {"auenstadt/2026/index.json": b"[1]", "auenstadt/2026/8/release.json": b"8"}
    export_tree(home, tmp_path)
    assert files(tmp_path) == TREE | {"auenstadt/2026/index.json": b"[1]", "auenstadt/2026/8/release.json": b"8"}


@pytest.mark.parametrize(
    "there", [{"notes.txt": b"mine"}, {"index.json": b'{"name": "a web project"}'}, {"index.json": b"no json"}]
)
def test_a_folder_of_something_else_is_refused_and_untouched(
    home: Watched, tmp_path: Path, there: dict[str, bytes]
) -> None:
    for name, body in there.items():
        (tmp_path / name).write_bytes(body)
    assert failure(home, tmp_path) == (f"{tmp_path}: not empty and no finished export; empty it or name a new folder")
    assert files(tmp_path) == there


@pytest.mark.parametrize("path", ["../escaped.txt", "auenstadt/../../escaped.txt"])
def test_no_name_leads_out_of_the_folder(home: Watched, tmp_path: Path, path: str) -> None:
    class Hostile(Watched):
        def etags(self, prefix: str, *, deep: bool = True) -> dict[str, str]:
            return {**super().etags(prefix, deep=deep), f"public/{path}": '"tag"'}

        def get(self, key: str) -> Stored | None:
            return Stored(b"out", '"tag"') if key == f"public/{path}" else super().get(key)

    hostile = Hostile(FreshBucket(home.name, home._client))
    assert failure(hostile, tmp_path / "export") == f"public/{path}: would leave the folder, refused"
    assert not (tmp_path / "escaped.txt").exists()


def test_no_link_leads_out_of_the_folder(home: Watched, tmp_path: Path) -> None:
    folder, outside = tmp_path / "export", tmp_path / "outside"
    export_tree(home, folder)
    outside.mkdir()
    (folder / "auenstadt" / "2027").symlink_to(outside)
    publish(home, {"auenstadt/2027/index.json": b"{}"})
    assert failure(home, folder) == "public/auenstadt/2027/index.json: would leave the folder, refused"
    assert list(outside.iterdir()) == []


def test_nothing_published_yet(home: Watched, tmp_path: Path) -> None:
    home.delete("public/index.json")
    assert failure(home, tmp_path / "new") == "nothing is published yet: run `pressearchiv archive SOURCE` first"
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_made(home: Watched, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert failure(home, tmp_path / "file" / "x") == f"{tmp_path}/file/x: cannot be written (Not a directory)"
    assert failure(home, tmp_path / "file") == f"{tmp_path}/file: cannot be written (File exists)"


def test_a_file_that_cannot_be_written(home: Watched, tmp_path: Path) -> None:
    export_tree(home, tmp_path)
    place = tmp_path / "auenstadt/2026/index.json"
    place.unlink()
    place.mkdir()
    assert failure(home, tmp_path) == f"{place}: cannot be written (Is a directory)"
