"""Exchanges in, WARC bytes out, read again by warcio and by this room."""

import gzip
import subprocess
import sys
from base64 import b32encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zlib import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from tasks.capture.warc import Capture, Earlier, Page, Revisit, read_capture, write_capture, write_record
from tasks.errors import ReadingError
from tasks.types.web import Exchange, Fetched, Headers

AT = datetime(2026, 7, 1, 14, 30, 5, 678_901, timezone(timedelta(hours=2)))
SECOND = datetime(2026, 7, 1, 12, 30, 5, tzinfo=UTC)
URL = "https://www.musterstadt.example/meldungen/meldung_1.html?druck=1&x=%C3%A4"
HTML = "<h1>Neue Brücke</h1>".encode()
SOFTWARE = "pressearchiv/1.0"
EARLIER = Earlier(URL, datetime(2026, 6, 1, tzinfo=UTC), "f" * 64, "sha256:UNKNOWN")


def digest(content: bytes) -> str:
    return f"sha256:{b32encode(sha256(content).digest()).decode()}"


def an_exchange(body: bytes = HTML, status: int = 200, *headers: tuple[str, str], url: str = URL) -> Exchange:
    return Exchange(
        at=AT,
        url=url,
        request_headers=(("Host", "www.musterstadt.example"), ("User-Agent", "pressearchiv")),
        status=status,
        reason={200: "OK", 301: "Moved Permanently", 304: "Not Modified", 404: "Not Found"}[status],
        protocol="HTTP/1.1",
        response_headers=(("Content-Type", "text/html"), *headers),
        body=body,
        address="192.0.2.7",
    )


def capture(*exchanges: Exchange, content: bytes = HTML, previous: Earlier | None = None) -> Capture:
    return write_capture(Fetched(exchanges, content), software=SOFTWARE, previous=previous)


def records(warc: bytes) -> list[tuple[str, dict[str, str], str, dict[str, str], bytes]]:
    found = []
    for record in ArchiveIterator(BytesIO(warc), check_digests="raise"):
        http = record.http_headers
        line, headers = (f"{http.protocol} {http.statusline}", dict(http.headers)) if http else ("", {})
        found.append((record.rec_type, dict(record.rec_headers.headers), line, headers, record.raw_stream.read()))
    return found


def members(warc: bytes) -> int:
    return warc.count(gzip.compress(b"", mtime=0)[:9])


REDIRECT = an_exchange(b"", 301, ("Location", URL), url="https://musterstadt.example/kurz")


def test_every_exchange_is_a_request_and_a_response_after_one_warcinfo() -> None:
    written = capture(REDIRECT, an_exchange())
    info, *pairs = records(written.warc)
    assert info[0] == "warcinfo"
    assert f"software: {SOFTWARE}\r\n".encode() in info[4]
    assert [(kind, fields["WARC-Target-URI"], line) for kind, fields, line, _, _ in pairs] == [
        ("request", "https://musterstadt.example/kurz", "GET /kurz HTTP/1.1"),
        ("response", "https://musterstadt.example/kurz", "HTTP/1.1 301 Moved Permanently"),
        ("request", URL, "GET /meldungen/meldung_1.html?druck=1&x=%C3%A4 HTTP/1.1"),
        ("response", URL, "HTTP/1.1 200 OK"),
    ]
    assert pairs[3][4] == HTML
    assert pairs[2][3] == {"Host": "www.musterstadt.example", "User-Agent": "pressearchiv"}
    assert members(written.warc) == 5
    assert (written.at, written.url, written.revisit) == (SECOND, URL, False)
    assert (written.sha256, written.payload) == (sha256(HTML).hexdigest(), digest(HTML))


def test_records_name_each_other_and_say_when_whence_and_how() -> None:
    info, asked, answered = (fields for _, fields, _, _, _ in records(capture(an_exchange()).warc))
    assert asked["WARC-Concurrent-To"] == answered["WARC-Record-ID"]
    assert answered["WARC-Concurrent-To"] == asked["WARC-Record-ID"]
    assert len({fields["WARC-Record-ID"] for fields in (info, asked, answered)}) == 3
    for fields in (asked, answered):
        assert fields["WARC-Warcinfo-ID"] == info["WARC-Record-ID"]
        assert fields["WARC-Date"] == "2026-07-01T12:30:05Z"
        assert fields["WARC-IP-Address"] == "192.0.2.7"
        assert fields["WARC-Protocol"] == "http/1.1"
    assert answered["WARC-Payload-Digest"] == digest(HTML)
    assert gzip.decompress(capture(an_exchange()).warc).count(b"WARC/1.1\r\n") == 3


