"""An HTTP proxy in front of the S3 server: it numbers the requests, and each may meet another fate.

Requests go on with the headers that the client signed, `Host` included, so the server takes them as they are.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

PATIENCE = 30.0
"""Seconds that a stalled request waits for its client to give up."""


class Fate(Enum):
    """What becomes of a request."""

    PASS = "is answered"
    LOST = "never reaches the server"
    HALF = "reaches the server in half"
    DEAF = "is carried out, its answer is lost"
    CUT = "is carried out, its answer ends in the middle"
    STALL = "never reaches the server, the connection stays open"
    ERROR = "is answered with 500"
    SLOW_DOWN = "is answered with 503 SlowDown"
    CONFLICT = "is answered with 409 ConditionalRequestConflict"
    FULL = "is answered with 507"


_ANSWERS = {
    Fate.ERROR: (500, "InternalError", "We encountered an internal error. Please try again."),
    Fate.SLOW_DOWN: (503, "SlowDown", "Please reduce your request rate."),
    Fate.CONFLICT: (409, "ConditionalRequestConflict", "A conflicting operation occurred."),
    Fate.FULL: (507, "InsufficientStorage", "No space left on device."),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in: the how manieth of all and, where it writes, of the writes; both from 0."""

    number: int
    write: int | None
    method: str
    key: str


Decide = Callable[[Request], Fate]


def let_pass(_request: Request) -> Fate:
    return Fate.PASS


@dataclass
class Proxy:
    """Where it listens, and what it met so far."""

    server: str
    decide: Decide
    url: str = ""
    seen: list[tuple[Request, Fate]] = field(default_factory=list)
    failed: int = 0
    """How many answers of the server blamed the server."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _writes: int = 0

    def judged(self, method: str, key: str) -> Fate:
        """Number a request and decide its fate, one at a time."""
        with self._lock:
            is_write = method in ("PUT", "DELETE")
            request = Request(len(self.seen), self._writes if is_write else None, method, key)
            self._writes += is_write
            fate = self.decide(request)
            self.seen.append((request, fate))
            return fate

    @property
    def writes(self) -> int:
        """How many requests to write there were."""
        return self._writes

    def met(self, *fates: Fate) -> int:
        """How many requests had one of these fates."""
        return sum(fate in fates for _, fate in self.seen)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer's body waits 40 ms for the client to acknowledge its head
    proxy: Proxy

    def log_message(self, *_: object) -> None:
        """What comes in is kept by the proxy."""

    def _handle(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = self.rfile.read(length)
        assert "transfer-encoding" not in self.headers, "bodies come with their length"
        if len(body) < length:  # the client hung up: what it did not say to the end goes nowhere
            self.close_connection = True
            return
        key = unquote(urlsplit(self.path).path).split("/", 2)[-1]
        fate = self.proxy.judged(self.command, key)
        if fate in _ANSWERS:
            self._refuse(*_ANSWERS[fate])
        elif fate is Fate.STALL:
            self._stall()
        elif fate is Fate.LOST:
            self.close_connection = True
        elif fate is Fate.HALF:
            self._send_half(body)
        else:
            self._pass_on(body, fate)

    do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = _handle  # noqa: N815

    def _refuse(self, status: int, code: str, message: str) -> None:
        page = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'
        self._answer(status, [("Content-Type", "application/xml")], b"" if self.command == "HEAD" else page.encode())

    def _stall(self) -> None:
        """Say nothing until the client hangs up."""
        self.close_connection = True
        self.connection.settimeout(PATIENCE)
        try:
            self.connection.recv(1)
        except OSError:
            return

    def _send_half(self, body: bytes) -> None:
        self.close_connection = True
        where = urlsplit(self.proxy.server)
        assert where.hostname
        assert where.port
        lines = (f"{self.command} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in self._headers()))
        head = "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1")
        with socket.create_connection((where.hostname, where.port), PATIENCE) as server:
            server.sendall(head + body[: len(body) // 2])

    def _pass_on(self, body: bytes, fate: Fate) -> None:
        server = HTTPConnection(urlsplit(self.proxy.server).netloc, timeout=PATIENCE)
        try:
            server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self._headers():
                server.putheader(name, value)
            server.endheaders(body or None)
            answer = server.getresponse()
            headers, content = answer.getheaders(), answer.read()
        except (OSError, HTTPException):
            self.close_connection = True
            return
        finally:
            server.close()
        if fate is Fate.DEAF:
            self.close_connection = True
        else:
            self.proxy.failed += answer.status >= 500
            self._answer(answer.status, headers, content, cut=fate is Fate.CUT)

    def _headers(self) -> Iterator[tuple[str, str]]:
        """The client's headers; its question whether to send the body was answered here."""
        return ((name, value) for name, value in self.headers.items() if name.lower() not in ("expect", "connection"))

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes, *, cut: bool = False) -> None:
        framing = ("transfer-encoding", "connection", *(() if self.command == "HEAD" else ("content-length",)))
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in framing:
                self.send_header(name, value)
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if cut else content)
        self.close_connection |= cut


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed hangs up at any time."""


@contextmanager
def proxied(server: str, decide: Decide = let_pass) -> Iterator[Proxy]:
    """A proxy on loopback in front of that server for as long as the context lasts."""
    proxy = Proxy(server.rstrip("/"), decide)
    listener = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"proxy": proxy}))
    proxy.url = f"http://127.0.0.1:{listener.server_address[1]}"
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
