"""Codings: bytes as sent become bytes as meant, never more than a limit.

Content codings are those of RFC 9110, section 8.4, the chunked transfer coding that of RFC 9112, section 7.1.

Decoding stops one byte past the limit, so a compressed bomb costs no more memory than an honest file. What ends
early or does not decode is an error, never a shortened success.
"""

import re
import zlib

ACCEPTED = "gzip, deflate"
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


class UndecodableError(ValueError):
    """The coded bytes end early or are corrupt."""


class UnwantedError(ValueError):
    """A coding that was not asked for, or content beyond the limit."""


def decode(body: bytes, coding: str | None, limit: int) -> bytes:
    """The content of a body under that Content-Encoding, at most `limit` bytes of it."""
    match (coding or "identity").strip().lower():
        case "identity" | "":
            return body
        case "gzip" | "x-gzip":
            return _inflated(body, zlib.MAX_WBITS | 16, limit)
        case "deflate":
            return _inflated(body, zlib.MAX_WBITS if _has_zlib_header(body) else -zlib.MAX_WBITS, limit)
        case other:
            raise UnwantedError(f"comes in content coding {other[:40]!r}, which was not asked for ({ACCEPTED})")


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        content = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise UndecodableError(f"does not decompress: {error}") from error
    if len(content) > limit:
        raise UnwantedError(f"is larger than {limit} bytes once decompressed")
    if not stream.eof:
        raise UndecodableError("ends within its compressed data")
    if stream.unused_data.strip(b"\0"):
        raise UndecodableError("goes on after the end of its compressed data")
    return content


def dechunk(body: bytes) -> bytes:
    """The body without its chunks; as it is where it does not begin with one, for the coding was undone before."""
    head = _CHUNK.match(body)
    if head is None:
        return body
    content = []
    while head and (size := int(head[1], 16)):
        end = head.end() + size
        if body[end : end + 2] != b"\r\n":
            raise UndecodableError("ends within its chunks")
        content.append(body[head.end() : end])
        head = _CHUNK.match(body, end + 2)
    if head is None:
        raise UndecodableError("ends within its chunks")
    return b"".join(content)


def is_gzipped(body: bytes) -> bool:
    """Whether these bytes begin as gzip does."""
    return body.startswith(b"\x1f\x8b")


def _has_zlib_header(body: bytes) -> bool:
    """RFC 1950, section 2.2; some servers send deflate without it."""
    return len(body) >= 2 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
