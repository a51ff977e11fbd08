"""A reader who follows the published tree without end, while it is written and while its writers die."""

import hashlib
import json
import posixpath
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx


@dataclass(frozen=True)
class Leaf:
    """A file as it was served."""

    path: str
    body: bytes
    modified: datetime


@dataclass
class Reader:
    """What it met: walks from the root index, files as listed, files newer than listed, and what breaks the promise."""

    base: str
    walks: int = 0
    as_listed: int = 0
    newer: int = 0
    broken: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    _client: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False, timeout=30))

    def walk(self) -> None:
        """Once from the root index to every picture."""
        root = self._get("index.json")
        if root is None:
            if self.walks:
                self.broken.append("index.json: it stood, and is gone")
            return
        for source in json.loads(root.body)["sources"]:
            for row in source["years"]:
                if year := self._follow(root, row):
                    self._releases(year)
        self.walks += 1

    def _releases(self, year: Leaf) -> None:
        for row in json.loads(year.body)["releases"]:
            if release := self._follow(year, row):
                said = json.loads(release.body)
                for item in (*said.get("image", ()), *said.get("associatedMedia", ())):
                    if "sha256" in item:
                        self._follow(release, {"href": item["contentUrl"], "sha256": item["sha256"]}, lasting=True)

    def _follow(self, index: Leaf, row: Mapping[str, Any], *, lasting: bool = False) -> Leaf | None:
        """A file that an index names: with the digest that it says, or newer than the index."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(index.path), row["href"]))
        leaf = self._get(path)
        if leaf is None:
            # What was withdrawn meanwhile goes after the index that names it has changed.
            again = self._get(index.path)
            if again is None or row["href"].encode() in again.body:
                self.broken.append(f"{index.path} names {path}, which is not there")
        elif hashlib.sha256(leaf.body).hexdigest() == row["sha256"]:
            self.as_listed += 1
        elif lasting or leaf.modified < index.modified:
            self.broken.append(f"{path} is not what {index.path} says, and not newer")
        else:
            self.newer += 1
        return leaf

    def _get(self, path: str) -> Leaf | None:
        answer = self._client.get(f"{self.base}/public/{path}")
        if answer.status_code in (403, 404):  # 403: there is no bucket, or it has no policy yet
            return None
        answer.raise_for_status()
        return Leaf(path, answer.content, parsedate_to_datetime(answer.headers["last-modified"]))

    def go_on(self, pause: float) -> None:
        """Walk until told to end."""
        while not self.ended.wait(pause):
            try:
                self.walk()
            except Exception as error:  # noqa: BLE001  # whatever a reader meets is a finding
                self.broken.append(f"{type(error).__name__}: {error}")


@contextmanager
def reading(base: str, pause: float = 0.5) -> Iterator[Reader]:
    """A reader at work for as long as the context lasts."""
    reader = Reader(base)
    thread = threading.Thread(target=reader.go_on, args=(pause,), daemon=True)
    thread.start()
    try:
        yield reader
    finally:
        reader.ended.set()
        thread.join()
