import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from tasks.errors import FetchError, RefusedError, UnavailableError
from tasks.fetch.pace import Pace
from tasks.fetch.robots import KEPT_SECONDS, READ_BYTES, Robots, read_rules
from tasks.types.web import Exchange, Fetched
from tests.tasks.hostile import Hostile, answer, broken, fetcher, redirect, serve

PAGE = {"/open": answer(b"open"), "/closed": answer(b"closed")}
CLOSED = b"User-agent: *\nDisallow: /closed\n"


@pytest.fixture
def server() -> Iterator[Hostile]:
    with serve() as hostile:
        hostile.routes |= PAGE
        yield hostile


def allows(text: bytes, path: str) -> bool:
    return read_rules(text, "Pressearchiv").allows(f"https://city.example{path}")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow:\n", True),
        (b"User-agent: *\nDisallow: /\n", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", False),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: pressearchiv\nDisallow: /secret\n", True),
        (b"User-agent: PRESSEARCHIV\nDisallow: /a\n\nUser-agent: *\nDisallow:\n", False),
        (b"User-agent: otherbot\nDisallow: /\n", True),
        (b"User-agent: archiv\nDisallow: /\n", True),
        (b"User-agent: *\nDisallow: /a\nAllow: /a/b\n", True),
        (b"User-agent: *\nDisallow: /*.html$\n", False),
        (b"<!doctype html><title>Seite nicht gefunden</title>", True),
        (b"\xff\xfe\x00garbage", True),
    ],
)
def test_rules(text: bytes, allowed: bool) -> None:
    assert allows(text, "/a/b.html") is allowed


def test_only_the_first_500_kib_are_read() -> None:
    head = b"User-agent: *\nDisallow: /first\n"
    filler = b"#" * (READ_BYTES - len(head) - len(b"\nDisallow: /")) + b"\n"
    text = head + filler + b"Disallow: /second\n"
    assert not allows(text, "/first")
    assert allows(text, "/second")
    assert allows(text, "/other"), "a rule cut by the limit must not become a wider one"


def test_disallowed_pages_are_refused_and_not_asked_for(server: Hostile) -> None:
    server.routes["/robots.txt"] = answer(CLOSED)
    with fetcher(server) as fetch:
        assert fetch.get(server.url("/open"), limit=100).content == b"open"
        with pytest.raises(RefusedError, match=r"/closed: disallowed by robots\.txt"):
            fetch.get(server.url("/closed"), limit=100)
    assert [request.path for request in server.received] == ["/robots.txt", "/open"]


def test_a_redirect_to_a_disallowed_page_is_refused(server: Hostile) -> None:
    server.routes |= {"/robots.txt": answer(CLOSED), "/way": redirect("/closed")}
    with fetcher(server) as fetch, pytest.raises(RefusedError, match=r"/way: redirect to .*/closed: disallowed"):
        fetch.get(server.url("/way"), limit=100)
    assert server.paths() == ["/way"]


def test_one_robots_txt_for_many_threads(server: Hostile) -> None:
    server.routes["/robots.txt"] = answer(CLOSED)
    with fetcher(server) as fetch, ThreadPoolExecutor(16) as threads:
        got = list(threads.map(lambda _: fetch.get(server.url("/open"), limit=100).status, range(32)))
    assert got == [200] * 32
    assert [request.path for request in server.received].count("/robots.txt") == 1


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"]
)
def test_4xx_allows_everything_whatever_its_body(server: Hostile, status: str) -> None:
    server.routes["/robots.txt"] = answer(CLOSED, status, "Content-Encoding: br")
    with fetcher(server) as fetch:
        assert fetch.get(server.url("/closed"), limit=100).status == 200


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"])
def test_5xx_closes_the_site(server: Hostile, status: str) -> None:
    server.routes["/robots.txt"] = answer(b"", status)
    with fetcher(server) as fetch:
        for _ in range(2):
            with pytest.raises(RefusedError) as caught:
                fetch.get(server.url("/open"), limit=100)
    robots = server.url("/robots.txt")
    assert str(caught.value) == (
        f"{server.url('/open')}: robots.txt unreachable ({robots}: {status}), so nothing is fetched from it"
    )
    assert caught.value.url == server.url("/open")
    assert [request.path for request in server.received] == ["/robots.txt"] * 3, "tried as often as limits say, once"


def test_a_site_that_is_down_is_unavailable(server: Hostile) -> None:
    server.routes["/robots.txt"] = broken(b"")
    with fetcher(server) as fetch, pytest.raises(UnavailableError) as caught:
        fetch.get(server.url("/open"), limit=100)
    message = str(caught.value)
    assert message.startswith(f"{server.url('/open')}: the site cannot be reached, its robots.txt neither (")
    assert message.endswith("so nothing is fetched from it")
    assert "\n" not in message


