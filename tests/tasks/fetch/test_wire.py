import asyncio
import gzip
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import trustme
from hypercorn.asyncio import serve as serve_hypercorn
from hypercorn.config import Config

from tasks.errors import AnswerError, RefusedError, UnavailableError
from tasks.fetch.fetcher import Fetcher
from tests.tasks.hostile import USER_AGENT, Answer, Hostile, answer, broken, drip, fetcher, loopback, serve, source

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
ONCE: dict[str, Any] = {"limits": {"attempts": 1, "seconds": 0.4}}


@pytest.fixture
def server() -> Iterator[Hostile]:
    with serve() as hostile:
        yield hostile


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


class TestTime:
    @pytest.mark.parametrize(
        "slow",
        [
            lambda _connection: time.sleep(1),
            drip(b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n"),
            drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
            drip(ENDLESS, b"x"),
            drip(CHUNKED, chunk(b"x")),
        ],
        ids=["silence", "headers", "informational", "body", "chunks"],
    )
    def test_silence_and_drips_end_at_the_deadline(self, server: Hostile, slow: Answer) -> None:
        server.routes["/1"] = slow
        with fetcher(server, **ONCE) as fetch:
            started = time.monotonic()
            with pytest.raises(UnavailableError, match=r"/1: took longer than 0\.4 s"):
                fetch.get(server.url("/1"), limit=1_000_000)
        assert 0.3 < time.monotonic() - started < 0.8

    def test_redirects_share_the_time(self, server: Hostile) -> None:
        def late(connection: socket.socket) -> None:
            time.sleep(0.3)
            connection.sendall(answer(b"", "302 Found", "Location: /2"))

        server.routes |= {"/1": late, "/2": drip(ENDLESS, b"x")}
        with fetcher(server, **ONCE) as fetch:
            started = time.monotonic()
            with pytest.raises(UnavailableError, match=r"/1: redirect to .*/2: took longer than 0\.4 s"):
                fetch.get(server.url("/1"), limit=1_000_000)
        assert time.monotonic() - started < 0.7

    def test_waiting_for_our_turn_costs_no_time(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"page")
        with fetcher(server, requests_per_second=2, **ONCE) as fetch:
            assert fetch.get(server.url("/1"), limit=100).content == b"page"

    def test_a_handshake_without_answer_ends_at_the_deadline(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            dead = Hostile(silent.getsockname()[1])
            with fetcher(dead, scheme="https", **ONCE) as fetch:
                started = time.monotonic()
                with pytest.raises(UnavailableError, match=r"took longer than 0\.4 s"):
                    fetch.get(dead.url("/1", scheme="https"), limit=100)
        assert time.monotonic() - started < 0.8


class TestSize:
    def test_the_limit_itself_is_allowed(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"x" * 100)
        with fetcher(server) as fetch:
            assert len(fetch.get(server.url("/1"), limit=100).content) == 100

    def test_an_announced_excess_is_refused_unread(self, server: Hostile) -> None:
        server.routes["/1"] = drip(ENDLESS, b"x", 1)
        with fetcher(server) as fetch:
            started = time.monotonic()
            with pytest.raises(RefusedError, match="/1: larger than 999999 bytes"):
                fetch.get(server.url("/1"), limit=999_999)
        assert time.monotonic() - started < 0.5
        assert server.paths() == ["/1"]

    def test_an_unannounced_excess_is_refused_while_it_comes(self, server: Hostile) -> None:
        server.routes["/1"] = drip(CHUNKED, chunk(b"x" * 1000), 0)
        with fetcher(server) as fetch, pytest.raises(RefusedError, match="/1: larger than 5000 bytes"):
            fetch.get(server.url("/1"), limit=5000)

    def test_a_bomb_is_refused(self, server: Hostile) -> None:
        server.routes["/1"] = answer(gzip.compress(bytes(1_000_000)), "200 OK", "Content-Encoding: gzip")
        with fetcher(server) as fetch, pytest.raises(RefusedError, match="larger than 5000 bytes once decompressed"):
            fetch.get(server.url("/1"), limit=5000)
        assert server.paths() == ["/1"]

    def test_a_coding_not_asked_for_is_refused(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"x", "200 OK", "Content-Encoding: br")
        with fetcher(server) as fetch, pytest.raises(RefusedError, match="content coding 'br'"):
            fetch.get(server.url("/1"), limit=5000)

    def test_a_forbidding_answer_is_not_read(self, server: Hostile) -> None:
        server.routes["/1"] = drip(ENDLESS.replace(b"200 OK", b"403 Forbidden"), b"x")
        with fetcher(server, **ONCE) as fetch, pytest.raises(AnswerError, match="403 Forbidden"):
            fetch.get(server.url("/1"), limit=100)


CODED = gzip.compress(b"a whole page")
CUT = {
    "length": broken(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
    "nothing": broken(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
    "chunk": broken(CHUNKED + chunk(b"half")),
    "gzip": answer(CODED[:-4], "200 OK", "Content-Encoding: gzip"),
    "empty gzip": answer(b"", "200 OK", "Content-Encoding: gzip"),
    "garbage": broken(b"SSH-2.0-OpenSSH_9\r\n\r\n"),
}


@pytest.mark.parametrize("cut", CUT.values(), ids=CUT)
def test_half_an_answer_is_none(server: Hostile, cut: Answer) -> None:
    server.routes |= {"/1": cut, "/2": [cut, answer(b"page")]}
    with fetcher(server) as fetch:
        assert fetch.get(server.url("/2"), limit=1000).content == b"page"
        with pytest.raises(UnavailableError):
            fetch.get(server.url("/1"), limit=1000)
    assert server.paths() == ["/2"] * 2 + ["/1"] * 3


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


class TestTls:
    @pytest.mark.parametrize(
        ("name", "is_right"), [("city.example", True), ("other.example", False), ("127.0.0.1", False)]
    )
    def test_the_host_is_proved_by_name(
        self, authority: trustme.CA, trust: ssl.SSLContext, name: str, is_right: bool
    ) -> None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(tls)
        with serve(tls=tls) as server, fetcher(server, tls=trust, scheme="https") as fetch:
            server.routes["/1"] = answer(b"page")
            if is_right:
                assert fetch.get(server.url("/1", scheme="https"), limit=100).content == b"page"
            else:
                with pytest.raises(UnavailableError, match="CERTIFICATE_VERIFY_FAILED"):
                    fetch.get(server.url("/1", scheme="https"), limit=100)
                assert server.received == []

    def test_an_unknown_authority_is_not_trusted(self, authority: trustme.CA) -> None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("city.example").configure_cert(tls)
        with serve(tls=tls) as server:
            known = source(server.url("/", scheme="https"))
            with Fetcher(known, USER_AGENT, resolver=loopback) as fetch, pytest.raises(UnavailableError) as caught:
                fetch.get(server.url("/1", scheme="https"), limit=100)
        assert "CERTIFICATE_VERIFY_FAILED" in str(caught.value)


async def app(scope: dict[str, Any], _receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    """An HTTP/2 site, well and badly behaved by path."""
    if scope["type"] != "http":
        return
    path, coded = scope["path"], gzip.compress(b"page")
    if path == "/large":
        answered: tuple[int, list[tuple[bytes, bytes]], list[bytes]] = (200, [], [b"x" * 60_000] * 50)
    elif path == "/short":
        answered = (200, [(b"content-length", b"10")], [b"half"])
    elif path == "/page":
        answered = (200, [(b"content-encoding", b"gzip"), (b"set-cookie", b"a=1")], [coded])
    else:
        answered = ({"/forbidden": 403, "/slow": 200}.get(path, 404), [], [b"x"])
    status, headers, parts = answered
    await send({"type": "http.response.start", "status": status, "headers": headers})
    for part in parts:
        await send({"type": "http.response.body", "body": part, "more_body": True})
    while path == "/slow":
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
        await asyncio.sleep(0.05)
    await send({"type": "http.response.body", "body": b""})


@contextmanager
def site(folder: Path, authority: trustme.CA) -> Iterator[Hostile]:
    certificate = authority.issue_cert("city.example")
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "pem")
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    config = Config()
    config.bind = [f"fd://{listener.detach()}"]  # the server closes it
    config.certfile = config.keyfile = str(folder / "pem")
    config.alpn_protocols = ["h2", "http/1.1"]
    config.graceful_timeout = 0.1
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    running = serve_hypercorn(app, config, shutdown_trigger=stop.wait)  # type: ignore[arg-type]
    thread = Thread(target=loop.run_until_complete, args=(running,), daemon=True)
    thread.start()
    yield Hostile(port)
    loop.call_soon_threadsafe(stop.set)
    thread.join(5)
    loop.close()


def test_http2_obeys_the_same_rules(tmp_path: Path, authority: trustme.CA, trust: ssl.SSLContext) -> None:
    resolved: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        resolved.append(host)
        return loopback(host, port)

    with (
        site(tmp_path, authority) as server,
        fetcher(server, tls=trust, scheme="https", resolver=resolver, limits={"seconds": 1, "attempts": 1}) as fetch,
    ):
        for _ in range(2):
            fetched = fetch.get(server.url("/page", scheme="https"), limit=1000)
        assert resolved == ["city.example"], "one connection for robots.txt and both pages"
        assert (fetched.content, fetched.answer.protocol, fetched.answer.reason) == (b"page", "HTTP/2", "")
        assert (fetched.answer.body, fetched.answer.address) == (gzip.compress(b"page"), "127.0.0.1")
        assert fetched.answer.header("Set-Cookie") == "a=1"
        errors = {
            "/large": (RefusedError, "larger than 100000 bytes"),
            "/forbidden": (AnswerError, "403 Forbidden"),
            "/short": (UnavailableError, "the connection failed"),
            "/slow": (UnavailableError, "took longer than 1 s"),
        }
        for path, (kind, message) in errors.items():
            with pytest.raises(kind, match=message):
                fetch.get(server.url(path, scheme="https"), limit=100_000)
            assert fetch.get(server.url("/page", scheme="https"), limit=1000).content == b"page"
        assert len(resolved) == 1 + len(errors), "no connection is used on that holds the rest of an answer"