def test_http_2_is_written_in_the_form_of_http_1_1_and_named() -> None:
    _, asked, answered = records(capture(replace(an_exchange(), protocol="HTTP/2", reason="")).warc)
    assert (asked[1]["WARC-Protocol"], answered[1]["WARC-Protocol"]) == ("h2", "h2")
    assert b"\r\nHTTP/1.1 200 \r\n" in gzip.decompress(capture(replace(an_exchange(), reason="")).warc)
    assert answered[2] == "HTTP/1.1 200"


@pytest.mark.parametrize("length", [(), (("content-length", "9999"),)])
def test_an_undone_transfer_coding_is_named_apart_and_the_length_is_right(length: Headers) -> None:
    exchange = an_exchange(HTML, 200, ("Transfer-Encoding", "chunked"), *length)
    headers, body = records(capture(exchange).warc)[2][3:]
    kept = {f"X-Archive-Orig-{name}": value for name, value in length}
    assert body == HTML
    assert headers == {
        "Content-Type": "text/html",
        "X-Archive-Orig-Transfer-Encoding": "chunked",
        **kept,
        "Content-Length": str(len(HTML)),
    }


def test_headers_are_kept_byte_for_byte() -> None:
    raw = "attachment; filename=Stra\xdfe.pdf"
    assert b"Content-Disposition: attachment; filename=Stra\xdfe.pdf\r\n" in gzip.decompress(
        capture(an_exchange(HTML, 200, ("Content-Disposition", raw))).warc
    )


def test_the_same_exchange_gives_the_same_bytes_and_another_gives_others() -> None:
    assert capture(REDIRECT, an_exchange()).warc == capture(REDIRECT, an_exchange()).warc
    later = replace(an_exchange(), at=AT + timedelta(seconds=1))
    ids = [
        {fields["WARC-Record-ID"] for _, fields, _, _, _ in records(capture(exchange).warc)}
        for exchange in (an_exchange(), later)
    ]
    assert not ids[0] & ids[1]


def test_a_body_seen_before_is_a_revisit_by_digest() -> None:
    earlier = replace(EARLIER, payload=digest(HTML))
    written = capture(REDIRECT, an_exchange(), previous=earlier)
    kind, fields, line, headers, body = records(written.warc)[-1]
    assert (kind, line, body) == ("revisit", "HTTP/1.1 200 OK", b"")
    assert headers == {"Content-Type": "text/html"}
    assert fields["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert fields["WARC-Refers-To-Target-URI"] == URL
    assert fields["WARC-Refers-To-Date"] == "2026-06-01T00:00:00Z"
    assert fields["WARC-Payload-Digest"] == digest(HTML)
    assert fields["WARC-Truncated"] == "length"
    assert (written.revisit, written.sha256, written.payload) == (True, earlier.sha256, earlier.payload)
    assert records(written.warc)[2][0] == "response"
    assert read_capture(written.warc) == Revisit(URL, SECOND, 200, (("Content-Type", "text/html"),), URL, earlier.at)


def test_a_304_is_a_revisit_by_the_servers_word() -> None:
    written = capture(an_exchange(b"", 304, ("ETag", '"a"')), content=b"", previous=EARLIER)
    kind, fields, line, headers, _ = records(written.warc)[-1]
    assert (kind, line, headers["ETag"]) == ("revisit", "HTTP/1.1 304 Not Modified", '"a"')
    assert fields["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert fields["WARC-Refers-To-Date"] == "2026-06-01T00:00:00Z"
    assert "WARC-Truncated" not in fields
    assert (written.revisit, written.sha256, written.payload) == (True, EARLIER.sha256, EARLIER.payload)


def test_a_304_that_confirms_nothing_cannot_be_captured() -> None:
    with pytest.raises(ValueError, match="earlier capture"):
        capture(an_exchange(b"", 304), content=b"")


def test_another_body_is_stored_whole_though_an_earlier_one_is_known() -> None:
    written = capture(an_exchange(), previous=EARLIER)
    assert not written.revisit
    assert read_capture(written.warc) == Page(URL, SECOND, 200, (("Content-Type", "text/html"),), HTML)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(HTML, mtime=0)),
        ("deflate", compress(HTML)),
        ("deflate", compress(HTML)[2:-4]),
        ("identity", HTML),
    ],
)
def test_the_body_is_stored_as_sent_and_read_as_meant(coding: str, body: bytes) -> None:
    written = capture(REDIRECT, an_exchange(body, 200, ("Content-Encoding", coding)))
    page = read_capture(written.warc)
    assert isinstance(page, Page)
    assert page.content == HTML
    assert written.payload == digest(body)
    assert records(written.warc)[-1][4] == body


