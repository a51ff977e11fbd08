"""What given WARC files hold of one source: captures of its releases, and of pictures and files on its hosts.

Addresses are compared without scheme and port and with percent-encoding undone: the same page was captured by http and
https, and every crawler writes addresses its own way. The order of files makes no difference.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.source import Source
from tasks.capture.foreign import Origin, Row, open_origin, scan
from tasks.errors import ReadingError

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What one file held of the source; `problem` where it could not be read, or not to its end."""

    name: str
    records: int
    releases: int
    problem: str | None = None


def address_key(url: str) -> Key:
    """What two writings of one address have in common."""
    parts = urlsplit(url)
    return ((parts.hostname or "").rstrip("."), unquote(parts.path) or "/", unquote(parts.query))


class Holdings:
    """The files' records that are about the source, found by release and by address."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._seen: set[tuple[str, int]] = set()
        self._releases: dict[str, list[Row]] = defaultdict(list)
        self._addresses: dict[Key, list[Row]] = defaultdict(list)
        self._payloads: dict[str, list[Row]] = defaultdict(list)
        self._requests: dict[tuple[str, str], Row] = {}

    def add(self, path: Path) -> Inventory:
        """Take in one file, as far as it can be read."""
        found: list[Row] = []
        problem: str | None = None
        try:
            origin = open_origin(path)
            self._fill(origin, found)
        except ReadingError as error:
            problem = str(error)
        ids = {self.source.release.id_of(row.url) for row in found} - {None}
        return Inventory(path.name, len(found), len(ids), problem)

    def _fill(self, origin: Origin, found: list[Row]) -> None:
        for row in scan(origin, self._is_ours):
            found.append(row)
            if (origin.sha256, row.offset) not in self._seen:
                self._seen.add((origin.sha256, row.offset))
                self._take(row)

    def _is_ours(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            return parts.scheme in ("http", "https") and parts.hostname in self.source.all_hosts
        except ValueError:  # no address at all
            return False

    def _take(self, row: Row) -> None:
        if row.kind == "request":
            for name in filter(None, (row.id, row.concurrent)):
                self._requests[row.origin.sha256, name] = row
            return
        if row.status != 200 and not (row.kind == "revisit" and row.status == 304):
            return
        self._addresses[address_key(row.url)].append(row)
        if row.kind == "response" and row.payload:
            self._payloads[row.payload].append(row)
        id_ = self.source.release.id_of(row.url)
        if id_ is not None:
            self._releases[id_].append(row)

    @property
    def ids(self) -> tuple[str, ...]:
        """The releases that the files hold a capture of."""
        return tuple(sorted(self._releases))

    def captures(self, id_: str) -> tuple[Row, ...]:
        """The captures of that release's page, by time."""
        return tuple(sorted(self._releases.get(id_, ()), key=lambda row: row.order))

    def at_address(self, url: str) -> tuple[Row, ...]:
        """What was captured at that address, by time."""
        return tuple(sorted(self._addresses.get(address_key(url), ()), key=lambda row: row.order))

    def request_of(self, row: Row) -> Row | None:
        """The request that this was the answer to, where the file holds it."""
        names = filter(None, (row.id, row.concurrent))
        return next(
            (self._requests[key] for name in names if (key := (row.origin.sha256, name)) in self._requests), None
        )

    def payload_of(self, revisit: Row) -> Row | None:
        """The response that a revisit record refers to, by address and time or else by its payload's digest."""
        named = self._addresses.get(address_key(revisit.refers_url or revisit.url), ())
        exact = [row for row in named if row.kind == "response" and row.at == revisit.refers_at]
        alike = self._payloads.get(revisit.payload or "", ())
        own = [row for row in alike if address_key(row.url) == address_key(revisit.url)]
        return min(exact or own or alike, key=lambda row: (row.at > revisit.at, row.order), default=None)
