"""A year's bundle: whole, the same each time, and without a word of what is withdrawn."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pytest

from tasks.search.bundle import search_bundle
from tasks.search.engine import engine_files, index_files
from tasks.types.release import Standing, Tombstone
from tests.tasks.search.samples import BRIDGES, FOUNTAIN

FOLDER = "search/auenstadt/2026/"
STONE = Tombstone(
    identifier="auenstadt/1003",
    date_published="2026-03-01",
    version=2,
    archive=Standing.model_validate(
        {
            "first_seen": "2026-05-04T08:00:00Z",
            "status": "withdrawn",
            "captures": (),
            "withdrawn": {"at": "2026-05-05T08:00:00Z", "scope": "page"},
        }
    ),
)


def unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def rows(files: Mapping[str, bytes]) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(gzip.decompress(files[f"{FOLDER}rows.json.gz"]))
    return table


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return search_bundle("auenstadt", 2026, [BRIDGES, STONE, FOUNTAIN])


def test_the_same_releases_give_the_same_bytes(files: dict[str, bytes]) -> None:
    index_files.cache_clear()
    again = search_bundle("auenstadt", 2026, [BRIDGES, FOUNTAIN])
    assert list(again.items()) == list(files.items())


def test_what_names_the_others_comes_last_and_names_all(files: dict[str, bytes]) -> None:
    *others, entry, listing = files
    assert (entry, listing) == (f"{FOLDER}pagefind-entry.json", f"{FOLDER}files.json")
    named = {FOLDER + one["href"]: one["sha256"] for one in json.loads(files[listing])["files"]}
    assert named == {path: hashlib.sha256(files[path]).hexdigest() for path in (*others, entry)}


def test_rows_tell_what_filters_ask_for(files: dict[str, bytes]) -> None:
    table = rows(files)
    assert table["publishers"] == ["Stadt Auenstadt"]
    assert table["credits"] == ["Jette Vollrath", "Archiv der Stadt"]
    assert [row[1:] for row in table["rows"]] == [
        ["2026-05-04", "live", 2, 0, [0, 1]],
        ["2026-02-01T07:30Z", "live", 0, None, []],
    ]
    assert all(f"{FOLDER}fragment/{row[0]}.pf_fragment" in files for row in table["rows"])


def test_a_withdrawn_release_leaves_no_word(files: dict[str, bytes]) -> None:
    left = search_bundle("auenstadt", 2026, [FOUNTAIN])
    inside = b"".join(unpacked(body) for body in files.values()).lower()
    outside = b"".join(unpacked(body) for body in left.values()).lower()
    for word in ("saniert", "herbst", "1001", "vollrath", "tiefbauamt", "umleitung"):
        assert word.encode() in inside
        assert word.encode() not in outside


def test_one_more_release_leaves_the_fragments_of_the_others(files: dict[str, bytes]) -> None:
    left = search_bundle("auenstadt", 2026, [FOUNTAIN])
    kept = [path for path in left if path.endswith(".pf_fragment")]
    assert [files[path] == left[path] for path in kept] == [True]


@pytest.mark.parametrize("releases", [[], [STONE]])
def test_without_a_release_to_read_there_is_no_bundle(releases: list[Tombstone]) -> None:
    assert search_bundle("auenstadt", 2026, releases) == {}


def test_the_engine_brings_its_script_and_program_and_nothing_that_asks_elsewhere() -> None:
    engine = engine_files()
    assert {path.rpartition(".")[2] for path in engine} == {"js", "pagefind", "json", "pf_meta", "pf_index"}
    assert sum(map(len, engine.values())) < 130_000
