"""What is made of all releases of a year together: bulk files, sitemaps, and the catalogue that names them."""

import json
from typing import Any

import pytest

from tasks.formats.bulk import read_bulk
from tasks.formats.parquet import parquet
from tasks.ledger.rules import decide
from tasks.site.rendering import Site
from tasks.store.bucket import JSON
from tasks.types.ledger import Decision
from tests.tasks.publish.archives import SOURCE, Archive, Recording, at, sha
from tests.tasks.publish.tree import problems, read_tree

BULK, TABLE = "data/auenstadt/2026.ndjson.gz", "data/auenstadt/2026.parquet"
HOME = Site(url="https://archiv.example/presse", publisher="Stadtarchiv Auenstadt")


def rows(tree: dict[str, bytes]) -> list[dict[str, Any]]:
    return json.loads(tree["auenstadt/2026/index.json"])["releases"]  # type: ignore[no-any-return]


def whole(tree: dict[str, bytes]) -> bool:
    """Whether the bulk files of 2026 hold that year's releases, byte for byte and in the index's order."""
    releases = [tree[f"auenstadt/2026/{row['href']}"] for row in rows(tree)]
    return [one.encode() for one in read_bulk(tree[BULK])] == releases and parquet(tree[BULK]) == tree[TABLE]


def read(recording: Recording) -> list[str]:
    """Which releases of 2026 were read from where they are published."""
    folder = "public/auenstadt/2026/"
    keys = [key.removeprefix(folder) for name, key in recording.calls if name == "get" and key.startswith(folder)]
    return [key for key in keys if key.endswith("/release.json")]


def test_the_bulk_files_hold_the_year_as_its_index_lists_it(published: Archive, recording: Recording) -> None:
    tree = read_tree(recording)
    assert len(rows(tree)) == 2
    assert whole(tree)


def test_what_the_former_file_holds_is_not_read_again(published: Archive, recording: Recording) -> None:
    published.read("1004", "2026-05-05", "Ein Karussell dreht sich.", 30)
    recording.calls.clear()
    published.publish(changed_only=True)
    for_feed = ("1002", "1003", "1004")
    assert sorted(read(recording)) == sorted(f"{id_}/release.json" for id_ in ("1004", *for_feed))
    assert whole(read_tree(recording))


@pytest.mark.parametrize("body", [b"", b"no gzip", b"\x1f\x8b\x08"])
def test_a_former_file_that_does_not_read_is_made_anew(published: Archive, recording: Recording, body: bytes) -> None:
    before = read_tree(recording)
    recording.put(f"public/{BULK}", body, JSON)
    assert published.publish() == 1
    assert read_tree(recording) == before


def test_a_lost_table_comes_back(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    recording.delete(f"public/{TABLE}")
    assert published.publish() == 1
    assert read_tree(recording) == before


def test_no_word_of_a_withdrawn_release_stays_in_them(published: Archive, recording: Recording) -> None:
    down = Decision(at=at(40), kind="withdraw", scope="page", reason="Eine Bitte.")
    published.store.update_ledger(SOURCE, "2026", lambda known: {**known, "1003": decide(known["1003"], down)})
    published.publish(changed_only=True)
    tree = read_tree(recording)
    (stone,) = (one for one in read_bulk(tree[BULK]) if one.identifier == "auenstadt/1003")
    assert stone.archive.status == "withdrawn"
    assert b"Zelte" not in stone.encode()
    ninjs = json.loads(tree["auenstadt/2026/1003/ninjs.json"])
    assert (ninjs["pubStatus"], "headlines" in ninjs) == ("canceled", False)


def test_the_catalogue_names_them_with_their_digests(published: Archive, recording: Recording) -> None:
    tree = read_tree(recording)
    catalogue = json.loads(tree["dcat.jsonld"])
    assert "dct:publisher" not in catalogue
    (dataset,) = catalogue["dcat:dataset"]
    told = {
        one["downloadURL"]: one["spdx:checksum"]["spdx:checksumValue"]["@value"]
        for one in dataset["dcat:distribution"]
        if "downloadURL" in one
    }
    assert told == {path: sha(body) for path, body in tree.items() if path.startswith("data/")}


def test_who_keeps_the_archive_is_told(published: Archive, recording: Recording) -> None:
    published.publish(HOME)
    tree = read_tree(recording)
    assert json.loads(tree["dcat.jsonld"])["dct:publisher"]["foaf:name"] == "Stadtarchiv Auenstadt"
    pages = [body for path, body in tree.items() if path.endswith(".html")]
    assert all("Dieses Archiv führt: Stadtarchiv Auenstadt." in body.decode() for body in pages)


def test_sitemaps_come_and_go_with_the_tree_s_own_address(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    published.publish(HOME)
    tree = read_tree(recording)
    maps = {f"auenstadt/{year}/sitemap.xml" for year in (2025, 2026)} | {"sitemap.xml", "sitemap-pages.xml"}
    assert tree.keys() - before.keys() == maps
    assert all(f"<loc>{HOME.address(path)}</loc>".encode() in tree["sitemap.xml"] for path in maps - {"sitemap.xml"})
    assert b"auenstadt/2026/1003/index.html" in tree["auenstadt/2026/sitemap.xml"]
    assert problems(tree, home="https://archiv.example/presse/") == []
    published.publish()
    assert read_tree(recording) == before
