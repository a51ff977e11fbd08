import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tasks.errors import AnswerError
from tasks.types.web import Validators
from tests.tasks.hostile import (
    USER_AGENT,
    Hostile,
    answer,
    fetcher,
    loopback,
    redirect,
    serve,
)


@pytest.fixture
def server() -> Iterator[Hostile]:
    with serve() as hostile:
        yield hostile


def test_an_answer_is_kept_as_sent_and_received(server: Hostile) -> None:
    coded = gzip.compress(b"<h1>Meldung</h1>")
    server.routes["/1"] = answer(
        coded, "200 Alles gut", "Content-Encoding: gzip", "X-B: \xfc", "X-A: 1", "Set-Cookie: a=1"
    )
    before = datetime.now(UTC)
    with fetcher(server) as fetch:
        fetched = fetch.get(server.url("/1#part"), limit=1000)
    exchange = fetched.answer
    assert fetched.content == b"<h1>Meldung</h1>"
    assert exchange.body == coded
    assert (exchange.url, exchange.status, exchange.reason) == (server.url("/1"), 200, "Alles gut")
    assert (exchange.protocol, exchange.address) == ("HTTP/1.1", "127.0.0.1")
    assert before <= exchange.at <= datetime.now(UTC)
    assert exchange.response_headers == (
        ("Content-Length", str(len(coded))),
        ("Content-Encoding", "gzip"),
        ("X-B", "\xfc"),
        ("X-A", "1"),
        ("Set-Cookie", "a=1"),
    )
    assert exchange.request_headers == (
        ("Host", f"city.example:{server.port}"),
        ("User-Agent", USER_AGENT),
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip, deflate"),
    )
    assert server.received[-1].headers == dict(exchange.request_headers), "what is recorded is what was sent"


def test_cookies_are_never_sent_back(server: Hostile) -> None:
    server.routes |= {
        "/set": answer(b"", "302 Found", "Set-Cookie: session=1; Path=/", "Location: /1"),
        "/1": answer(b"page"),
    }
    with fetcher(server) as fetch:
        fetch.get(server.url("/set"), limit=100)
        fetch.get(server.url("/1"), limit=100)
    assert not any("cookie" in name.lower() for request in server.received for name in request.headers)


def test_no_proxy_is_taken_from_the_environment(server: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.routes["/1"] = answer(b"page")
    with fetcher(server) as fetch:
        assert fetch.get(server.url("/1"), limit=100).content == b"page"


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
@pytest.mark.parametrize("coding", [(), ("Content-Encoding: gzip",)])
def test_absence_is_an_answer(server: Hostile, status: str, coding: tuple[str, ...]) -> None:
    server.routes["/1"] = answer(b"", status, *coding)
    with fetcher(server) as fetch:
        fetched = fetch.get(server.url("/1"), limit=100)
    assert (fetched.status, fetched.content) == (int(status[:3]), b"")


@pytest.mark.parametrize(
    "status", ["204 No Content", "300 Multiple Choices", "401 Unauthorized", "403 Forbidden", "418 "]
)
def test_other_answers_are_errors_at_once(server: Hostile, status: str) -> None:
    server.routes["/1"] = answer(b"", status)
    with fetcher(server) as fetch, pytest.raises(AnswerError) as caught:
        fetch.get(server.url("/1"), limit=100)
    assert str(caught.value).startswith(f"{server.url('/1')}: {status[:3]} ")
    assert caught.value.url == server.url("/1")
    assert server.paths() == ["/1"]


class TestConditional:
    validators = Validators('"v1"', "Sun, 01 Mar 2026 12:00:00 GMT")

    def test_validators_are_sent_and_304_is_an_answer(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"", "304 Not Modified", 'ETag: "v1"', "Content-Encoding: gzip").replace(
            b"Content-Length: 0", b"Content-Length: 99999"
        )
        with fetcher(server) as fetch:
            fetched = fetch.get(server.url("/1"), limit=100, validators=self.validators)
        assert (fetched.status, fetched.content, fetched.validators.etag) == (304, b"", '"v1"')
        assert server.received[-1].headers["If-None-Match"] == '"v1"'
        assert server.received[-1].headers["If-Modified-Since"] == self.validators.last_modified

    @pytest.mark.parametrize("validators", [None, Validators()])
    def test_304_is_no_answer_to_a_plain_request(self, server: Hostile, validators: Validators | None) -> None:
        server.routes["/1"] = answer(b"", "304 Not Modified")
        with fetcher(server) as fetch, pytest.raises(AnswerError, match="304"):
            fetch.get(server.url("/1"), limit=100, validators=validators)

    def test_validators_do_not_follow_a_redirect(self, server: Hostile) -> None:
        server.routes |= {"/1": redirect("/2"), "/2": answer(b"", "304 Not Modified")}
        with fetcher(server) as fetch, pytest.raises(AnswerError, match="304"):
            fetch.get(server.url("/1"), limit=100, validators=self.validators)
        assert "If-None-Match" not in server.received[-1].headers

    def test_validators_of_the_site_that_are_not_ascii_go_back_as_they_came(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"", "304 Not Modified")
        with fetcher(server) as fetch:
            fetch.get(server.url("/1"), limit=100, validators=Validators('"\xfc"'))
        assert server.received[-1].headers["If-None-Match"] == '"\xfc"'


def test_many_threads_get_what_they_asked_for(server: Hostile) -> None:
    server.routes |= {f"/{number}": answer(f"page {number}".encode()) for number in range(100)}
    with fetcher(server) as fetch, ThreadPoolExecutor(16) as threads:
        got = list(threads.map(lambda number: fetch.get(server.url(f"/{number}"), limit=100).content, range(100)))
    assert got == [f"page {number}".encode() for number in range(100)]


def test_a_connection_is_used_again(server: Hostile) -> None:
    resolved: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        resolved.append(host)
        return loopback(host, port)

    server.routes["/1"] = answer(b"page")
    with fetcher(server, resolver=resolver) as fetch:
        for _ in range(5):
            fetch.get(server.url("/1"), limit=100)
    assert resolved == ["city.example"]


def test_the_recorded_address_is_the_one_that_answered() -> None:
    with serve("127.0.0.3") as other, fetcher(other, resolver=lambda _host, _port: ["127.0.0.4", "127.0.0.3"]) as fetch:
        other.routes["/1"] = answer(b"page")
        assert fetch.get(other.url("/1"), limit=100).answer.address == "127.0.0.3"
