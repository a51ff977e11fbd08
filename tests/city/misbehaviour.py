"""What can go wrong between a city's website and its visitor: one small class each, played in place of the answer.

city.fail(path, Status(503, {"Retry-After": "1"}), times=2)     # heals by itself after two requests
city.fail(path, Dropped())                                       # until city.heal(path)
"""

import functools
import gzip
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Protocol

from tests.city.turn import Answer, Turn


class Behaviour(Protocol):
    """A way to misbehave."""

    async def play(self, turn: Turn) -> None: ...


@dataclass(frozen=True)
class Status:
    """That status instead of the page, with further headers such as Retry-After."""

    code: int
    headers: Mapping[str, str] = field(default_factory=dict)

    async def play(self, turn: Turn) -> None:
        words = HTTPStatus(self.code).phrase
        page = f"<!DOCTYPE html><html><head><title>{self.code}</title></head><body><h1>{words}</h1></body></html>"
        await turn.whole(Answer(self.code, page.encode(), headers=self.headers))


@dataclass(frozen=True)
class Redirect:
    """A redirect to any address."""

    to: str
    code: int = 302

    async def play(self, turn: Turn) -> None:
        await turn.whole(Answer(self.code, b"", headers={"location": self.to}))


@dataclass(frozen=True)
class RedirectLoop:
    """A redirect to the same address, for ever."""

    async def play(self, turn: Turn) -> None:
        await turn.whole(Answer(302, b"", headers={"location": turn.target}))


@dataclass(frozen=True)
class NoAnswer:
    """Silence until the visitor hangs up."""

    async def play(self, turn: Turn) -> None:
        await turn.gone()


@dataclass(frozen=True)
class SlowBody:
    """The right answer, a few bytes at a time."""

    step: int = 1
    seconds: float = 0.2

    async def play(self, turn: Turn) -> None:
        body = turn.answer.body
        await turn.start(turn.answer, len(body))
        for at in range(0, len(body), self.step):
            await turn.pass_on(body[at : at + self.step], more=at + self.step < len(body))
            if await turn.pause(self.seconds):
                return


@dataclass(frozen=True)
class SlowHeaders:
    """A status line, then one header line after the other without end."""

    seconds: float = 0.2
    lines: int = 10_000

    async def play(self, turn: Turn) -> None:
        turn.transport.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(self.lines):
            turn.transport.write(b"x-line-%d: slow\r\n" % number)
            if await turn.pause(self.seconds):
                return
        turn.transport.close()
        await turn.gone()


@dataclass(frozen=True)
class HugePage:
    """A page of that many megabytes of text, without Content-Length."""

    megabytes: int = 60

    async def play(self, turn: Turn) -> None:
        line = b"<p>" + b"Musterstadt an der Ruhr. " * 2621 + b"</p>\n"
        await turn.start(replace(turn.answer, status=200), None)
        for _ in range(self.megabytes * 1_000_000 // len(line) + 1):
            await turn.pass_on(line)
            if await turn.pause(0):
                return
        await turn.pass_on(b"", more=False)


@functools.cache
def _gzip_bomb(megabytes: int) -> bytes:
    return gzip.compress(b"<p>" + b" " * (megabytes * 1_000_000), compresslevel=1, mtime=0)


@dataclass(frozen=True)
class GzipBomb:
    """A small gzip body that unpacks to that many megabytes."""

    megabytes: int = 210

    async def play(self, turn: Turn) -> None:
        answer = replace(turn.answer, status=200, headers={"content-encoding": "gzip"})
        await turn.whole(replace(answer, body=_gzip_bomb(self.megabytes)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@functools.cache
def pixel_bomb(side: int = 30_000) -> bytes:
    """A small, valid PNG (ISO/IEC 15948) of side times side pixels, one bit each."""

    def rows() -> Iterator[bytes]:
        packer, row = zlib.compressobj(1), bytes(1 + (side + 7) // 8)
        for _ in range(side):
            yield packer.compress(row)
        yield packer.flush()

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", b"".join(rows())) + _chunk(b"IEND", b"")


@dataclass(frozen=True)
class PixelBomb:
    """A small picture of very many pixels."""

    side: int = 30_000

    async def play(self, turn: Turn) -> None:
        await turn.whole(Answer(200, pixel_bomb(self.side), "image/png"))


@dataclass(frozen=True)
class Truncated:
    """Only the first part of the right body, sent as if it were whole."""

    share: float = 0.5

    async def play(self, turn: Turn) -> None:
        body = turn.answer.body
        await turn.whole(replace(turn.answer, body=body[: int(len(body) * self.share)]))


@dataclass(frozen=True)
class HtmlAsImage:
    """An error page that says it is a picture."""

    async def play(self, turn: Turn) -> None:
        page = b"<!DOCTYPE html><html><body><p>Die Datei ist derzeit nicht verf&uuml;gbar.</p></body></html>"
        await turn.whole(Answer(200, page, "image/jpeg"))


@dataclass(frozen=True)
class Empty:
    """Status 200 and not one byte."""

    async def play(self, turn: Turn) -> None:
        await turn.whole(replace(turn.answer, status=200, body=b""))


@dataclass(frozen=True)
class InvalidUtf8:
    """The right page with bytes in it that are no UTF-8."""

    async def play(self, turn: Turn) -> None:
        await turn.whole(replace(turn.answer, body=turn.answer.body.replace(b"</h1>", b" \xff\xfe\xc3</h1>", 1)))


@dataclass(frozen=True)
class WrongCharset:
    """The right bytes under the name of another encoding."""

    charset: str = "iso-8859-1"

    async def play(self, turn: Turn) -> None:
        media_type = turn.answer.content_type.partition(";")[0]
        await turn.whole(replace(turn.answer, content_type=f"{media_type}; charset={self.charset}"))


@dataclass(frozen=True)
class Dropped:
    """The connection ends in the middle of the body."""

    share: float = 0.5

    async def play(self, turn: Turn) -> None:
        body = turn.answer.body
        await turn.start(turn.answer, len(body))
        await turn.pass_on(body[: int(len(body) * self.share)])
        turn.transport.close()
        await turn.gone()


@dataclass(frozen=True)
class KeptOut:
    """A riddle for the visitor in place of the page."""

    code: int = 200

    async def play(self, turn: Turn) -> None:
        head = b"<!DOCTYPE html><html><head><title>Captcha</title></head>"
        body = b"<body><form><p>Sind Sie ein Mensch?</p><div class=h-captcha></div></form></body>"
        await turn.whole(Answer(self.code, head + body))
