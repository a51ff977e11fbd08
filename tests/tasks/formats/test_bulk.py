"""A year in one file: line by line what release.json says, and as a table that others' tools read."""

import gzip
import json
from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.formats.bulk import bulk, bulk_path, bulk_pieces, line, read_bulk
from tasks.formats.parquet import parquet
from tasks.types.release import Attachment, Image, Publisher, Release, Tombstone
from tests.tasks.formats.samples import TOMBSTONE, city_releases, releases, saved_releases
from tests.tasks.site.samples import DIGEST, RELEASE, release

YEAR: list[Release | Tombstone] = [
    RELEASE,
    TOMBSTONE,
    release(identifier="musterstadt/8", date_published="2026-01-01", image=()),
]


def table(of: list[Any], folder: Path) -> Any:
    """That year's table, as DuckDB reads it."""
    file = folder / "year.parquet"
    file.write_bytes(parquet(bulk(of)))
    return duckdb.sql(f"SELECT * FROM '{file}'")


def test_a_line_is_a_release_with_its_links_as_seen_from_the_file() -> None:
    first, second, _ = gzip.decompress(bulk(YEAR)).decode().splitlines()
    data = json.loads(first)
    assert data["image"][0]["contentUrl"] == f"../../images/3f/{DIGEST}.jpg"
    assert data["associatedMedia"][0]["contentUrl"].startswith("../../files/cd/")
    assert json.loads(second)["archive"]["status"] == "withdrawn"
    assert bulk_path("musterstadt", 2026) == "data/musterstadt/2026.ndjson.gz"


def test_the_same_releases_give_the_same_bytes_without_name_and_time() -> None:
    body = bulk(YEAR)
    assert body == bulk(YEAR)
    assert (body[3], body[4:8]) == (0, b"\0\0\0\0")


def test_it_is_written_piece_by_piece() -> None:
    given_: list[int] = []

    def many() -> Iterator[Release]:
        for number in range(1000):
            given_.append(number)
            yield release(headline=f"Meldung {number}", article_body=sha512(str(number).encode()).hexdigest())

    next(bulk_pieces(many()))
    assert len(given_) < 1000
    assert len(list(read_bulk(bulk(many())))) == 1000


@pytest.mark.parametrize("found", [city_releases, saved_releases, lambda: tuple(YEAR)])
def test_a_line_becomes_its_release_again_to_the_byte(found: Any) -> None:
    for before, after in zip(found(), read_bulk(bulk(found())), strict=True):
        assert after.encode() == before.encode()


@given(st.lists(releases, max_size=3))
@settings(max_examples=40, deadline=None)
def test_any_release_survives(of: list[Release]) -> None:
    assert list(read_bulk(bulk(of))) == of
    assert b"\n" not in b"".join(line(one)[:-1] for one in of)


@pytest.mark.parametrize(
    "body", [b"", b"no gzip", bulk(YEAR)[:-9], gzip.compress(b"{}", mtime=0), gzip.compress(b"{}\n", mtime=0)]
)
def test_what_is_no_bulk_file_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        list(read_bulk(body))


def test_the_table_has_a_row_for_each_release_and_a_struct_for_each_picture(tmp_path: Path) -> None:
    rows = table(YEAR, tmp_path)
    credits_ = rows.query("t", "SELECT image.creditText FROM (SELECT unnest(images) AS image FROM t)").fetchall()
    assert credits_ == [(image.credit_text,) for image in RELEASE.image]
    assert rows.query("t", "SELECT id, day::VARCHAR, status FROM t").fetchall() == [
        (RELEASE.identifier, "2026-05-27", "live"),
        (TOMBSTONE.identifier, "2026-05-27", "withdrawn"),
        ("musterstadt/8", "2026-01-01", "live"),
    ]


@pytest.mark.parametrize(
    ("column", "type_"), [("images", Image), ("files", Attachment), ("publisher", Publisher)]
)  # fmt: skip
def test_the_table_leaves_out_no_fact_of_a_picture_a_file_or_a_publisher(
    tmp_path: Path, column: str, type_: Any
) -> None:
    rows = table(YEAR, tmp_path)
    kind = dict(zip(rows.columns, rows.types, strict=True))[column]
    struct = kind.children[0][1] if kind.id == "list" else kind
    names = {field.alias for field in type_.model_fields.values()} - {"@type"}
    assert {name for name, _ in struct.children} == names


def test_the_table_says_what_the_lines_say(tmp_path: Path) -> None:
    found = [*city_releases(), *saved_releases()]
    names = ("id", "headline", "alternative_headline", "text", "language", "copyright_notice", "version")
    rows = table(found, tmp_path).project(", ".join(names)).fetchall()
    assert rows == [
        (one.identifier, one.headline, one.alternative_headline, one.article_body, one.in_language,
         one.copyright_notice, one.version) for one in found
    ]  # fmt: skip


@given(st.lists(releases, max_size=3))
@settings(max_examples=15, deadline=None)
def test_any_release_has_its_row(of: list[Any]) -> None:
    body = parquet(bulk(of))
    assert body == parquet(bulk(of)), "the same lines give the same bytes"
    assert body[:4] == body[-4:] == b"PAR1"


def test_duckdb_reads_the_lines_as_they_are(tmp_path: Path) -> None:
    """Typed by what stands in them, as any reader's DuckDB does it who is told nothing."""
    file = tmp_path / "2026.ndjson.gz"
    file.write_bytes(bulk(YEAR))
    query = f"SELECT headline, len(image) FROM read_json('{file}') WHERE archive.status = 'live'"
    assert duckdb.execute(query).fetchall() == [(RELEASE.headline, 4), (RELEASE.headline, 0)]


def test_no_release_at_all(tmp_path: Path) -> None:
    assert list(read_bulk(bulk([]))) == []
    assert table([], tmp_path).fetchall() == []


def test_only_these_are_read() -> None:
    assert {type(one) for one in read_bulk(bulk(YEAR))} == {Release, Tombstone}