def test_an_absence_is_captured_too() -> None:
    page = read_capture(capture(an_exchange(b"", 404, ("Content-Encoding", "gzip")), content=b"").warc)
    assert isinstance(page, Page)
    assert (page.status, page.content) == (404, b"")


@given(
    st.binary(max_size=300), st.lists(st.tuples(st.from_regex(r"\AX-[a-z]{1,8}\Z"), st.text("abc :;=\"'", max_size=9)))
)
def test_what_is_written_is_read_again(body: bytes, more: list[tuple[str, str]]) -> None:
    headers = tuple((name, value.strip()) for name, value in more)
    page = read_capture(capture(an_exchange(body, 200, *headers), content=body).warc)
    assert page == Page(URL, SECOND, 200, (("Content-Type", "text/html"), *headers), body)


WARC = capture(REDIRECT, an_exchange()).warc


@pytest.mark.parametrize("damaged", [WARC[:-9], WARC[:40], b"", b"<html>", gzip.compress(b"WARC/1.1\r\n\r\n", mtime=0)])
def test_a_damaged_capture_is_refused_in_one_line(damaged: bytes) -> None:
    with pytest.raises(ReadingError, match=r"^a [^\n]*WARC capture[^\n]*$"):
        read_capture(damaged)


def test_a_changed_payload_does_not_pass() -> None:
    changed = gzip.compress(gzip.decompress(WARC).replace(b"Neue Br", b"Alte Br"))
    with pytest.raises(ReadingError, match="digest failed"):
        read_capture(changed)


@given(st.integers(0, len(WARC) - 1), st.integers(1, 255))
def test_one_spoilt_byte_never_passes_as_another_page(place: int, change: int) -> None:
    spoilt = WARC[:place] + bytes([WARC[place] ^ change]) + WARC[place + 1 :]
    try:
        assert read_capture(spoilt) == read_capture(WARC)
    except ReadingError as error:
        assert "\n" not in str(error)  # noqa: PT017


def test_warcios_own_check_finds_every_digest_right(tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(WARC)
    command = [str(Path(sys.executable).with_name("warcio")), "check", "-v", str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0
    assert checked.stdout.count("digest pass") == 5


def test_content_beyond_the_limit_is_refused() -> None:
    assert isinstance(read_capture(WARC, len(HTML)), Page)
    with pytest.raises(ReadingError, match="is larger than"):
        read_capture(WARC, len(HTML) - 1)


def foreign(*headers: tuple[str, str], body: bytes = HTML, cut: str = "") -> bytes:
    """A record as others write them."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    named = (("WARC-Target-URI", URL), ("WARC-Date", "2018-05-04T10:00:00Z"), ("WARC-Truncated", cut))
    return write_record("response", named, f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body)


def test_codings_that_others_left_or_undid_are_read() -> None:
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(HTML), HTML)
    for warc in (
        foreign(("Transfer-Encoding", "chunked"), body=chunks),
        foreign(("Transfer-Encoding", "chunked")),
        foreign(("Content-Encoding", "gzip"), body=gzip.compress(HTML)),
        foreign(("Content-Encoding", "gzip")),
    ):
        page = read_capture(warc)
        assert isinstance(page, Page)
        assert page.content == HTML


def test_what_a_crawler_cut_short_is_no_page() -> None:
    with pytest.raises(ReadingError, match="WARC-Truncated: length"):
        read_capture(foreign(cut="length"))
