"""Evidence as one file that others can replay and cite: WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/).

    archive/<source>-<id>.warc.gz    every capture of a release, one after another, exactly as stored
    indexes/index.cdx.gz             where in them which answer stands; index.idx finds the place in the index
    pages/pages.jsonl                the states of the releases' pages, with title, address and time
    datapackage.json                 the SHA-256 of each of these
    datapackage-digest.json          the SHA-256 of that

The same evidence gives the same bytes, so the file can be cited by its hash: nothing in it tells when it was made. It
is written as it is read, one capture at a time. What is withdrawn is left out.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tasks.capture.cdxj import Indexed, index_capture
from tasks.errors import RequestError, StoreError
from tasks.ledger.withdrawals import picture_withdrawal, takedown
from tasks.store.store import Store
from tasks.types.ledger import Entry, State

VERSION = "1.1.1"
_LINES = 300
"""Lines of the index in one gzip member."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was written."""

    releases: int
    captures: int
    sha256: str


def write_wacz(store: Store, source: str, title: str, entries: Iterable[Entry], file: Path) -> Parcel:
    """Write the evidence of these releases, in the order of their ids."""
    book, part = _Book(), file.with_name(f"{file.name}.part")
    given = [entry for entry in sorted(entries, key=lambda one: one.id) if takedown(entry) is None]
    try:
        with ZipFile(part, "w", ZIP_STORED) as package:
            releases = sum(_put_release(package, book, store, source, entry) for entry in given)
            _put_rest(package, book, title)
        if not releases:
            raise RequestError(f"{title}: there is no evidence that may be given away")
        with part.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        part.replace(file)
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror})") from error
    finally:
        part.unlink(missing_ok=True)
    return Parcel(releases, book.captures, digest)


@dataclass(slots=True)
class _Book:
    """What the package holds so far."""

    resources: list[dict[str, Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    pages: list[dict[str, str]] = field(default_factory=list)
    captures: int = 0
    latest: str = ""


class _Counted:
    """A member of the package under way: its size and digest."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> None:
        self._target.write(content)
        self._digest.update(content)
        self.size += len(content)

    def resource(self, path: str) -> dict[str, Any]:
        """As datapackage.json names it."""
        digest = f"sha256:{self._digest.hexdigest()}"
        return {"name": path.rsplit("/", 1)[-1].lower(), "path": path, "hash": digest, "bytes": self.size}


def _entry(path: str) -> ZipInfo:
    """A member's head, the same on every machine and at every time."""
    info = ZipInfo(path)
    info.create_system = 3
    return info


@contextmanager
def _member(package: ZipFile, book: _Book, path: str) -> Iterator[_Counted]:
    """A file of the package, uncompressed and without a time of its own."""
    with package.open(_entry(path), "w", force_zip64=True) as target:
        counted = _Counted(target)
        yield counted
    book.resources.append(counted.resource(path))


def _put_release(package: ZipFile, book: _Book, store: Store, source: str, entry: Entry) -> bool:
    """Every capture of the release; whether there is one."""
    hidden = _hidden(entry)
    keys = [key for key in store.captures_of(source, entry.id) if key not in hidden]
    if not keys:
        return False
    name = f"{source}-{entry.id}.warc.gz"
    with _member(package, book, f"archive/{name}") as member:
        for key in keys:
            warc = store.read_capture(key)
            indexed = index_capture(warc, name, member.size)
            member.write(warc)
            _note(book, entry, key, indexed)
    return True


def _hidden(entry: Entry) -> frozenset[str]:
    """The captures of pictures that are withdrawn from readers."""
    held = ((url, one) for url, media in entry.media.items() for one in media)
    return frozenset(one.warc for url, one in held if picture_withdrawal(entry, url, one.sha256))


def _note(book: _Book, entry: Entry, key: str, indexed: Sequence[Indexed]) -> None:
    book.captures += 1
    book.lines += [one.line for one in indexed]
    book.latest = max([book.latest, *(one.timestamp for one in indexed)])
    state = next((one for one in entry.states if one.warc == key), None)
    if state and indexed:
        book.pages.append(_page(entry, state, indexed[-1].url))


def _page(entry: Entry, state: State, url: str) -> dict[str, str]:
    """A state of the page in the list of pages, with its title where it was read."""
    read = [one for one in entry.readings if one.page == state.sha256 and one.content in entry.contents]
    facts = entry.contents[max(read, key=lambda one: one.last).content or ""] if read else None
    title = {"title": facts.headline} if facts else {}
    at = f"{state.at:%Y-%m-%dT%H:%M:%SZ}"
    return {"id": hashlib.sha256(state.warc.encode()).hexdigest()[:16], "url": url, "ts": at, **title}


def _put_rest(package: ZipFile, book: _Book, title: str) -> None:
    _put_indexes(package, book)
    with _member(package, book, "pages/pages.jsonl") as member:
        head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
        for page in (head, *book.pages):
            member.write(_json(page) + b"\n")
    described = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "created": _time(book.latest),  # the latest capture's: no time of the writing
        "software": "pressearchiv",
        **({"mainPageUrl": book.pages[0]["url"], "mainPageDate": book.pages[0]["ts"]} if book.pages else {}),
        "resources": book.resources,
    }
    body = json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"
    package.writestr(_entry("datapackage.json"), body)
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(body).hexdigest()}"}
    package.writestr(_entry("datapackage-digest.json"), _json(digest) + b"\n")


def _put_indexes(package: ZipFile, book: _Book) -> None:
    """The index in gzip members, and where each of them begins."""
    lines = sorted(book.lines)
    places = [b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    with _member(package, book, "indexes/index.cdx.gz") as member:
        for start in range(0, len(lines), _LINES):
            block = gzip.compress("".join(lines[start : start + _LINES]).encode(), mtime=0)
            place = _json({"offset": member.size, "length": len(block)})
            places.append(lines[start].split(" {", 1)[0].encode() + b" " + place + b"\n")
            member.write(block)
    with _member(package, book, "indexes/index.idx") as member:
        member.write(b"".join(places))


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _time(timestamp: str) -> str:
    date, time = timestamp[:8], timestamp[8:]
    return f"{date[:4]}-{date[4:6]}-{date[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}Z"
