"""One object's bytes against all that vouches for them: seal, name, claim, and what they say themselves. Pure."""

import gzip
import hashlib
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from tasks.audit.claims import Claim
from tasks.audit.places import (
    COPIES,
    REGISTER,
    ROOT,
    ROOTS,
    STATUS,
    STATUS_PAGE,
    Place,
    copy_key,
    list_key,
    place_of,
    report_key,
)
from tasks.capture.warc import Page, read_capture
from tasks.errors import ReadingError
from tasks.ledger.migration import upgrade
from tasks.normalise import version_digest
from tasks.renditions.values import Sheet
from tasks.store.keys import health_key, sheet_key
from tasks.types.agenda import Agenda
from tasks.types.archive import Mark
from tasks.types.audit import AuditReport, CaptureList, Register
from tasks.types.backfill import Plan, Slice
from tasks.types.edition import RootEdition, ShelvesEdition, SourceRecord, YearEdition
from tasks.types.health import Health, Status
from tasks.types.ledger import Ledger
from tasks.types.release import Content, Value

_TYPES: dict[str, type[Value]] = {
    "ledger": Ledger,
    "record": SourceRecord,
    "year": YearEdition,
    "shelves": ShelvesEdition,
    "root": RootEdition,
    "register": Register,
    "list": CaptureList,
    "report": AuditReport,
    "content": Content,
    "sheet": Sheet,
    "format": Mark,
    "agenda": Agenda,
    "health": Health,
    "status": Status,
    "plan": Plan,
    "slice": Slice,
}
_IMPORTED = re.compile(rb"\r\nsoftware: pressearchiv import\r\n(?:.*\r\n)*?source-file-sha256: ([0-9a-f]{64})\r\n")
_OF_STATUS = b'<link rel="alternate" type="application/json" href="status.json">'
"""What the status page says of itself, and no other page of itself."""
_ONLY = {"root": ROOT, "register": REGISTER, "status": STATUS, "format": "ledger/format.json"}


@dataclass(frozen=True, slots=True)
class Examined:
    """What an object's bytes were found to be. `content`: the SHA-256 of what a capture holds; None for a revisit."""

    sha256: str
    wrong: str | None
    is_sealed: bool
    content: str | None = None


def examine(key: str, body: bytes, seal: str | None, claim: Claim | None) -> Examined:
    """Whether these bytes are what stands rightly under that key."""
    sha256, place = hashlib.sha256(body).hexdigest(), place_of(key)
    content = None
    wrong = _against_vouchers(sha256, seal, place, claim)
    if place.room == "capture" and wrong is None:
        content, wrong = _capture(body, place, claim)
    elif wrong is None:
        wrong = _value(key, body)
    return Examined(sha256, wrong, seal == sha256, content)


def _against_vouchers(sha256: str, seal: str | None, place: Place, claim: Claim | None) -> str | None:
    if seal and seal != sha256:
        return "not the bytes that were written: their SHA-256 is not the one they were sealed with"
    if claim and claim.sha256 and claim.sha256 != sha256:
        return f"not the bytes that {claim.by} names"
    if place.room in ("medium", "asset") and not sha256.startswith(place.digest):
        return "not the bytes that its own name tells"
    return None


def _capture(warc: bytes, place: Place, claim: Claim | None) -> tuple[str | None, str | None]:
    if not capture_digest(warc).startswith(place.digest):
        return None, "not the bytes that its own name tells"
    try:
        held = read_capture(warc)
    except ReadingError as error:
        # What others captured is kept as they left it, be it cut short.
        return None, str(error) if _origin(warc) is None else None
    if held.at.replace(microsecond=0) != datetime.strptime(place.time, "%Y%m%dT%H%M%S%z"):
        return None, f"holds an answer of {held.at:%Y-%m-%dT%H:%M:%SZ}, which is not the time in its name"
    if not isinstance(held, Page):
        return None, None
    content = hashlib.sha256(held.content).hexdigest()
    wrong = claim is not None and claim.content is not None and claim.content != content
    return content, "does not hold the content that the ledger names" if wrong else None


def capture_digest(warc: bytes) -> str:
    """What a capture's name begins: its bytes' SHA-256; of an imported one its file's and its records' own."""
    origin = _origin(warc)
    if origin is None:
        return hashlib.sha256(warc).hexdigest()
    file, rest = origin
    return hashlib.sha256(file + rest).hexdigest()


def _origin(warc: bytes) -> tuple[bytes, bytes] | None:
    """Of an imported capture: the SHA-256 of the file that it comes from, and the records that were taken over."""
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        first = member.decompress(warc)
        found = _IMPORTED.search(first)
        return (found[1], gzip.decompress(member.unused_data)) if found else None
    except (OSError, EOFError, zlib.error):
        return None


def _value(key: str, body: bytes) -> str | None:
    """Why these bytes are not the value that belongs under that key."""
    key = key.removeprefix(COPIES)
    if key == STATUS_PAGE:
        return None if _OF_STATUS in body else "is not the page that tells what status.json tells"
    if place_of(key).room not in _TYPES:
        return None
    try:
        home = home_of(read_value(key, body))
    except ValidationError as error:
        return f"does not read ({' '.join(error.errors()[0]['msg'].split())})"
    return None if home in (None, key) else f"is what belongs under {home}"


def read_value(key: str, body: bytes) -> Value:
    """The value in these bytes, by the type that belongs under that key; `ValidationError` where it is none."""
    room = place_of(key.removeprefix(COPIES)).room
    return _TYPES[room].model_validate_json(upgrade(body) if room == "ledger" else body)


def home_of(value: Value) -> str | None:
    """The key under which that value belongs, as far as it says so itself."""
    home = _HOMES.get(type(value))
    return home(value) if home else None


_HOMES: dict[type[Value], Callable[[Any], str]] = {
    Ledger: lambda one: f"ledger/{one.source}/{one.shard}.json",
    SourceRecord: lambda one: f"ledger/{one.id}/source.json",
    Agenda: lambda one: f"ledger/{one.source}/agenda.json",
    YearEdition: lambda one: f"edition/{one.source}/{one.year}.json",
    ShelvesEdition: lambda one: f"edition/{one.source}/shelves.json",
    CaptureList: lambda one: list_key(one.source, one.year),
    Sheet: lambda one: sheet_key(one.sha256),
    Health: lambda one: health_key(one.source.id),
    AuditReport: lambda one: report_key(one.at),
    Content: lambda one: f"releases/{one.identifier}/{version_digest(one)}.json",
    Plan: lambda one: one.key,
    Slice: lambda one: one.key,
}


def homes_of(body: bytes) -> set[str]:
    """Every key under which these bytes would belong by what they say, whatever name they stand under."""
    homes: set[str] = set()
    for room, type_ in _TYPES.items():
        try:
            value = type_.model_validate_json(upgrade(body) if room == "ledger" else body)
        except ValidationError:
            continue
        homes |= {home_of(value) or _ONLY[room]}
    return homes | {copy_key(home) for home in homes if place_of(home).room in ROOTS}
