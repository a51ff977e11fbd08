"""robots.txt (RFC 9309): what the site allows us, and how slowly it wants us.

- 2xx: its first 500 KiB are read; the group of our product token counts, or else that of `*`.
- 4xx: there is none, everything is allowed. 429 is no such answer: it only asks to wait.
- 5xx, a refused redirect or no answer: the rules are unknown, so nothing is fetched, and the error says which it was.
- Crawl-delay is honoured up to five minutes; a site that asks for more is not fetched from.

It is asked once per origin, however many threads need it, and kept for a day; while it cannot be had, rules known
before stay in force, and otherwise it is asked again after ten minutes.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from protego import Protego

from tasks.errors import BlockedError, FetchError, RefusedError, UnavailableError
from tasks.types.web import Fetched

READ_BYTES = 500 * 1024
KEPT_SECONDS = 24 * 3600.0
FAILED_SECONDS = 600.0
LONGEST_DELAY = 300.0


@dataclass(frozen=True)
class Rules:
    """What one robots.txt says to one product; `delay` is the least number of seconds between requests."""

    product: str
    text: Protego

    def allows(self, url: str) -> bool:
        return self.text.can_fetch(url, self.product)

    @property
    def delay(self) -> float:
        return self.text.crawl_delay(self.product) or 0.0


def read_rules(body: bytes, product: str) -> Rules:
    """The rules in the part of a robots.txt that is read; a line cut by the limit is left out."""
    head = body[:READ_BYTES]
    if len(body) > READ_BYTES:
        head = head[: head.rfind(b"\n") + 1]
    return Rules(product, Protego.parse(head.decode("utf-8-sig", errors="replace")))


@dataclass
class _Entry:
    """One origin's rules, or why they could not be had, and until when that holds."""

    lock: Lock = field(default_factory=Lock)
    rules: Rules | None = None
    error: FetchError | None = None
    ends: float = float("-inf")


class Robots:
    """The robots.txt of every origin, fetched by `fetch`, which raises a `FetchError` where it is unreachable."""

    def __init__(
        self, fetch: Callable[[str], Fetched], product: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._product = product
        self._clock = clock
        self._entries: dict[str, _Entry] = {}

    def rules(self, origin: str, name: str, url: str) -> Rules:
        """The rules of that origin; `name` and `url` say in an error for whose sake they were asked."""
        entry = self._entries.setdefault(origin, _Entry())
        with entry.lock:
            if self._clock() >= entry.ends:
                self._renew(entry, f"{origin}/robots.txt")
        if entry.rules is None:
            raise _closed(name, url, entry.error)
        if entry.rules.delay > LONGEST_DELAY:
            raise RefusedError(f"{name}: robots.txt asks for {entry.rules.delay:g} s between requests, too slow", url)
        return entry.rules

    def _renew(self, entry: _Entry, robots_url: str) -> None:
        try:
            fetched = self._fetch(robots_url)
        except FetchError as error:
            entry.error, kept = error, FAILED_SECONDS
        else:
            body = fetched.content if fetched.status < 300 else b""
            entry.rules, kept = read_rules(body, self._product), KEPT_SECONDS
        entry.ends = self._clock() + kept


def _closed(name: str, url: str, error: FetchError | None) -> FetchError:
    if isinstance(error, UnavailableError):
        message = f"{name}: the site cannot be reached, its robots.txt neither ({error}), so nothing is fetched from it"
        return UnavailableError(message, url)
    if isinstance(error, BlockedError):
        return BlockedError(f"{name}: its robots.txt keeps us out ({error}), so nothing is fetched", url, error.block)
    return RefusedError(f"{name}: robots.txt unreachable ({error}), so nothing is fetched from it", url)
