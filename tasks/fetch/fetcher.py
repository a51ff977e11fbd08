"""Fetching from a source's website: every rule of good conduct and of safety, in one place.

- Only http and https, only hosts and ports of the source, only public addresses (`guard`), only what robots.txt
  allows (`robots`), never faster than the source's pace (`pace`), never more time or bytes than its limits (`wire`,
  `codings`). Redirects are followed here, so that each hop obeys the same rules and is kept as evidence.
- 200, 304, 404 and 410 are answers (304 only to a conditional request, RFC 9110, section 13). 429, 5xx, timeouts and
  broken connections are tried again with growing, jittered waits, or after the wait that Retry-After asks for.
  Everything else is a `FetchError` at once.
- Validators go with the first request only: at a redirect's target they would speak of another resource.
"""

import logging
import ssl
import string
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from config.source import Source
from tasks.capture.codings import ACCEPTED, UndecodableError, UnwantedError, decode
from tasks.errors import AnswerError, BlockedError, RefusedError, UnavailableError
from tasks.fetch.guard import Judge, Network, Resolver, fault, no_fault, resolve
from tasks.fetch.pace import Pace, process_pace, retry_after
from tasks.fetch.robots import Robots
from tasks.fetch.wire import Ask, PassingError, Wire
from tasks.health.blocks import KEPT_OUT, WORDS, kept_out_by
from tasks.types.web import Exchange, Fetched, Headers, Validators

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ANSWERS = frozenset({200, 404, 410})
ROBOTS_ANSWERS = frozenset({*range(200, 300), *range(400, 500)} - {429})
ROBOTS_REDIRECTS = 5
ROBOTS_LIMIT = 5_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Errand:
    """One resource to be had, and what counts as having it."""

    url: httpx.URL
    limit: int
    answers: frozenset[int]
    redirects: int
    conditions: Headers = ()
    is_robots: bool = False
    is_question: bool = False


