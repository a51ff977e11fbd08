"""A web server on loopback that answers byte for byte what a test says, however wrong."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from config.source import Source
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.pace import Pace

USER_AGENT = "Pressearchiv/0.1 (+https://archiv.example; post@archiv.example)"

UNUSED_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    at: float


Answer = bytes | Callable[[socket.socket], None]


def answer(body: bytes = b"", status: str = "200 OK", *headers: str) -> bytes:
    """A well-formed answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"moved", status, f"Location: {location}")


def drip(head: bytes, piece: bytes, seconds: float = 0.05) -> Callable[[socket.socket], None]:
    """An answer that never ends, one piece at a time."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(seconds)

    return send


def broken(data: bytes) -> Callable[[socket.socket], None]:
    """An answer after which the connection is gone."""

    def send(connection: socket.socket) -> None:
        connection.sendall(data)
        raise ConnectionAbortedError

    return send


@dataclass
class Hostile:
    """What the server answers by path (a list is used up answer by answer, its last one stays), and what it heard."""

    port: int
    routes: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)

    def url(self, path: str, host: str = "city.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Every path asked for, robots.txt aside."""
        return [request.path for request in self.received if request.path != "/robots.txt"]

    def answer_to(self, path: str) -> Answer:
        found = self.routes.get(path, answer(b"", "404 Not Found"))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextmanager
def serve(address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Hostile]:
    listener = socket.create_server((address, port), backlog=64)
    hostile = Hostile(listener.getsockname()[1])
    Thread(target=_accept, args=(listener, hostile, tls), daemon=True).start()
    try:
        yield hostile
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _accept(listener: socket.socket, hostile: Hostile, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        Thread(target=_talk, args=(connection, hostile, tls), daemon=True).start()


def _talk(connection: socket.socket, hostile: Hostile, tls: ssl.SSLContext | None) -> None:
    try:
        with tls.wrap_socket(connection, server_side=True) if tls else connection as talk:
            while request := _read(talk):
                hostile.received.append(request)
                found = hostile.answer_to(request.path)
                if isinstance(found, bytes):
                    talk.sendall(found)
                else:
                    found(talk)
    except OSError:
        return  # the client hung up, or the test wanted the connection gone


def _read(connection: socket.socket) -> Received | None:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        part = connection.recv(1)
        if not part:
            return None
        head += part
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    headers = dict(line.split(": ", 1) for line in lines)
    return Received(first.split(" ")[1], headers, time.monotonic())


def source(base_url: str, **changes: Any) -> Source:
    """A source on that address, with limits that let a test end soon."""
    limits = {"seconds": 5, "attempts": 3, "retry_wait": 0.05} | changes.pop("limits", {})
    return Source.model_validate(
        {
            "id": "city",
            "name": "Beispielstadt",
            "base_url": base_url,
            "language": "de",
            "time_zone": "Europe/Berlin",
            "requests_per_second": 10_000,
            "allow_private_addresses": True,
            "release": {"pattern": "/(?P<id>[0-9]+)"},
            "seeds": [{"kind": "links", "url": "/"}],
            "pages": {
                "templates": [{"id": "t", "applies": "main", "root": "main", "figures": {"figure": "figure"}}],
                "publisher_labels": ["Herausgegeben von:"],
            },
            "limits": limits,
        }
        | changes
    )


def loopback(_host: str, _port: int) -> list[str]:
    """Every name is this machine."""
    return ["127.0.0.1"]


def fetcher(server: Hostile, **changes: Any) -> Fetcher:
    """A fetcher for that server, called city.example, with a pace of its own."""
    injected: dict[str, Any] = {"resolver": loopback, "tls": UNUSED_TLS, "pace": Pace()}
    injected |= {key: changes.pop(key) for key in ("resolver", "tls", "sleep", "pace", "judge") if key in changes}
    scheme = changes.pop("scheme", "http")
    made = source(server.url("/", scheme=scheme), **changes)
    return Fetcher(made, USER_AGENT, **injected)
