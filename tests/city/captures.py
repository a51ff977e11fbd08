"""Web archives that know the city: their CDX servers, as the Internet Archive's and Common Crawl's answer.

`/cdx/search/cdx` is a wayback CDX server (JSON rows, resume keys), `/CC-MAIN-2026-17-index` an index server of pywb
(JSON lines, numbered pages, 404 where nothing is known). Both list what `City.captured` was told of.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus, urlsplit

from tests.city.turn import Answer

WAYBACK, PYWB = "/cdx/search/cdx", "/CC-MAIN-2026-17-index"
BLOCK = 3
"""Captures on a page of pywb's."""

Query = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class WebCapture:
    """One capture in a web archive."""

    url: str
    timestamp: str
    status: str = "200"
    digest: str = "SHA1"
    filename: str = ""
    offset: int = 0

    @property
    def key(self) -> str:
        """The address as indexes sort it."""
        return _key(self.url)

    def fields(self) -> dict[str, str]:
        """All that is known of it, under both servers' names."""
        return {
            "urlkey": self.key,
            "timestamp": self.timestamp,
            "original": self.url,
            "url": self.url,
            "mimetype": "text/html",
            "mime": "text/html",
            "statuscode": self.status,
            "status": self.status,
            "digest": self.digest,
            "length": "4711",
            "offset": str(self.offset),
            "filename": self.filename,
        }


def _key(url: str) -> str:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port != 80 else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path.lower()}"


def _first(query: Query, name: str, default: str = "") -> str:
    return query.get(name, [default])[0]


def _wanted(captures: Sequence[WebCapture], query: Query) -> list[WebCapture]:
    prefix, filters = _key(_first(query, "url")), query.get("filter", [])
    good = any(one.endswith(":200") for one in filters)
    found = [one for one in captures if one.key.startswith(prefix) and (one.status == "200" or not good)]
    return sorted(found, key=lambda one: (one.key, one.timestamp))


def _json(value: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value).encode(), "application/json")


def wayback(captures: Sequence[WebCapture], query: Query) -> Answer:
    """As the Internet Archive's CDX server answers."""
    rows = _wanted(captures, query)
    if _first(query, "collapse") == "digest":
        rows = [row for number, row in enumerate(rows) if number == 0 or not _same(rows[number - 1], row)]
    if after := _first(query, "resumeKey").removesuffix("!"):
        rows = [row for row in rows if f"{row.key} {row.timestamp}" > after]
    limit = int(_first(query, "limit", "150000"))
    names = _first(query, "fl", "urlkey,timestamp,original,mimetype,statuscode,digest,length").split(",")
    table = [names, *([row.fields()[name] for name in names] for row in rows[:limit])] if rows else []
    if len(rows) > limit and _first(query, "showResumeKey") == "true":
        last = rows[limit - 1]
        table += [[], [quote_plus(f"{last.key} {last.timestamp}!")]]
    return _json(table)


def _same(one: WebCapture, other: WebCapture) -> bool:
    return (one.key, one.digest) == (other.key, other.digest)


def pywb(captures: Sequence[WebCapture], query: Query) -> Answer:
    """As Common Crawl's index server answers."""
    rows = _wanted(captures, query)
    size = BLOCK * int(_first(query, "pageSize", "5"))
    pages = -(-len(rows) // size)
    if _first(query, "showNumPages") == "true":
        return _json({"pages": pages, "pageSize": size // BLOCK, "blocks": -(-len(rows) // BLOCK)})
    if not rows:
        return _json({"message": f"No Captures found for: {_first(query, 'url')}"}, 404)
    page = int(_first(query, "page", "0"))
    if page >= pages:
        return _json({"message": f"Page {page} invalid: First Page is 0, Last Page is {pages - 1}"}, 400)
    names = _first(query, "fl", "urlkey,timestamp,url,mime,status,digest,length,offset,filename").split(",")
    shown = rows[page * size : (page + 1) * size]
    lines = (json.dumps({name: row.fields()[name] for name in names}) + "\n" for row in shown)
    return Answer(200, "".join(lines).encode(), "text/x-ndjson")


SERVERS: dict[str, Callable[[Sequence[WebCapture], Query], Answer]] = {WAYBACK: wayback, PYWB: pywb}