class Fetcher:
    """The one way to the site; shared by all threads of a run."""

    def __init__(
        self,
        source: Source,
        user_agent: str,
        *,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        pace: Pace | None = None,
        judge: Judge | None = None,
    ) -> None:
        self._source = source
        self._limits = source.limits
        self._user_agent = user_agent
        self._hosts = frozenset(httpx.URL(scheme="http", host=host).raw_host for host in source.all_hosts)
        self._ports = frozenset({None, 80, 443, httpx.URL(source.base_url).port})
        self._sleep = sleep
        self._pace = pace or process_pace()
        judging = judge or (no_fault if source.allow_private_addresses else fault)
        self._wire = Wire(lambda: Network(resolver, judging), tls or httpx.create_ssl_context(trust_env=False))
        self._robots = Robots(self._robots_txt, user_agent.partition("/")[0].strip())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; for when no thread fetches any more."""
        self._wire.close()

    def get(self, url: str, *, limit: int, validators: Validators | None = None) -> Fetched:
        """Fetch one resource: at most `limit` bytes on the wire, and as many after decompression."""
        conditions = _conditions(validators or Validators())
        return self._have(_Errand(_parsed(url), limit, ANSWERS, self._limits.redirects, conditions))

    def ask(self, url: str, *, limit: int, validators: Validators | None = None) -> Fetched:
        """The same of a service for programs, such as an index of captures, of which robots.txt does not speak."""
        conditions = _conditions(validators or Validators())
        return self._have(_Errand(_parsed(url), limit, ANSWERS, self._limits.redirects, conditions, is_question=True))

    def _have(self, errand: _Errand) -> Fetched:
        try:
            return self._try(errand)
        except PassingError as error:
            raise UnavailableError(str(error), error.url) from error

    def _robots_txt(self, url: str) -> Fetched:
        errand = _Errand(httpx.URL(url), ROBOTS_LIMIT, ROBOTS_ANSWERS, ROBOTS_REDIRECTS, is_robots=True)
        try:
            return self._try(errand)
        except PassingError as error:
            kind = UnavailableError if error.status is None else RefusedError
            raise kind(str(error), error.url) from error

    def _try(self, errand: _Errand) -> Fetched:
        retrying = Retrying(
            retry=retry_if_exception(self._is_worth_waiting),
            wait=self._pause,
            stop=stop_after_attempt(self._limits.attempts),
            sleep=self._sleep,
            before_sleep=_note,
            reraise=True,
        )
        return retrying(self._walk, errand)

    def _is_worth_waiting(self, error: BaseException) -> bool:
        return isinstance(error, PassingError) and (error.after or 0) <= self._limits.retry_wait

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, PassingError) else None
        return wait_exponential_jitter(max=self._limits.retry_wait)(state) if asked is None else asked

    def _walk(self, errand: _Errand) -> Fetched:
        """From hop to hop until an answer. The clock runs only while the site has its turn, not while we wait."""
        url, spent, exchanges = errand.url, 0.0, list[Exchange]()
        while True:
            ask = self._ask(errand, url, spent, is_first=not exchanges)
            self._await_turn(ask, errand)
            started = time.monotonic()
            exchange = self._wire.exchange(ask)
            spent += time.monotonic() - started
            exchanges.append(exchange)
            if exchange.status not in REDIRECTS:
                self._judge(ask, exchange)
                return Fetched(tuple(exchanges), _content(errand, ask, exchange))
            url = _next(errand, exchanges)

    def _ask(self, errand: _Errand, url: httpx.URL, spent: float, *, is_first: bool) -> Ask:
        conditions = errand.conditions if is_first else ()
        headers = (
            ("Host", _netloc(url)),
            ("User-Agent", self._user_agent),
            ("Accept", "*/*"),
            ("Accept-Encoding", ACCEPTED),
            *conditions,
        )
        wanted = errand.answers | REDIRECTS | ({304} if conditions else set())
        return Ask(str(errand.url), url, headers, wanted, errand.limit, self._limits.seconds, spent)

    def _await_turn(self, ask: Ask, errand: _Errand) -> None:
        """Return when this request may be sent, or say why it may not."""
        self._check_place(ask)
        interval = 1 / self._source.requests_per_second
        if not (errand.is_robots or errand.is_question):
            rules = self._robots.rules(_origin(ask.url), ask.name, ask.resource)
            if not rules.allows(str(ask.url)):
                raise RefusedError(f"{ask.name}: disallowed by robots.txt", ask.resource)
            interval = max(interval, rules.delay)
        self._pace.wait(_netloc(ask.url), interval)

    def _check_place(self, ask: Ask) -> None:
        url = ask.url
        if url.scheme not in ("http", "https"):
            raise RefusedError(f"{ask.name}: neither http nor https, refused", ask.resource)
        if url.userinfo:
            raise RefusedError(f"{ask.name}: an address with a user name, refused", ask.resource)
        if url.raw_host not in self._hosts:
            raise RefusedError(f"{ask.name}: host {url.host} does not belong to source {self._source.id}", ask.resource)
        is_open = self._source.allow_private_addresses and 0 < (url.port or 80) < 65536
        if url.port not in self._ports and not is_open:
            raise RefusedError(f"{ask.name}: port {url.port} does not belong to source {self._source.id}", ask.resource)

    def _judge(self, ask: Ask, exchange: Exchange) -> None:
        """Let answers pass; tell what may change at the next try from what will not."""
        status = exchange.status
        if status in ask.wanted:
            return
        message = f"{ask.name}: {status} {exchange.reason or responses.get(status, '')}".rstrip()
        block = kept_out_by(exchange) if status in KEPT_OUT else None
        if block:
            said = "" if block == "refusal" else f": {WORDS[block]}"
            raise BlockedError(f"{message}{said}", ask.resource, block)
        if status != 429 and status < 500:
            raise AnswerError(message, ask.resource)
        after = retry_after(exchange.header("retry-after"), datetime.now(UTC))
        if after is not None and after > self._limits.retry_wait:
            message += f", asks to wait {after:.0f} s, longer than retry_wait ({self._limits.retry_wait:g} s)"
        elif after:
            self._pace.hold(_netloc(ask.url), after)
        raise PassingError(message, ask.resource, after, status)


def _parsed(url: str) -> httpx.URL:
    try:
        return httpx.URL(url).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise RefusedError(f"{url!r}: not a web address: {error}", url) from error


def _conditions(validators: Validators) -> Headers:
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return tuple((name, value) for name, value in pairs if value)


def _netloc(url: httpx.URL) -> str:
    """Who is asked: the host, and its port where that is an unusual one."""
    return url.netloc.decode("ascii")


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{_netloc(url)}"


def _next(errand: _Errand, exchanges: list[Exchange]) -> httpx.URL:
    """Where the last exchange redirects to, unless that leads in circles or too far."""
    start, last = str(errand.url), exchanges[-1]
    location = last.header("location")
    if location is None:
        raise AnswerError(f"{last.url}: {last.status} without a Location", start)
    if len(exchanges) > errand.redirects:
        raise RefusedError(f"{start}: more than {errand.redirects} redirects", start)
    try:
        target = httpx.URL(last.url).join(_escaped(location)).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise RefusedError(f"{start}: redirect to {location!r}, not a web address: {error}", start) from error
    if str(target) in {exchange.url for exchange in exchanges}:
        raise RefusedError(f"{start}: redirect loop at {target}", start)
    return target


def _escaped(location: str) -> str:
    """A Location with the bytes escaped that should have been, in whatever encoding they were sent."""
    return quote(location.encode("latin-1"), safe=string.punctuation)


def _content(errand: _Errand, ask: Ask, exchange: Exchange) -> bytes:
    is_absence = exchange.status >= 400
    if exchange.status == 304 or (is_absence and (errand.is_robots or not exchange.body)):
        return b""
    try:
        return decode(exchange.body, exchange.header("content-encoding"), ask.limit)
    except UnwantedError as error:
        raise RefusedError(f"{ask.name}: {error}", ask.resource) from error
    except UndecodableError as error:
        raise PassingError(f"{ask.name}: {error}", ask.resource, status=exchange.status) from error


def _note(state: RetryCallState) -> None:
    log.info("%s; next try in %.1f s", state.outcome and state.outcome.exception(), state.upcoming_sleep)
