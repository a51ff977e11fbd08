"""Where a copy stands, and how a file of it is read: once, in pieces, and never from outside the copy.

Big files go through the digest and are not kept. A host is asked for the bytes as they are, by few connections at a
time; where it is busy or breaks off it is given time. Redirects are followed within the copy alone: some static hosts
name `x/index.html` by `x/`.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

import httpx

AT_ONCE = 8
"""How many files are read at the same time."""
KEPT = 32 << 20
"""The largest file that is looked into; larger ones are digested only."""
LARGEST = 2 << 30
_PIECE = 1 << 18
_REDIRECTS = 3
_WAITS = (1.0, 5.0, 20.0)
_SECONDS = 900.0
_TIMEOUT = 30.0
_BUSY = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Read:
    """A file's bytes in short; `body` is None where they are too many to be looked into."""

    size: int
    sha256: str
    body: bytes | None

    @staticmethod
    def of(pieces: Iterable[bytes]) -> "Read | str":
        """What a file's pieces come to, or why they are no file of an archive."""
        digest, size = hashlib.sha256(), 0
        kept: list[bytes] = []
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            if size > LARGEST:
                return f"larger than {LARGEST >> 30} GiB"
            if size <= KEPT:
                kept.append(piece)
            else:
                kept.clear()
        return Read(size, digest.hexdigest(), b"".join(kept) if size <= KEPT else None)


class Place(Protocol):
    """A copy."""

    def read(self, path: str) -> Read | str:
        """The file of that path (relative, without `..`), or why it cannot be had."""

    def inside(self, url: str) -> str | None:
        """The path of the file that an absolute address names, where that is within the copy."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A copy in a folder; links of the file system are followed within it alone."""

    root: Path

    def read(self, path: str) -> Read | str:
        root = self.root.resolve()
        try:
            place = (root / path).resolve(strict=True)
            if not place.is_relative_to(root):
                return "leads out of the folder"
            if not place.is_file():
                return "no file"
            with place.open("rb") as file:
                return Read.of(iter(partial(file.read, _PIECE), b""))
        except FileNotFoundError:
            return "no such file"
        except (OSError, RuntimeError, ValueError) as error:
            return f"cannot be read ({getattr(error, 'strerror', None) or error})"

    def inside(self, url: str) -> str | None:  # noqa: ARG002 - a folder has no address
        return None


class Host:
    """A copy on a static host or S3 endpoint: `base` is the address of the folder that holds `index.json`."""

    def __init__(
        self,
        base: str,
        client: httpx.Client,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        folder = base.removesuffix("index.html").removesuffix("index.json")
        self.base = str(httpx.URL(folder.rstrip("/") + "/"))
        self._client = client
        self._pause = pause
        self._clock = clock

    def read(self, path: str) -> Read | str:
        url = self.base + quote(path)
        for wait in _WAITS:
            try:
                return self._ask(url)
            except httpx.TransportError:
                self._pause(wait)
        try:
            return self._ask(url)
        except httpx.TransportError as error:
            return f"cannot be had ({str(error) or type(error).__name__})"

    def inside(self, url: str) -> str | None:
        return url.removeprefix(self.base) if url.startswith(self.base) else None

    def _ask(self, url: str) -> Read | str:
        """One answer; a TransportError where another try may help."""
        asked: str | httpx.URL = url
        for _ in range(_REDIRECTS + 1):
            try:
                with self._client.stream("GET", asked, headers={"Accept-Encoding": "identity"}) as answer:
                    if answer.next_request is None:
                        return self._answered(answer)
                    asked = answer.next_request.url
            except (httpx.InvalidURL, httpx.DecodingError, httpx.StreamError) as error:
                return f"answered wrongly ({error})"
            if not str(asked).startswith(self.base):
                return f"leads out of the copy, to {asked}"
        return "redirected again and again"

    def _answered(self, answer: httpx.Response) -> Read | str:
        if answer.status_code in _BUSY:
            raise httpx.ReadError(f"answers {answer.status_code}")
        if answer.status_code != httpx.codes.OK:
            return f"answers {answer.status_code}"
        return Read.of(self._in_time(answer.iter_bytes()))

    def _in_time(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        end = self._clock() + _SECONDS
        for piece in pieces:
            if self._clock() > end:
                raise httpx.DecodingError("does not come to an end")
            yield piece


@contextmanager
def open_host(address: str, user_agent: str) -> Iterator[Host]:
    """The copy at that address; ValueError where it is none of a folder on a host."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(address)
    limits = httpx.Limits(max_connections=AT_ONCE)
    with httpx.Client(headers={"User-Agent": user_agent}, timeout=_TIMEOUT, limits=limits) as client:
        try:
            host = Host(address, client)
        except httpx.InvalidURL as error:
            raise ValueError(address) from error
        yield host
