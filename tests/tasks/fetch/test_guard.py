import socket
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.guard import Network, Resolver, UnsafeAddressError, fault, no_fault, resolve
from tests.tasks.hostile import serve

PUBLIC = ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"]
UNSAFE = {
    "0.0.0.0": "an unspecified address",
    "127.0.0.1": "a loopback address",
    "127.255.0.9": "a loopback address",
    "10.0.0.1": "a private address",
    "172.16.0.1": "a private address",
    "192.168.1.1": "a private address",
    "100.64.0.1": "not a public address",
    "169.254.169.254": "a link-local address",
    "192.0.2.1": "a private address",
    "198.18.0.1": "a private address",
    "224.0.0.1": "a multicast address",
    "240.0.0.1": "a private address",
    "255.255.255.255": "a private address",
    "::": "an unspecified address",
    "::1": "a loopback address",
    "::7f00:1": "a reserved address",
    "fe80::1%lo": "a link-local address",
    "fc00::1": "a private address",
    "fec0::1": "not a public address",
    "ff0e::1": "a multicast address",
    "2001:db8::1": "a private address",
    "2001::1": "a private address",
    "5f00::1": "a reserved address",
    "::ffff:127.0.0.1": "a loopback address",
    "::ffff:10.0.0.1": "a private address",
    "64:ff9b::7f00:1": "a loopback address",
    "2002:a00:1::1": "a private address",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_no_fault(address: str) -> None:
    assert fault(address) is None


@pytest.mark.parametrize(("address", "reason"), UNSAFE.items())
def test_other_addresses_are(address: str, reason: str) -> None:
    assert fault(address) == reason


def test_an_address_that_pythons_versions_name_differently_is_unsafe_in_all() -> None:
    assert fault("64:ff9b:1::101:101") in ("a reserved address", "a private address")


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_in_every_wrapping(address: IPv4Address) -> None:
    inner = int(address)
    wrapped = (0xFFFF << 32 | inner, 0x64FF9B << 96 | inner, 0x2002 << 112 | inner << 80)
    assert {fault(str(IPv6Address(number))) for number in wrapped} == {fault(str(address))}


@given(st.ip_addresses(v=6))
def test_ipv6_passes_only_as_global_unicast_or_around_ipv4(address: IPv6Address) -> None:
    around_ipv4 = address.ipv4_mapped or address in IPv6Network("64:ff9b::/96")
    assert fault(str(address)) or around_ipv4 or address in IPv6Network("2000::/3")


@pytest.fixture
def network() -> Iterator[Callable[..., Network]]:
    made: list[Network] = []

    def make(resolver: Resolver, judge: Callable[[str], str | None] = fault, seconds: float = 5.0) -> Network:
        made.append(Network(resolver, judge))
        made[-1].ends = time.monotonic() + seconds
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "0x7f000001", "2130706433", "127.1", "localhost"])
def test_loopback_is_refused_in_every_spelling(network: Callable[..., Network], host: str) -> None:
    with serve() as server, pytest.raises(UnsafeAddressError, match="a loopback address"):
        network(resolve).connect_tcp(host, server.port)
    assert server.received == []


def test_one_unsafe_address_spoils_the_answer(network: Callable[..., Network]) -> None:
    guarded = network(lambda _host, _port: ["1.1.1.1", "10.0.0.1"])
    with pytest.raises(UnsafeAddressError, match=r"city\.example is 10\.0\.0\.1, a private address"):
        guarded.connect_tcp("city.example", 80)


def test_check_and_connect_use_the_same_answer(network: Callable[..., Network]) -> None:
    """A rebinding name: 127.0.0.2 plays the public address, 127.0.0.1 the one that must not be reached."""
    answers = iter(["127.0.0.2", "127.0.0.1"])
    guarded = network(
        lambda _host, _port: [next(answers)], lambda address: "inside" if address == "127.0.0.1" else None
    )
    with socket.create_server(("127.0.0.2", 0)) as public:
        port = public.getsockname()[1]
        with socket.create_server(("127.0.0.1", port)) as inside:
            stream = guarded.connect_tcp("city.example", port)
            assert stream.get_extra_info("server_addr") == ("127.0.0.2", port)
            assert public.accept()[0].getsockname()[0] == "127.0.0.2"
            with pytest.raises(UnsafeAddressError, match=r"127\.0\.0\.1, inside"):
                guarded.connect_tcp("city.example", port)
            inside.settimeout(0.1)
            with pytest.raises(TimeoutError):
                inside.accept()
            stream.close()


def test_the_next_address_is_tried_when_one_is_silent(network: Callable[..., Network]) -> None:
    with serve() as server:
        guarded = network(lambda _host, _port: ["127.0.0.9", "127.0.0.1"], no_fault)
        stream = guarded.connect_tcp("city.example", server.port)
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", server.port)
        stream.close()


def test_a_name_without_address_is_a_connect_error(network: Callable[..., Network]) -> None:
    with pytest.raises(httpcore.ConnectError, match="no address"):
        network(lambda _host, _port: []).connect_tcp("city.example", 80)


def test_a_name_that_does_not_resolve_is_a_connect_error(network: Callable[..., Network]) -> None:
    def fail(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(httpcore.ConnectError, match=r"the name city\.example cannot be resolved"):
        network(fail).connect_tcp("city.example", 80)


def test_a_slow_resolver_ends_at_the_deadline(network: Callable[..., Network]) -> None:
    def slow(_host: str, _port: int) -> list[str]:
        time.sleep(1)
        return ["127.0.0.1"]

    started = time.monotonic()
    with pytest.raises(httpcore.TimeoutException):
        network(slow, no_fault, 0.1).connect_tcp("city.example", 80)
    assert time.monotonic() - started < 0.5
