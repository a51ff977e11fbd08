"""WARC files as other people's crawlers write them, made of the stand-in's pages.

`Crawl` writes as the Internet Archive's crawler does (answers as they came over the wire), `common_crawl` undoes what
Common Crawl undoes.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from tests.city.city import City
from tests.city.media import find_media
from tests.city.site import release_answer

BASE = "http://127.0.0.1:8410"
Headers = list[tuple[str, str]]


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def chunked(body: bytes, size: int = 700) -> bytes:
    """The body in chunks."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def page_of(city: City, id_: str) -> bytes:
    return release_answer(city.view(), city.releases[id_]).body


def picture(path: str) -> tuple[str, bytes]:
    found = find_media(path)
    assert found
    return found


@dataclass
class Crawl:
    """A WARC file under way."""

    version: str = "WARC/1.0"
    gzipped: bool = True
    about: dict[str, str] = field(default_factory=lambda: {"software": "Heritrix/3.4", "publisher": "Weltarchiv"})

    def __post_init__(self) -> None:
        self._writer = BufferWARCWriter(gzip=self.gzipped, warc_version=self.version)
        self._write(self._writer.create_warcinfo_record("CRAWL-2018.warc.gz", self.about))

    def _write(self, record: Any) -> None:
        self._writer.write_record(record)

    def _record(
        self, kind: str, url: str, at: datetime, http: StatusAndHeaders | None, body: bytes, **fields: str
    ) -> Any:
        said = {"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **{k.replace("_", "-"): v for k, v in fields.items()}}
        record = self._writer.create_warc_record(
            url, kind, payload=BytesIO(body), http_headers=http, warc_headers_dict=said
        )
        self._write(record)
        return record.rec_headers

    def answer(
        self,
        url: str,
        at: str,
        body: bytes,
        kind: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        headers: Headers | None = None,
        **fields: str,
    ) -> Any:
        """An answer as it came, and the request after it."""
        http = StatusAndHeaders(status, [("Content-Type", kind), *(headers or [])], protocol="HTTP/1.1")
        written = self._record("response", url, on(at), http, body, **fields)
        asked = StatusAndHeaders(
            f"GET {url.removeprefix(BASE)} HTTP/1.0", [("User-Agent", "archiver")], is_http_request=True
        )
        self._record("request", url, on(at), asked, b"", WARC_Concurrent_To=written.get_header("WARC-Record-ID"))
        return written

    def squeezed(self, url: str, at: str, body: bytes, **more: Any) -> Any:
        """The answer gzipped and in chunks, as most servers send it."""
        coded: Headers = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
        return self.answer(url, at, chunked(gzip.compress(body, mtime=0)), headers=coded, **more)

    def revisit(self, url: str, at: str, of: Any, *, named: bool = True, status: str = "200 OK") -> None:
        """The same payload once more: by address and time, or (as older crawlers do) by its digest alone."""
        http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        fields = {
            "WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
            "WARC-Payload-Digest": of.get_header("WARC-Payload-Digest"),
        }
        if named:
            fields["WARC-Refers-To-Target-URI"] = of.get_header("WARC-Target-URI")
            fields["WARC-Refers-To-Date"] = of.get_header("WARC-Date")
        self._record("revisit", url, on(at), http, b"", **fields)

    def save(self, path: Path) -> Path:
        path.write_bytes(self._writer.get_contents())
        return path


def common_crawl(path: Path, answers: Iterable[tuple[str, str, bytes, str | None]]) -> Path:
    """A file of Common Crawl's: codings undone, their headers renamed, what is long cut short and named so."""
    crawl = Crawl(about={"software": "Apache Nutch 1.18", "isPartOf": "CC-MAIN-2018-17", "publisher": "Common Crawl"})
    for url, at, body, cut in answers:
        headers = [
            ("X-Crawl-Content-Encoding", "gzip"),
            ("X-Crawl-Content-Length", "812"),
            ("Content-Length", str(len(body))),
        ]
        crawl.answer(url, at, body, headers=headers, **({"WARC_Truncated": cut} if cut else {}))
    return crawl.save(path)


def arc(path: Path, answers: Iterable[tuple[str, str, bytes]]) -> Path:
    """An ARC file, gzipped record by record."""

    def records() -> Iterator[bytes]:
        head = b"1 0 Archiv\nURL IP-address Archive-date Content-type Archive-length\n"
        yield b"filedesc://alt.arc 0.0.0.0 20080301120000 text/plain %d\n%b\n" % (len(head), head)
        for url, at, body in answers:
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            yield f"{url} 192.0.2.1 {on(at):%Y%m%d%H%M%S} text/html {len(block)}\n".encode() + block + b"\n"

    path.write_bytes(b"".join(gzip.compress(record, mtime=0) for record in records()))
    return path
