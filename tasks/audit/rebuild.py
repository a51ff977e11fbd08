"""Bytes rebuilt from other evidence, to be held against their digests by whoever writes them. Pure."""

import gzip
import zlib

from pydantic import ValidationError

from tasks.types.release import Content, Release

_END = b"\r\n\r\n"
_GZIP = zlib.MAX_WBITS | 16
_HEADERS = 65536


def content_in(version: bytes) -> Content | None:
    """The content that a published version says; None where that is no release."""
    try:
        release = Release.model_validate_json(version)
    except ValidationError:
        return None
    return Content.model_validate(release.model_dump(exclude={"version", "archive"}))


def capture_around(damaged: bytes, payload: bytes) -> bytes | None:
    """The capture as it was, where the damage is in its last record's payload and that is known from elsewhere.

    None where so little can be read that the last record's own headers are lost.
    """
    sound, broken = _parted(damaged)
    heads = broken.split(_END, 2)
    if len(heads) < 3 or not heads[0].startswith(b"WARC/1.1\r\n"):
        return None
    block = _END.join((*heads[:2], payload)) + _END
    return sound + gzip.compress(block, mtime=0)


def _parted(damaged: bytes) -> tuple[bytes, bytes]:
    """The members that decompress, as they stand, and the beginning of the first one that does not."""
    rest = damaged
    while rest:
        member = zlib.decompressobj(wbits=_GZIP)
        try:
            member.decompress(rest)
        except zlib.error:
            break
        if not member.eof:
            break
        rest = member.unused_data
    return damaged[: len(damaged) - len(rest)], _beginning(rest)


def _beginning(broken: bytes) -> bytes:
    """What can be read in front of the damage, byte by byte, as far as headers may reach."""
    member, read = zlib.decompressobj(wbits=_GZIP), bytearray()
    try:
        for place in range(min(len(broken), _HEADERS)):
            read += member.decompress(broken[place : place + 1])
    except zlib.error:
        pass
    return bytes(read)
