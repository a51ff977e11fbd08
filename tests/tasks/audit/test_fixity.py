"""One object's bytes against all that vouches for them."""

import gzip
import hashlib
from datetime import UTC, datetime

import pytest

from tasks.audit.claims import Claim
from tasks.audit.fixity import examine, home_of, homes_of
from tasks.capture.warc import write_capture, write_record
from tasks.site.pages.status import status_page
from tasks.site.rendering import Site
from tasks.types.agenda import Agenda
from tasks.types.archive import Mark
from tasks.types.audit import CaptureList, Register
from tasks.types.edition import RootEdition, ShelvesEdition, SourceRecord, YearEdition
from tasks.types.health import Status
from tasks.types.ledger import Ledger
from tasks.types.web import Exchange, Fetched

AT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
PAGE = b"<html>Der Brunnen</html>"


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def warc(body: bytes = PAGE) -> bytes:
    answer = Exchange(AT, "https://a.example/", (), 200, "OK", "HTTP/1.1", (), body, "127.0.0.1")
    return write_capture(Fetched((answer,), body), software="test").warc


def capture_key(name: str, time: str = "20260504T080000Z") -> str:
    return f"captures/town/7/{time}-{name[:16]}.warc.gz"


def wrong(key: str, body: bytes, seal: str | None = None, claim: Claim | None = None) -> str:
    return examine(key, body, seal, claim).wrong or ""


def test_a_sound_capture_tells_what_it_holds() -> None:
    body = warc()
    made = examine(capture_key(sha(body)), body, sha(body), Claim("ledger", content=sha(PAGE)))
    assert (made.wrong, made.content, made.is_sealed) == (None, sha(PAGE), True)


def test_every_voucher_is_heard() -> None:
    body = warc()
    key = capture_key(sha(body))
    assert wrong(key, body, sha(b"")).startswith("not the bytes that were written")
    assert wrong(capture_key("0" * 16), body) == "not the bytes that its own name tells"
    assert "which is not the time in its name" in wrong(capture_key(sha(body), "20260504T080001Z"), body)
    assert wrong(key, body, None, Claim("x", content=sha(b""))) == "does not hold the content that the ledger names"
    assert wrong("public/index.json", b"{}", None, Claim("edition/root.json", sha256=sha(b""))) == (
        "not the bytes that edition/root.json names"
    )
    no_answer = gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    assert wrong(capture_key(sha(no_answer)), no_answer)


def test_what_tells_how_sources_fare_is_known_by_what_it_says() -> None:
    page = status_page(Status(), Site()).encode()
    assert wrong("public/status.html", page) == ""
    assert wrong("public/status.html", b"<html>another page</html>") != ""
    assert homes_of(Status().encode()) >= {"public/status.json"}
    agenda = Agenda(source="auenstadt", made_for="rules").encode()
    assert homes_of(agenda) >= {"ledger/auenstadt/agenda.json"}
    assert wrong("ledger/town/agenda.json", agenda) == "is what belongs under ledger/auenstadt/agenda.json"
    assert "ledger/format.json" in homes_of(Mark(format=2).encode())


def imported(records: bytes, now: str) -> tuple[str, bytes]:
    """A capture as an import writes it; the digest in its name."""
    said = f"software: pressearchiv import\r\nsource-file: a.warc.gz\r\nsource-file-sha256: {'ab' * 32}\r\n"
    whence = write_record("warcinfo", (("WARC-Record-ID", f"<urn:{now}>"), ("WARC-Date", now)), said.encode())
    return sha(b"ab" * 32 + records), whence + gzip.compress(records, mtime=0)


def test_an_imported_capture_is_known_by_its_file_and_records_whenever_it_was_imported() -> None:
    records = gzip.decompress(warc())
    for now in ("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"):
        name, body = imported(records, now)
        assert wrong(capture_key(name), body) == ""
    assert wrong(capture_key(sha(body)), body) == "not the bytes that its own name tells"
    name, cut = imported(records[:-30], "2026-06-01T00:00:00Z")
    assert wrong(capture_key(name), cut) == "", "kept as others left it"


@pytest.mark.parametrize(
    ("value", "home"),
    [
        (Ledger(source="town", shard="2026"), "ledger/town/2026.json"),
        (SourceRecord(id="town", name="Musterstadt"), "ledger/town/source.json"),
        (YearEdition(source="town", year=2026), "edition/town/2026.json"),
        (ShelvesEdition(source="town"), "edition/town/shelves.json"),
        (CaptureList(source="town", year="2026"), "audit/captures/town/2026.json"),
        (RootEdition(revision=3), None),
        (Register(since=AT), None),
    ],
)
def test_a_value_tells_where_it_belongs(value: Ledger, home: str | None) -> None:
    assert home_of(value) == home
    assert (home or ("edition/root.json" if isinstance(value, RootEdition) else "audit/register.json")) in homes_of(
        value.encode()
    )
    for key in ("ledger/town/2025.json", "ledger/other/source.json", "edition/town/2025.json"):
        assert wrong(key, value.encode())


def test_what_is_no_value_has_no_home() -> None:
    assert homes_of(b"\xff\xd8 a picture") == set()