@pytest.mark.parametrize("hops", [1, 5])
def test_redirects_of_robots_txt_are_followed(server: Hostile, hops: int) -> None:
    server.routes["/robots.txt"] = redirect(f"/r{hops - 1}")
    server.routes |= {f"/r{hop}": redirect(f"/r{hop - 1}") for hop in range(1, hops)} | {"/r0": answer(CLOSED)}
    with fetcher(server, limits={"redirects": 0}) as fetch, pytest.raises(RefusedError, match="disallowed"):
        fetch.get(server.url("/closed"), limit=100)


@pytest.mark.parametrize("target", ["http://elsewhere.example/robots.txt", "/r6"])
def test_redirects_of_robots_txt_that_lead_nowhere_close_the_site(server: Hostile, target: str) -> None:
    server.routes |= {f"/r{hop}": redirect(f"/r{hop - 1}") for hop in range(1, 7)} | {"/robots.txt": redirect(target)}
    with fetcher(server) as fetch, pytest.raises(RefusedError, match=r"robots\.txt unreachable"):
        fetch.get(server.url("/open"), limit=100)


def test_each_origin_has_its_own(server: Hostile) -> None:
    server.routes["/robots.txt"] = answer(CLOSED)
    with serve() as other, fetcher(server, hosts=["media.city.example"]) as fetch:
        other.routes |= PAGE
        assert fetch.get(other.url("/closed", "media.city.example"), limit=100).status == 200
        with pytest.raises(RefusedError):
            fetch.get(server.url("/closed"), limit=100)


def test_crawl_delay_slows_the_pace(server: Hostile) -> None:
    server.routes["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 0.2\n")
    with fetcher(server, pace=Pace()) as fetch:
        for _ in range(3):
            fetch.get(server.url("/open"), limit=100)
    first, second, third = (request.at for request in server.received if request.path == "/open")
    assert second - first > 0.15
    assert third - second > 0.15


def test_a_crawl_delay_beyond_reason_closes_the_site(server: Hostile) -> None:
    server.routes["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 86400\n")
    with fetcher(server) as fetch, pytest.raises(RefusedError, match="asks for 86400 s between requests"):
        fetch.get(server.url("/open"), limit=100)


class Site:
    """A robots.txt that can be down, and a clock."""

    def __init__(self) -> None:
        self.now = time.monotonic()
        self.down: FetchError | None = None
        self.status = 200
        self.asked = 0

    def fetch(self, url: str) -> Fetched:
        self.asked += 1
        if self.down:
            raise self.down
        exchange = Exchange(datetime.now(UTC), url, (), self.status, "", "HTTP/1.1", (), CLOSED, "127.0.0.1")
        return Fetched((exchange,), CLOSED)

    def robots(self) -> Robots:
        return Robots(self.fetch, "Pressearchiv", lambda: self.now)


def test_the_text_of_a_4xx_is_no_rule() -> None:
    site = Site()
    site.status = 403
    assert site.robots().rules("https://city.example", "page", "page").allows("https://city.example/closed")


def test_rules_are_kept_for_a_day() -> None:
    site = Site()
    robots = site.robots()
    for hours in (0, 23, 2):
        site.now += hours * 3600
        robots.rules("https://city.example", "page", "page")
    assert site.asked == 2


def test_known_rules_hold_while_the_file_is_unreachable() -> None:
    site = Site()
    robots = site.robots()
    robots.rules("https://city.example", "page", "page")
    site.now += KEPT_SECONDS
    site.down = RefusedError("503", "https://city.example/robots.txt")
    assert not robots.rules("https://city.example", "page", "page").allows("https://city.example/closed")
    assert site.asked == 2


def test_an_unreachable_file_is_asked_for_again_after_ten_minutes() -> None:
    site = Site()
    robots = site.robots()
    site.down = UnavailableError("no answer", "https://city.example/robots.txt")
    for minutes in (0, 9):
        site.now += minutes * 60
        with pytest.raises(UnavailableError):
            robots.rules("https://city.example", "page", "page")
    assert site.asked == 1
    site.down, site.now = None, site.now + 60
    assert robots.rules("https://city.example", "page", "page").allows("https://city.example/open")


def test_a_service_for_programs_is_asked_whatever_robots_txt_says_of_pages(server: Hostile) -> None:
    server.routes["/robots.txt"] = answer(CLOSED)
    with fetcher(server) as fetch:
        assert fetch.ask(server.url("/closed"), limit=100).content == b"closed"
        with pytest.raises(RefusedError, match="does not belong to source"):
            fetch.ask("http://elsewhere.example/", limit=100)
    assert [request.path for request in server.received] == ["/closed"]
