"""What alarms are sent to in tests: a web address and a mail server, on loopback, that keep what they are given."""

import queue
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def _serving(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.socket.getsockname()[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def web_sink(kept: "queue.Queue[bytes]") -> Iterator[str]:
    """An address that takes posts; gives it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.put(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing on standard error."""

    with _serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}/alarm"


@contextmanager
def mail_sink(kept: "queue.Queue[EmailMessage]") -> Iterator[int]:
    """A mail server (RFC 5321, as much of it as a client needs); gives its port."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 sink")
            for line in self.rfile:
                match line[:4].upper():
                    case b"DATA":
                        self._say("354 go on")
                        kept.put(
                            message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n")), policy=policy.default)
                        )
                        self._say("250 kept")
                    case b"QUIT":
                        self._say("221 bye")
                        return
                    case _:
                        self._say("250 well")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield port
