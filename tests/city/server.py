"""The city's website over HTTP: GET and HEAD, conditional requests (RFC 9110, section 13), a log, faults on order.

with serving(City.sample()) as base_url:
    httpx.get(f"{base_url}/aktuell.de.html")
"""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

import uvicorn
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from tests.city.city import City, Request
from tests.city.site import Site
from tests.city.turn import Answer, Turn


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def unchanged(answer: Answer, headers: Headers) -> bool:
    """Whether the visitor has that answer already."""
    if answer.status != 200 or "etag" not in answer.headers:
        return False
    if (known := headers.get("if-none-match")) is not None:
        return known.strip() == "*" or answer.headers["etag"] in (
            tag.strip().removeprefix("W/") for tag in known.split(",")
        )
    since, modified = _moment(headers.get("if-modified-since", "")), _moment(answer.headers["last-modified"])
    return since is not None and modified is not None and modified <= since


def _response(answer: Answer, headers: Headers) -> Response:
    if unchanged(answer, headers):
        return Response(status_code=304, headers=answer.headers)
    return Response(answer.body, answer.status, {"content-type": answer.content_type, **answer.headers})


class Website:
    """The ASGI application of one city."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._site = Site(city)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = scope["path"] + ("?" + scope["query_string"].decode("ascii") if scope["query_string"] else "")
        headers = Headers(scope=scope)
        number = self._city.note(Request(scope["method"], target, dict(headers)))

        async def logged(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._city.answered(number, message["status"])
            await send(message)

        if scope["method"] not in ("GET", "HEAD"):
            await Response(status_code=405, headers={"allow": "GET, HEAD"})(scope, receive, logged)
            return
        answer = self._site.answer(target, f"http://{headers.get('host', 'localhost')}")
        if (behaviour := self._city.misbehaviour(target)) is None:
            await _response(answer, headers)(scope, receive, logged)
        else:
            # Headers that drip can only be written below ASGI: uvicorn's `send` belongs to what holds the transport.
            transport = cast(asyncio.Transport, cast(Any, send).__self__.transport)
            bare = replace(answer, headers={k: v for k, v in answer.headers.items() if k == "location"})
            await behaviour.play(Turn(target, bare, receive, logged, transport))


def listen(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A socket that takes connections there; OSError if the port is taken."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


@contextmanager
def serving_on(listener: socket.socket, city: City) -> Iterator[str]:
    """Answer on that socket for as long as the context lasts; gives the base address, without a slash at its end."""
    config = uvicorn.Config(
        Website(city),
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    # Or each answer's body would wait 40 ms for the visitor to acknowledge its head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    host, port = listener.getsockname()[:2]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="city", daemon=True)
    thread.start()
    try:
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def serving(city: City, port: int = 0, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve that city from a thread, on a free port unless one is named; gives the base address."""
    with serving_on(listen(host, port), city) as base_url:
        yield base_url
