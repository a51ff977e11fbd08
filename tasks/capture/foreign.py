"""Other people's WARC and ARC files: which records stand in one, and each record's own bytes.

WARC 0.17 to 1.1 and ARC 1, gzipped record by record or plain, as warcio reads them. Nothing is asked of any network. A
file is read through once; of what is wanted the place is kept and the bytes are read when they are needed. A damaged
file gives what stands before the damage.

A WARC record's bytes stay as they are. An ARC record becomes a WARC record around the same block, byte for byte.
"""

import gzip
import hashlib
import re
from base64 import b32encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, cast
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from tasks.capture.warc import warc_date, write_record
from tasks.errors import ReadingError

Kind = Literal["warcinfo", "request", "response", "revisit"]
_KINDS = frozenset({"warcinfo", "request", "response", "revisit"})
_FAULTS = (OSError, EOFError, ValueError, ArchiveLoadFailed, StatusAndHeadersParserException)
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as evidence names it."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class Row:
    """A record: what its headers say, and its place in its file. `within`: the warcinfo record that it stands under."""

    origin: Origin
    offset: int
    length: int
    size: int
    form: Literal["warc", "arc"]
    kind: Kind
    id: str
    url: str
    at: datetime
    status: int | None = None
    address: str | None = None
    concurrent: str | None = None
    payload: str | None = None
    truncated: str | None = None
    refers_url: str | None = None
    refers_at: datetime | None = None
    within: "Row | None" = None

    @property
    def order(self) -> tuple[datetime, str, int]:
        """By time; within one second in an order that no order of files changes."""
        return (self.at, self.origin.sha256, self.offset)


def open_origin(path: Path) -> Origin:
    """That file; `ReadingError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return Origin(path, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read ({error.strerror})") from error


def scan(origin: Origin, is_wanted: Callable[[str], bool]) -> Iterator[Row]:
    """Every record of the file that is about a wanted address; `ReadingError` where the file is damaged."""
    within: Row | None = None
    count = 0
    try:
        with origin.path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                row = _row(record, origin, within)
                place = {"offset": records.get_record_offset(), "length": records.get_record_length()}
                _refuse_short(record)
                count += 1
                if row and (row.kind == "warcinfo" or is_wanted(row.url)):
                    row = _placed(row, **place)
                    within = row if row.kind == "warcinfo" else within
                    if row.kind != "warcinfo":
                        yield row
            if records.offset < origin.path.stat().st_size:  # warcio ends there without a word
                raise ValueError(f"unreadable from byte {records.offset} on")
    except _FAULTS as error:
        said = " ".join(str(error).split())[:200]
        raise ReadingError(
            f"{origin.name}: damaged after {count} records ({said})"
            if count
            else f"{origin.name}: no WARC file ({said})"
        ) from error
    if not count:
        raise ReadingError(f"{origin.name}: holds no record")


def record_bytes(row: Row) -> bytes:
    """The record as it stands in its file, decompressed; an ARC record as WARC."""
    try:
        with row.origin.path.open("rb") as file:
            file.seek(row.offset)
            stored = file.read(row.length)
        raw = gzip.decompress(stored) if stored.startswith(b"\x1f\x8b") else stored
    except (OSError, EOFError, ValueError) as error:
        raise ReadingError(f"{row.origin.name}: the record at {row.offset} cannot be read ({error})") from error
    if row.form == "arc":
        return _as_warc(row, raw)
    head = re.search(rb"\r?\n\r?\n", raw)
    length = _LENGTH.search(raw, 0, head.end()) if head else None
    if head is None or length is None:
        raise ReadingError(f"{row.origin.name}: the record at {row.offset} has no length")
    return raw[: head.end() + int(length[1])] + b"\r\n\r\n"


def refuse_damaged(record: bytes) -> None:
    """`ReadingError` where the record is not what its digests say."""
    try:
        for one in ArchiveIterator(BytesIO(record), check_digests="raise"):
            one.raw_stream.read()
    except _FAULTS as error:
        raise ReadingError(f"a damaged record: {' '.join(str(error).split())}") from error


def said_by(record: bytes) -> dict[str, str]:
    """What a warcinfo record says, names in lower case."""
    lines = record.decode("utf-8", "replace").splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon and value.strip()}


def payload_digests(warc: bytes) -> frozenset[str]:
    """Every name that the last response's payload in a capture may have in a revisit record."""
    names: frozenset[str] = frozenset()
    for record in ArchiveIterator(BytesIO(gzip.decompress(warc))):
        if record.rec_type == "response":
            declared, body = record.rec_headers.get_header("WARC-Payload-Digest"), record.raw_stream.read()
            computed = (f"{name}:{b32encode(hashlib.new(name, body).digest()).decode()}" for name in ("sha1", "sha256"))
            names = frozenset(filter(None, (declared, *computed)))
    return names


def _refuse_short(record: Any) -> None:
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ValueError("ends within a record")


def _placed(row: Row, offset: int, length: int) -> Row:
    values = {name: getattr(row, name) for name in Row.__slots__}
    return Row(**{**values, "offset": offset, "length": length})


def _row(record: Any, origin: Origin, within: Row | None) -> Row | None:
    """What the record's headers say, its place left open; None where it is of no use here."""
    get = record.rec_headers.get_header
    if record.rec_type not in _KINDS or get("WARC-Segment-Number"):
        return None
    form: Literal["warc", "arc"] = "arc" if record.format == "arc" else "warc"
    url, at = get("uri" if form == "arc" else "WARC-Target-URI"), _at(get(("WARC-Date", "archive-date")[form == "arc"]))
    if at is None or (url is None and record.rec_type != "warcinfo"):
        return None
    status = record.http_headers.get_statuscode() if record.http_headers and record.rec_type != "request" else ""
    return Row(
        origin=origin,
        offset=0,
        length=0,
        size=record.length or 0,
        form=form,
        kind=cast(Kind, record.rec_type),
        id=get("WARC-Record-ID") or "",
        url=url or "",
        at=at,
        status=int(status) if status.isdecimal() else None,
        address=get("ip-address"),
        concurrent=get("WARC-Concurrent-To"),
        payload=get("WARC-Payload-Digest"),
        truncated=get("WARC-Truncated"),
        refers_url=get("WARC-Refers-To-Target-URI"),
        refers_at=_at(get("WARC-Refers-To-Date")),
        within=within,
    )


def _at(text: str | None) -> datetime | None:
    """A record's time in whole seconds; None where there is none."""
    try:
        if text and text.isdecimal() and len(text) == 14:
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def _as_warc(row: Row, raw: bytes) -> bytes:
    """An ARC record in WARC's form; its id derives from what it says."""
    start = raw.index(b"\n") + 1
    block = raw[start : start + row.size]
    name = f"{row.url}\n{warc_date(row.at)}\n{hashlib.sha256(block).hexdigest()}"
    fields = (
        ("WARC-Record-ID", f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"),
        ("WARC-Target-URI", row.url),
        ("WARC-Date", warc_date(row.at)),
        ("WARC-IP-Address", row.address or ""),
        ("Content-Type", "application/http;msgtype=response"),
    )
    return gzip.decompress(write_record("response", fields, block))
