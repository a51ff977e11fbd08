"""What the network gives: finds, exchanges, fetched resources."""

from dataclasses import dataclass, field
from datetime import date, datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Find:
    """A release that a seed lists: its number and address, and what the listing says of it."""

    id: str
    url: str
    title: str | None = None
    date: "date | None" = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request sends back (RFC 9110, section 13)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its response, as sent and received.

    `body` is the message body with the transfer coding undone and the content coding kept, as WARC wants it.
    """

    at: datetime
    url: str
    request_headers: Headers
    status: int
    reason: str
    protocol: str
    response_headers: Headers
    body: bytes = field(repr=False)
    address: str

    def header(self, name: str) -> str | None:
        """The first response header of that name, case ignored."""
        wanted = name.lower()
        return next((value for key, value in self.response_headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A resource as fetched: every exchange in order (redirects first) and the content, content coding undone.

    The last exchange's status is 200, 304, 404 or 410; anything else is a `FetchError`.
    """

    exchanges: tuple[Exchange, ...]
    content: bytes = field(repr=False)

    @property
    def answer(self) -> Exchange:
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        return self.answer.url

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def at(self) -> datetime:
        return self.answer.at

    @property
    def validators(self) -> Validators:
        return Validators(self.answer.header("etag"), self.answer.header("last-modified"))
