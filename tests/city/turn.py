"""An answer of the city's website, and one request's turn at being answered by hand."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Receive, Send

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at an address: the status, the bytes and their headers."""

    status: int
    body: bytes = field(repr=False)
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """One request to be answered badly: its target, the answer it would have had, and the line to the visitor."""

    target: str
    answer: Answer
    receive: Receive
    send: Send
    transport: asyncio.Transport

    async def start(self, answer: Answer, length: int | None) -> None:
        """Send status and headers."""
        headers = {"content-type": answer.content_type, **answer.headers}
        if length is not None:
            headers["content-length"] = str(length)
        raw = [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": answer.status, "headers": raw})

    async def pass_on(self, chunk: bytes, *, more: bool = True) -> None:
        await self.send({"type": "http.response.body", "body": chunk, "more_body": more})

    async def whole(self, answer: Answer) -> None:
        """Send a complete answer."""
        await self.start(answer, len(answer.body))
        await self.pass_on(answer.body, more=False)

    async def gone(self) -> None:
        """Wait until the visitor has hung up."""
        while (await self.receive())["type"] != "http.disconnect":
            continue

    async def pause(self, seconds: float) -> bool:
        """Wait that long; True if the visitor hung up meanwhile."""
        try:
            await asyncio.wait_for(self.gone(), seconds)
        except TimeoutError:
            return False
        return True
