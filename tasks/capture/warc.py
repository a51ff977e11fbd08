"""Captures: the exchanges of one fetch in, one WARC object out, and back (WARC 1.1, ISO 28500:2017).

An object holds a warcinfo record and, for every exchange in order (redirects first), a request and a response record,
each gzipped on its own, SHA-256 digests on all. Whatever was seen before is not stored twice: where the last answer's
body has the payload digest of an earlier capture, or the answer is 304, a revisit record refers to that capture.

Messages are written in HTTP/1.1 form, the protocol spoken stands in WARC-Protocol (IIPC's WARC extensions). Bodies
keep their content coding; where a transfer coding was undone, its headers go by `X-Archive-Orig-…`. Dates are whole
seconds, as everywhere in the archive. Ids derive from the exchange, so one fetch gives the same bytes every time.

Records are written here rather than by warcio, which percent-encodes headers beyond ASCII; warcio reads them. What
others captured is read as well: there a transfer coding may still stand, a content coding may be undone and still be
named, and a revisit may name its payload by the digest alone. What their crawler cut short is no page.
"""

import gzip
import sys
import zlib
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from tasks.capture.codings import dechunk, decode, is_gzipped
from tasks.errors import ReadingError
from tasks.types.web import Exchange, Fetched, Headers

_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_PROTOCOLS = {"http/2": "h2", "http/2.0": "h2"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A capture that holds its payload whole, as a revisit refers to it."""

    url: str
    at: datetime
    sha256: str
    payload: str


@dataclass(frozen=True, slots=True)
class Capture:
    """A written capture. `sha256` is the content's, in hex; `payload` the WARC payload digest of the body as sent.

    A revisit's are those of the capture it refers to: a later revisit must refer to that one as well.
    """

    at: datetime
    url: str
    sha256: str
    payload: str
    revisit: bool
    warc: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """A stored response: the content with its content coding undone."""

    url: str
    at: datetime
    status: int
    headers: Headers
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Revisit:
    """A stored revisit: the content is in the earlier capture of that address and time, where it says which."""

    url: str
    at: datetime
    status: int
    headers: Headers
    earlier_url: str | None
    earlier_at: datetime | None


def write_capture(fetched: Fetched, *, software: str, previous: Earlier | None = None) -> Capture:
    """The WARC object of one fetch; `previous` is the capture of the same content, or the one a 304 confirms."""
    answer, payload = fetched.answer, warc_digest(fetched.answer.body)
    revisit = _revisit(answer, payload, previous)
    info = _record_id("warcinfo", answer, software)
    redirects = (_pair(exchange, number, info) for number, exchange in enumerate(fetched.exchanges[:-1]))
    last = _pair(answer, len(fetched.exchanges) - 1, info, revisit)
    return Capture(
        at=fetched.at.astimezone(UTC).replace(microsecond=0),
        url=fetched.url,
        sha256=previous.sha256 if previous and revisit else sha256(fetched.content).hexdigest(),
        payload=previous.payload if previous and revisit else payload,
        revisit=bool(revisit),
        warc=b"".join((_warcinfo(info, answer, software), *redirects, last)),
    )


def read_capture(warc: bytes, limit: int = sys.maxsize - 1) -> Page | Revisit:
    """What the last response of a capture says, all digests checked; `ReadingError` when the object is damaged.

    At most `limit` bytes of content: one that is larger counts as damaged.
    """
    last: Page | Revisit | None = None
    try:
        records = ArchiveIterator(BytesIO(gzip.decompress(warc)), check_digests="raise")
        for record in records:
            if record.rec_type in ("response", "revisit"):
                last = _read_answer(record, limit)
    except (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed, StatusAndHeadersParserException) as error:
        raise ReadingError(f"a damaged WARC capture: {' '.join(str(error).split())}") from error
    if last is None:
        raise ReadingError("a WARC capture without a response")
    return last


def _revisit(answer: Exchange, payload: str, previous: Earlier | None) -> Headers:
    """The fields that make the answer's record a revisit; none where it is to be stored whole."""
    if answer.status == 304 and previous is None:
        raise ValueError(f"{answer.url}: a 304 is captured by reference to the earlier capture that it confirms")
    if previous is None or (answer.status != 304 and previous.payload != payload):
        return ()
    return (
        ("WARC-Profile", _NOT_MODIFIED if answer.status == 304 else _IDENTICAL),
        ("WARC-Refers-To-Target-URI", previous.url),
        ("WARC-Refers-To-Date", warc_date(previous.at)),
        ("WARC-Payload-Digest", previous.payload),
        ("WARC-Truncated", "" if answer.status == 304 else "length"),
    )


def _warcinfo(info: str, answer: Exchange, software: str) -> bytes:
    lines = (f"software: {software}", "format: WARC File Format 1.1", f"conformsTo: {_CONFORMS_TO}")
    block = "".join(f"{line}\r\n" for line in lines).encode()
    fields = (
        ("WARC-Record-ID", info),
        ("WARC-Date", warc_date(answer.at)),
        ("Content-Type", "application/warc-fields"),
    )
    return write_record("warcinfo", fields, block)


def _pair(exchange: Exchange, number: int, info: str, revisit: Headers = ()) -> bytes:
    """One exchange: its request record and its response or revisit record."""
    request, response = (_record_id(kind, exchange, str(number)) for kind in ("request", "response"))
    shared = (
        ("WARC-Target-URI", exchange.url),
        ("WARC-Date", warc_date(exchange.at)),
        ("WARC-IP-Address", exchange.address),
        ("WARC-Protocol", _PROTOCOLS.get(exchange.protocol.lower(), exchange.protocol.lower())),
        ("WARC-Warcinfo-ID", info),
    )
    asked = (("WARC-Record-ID", request), ("WARC-Concurrent-To", response), *shared)
    answered = (("WARC-Record-ID", response), ("WARC-Concurrent-To", request), *shared)
    return _request(asked, exchange) + _answer(answered, exchange, revisit)


def _request(fields: Headers, exchange: Exchange) -> bytes:
    parts = urlsplit(exchange.url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    block = _message(f"GET {target} HTTP/1.1", exchange.request_headers)
    return write_record("request", (*fields, ("Content-Type", "application/http;msgtype=request")), block)


def _answer(fields: Headers, exchange: Exchange, revisit: Headers) -> bytes:
    fields = (*fields, ("Content-Type", "application/http;msgtype=response"))
    head = _message(f"HTTP/1.1 {exchange.status} {exchange.reason}", _stored_headers(exchange))
    if revisit:
        return write_record("revisit", (*fields, *revisit), head)
    return write_record(
        "response", (*fields, ("WARC-Payload-Digest", warc_digest(exchange.body))), head + exchange.body
    )


def write_record(kind: str, fields: Headers, block: bytes) -> bytes:
    """One WARC record, gzipped on its own; fields without a value are left out."""
    named = (
        ("WARC-Type", kind),
        *(pair for pair in fields if pair[1]),
        ("WARC-Block-Digest", warc_digest(block)),
        ("Content-Length", str(len(block))),
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in named)
    return gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n", mtime=0)


def _message(first: str, headers: Headers) -> bytes:
    lines = (first, *(f"{name}: {value}" for name, value in headers), "")
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


def _stored_headers(exchange: Exchange) -> Headers:
    """The headers fit for the body as stored: without the transfer coding that was undone."""
    if exchange.header("transfer-encoding") is None:
        return exchange.response_headers
    framing = ("transfer-encoding", "content-length")
    kept = (
        (f"X-Archive-Orig-{name}" if name.lower() in framing else name, value)
        for name, value in exchange.response_headers
    )
    return (*kept, ("Content-Length", str(len(exchange.body))))


def _record_id(kind: str, exchange: Exchange, detail: str) -> str:
    name = "\n".join((kind, exchange.at.astimezone(UTC).isoformat(), exchange.url, str(exchange.status), detail))
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"


def warc_digest(content: bytes) -> str:
    """A digest as WARC writes it."""
    return f"sha256:{b32encode(sha256(content).digest()).decode()}"


def warc_date(at: datetime) -> str:
    """A time as WARC writes it, in whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_answer(record: Any, limit: int) -> Page | Revisit:
    fields, http = record.rec_headers, record.http_headers
    headers = tuple(http.headers)
    url, at = fields.get_header("WARC-Target-URI"), datetime.fromisoformat(fields.get_header("WARC-Date"))
    status = int(http.get_statuscode())
    if record.rec_type == "revisit":
        named = fields.get_header("WARC-Refers-To-Date")
        earlier_at = datetime.fromisoformat(named) if named else None
        return Revisit(url, at, status, headers, fields.get_header("WARC-Refers-To-Target-URI"), earlier_at)
    if cut := fields.get_header("WARC-Truncated"):
        raise ReadingError(f"a capture that its crawler cut short (WARC-Truncated: {cut})")
    return Page(url, at, status, headers, _content(record.raw_stream.read(), http, limit))


def _content(body: bytes, http: Any, limit: int) -> bytes:
    """The body with its codings undone, as far as they stand."""
    if (http.get_header("transfer-encoding") or "").strip().lower() == "chunked":
        body = dechunk(body)
    coding = http.get_header("content-encoding")
    if not body or (coding and "gzip" in coding.lower() and not is_gzipped(body)):
        return body
    content = decode(body, coding, limit)
    if len(content) > limit:
        raise ValueError(f"is larger than {limit} bytes")
    return content
