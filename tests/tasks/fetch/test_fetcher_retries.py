import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tasks.errors import UnavailableError
from tasks.fetch.pace import Pace
from tests.tasks.hostile import (
    Hostile,
    answer,
    broken,
    fetcher,
    redirect,
    serve,
)

UNAVAILABLE = "503 Service Unavailable"


@pytest.fixture
def server() -> Iterator[Hostile]:
    with serve() as hostile:
        yield hostile


class TestRetries:
    @pytest.mark.parametrize("status", ["429 Too Many Requests", "500 Internal Server Error", UNAVAILABLE, "599 "])
    def test_passing_failures_are_tried_again(self, server: Hostile, status: str) -> None:
        server.routes["/1"] = [answer(b"", status), answer(b"", status), answer(b"page")]
        with fetcher(server) as fetch:
            fetched = fetch.get(server.url("/1"), limit=100)
        assert fetched.content == b"page"
        assert len(fetched.exchanges) == 1
        assert server.paths() == ["/1"] * 3

    def test_only_so_often(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"", UNAVAILABLE)
        with fetcher(server) as fetch, pytest.raises(UnavailableError) as caught:
            fetch.get(server.url("/1"), limit=100)
        assert type(caught.value) is UnavailableError
        assert str(caught.value) == f"{server.url('/1')}: 503 Service Unavailable"
        assert server.paths() == ["/1"] * 3

    def test_broken_connections_are_tried_again(self, server: Hostile) -> None:
        server.routes["/1"] = [broken(b""), broken(b"HTTP/1.1 200 OK\r\nConte"), answer(b"page")]
        with fetcher(server) as fetch:
            assert fetch.get(server.url("/1"), limit=100).content == b"page"

    def test_nobody_there(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"page", "200 OK", "Connection: close")
        with serve() as brief, fetcher(brief) as fetch:
            fetch.get(brief.url("/robots.txt"), limit=100)
        with fetch, pytest.raises(UnavailableError, match=r"the connection failed: .*refused"):
            fetch.get(brief.url("/1"), limit=100)

    def test_waits_grow_and_vary(self, server: Hostile) -> None:
        slept: list[float] = []
        server.routes["/1"] = answer(b"", UNAVAILABLE)
        patient = fetcher(server, sleep=slept.append, limits={"attempts": 6, "retry_wait": 12})
        with patient as fetch, pytest.raises(UnavailableError):
            fetch.get(server.url("/1"), limit=100)
        assert [int(seconds) for seconds in slept] in ([1, 2, 4, 8, 12], [1, 2, 4, 9, 12])
        assert slept[0] % 1 > 0

    @pytest.mark.parametrize("form", ["seconds", "date"])
    def test_retry_after_is_honoured(self, server: Hostile, form: str) -> None:
        slept: list[float] = []
        moment = datetime.now(UTC) + timedelta(seconds=600)
        asked = "600" if form == "seconds" else format_datetime(moment, usegmt=True)
        server.routes["/1"] = [answer(b"", UNAVAILABLE, f"Retry-After: {asked}"), answer(b"page")]
        pace = Pace(sleep=lambda _seconds: None)
        with fetcher(server, sleep=slept.append, pace=pace, limits={"retry_wait": 900}) as fetch:
            assert fetch.get(server.url("/1"), limit=100).content == b"page"
        assert slept == [pytest.approx(600, abs=5)]

    def test_a_longer_wait_than_we_have_ends_the_tries(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"", UNAVAILABLE, "Retry-After: 3600")
        with fetcher(server) as fetch, pytest.raises(UnavailableError, match="asks to wait 3600 s, longer than"):
            fetch.get(server.url("/1"), limit=100)
        assert server.paths() == ["/1"]

    def test_retry_after_holds_every_thread(self, server: Hostile) -> None:
        server.routes |= {"/1": [answer(b"", UNAVAILABLE, "Retry-After: 1"), answer(b"page")], "/2": answer(b"page")}
        with fetcher(server, limits={"retry_wait": 1}) as fetch, ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(fetch.get, server.url("/1"), limit=100)
            while server.paths() != ["/1"]:
                time.sleep(0.01)
            time.sleep(0.1)
            fetch.get(server.url("/2"), limit=100)
            waiting.result()
        refused, *later = (request.at for request in server.received if request.path != "/robots.txt")
        assert all(at - refused > 0.9 for at in later)


def test_the_pace_holds_for_every_request_of_every_thread(server: Hostile) -> None:
    server.routes |= {"/1": answer(b"page"), "/2": redirect("/1"), "/3": [answer(b"", UNAVAILABLE), answer(b"page")]}
    urls = [server.url(path) for path in ("/1", "/2", "/3", "/4") * 4]
    with fetcher(server, requests_per_second=20) as fetch, ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda url: fetch.get(url, limit=100), urls))
    times = sorted(request.at for request in server.received)
    assert len(times) == 16 + 4 + 1 + 1, "pages, redirects, one retry, robots.txt"
    assert times[-1] - times[0] > 21 / 20 - 0.3, "the exact spacing is test_pace's; the rest is room for a busy machine"
