"""Captures rebuilt around a known payload, contents from what was published."""

import gzip
from datetime import UTC, datetime
from random import Random

import pytest

from tasks.audit.rebuild import capture_around, content_in
from tasks.capture.warc import write_capture
from tasks.types.release import Content, Paragraph, Release
from tasks.types.web import Exchange, Fetched

AT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
PAYLOAD = Random(1).randbytes(5000)


def exchange(url: str, status: int, body: bytes) -> Exchange:
    return Exchange(
        AT, url, (("Host", "x"),), status, "", "HTTP/1.1", (("Content-Type", "image/jpeg"),), body, "127.0.0.1"
    )


def warc() -> bytes:
    moved, answer = exchange("https://a.example/1", 301, b"moved"), exchange("https://a.example/2", 200, PAYLOAD)
    return write_capture(Fetched((moved, answer), PAYLOAD), software="test").warc


@pytest.mark.parametrize("place", [-2500, -9, -1, -4600])
def test_damage_in_the_payload_or_behind_it_is_undone(place: int) -> None:
    whole = warc()
    damaged = bytearray(whole)
    damaged[place] ^= 16
    assert capture_around(bytes(damaged), PAYLOAD) == whole


@pytest.mark.parametrize("left", [-1, -2500, -4900])
def test_what_was_cut_off_is_put_back(left: int) -> None:
    assert capture_around(warc()[:left], PAYLOAD) == warc()


@pytest.mark.parametrize("damaged", [b"", b"no gzip", warc()[:40], gzip.compress(b"something else", mtime=0)])
def test_too_little_is_nothing(damaged: bytes) -> None:
    assert capture_around(damaged, PAYLOAD) is None


def test_damage_in_the_request_gives_other_bytes_which_no_digest_bears_out() -> None:
    damaged = bytearray(warc())
    damaged[len(gzip.compress(b"")) + 60] ^= 1
    assert capture_around(bytes(damaged), PAYLOAD) != warc()


def test_a_published_version_says_its_content() -> None:
    content = Content(
        identifier="essen/7",
        url="https://www.auenstadt.example/7.html",
        headline="Der Brunnen läuft",
        date_published="2026-05-04",
        in_language="de",
        article_body="Wasser.",
        body=(Paragraph(text="Wasser."),),
    )
    archive = {"firstSeen": "2026-05-04T08:00:00Z", "status": "live", "captures": []}
    release = Release.model_validate({**content.model_dump(), "version": 1, "archive": archive})
    assert content_in(release.encode()) == content
    assert content_in(content.encode()) is None
    assert content_in(b"{") is None
