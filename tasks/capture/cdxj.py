"""The index of captures as replay servers read it (CDXJ): for every answer a line with its address, time and place.

example,anderstadt)/presse 20260504080000 {"url":"…","mime":"text/html","status":"200","digest":"…", …}
"""

import json
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from tasks.capture.surt import surt


@dataclass(frozen=True, slots=True)
class Indexed:
    """One answer in a capture. `timestamp` has 14 digits, as indexes write it."""

    url: str
    timestamp: str
    line: str


def index_capture(warc: bytes, filename: str, begin: int) -> list[Indexed]:
    """Every answer of a capture that stands in that file from that byte on."""
    records = ArchiveIterator(BytesIO(warc))
    found = []
    for record in records:
        if record.rec_type in ("response", "revisit"):
            # What a record says is read before its place is asked for, which goes on to the next one.
            said = _said(record)
            place = {"length": str(records.get_record_length()), "offset": str(begin + records.get_record_offset())}
            found.append(_indexed(record, {**said, **place, "filename": filename}))
    return found


def _indexed(record: Any, fields: dict[str, str]) -> Indexed:
    date = record.rec_headers.get_header("WARC-Date")
    timestamp = "".join(char for char in date if char.isdecimal())[:14]
    said = json.dumps(fields, ensure_ascii=True)
    return Indexed(fields["url"], timestamp, f"{surt(fields['url'])} {timestamp} {said}\n")


def _said(record: Any) -> dict[str, str]:
    fields, http = record.rec_headers, record.http_headers
    kind = (http.get_header("content-type") or "") if http else ""
    mime = "warc/revisit" if record.rec_type == "revisit" else kind.split(";", 1)[0].strip() or "unk"
    status = http.get_statuscode() if http else ""
    digest = fields.get_header("WARC-Payload-Digest")
    if digest is None:
        digest = f"sha256:{b32encode(sha256(record.raw_stream.read()).digest()).decode()}"
    return {"url": fields.get_header("WARC-Target-URI"), "mime": mime, "status": status, "digest": digest}
