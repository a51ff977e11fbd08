"""Indexes of captures in every form that is read."""

import gzip

import pytest

from tasks.backfill.cdx import Row, Rows, read_rows
from tasks.errors import ReadingError

URL = "http://www.anderstadt.example:80/presse/7.html"
KEY = "example,anderstadt)/presse/7.html"
FULL = Row(URL, "20190304080000", "200", "SHA1", "a/b.warc.gz", 815, 4711)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f'[["original","timestamp","statuscode"],["{URL}","20190304080000","200"]]',
         [Row(URL, "20190304080000", "200")]),
        ("[]", []),
        (f'{{"url": "{URL}", "timestamp": "20190304080000", "status": "200", "digest": "SHA1", "length": "4711", '
         '"offset": "815", "filename": "a/b.warc.gz"}\n', [FULL]),
        (f'!OpenWayback-CDXJ 1.0\n{KEY} 20190304080000 {{"url": "{URL}", "status": 200, "digest": "SHA1", '
         '"length": 4711, "offset": 815, "filename": "a/b.warc.gz"}\n', [FULL]),
        (f" CDX N b a m s k r M S V g\n{KEY} 20190304080000 {URL} text/html 200 SHA1 - - 4711 815 a/b.warc.gz\n",
         [FULL]),
        (f" CDX g V a b\na/b.warc.gz 815 {URL} 20190304080000\n",
         [Row(URL, "20190304080000", filename="a/b.warc.gz", offset=815)]),
        (f"{KEY} 20190304080000 {URL} text/html 200 SHA1 - - 4711 815 a/b.warc.gz\n", [FULL]),
        (f"{KEY} 20190304080000 {URL} text/html 200 SHA1 - 815 a/b.warc.gz\n",
         [Row(URL, "20190304080000", "200", "SHA1", "a/b.warc.gz", 815)]),
        (f"{KEY} 20190304080000 {URL} warc/revisit - SHA1 4711\n",
         [Row(URL, "20190304080000", None, "SHA1", length=4711)]),
        ("\n", []),
    ],
    ids=["wayback", "wayback, none", "json lines", "cdxj", "cdx", "cdx, own columns", "11", "9", "7", "nothing"],
)  # fmt: skip
def test_every_form_says_what_it_says_and_no_more(text: str, rows: list[Row]) -> None:
    assert read_rows(text.encode(), "index") == Rows(tuple(rows))
    assert read_rows(gzip.compress(text.encode()), "index") == Rows(tuple(rows))


def test_an_answer_that_was_cut_off_says_where_it_goes_on() -> None:
    answer = (
        f'[["original","timestamp"],["{URL}","20190304080000"],[],["example%2Canderstadt%29%2F+20190304080000%21"]]'
    )
    found = read_rows(answer.encode(), "index")
    assert (len(found.rows), found.resume) == (1, "example%2Canderstadt%29%2F+20190304080000%21")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>Too many requests</html>\n", "index, line 1: no line of an index"),
        (f"{KEY} 20190304080000 {URL} text/html 200 SHA1 4711\nhalf a li".encode(), "line 2"),
        (b'{"url": "http://a.example/", "timestamp": "today"}', "an address and a time are needed"),
        (b'{"url": "http://a.exam', "line 1: no line"),
        (b'[["original"', "no index of captures"),
        (b'[{"original": 1}]', "not rows of text"),
        (b"\xff\xfe\x00", "no index of captures"),
        (b"\x1f\x8bnot gzip", "no index of captures"),
    ],
)
def test_what_is_no_index_is_an_error_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        read_rows(content, "index")


@pytest.mark.parametrize(("status", "is_page"), [("200", True), (None, True), ("301", False), ("404", False)])
def test_redirects_and_errors_are_no_pages(status: str | None, is_page: bool) -> None:
    assert Row(URL, "2019", status).is_page is is_page
