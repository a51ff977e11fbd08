"""The address guard: connections go to public addresses only, and every wait on the network ends in time.

The guard sits where a name becomes a connection. It resolves the name once, judges every address of the answer, and
connects to one of exactly these, so that no second answer can slip in between check and connect (DNS rebinding), at
the first hop as at every redirect and reconnect. TLS still proves the host by its name. What counts as public follows
the IANA special-purpose registries (RFC 6890) as `ipaddress` knows them; addresses that carry an IPv4 address inside
(mapped, 6to4, NAT64) are judged by that one.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

Resolver = Callable[[str, int], Sequence[str]]
Judge = Callable[[str], str | None]

_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_FAULTS = (
    ("is_unspecified", "an unspecified address"),
    ("is_loopback", "a loopback address"),
    ("is_link_local", "a link-local address"),
    ("is_multicast", "a multicast address"),
    ("is_private", "a private address"),
    ("is_reserved", "a reserved address"),
)


class UnsafeAddressError(Exception):
    """A name leads to an address that is not public."""


def resolve(host: str, port: int) -> list[str]:
    """Every address of that name, in the order the system prefers."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def fault(address: str) -> str | None:
    """What speaks against connecting there; None for a public address."""
    ip = _meant(ip_address(address))
    named = next((name for test, name in _FAULTS if getattr(ip, test)), None)
    public = ip.is_global and (ip.version == 4 or ip in _UNICAST)
    return named or (None if public else "not a public address")


def no_fault(_address: str) -> None:
    """The judge of sources that may lie inside one's own network."""


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    embedded = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
    return ip.ipv4_mapped or ip.sixtofour or embedded or ip


class Network(httpcore.NetworkBackend):
    """The guarded network of one thread at a time; `ends` is the moment when its waiting is over."""

    def __init__(self, resolver: Resolver, judge: Judge) -> None:
        self.ends = 0.0
        self._resolver = resolver
        self._judge = judge
        self._direct = httpcore.SyncBackend()
        self._names = ThreadPoolExecutor(1, thread_name_prefix="resolver")  # getaddrinfo knows no timeout

    def left(self) -> float:
        """Seconds until the deadline; past it, a timeout."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers, each given its share of the time left."""
        addresses = self._checked(host, port)
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for waiting, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                stream = self._direct.connect_tcp(address, port, self.left() / waiting, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self, (address, port))
        raise failed

    def close(self) -> None:
        self._names.shutdown(wait=False)

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolved(host, port)
        for address in addresses:
            if found := self._judge(address):
                raise UnsafeAddressError(f"{host} is {address}, {found}" if host != address else f"{host} is {found}")
        return addresses

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        try:
            return self._names.submit(self._resolver, host, port).result(self.left())
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error


class _Stream(httpcore.NetworkStream):
    """A connection that remembers its address and takes every timeout from its network's deadline."""

    def __init__(self, stream: httpcore.NetworkStream, network: Network, address: tuple[str, int]) -> None:
        self._stream = stream
        self._network = network
        self._address = address

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._network.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._network.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._network.left())
        return _Stream(secured, self._network, self._address)

    def get_extra_info(self, info: str) -> Any:
        return self._address if info == "server_addr" else self._stream.get_extra_info(info)
