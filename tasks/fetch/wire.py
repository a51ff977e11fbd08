"""One request and its answer over HTTP/1.1 or HTTP/2, within bounds of time and size.

A request has one deadline for name, connection, TLS, headers and body together, so that a slow drip ends as surely as
silence. A body is read up to its limit and no further, and only where its status is wanted, or else its beginning where
that may tell how we are kept out; a body shorter than its Content-Length is no answer. Every thread has a connection
pool to itself while it uses one: multiplexed streams would let one slow answer spend another's time. No proxy, no
cookie, no redirect and no decoding happens here.
"""

import ssl
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore
import httpx
from h2.exceptions import H2Error

from tasks.errors import RefusedError, UnavailableError
from tasks.fetch.guard import Network, UnsafeAddressError
from tasks.health.blocks import KEPT_OUT, LOOKED_AT
from tasks.types.web import Exchange, Headers

IDLE_SECONDS = 15.0


class PassingError(UnavailableError):
    """A failure that may be gone at the next try; `after` is the wait the server asked for, `status` its answer."""

    def __init__(self, message: str, url: str, after: float | None = None, status: int | None = None) -> None:
        super().__init__(message, url)
        self.after = after
        self.status = status


@dataclass(frozen=True, slots=True)
class Ask:
    """One GET on the way to a resource: what is sent, what it may cost, which statuses are worth a body."""

    resource: str
    url: httpx.URL
    headers: Headers
    wanted: frozenset[int]
    limit: int
    seconds: float
    spent: float = 0.0

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.resource if self.resource == str(self.url) else f"{self.resource}: redirect to {self.url}"


@dataclass(frozen=True, slots=True)
class _Lane:
    network: Network
    pool: httpcore.ConnectionPool


class Wire:
    """Connections kept open between requests, handed to one thread at a time."""

    def __init__(self, network: Callable[[], Network], tls: ssl.SSLContext) -> None:
        self._network = network
        self._tls = tls
        self._idle: deque[_Lane] = deque()

    def exchange(self, ask: Ask) -> Exchange:
        """Ask once; `PassingError` where another try may help, `RefusedError` for what must not be fetched."""
        with self._lane() as lane, _named_faults(ask):
            lane.network.ends = time.monotonic() + ask.seconds - ask.spent
            at = datetime.now(UTC)
            with lane.pool.stream("GET", _target(ask.url), headers=_encoded(ask.headers)) as response:
                is_wanted = response.status in ask.wanted
                body = _body(response, ask) if is_wanted else _beginning(response)
            if not is_wanted:
                lane.pool.close()
            return _exchange(ask, at, response, body)

    def close(self) -> None:
        while self._idle:
            lane = self._idle.pop()
            lane.pool.close()
            lane.network.close()

    @contextmanager
    def _lane(self) -> Iterator[_Lane]:
        """The lane used last, so that few connections stay warm; what an error left half read is dropped."""
        try:
            lane = self._idle.pop()
        except IndexError:
            lane = self._new_lane()
        try:
            yield lane
        except BaseException:
            lane.pool.close()
            raise
        finally:
            self._idle.append(lane)

    def _new_lane(self) -> _Lane:
        network = self._network()
        pool = httpcore.ConnectionPool(
            ssl_context=self._tls, http2=True, keepalive_expiry=IDLE_SECONDS, network_backend=network
        )
        return _Lane(network, pool)


def _target(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _encoded(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


@contextmanager
def _named_faults(ask: Ask) -> Iterator[None]:
    try:
        yield
    except UnsafeAddressError as error:
        raise RefusedError(f"{ask.name}: {error}, refused", ask.resource) from error
    except httpcore.TimeoutException as error:
        raise PassingError(f"{ask.name}: took longer than {ask.seconds:g} s", ask.resource) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, H2Error) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise PassingError(f"{ask.name}: the connection failed: {reason}", ask.resource) from error


def _body(response: httpcore.Response, ask: Ask) -> bytes:
    length = next((value for key, value in response.headers if key.lower() == b"content-length"), b"")
    if response.status != 304 and length.isdigit() and int(length) > ask.limit:
        raise RefusedError(f"{ask.name}: larger than {ask.limit} bytes", ask.resource)
    body = bytearray()
    for part in response.iter_stream():
        body += part
        if len(body) > ask.limit:
            raise RefusedError(f"{ask.name}: larger than {ask.limit} bytes", ask.resource)
    return bytes(body)


def _beginning(response: httpcore.Response) -> bytes:
    """What a page that may say why it keeps us out says first, as far as it comes; of others nothing."""
    body = bytearray()
    if response.status in KEPT_OUT:
        with suppress(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, H2Error):
            for part in response.iter_stream():
                body += part
                if len(body) >= LOOKED_AT:
                    break
    return bytes(body)


def _exchange(ask: Ask, at: datetime, response: httpcore.Response, body: bytes) -> Exchange:
    address, _port = response.extensions["network_stream"].get_extra_info("server_addr")
    return Exchange(
        at=at,
        url=str(ask.url),
        request_headers=ask.headers,
        status=response.status,
        reason=response.extensions.get("reason_phrase", b"").decode("latin-1"),
        protocol=response.extensions["http_version"].decode("ascii"),
        response_headers=tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers),
        body=body,
        address=address,
    )
