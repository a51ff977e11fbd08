"""`data/<source>/<year>.ndjson.gz`: every release.json of a year, one a line, in the order of the year's index. Pure.

What lies in the file is what lies beside it: the same JSON without line breaks, each `contentUrl` relative to the bulk
file. So a line can be made its release.json again, to the byte, and a year whose index names a few new releases is
written from its former bulk file and those few.

gzip with no name and no time in it: the same releases give the same bytes, as long as the same zlib packs them.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter

from tasks.types.release import Release, Tombstone

_FROM_RELEASE, _FROM_BULK = "../../../", "../../"
"""How the tree's root is named from a release's folder, and from a bulk file's."""
_ANY: TypeAdapter[Release | Tombstone] = TypeAdapter(Release | Tombstone)
_PIECE = 1 << 20


def bulk_path(source: str, year: int, ending: str = "ndjson.gz") -> str:
    """Where a year's releases stand in one file."""
    return f"data/{source}/{year}.{ending}"


def bulk(releases: Iterable[Release | Tombstone]) -> bytes:
    """The whole file."""
    return b"".join(bulk_pieces(releases))


def bulk_pieces(releases: Iterable[Release | Tombstone]) -> Iterator[bytes]:
    """The file piece by piece: no more than one release is held at a time."""
    packer = zlib.compressobj(9, wbits=31)
    for release in releases:
        if piece := packer.compress(line(release)):
            yield piece
    yield packer.flush()


def line(release: Release | Tombstone) -> bytes:
    """One release as a line."""
    data = _moved(release.to_json(), _FROM_RELEASE, _FROM_BULK)
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read_bulk(body: bytes) -> Iterator[Release | Tombstone]:
    """The releases of a bulk file, as their release.json has them; ValueError where it is none of today's types."""
    for one in _lines(body):
        yield _ANY.validate_python(_moved(json.loads(one), _FROM_BULK, _FROM_RELEASE))


def _lines(body: bytes) -> Iterator[bytes]:
    unpacker, rest = zlib.decompressobj(wbits=31), b""
    try:
        while not unpacker.eof and (body or rest):
            *lines, rest = (rest + unpacker.decompress(body, _PIECE)).split(b"\n")
            yield from lines
            if body == unpacker.unconsumed_tail and not lines:
                break
            body = unpacker.unconsumed_tail
    except zlib.error as error:
        raise ValueError("no gzip") from error
    if rest or not unpacker.eof:
        raise ValueError("cut off")


def _moved(data: Any, before: str, after: str) -> Any:
    """JSON with its links to media as seen from another folder."""
    if isinstance(data, list):
        return [_moved(one, before, after) for one in data]
    if isinstance(data, dict):
        return {
            key: after + str(value).removeprefix(before) if key == "contentUrl" else _moved(value, before, after)
            for key, value in data.items()
        }
    return data
