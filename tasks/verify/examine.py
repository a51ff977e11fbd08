"""What one file of the copy says, and what is wrong with it alone. Pure."""

import posixpath
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tasks.verify.links import Name, html_names, json_names, read_json, xml_names
from tasks.verify.schemas import Schemas

_KINDS = {
    "index": r"index\.json",
    "year": r"[^/]+/\d+/index\.json",
    "withdrawals": r"withdrawals\.json",
    "status": r"status\.json",
    "checks": r"[^/]+/\d+/checks\.json",
    "changes": r"[^/]+/\d+/[^/]+/changes\.json",
    "release": r"[^/]+/\d+/[^/]+/(release|v\d+)\.json",
}
_KIND = re.compile("|".join(f"(?P<{kind}>{path})" for kind, path in _KINDS.items()))
_VERSION = re.compile(r".*/v(\d+)\.json")
_LINE = 1 << 25


@dataclass(frozen=True, slots=True)
class Said:
    """What a file names and says; `implied` are the paths that must stand because it does."""

    names: tuple[Name, ...] = ()
    implied: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    data: Any = field(default=None)


def kind_of(path: str) -> str | None:
    """The name of the schema that a path's file keeps."""
    found = _KIND.fullmatch(path)
    return found.lastgroup if found and not path.startswith("schema/") else None


def examine(path: str, body: bytes, schemas: Schemas) -> Said:
    """Look into a file by what its path says it is."""
    try:
        if path.startswith("schema/"):
            read_json(body)
        elif path.endswith((".json", ".jsonld")):
            return _examine_json(path, read_json(body), schemas)
        elif path.endswith(".html"):
            return Said(tuple(html_names(body)))
        elif path.endswith((".atom", ".xml")):
            return Said(tuple(xml_names(body)))
        elif path.endswith(".ndjson.gz"):
            return _examine_bulk(body)
    except ValueError as error:
        return Said(faults=(str(error),))
    return Said()


def _examine_json(path: str, data: Any, schemas: Schemas) -> Said:
    names = tuple(json_names(data))
    kind = kind_of(path)
    if kind is None:
        return Said(names)
    if fault := schemas.fault(kind, data):
        return Said(names, faults=(fault,))
    version = _VERSION.fullmatch(path)
    if version and members(data).get("version") != int(version[1]):
        return Said(names, faults=("is another version than its name says",))
    implied = (f"schema/{kind}.schema.json", *_implied(path, kind, members(data)))
    return Said(names, implied, data=row_of(members(data)) if kind == "release" else data)


def _implied(path: str, kind: str, data: dict[str, Any]) -> Iterator[str]:
    """The files that stand beside it by the plan of the tree."""
    folder = posixpath.dirname(path)
    if kind == "index":
        for source in rows(data, "sources"):
            yield from (f"{source.get('id')}/{name}" for name in _SOURCE_FILES)
    if kind == "year":
        yield from (f"{folder}/index.html", f"{folder}/checks.json")
    if path.endswith("/release.json"):
        archive = members(data.get("archive"))
        if archive.get("status") != "withdrawn":
            versions = rows(archive, "versions")
            numbers = {data.get("version"), *(number for one in versions for number in _numbers(one))}
            yield from (f"{folder}/v{number}.json" for number in sorted(map(str, numbers)))
            if any("previous" in one for one in versions):
                yield f"{folder}/changes.json"
        yield f"{folder}/index.html"


_SOURCE_FILES = ("index.html", "feed.atom", "feed.json", "changes.atom")


def _numbers(version: dict[str, Any]) -> list[Any]:
    also = version.get("also")
    return [version.get("number"), *(number for number in (also if isinstance(also, list) else ()) if number)]


def _examine_bulk(body: bytes) -> Said:
    """A year's releases, one a line: what they name, and which they are."""
    releases = [members(read_json(line)) for line in _lines(body)]
    names = {name: None for release in releases for name in json_names(release)}
    return Said(tuple(names), data=[release.get("identifier") for release in releases])


def _lines(body: bytes) -> Iterator[bytes]:
    unpacker, rest = zlib.decompressobj(wbits=31), b""
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(body, _LINE)
            if not piece and unpacker.unconsumed_tail == body:
                break
            body = unpacker.unconsumed_tail
            *lines, rest = (rest + piece).split(b"\n")
            yield from lines
            if len(rest) > _LINE:
                raise ValueError("a line without an end")
    except zlib.error as error:
        raise ValueError("no gzip") from error
    if not unpacker.eof or rest or unpacker.unused_data:
        raise ValueError("no whole lines in one gzip member")


def row_of(release: dict[str, Any]) -> dict[str, Any]:
    """What a year's index says of a release, as the release itself says it."""
    same = ("url", "headline", "alternativeHeadline", "datePublished", "version")
    return {
        "id": str(release.get("identifier")),
        **{key: release[key] for key in same if key in release},
        "status": members(release.get("archive")).get("status"),
        "images": sum("sha256" in image for image in rows(release, "image")),
    }


def members(value: Any) -> dict[str, Any]:
    """A JSON object's members; of anything else, none."""
    return value if isinstance(value, dict) else {}


def rows(value: Any, key: str) -> list[dict[str, Any]]:
    """The objects in the list at that key."""
    listed = members(value).get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
