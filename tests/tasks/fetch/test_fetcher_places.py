from collections.abc import Iterator

import pytest

from tasks.errors import AnswerError, RefusedError
from tasks.fetch.fetcher import Fetcher
from tests.tasks.hostile import (
    UNUSED_TLS,
    USER_AGENT,
    Hostile,
    answer,
    broken,
    fetcher,
    redirect,
    serve,
    source,
)


@pytest.fixture
def server() -> Iterator[Hostile]:
    with serve() as hostile:
        yield hostile


class TestRedirects:
    def test_every_hop_is_kept(self, server: Hostile) -> None:
        server.routes |= {"/a": redirect("/b?x=1#part", "301 Moved Permanently"), "/b?x=1": redirect("c\xc3\xa4")}
        server.routes["/c%C3%A4"] = answer(b"page")
        with fetcher(server) as fetch:
            fetched = fetch.get(server.url("/a"), limit=100)
        assert [exchange.url for exchange in fetched.exchanges] == [
            server.url(path) for path in ("/a", "/b?x=1", "/c%C3%A4")
        ]
        assert [exchange.status for exchange in fetched.exchanges] == [301, 302, 200]
        assert fetched.exchanges[0].body == b"moved"
        assert fetched.content == b"page"

    def test_other_hosts_of_the_source_may_be_led_to(self, server: Hostile) -> None:
        server.routes |= {"/a": redirect(server.url("/b", "MEDIA.city.example")), "/b": answer(b"page")}
        with fetcher(server, hosts=["Media.City.Example"]) as fetch:
            assert fetch.get(server.url("/a"), limit=100).url == server.url("/b", "media.city.example")

    @pytest.mark.parametrize(
        ("location", "reason"),
        [
            ("http://elsewhere.example/", "host elsewhere.example does not belong to source city"),
            ("//elsewhere.example/", "host elsewhere.example does not belong"),
            ("http://city.example@elsewhere.example/", "with a user name, refused"),
            ("http://city.example.elsewhere.example/", "does not belong"),
            ("http://127.0.0.1/", r"host 127\.0\.0\.1 does not belong"),
            ("ftp://city.example/", "neither http nor https"),
            ("file:///etc/passwd", "neither http nor https"),
            ("http://city.example:99999/", "port 99999 does not belong"),
            ("http://[::1/", "not a web address"),
        ],
    )
    def test_elsewhere_is_refused(self, server: Hostile, location: str, reason: str) -> None:
        server.routes["/a"] = redirect(location)
        with fetcher(server) as fetch, pytest.raises(RefusedError, match=rf"/a: redirect to .*{reason}") as caught:
            fetch.get(server.url("/a"), limit=100)
        assert caught.value.url == server.url("/a")
        assert server.paths() == ["/a"]

    def test_a_loop_is_refused(self, server: Hostile) -> None:
        server.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
        with fetcher(server) as fetch, pytest.raises(RefusedError, match="redirect loop at"):
            fetch.get(server.url("/a"), limit=100)
        assert server.paths() == ["/a", "/b"]

    def test_only_so_many(self, server: Hostile) -> None:
        server.routes |= {f"/{hop}": redirect(f"/{hop - 1}") for hop in range(1, 9)} | {"/0": answer(b"page")}
        with fetcher(server, limits={"redirects": 2}) as fetch:
            assert fetch.get(server.url("/2"), limit=100).content == b"page"
            with pytest.raises(RefusedError, match="/3: more than 2 redirects"):
                fetch.get(server.url("/3"), limit=100)

    def test_a_redirect_to_nowhere_is_an_error(self, server: Hostile) -> None:
        server.routes["/a"] = answer(b"", "302 Found")
        with fetcher(server) as fetch, pytest.raises(AnswerError, match="302 without a Location"):
            fetch.get(server.url("/a"), limit=100)


class TestPlaces:
    @pytest.mark.parametrize(
        "url",
        ["http://elsewhere.example/", "ftp://city.example/", "/relative", "", "http://city.example:0x/", "http://\n"],
    )
    def test_what_is_not_of_the_source_is_refused(self, server: Hostile, url: str) -> None:
        with fetcher(server) as fetch, pytest.raises(RefusedError) as caught:
            fetch.get(url, limit=100)
        assert "\n" not in str(caught.value)
        assert server.received == []

    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "[::1]",
            "0x7f000001",
            "2130706433",
            "127.1",
            "169.254.169.254",
            "[::ffff:127.0.0.1]",
            "localhost",
        ],
    )
    def test_private_addresses_are_refused_even_as_the_source(self, server: Hostile, host: str) -> None:
        url = f"http://{host}:{server.port}/"
        public = source(url, allow_private_addresses=False)
        refused = pytest.raises(RefusedError, match=r"(loopback|link-local) address, refused")
        with Fetcher(public, USER_AGENT, tls=UNUSED_TLS) as fetch, refused:
            fetch.get(url, limit=100)
        assert server.received == []

    def test_a_name_that_leads_inside_is_refused(self, server: Hostile) -> None:
        inside = fetcher(server, allow_private_addresses=False, resolver=lambda _host, _port: ["10.0.0.1"])
        with (
            inside as fetch,
            pytest.raises(RefusedError, match=r"city.example is 10\.0\.0\.1, a private address, refused"),
        ):
            fetch.get(server.url("/"), limit=100)

    @pytest.mark.parametrize("shift", [0, 1])
    def test_only_known_ports_of_a_public_source(self, server: Hostile, shift: int) -> None:
        outcome = "a loopback address" if shift == 0 else "port .* does not belong to source city"
        with fetcher(server, allow_private_addresses=False) as fetch, pytest.raises(RefusedError, match=outcome):
            fetch.get(f"http://city.example:{server.port + shift}/", limit=100)

    def test_international_names(self, server: Hostile) -> None:
        server.routes["/1"] = answer(b"page")
        with fetcher(server, hosts=["münchen.example", "xn--kln-sna.example"]) as fetch:
            for host in ("münchen.example", "xn--mnchen-3ya.example", "KÖLN.example"):
                assert fetch.get(server.url("/1", host), limit=100).content == b"page"

    def test_every_hop_and_every_reconnect_is_checked(self) -> None:
        """127.0.0.2 plays the public address; the names inside.example and, later, city.example lead elsewhere."""
        names = {"city.example": ["127.0.0.2"], "inside.example": ["127.0.0.1"]}
        judged = {"resolver": lambda host, _port: names[host], "judge": {"127.0.0.1": "a private address"}.get}
        with serve("127.0.0.2") as public, serve("127.0.0.1", public.port) as inside:
            public.routes["/a"] = redirect(public.url("/secret", "inside.example"))
            public.routes["/1"] = broken(answer(b"page"))
            with fetcher(public, hosts=["inside.example"], **judged) as fetch:
                with pytest.raises(
                    RefusedError,
                    match=r"/a: redirect to .*: inside.example is 127\.0\.0\.1, a private address, refused",
                ):
                    fetch.get(public.url("/a"), limit=100)
                assert fetch.get(public.url("/1"), limit=100).answer.address == "127.0.0.2"
                names["city.example"] = ["127.0.0.1"]
                with pytest.raises(RefusedError, match=r"city.example is 127\.0\.0\.1"):
                    fetch.get(public.url("/1"), limit=100)
            assert inside.received == []
