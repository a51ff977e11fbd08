"""Other people's files: every form read, each record's bytes as they were, damage told in one line."""

import gzip
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tasks.capture.foreign import Row, open_origin, payload_digests, record_bytes, refuse_damaged, said_by, scan
from tasks.capture.warc import read_capture, write_record
from tasks.errors import ReadingError
from tests.crawls import BASE, Crawl, arc, on

URL = f"{BASE}/meldung/pressemeldung_1.de.html"
PAGE = "<h1>Neue Brücke</h1>".encode()


def rows(path: Path) -> list[Row]:
    return list(scan(open_origin(path), lambda url: url.startswith(BASE)))


def written(folder: Path, **form: object) -> Path:
    crawl = Crawl(**form)  # type: ignore[arg-type]
    crawl.answer(URL, "2018-05-04T10:00:00", PAGE)
    crawl.answer("https://anderswo.example/", "2018-05-04T10:00:01", b"not wanted")
    crawl.answer(URL, "2019-05-04T10:00:00", PAGE * 2)
    return crawl.save(folder / "crawl.warc")


@pytest.mark.parametrize("version", ["WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1"])
@pytest.mark.parametrize("gzipped", [True, False])
def test_every_form_gives_the_same_records(tmp_path: Path, version: str, gzipped: bool) -> None:
    found = rows(written(tmp_path, version=version, gzipped=gzipped))
    assert [(row.kind, row.url, row.at, row.status) for row in found] == [
        ("response", URL, on("2018-05-04T10:00:00"), 200),
        ("request", URL, on("2018-05-04T10:00:00"), None),
        ("response", URL, on("2019-05-04T10:00:00"), 200),
        ("request", URL, on("2019-05-04T10:00:00"), None),
    ]
    assert found[1].concurrent == found[0].id
    raw = gzip.decompress((tmp_path / "crawl.warc").read_bytes()) if gzipped else (tmp_path / "crawl.warc").read_bytes()
    for row in found:
        assert record_bytes(row) in raw, "byte for byte"
    assert found[0].within
    assert said_by(record_bytes(found[0].within))["publisher"] == "Weltarchiv"


def test_an_arc_record_becomes_a_warc_record_around_the_same_block(tmp_path: Path) -> None:
    path = arc(tmp_path / "alt.arc.gz", [(URL, "2008-03-01T12:00:00", PAGE)])
    (row,) = rows(path)
    record = record_bytes(row)
    refuse_damaged(record)
    page = read_capture(gzip.compress(record))
    assert (page.url, page.at, getattr(page, "content", None)) == (URL, on("2008-03-01T12:00:00"), PAGE)
    assert record_bytes(row) == record


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no record"),
        (b"Not a WARC file.\n", "no WARC file"),
        (gzip.compress(b"Not a WARC file.\n", mtime=0), "no WARC file"),
        (b"\x1f\x8b\x08\x00broken", "no WARC file"),
    ],
)
def test_what_is_no_warc_file_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=f"odd.warc.gz: {said}") as caught:
        rows(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("keep", [0.5, 0.8, 0.95])
def test_a_file_that_ends_early_gives_what_stands_before(tmp_path: Path, keep: float) -> None:
    path = written(tmp_path, gzipped=True)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    found: list[Row] = []
    problems: list[str] = []
    try:
        for row in scan(open_origin(path), lambda _: True):
            found.append(row)
    except ReadingError as error:
        problems.append(str(error))
    assert found
    assert "damaged after" in problems[0]
    refuse_damaged(record_bytes(found[0]))


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be read"):
        open_origin(tmp_path / "nowhere.warc.gz")


def test_a_record_that_is_not_what_its_digests_say_is_refused(tmp_path: Path) -> None:
    (row, *_) = rows(written(tmp_path))
    record = record_bytes(row)
    refuse_damaged(record)
    with pytest.raises(ReadingError, match=r"a damaged record: .*digest failed"):
        refuse_damaged(record.replace("Brücke".encode(), "Straße".encode()))


def test_a_payload_is_known_by_every_digest_that_revisits_use(tmp_path: Path) -> None:
    (row, *_) = rows(written(tmp_path))
    names = payload_digests(gzip.compress(record_bytes(row)))
    assert row.payload in names
    assert {name.partition(":")[0] for name in names} == {"sha1", "sha256"}


def check(paths: Sequence[Path]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_records_pass_the_checker_of_others(tmp_path: Path) -> None:
    info = write_record("warcinfo", (("WARC-Record-ID", "<urn:uuid:1>"),), b"software: x\r\n")
    found = rows(written(tmp_path))
    path = tmp_path / "taken.warc.gz"
    path.write_bytes(info + b"".join(gzip.compress(record_bytes(row)) for row in found))
    assert check([path]).returncode == 0
