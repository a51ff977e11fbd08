"""What may stand where in the bucket, as `tasks.store.store` says: a key, read. Pure."""

import re
from datetime import UTC, datetime
from typing import Literal, NamedTuple

Room = Literal[
    "capture", "content", "medium", "rendition", "asset", "file", "ledger", "record", "year", "root", "register",
    "sheet", "list", "copy", "report", "format", "shelves", "health", "status",
    "agenda", "plan", "slice", "elsewhere", "nowhere",
]  # fmt: skip
ROOTS: frozenset[Room] = frozenset({"ledger", "record", "year", "shelves", "root", "register", "list"})
"""Rooms whose objects name others; a copy is read with what it is a copy of."""
SEALED: frozenset[Room] = ROOTS | {
    "content", "copy", "report", "rendition", "sheet", "format", "health", "status", "plan", "slice", "elsewhere",
    "agenda",
}  # fmt: skip
"""Rooms in which nothing but the seal vouches for every byte."""

REGISTER = "audit/register.json"
ROOT = "edition/root.json"
STATUS = "public/status.json"
STATUS_PAGE = "public/status.html"
COPIES = "audit/copies/"
_ID = r"[a-z0-9-]+"
_RELEASE = r"[A-Za-z0-9._-]+"
_TIME = r"\d{8}T\d{6}Z"
_PATTERNS: tuple[tuple[Room, str], ...] = (
    (
        "capture",
        rf"captures/(?P<source>{_ID})/(?P<release>{_RELEASE})/(?P<time>{_TIME})-(?P<digest>[0-9a-f]{{16}})\.warc\.gz",
    ),
    ("content", rf"releases/(?P<source>{_ID})/(?P<release>{_RELEASE})/(?P<digest>[0-9a-f]{{64}})\.json"),
    ("medium", r"public/(?:images|files)/(?P<shard>[0-9a-f]{2})/(?P<digest>(?P=shard)[0-9a-f]{62})\.[a-z0-9]+"),
    (
        "rendition",
        r"public/images/(?P<shard>[0-9a-f]{2})/(?P<digest>(?P=shard)[0-9a-f]{62})-\d+-\d+-[0-9a-f]{8}\.webp",
    ),
    ("asset", r"public/assets/[a-z]+-(?P<digest>[0-9a-f]{8})\.[a-z]+"),
    ("status", r"public/status\.(?:json|html)"),
    ("file", r"public/.+"),
    ("sheet", r"renditions/(?P<shard>[0-9a-f]{2})/(?P<digest>(?P=shard)[0-9a-f]{62})\.json"),
    ("record", rf"ledger/(?P<source>{_ID})/source\.json"),
    ("agenda", rf"ledger/(?P<source>{_ID})/agenda\.json"),
    ("ledger", rf"ledger/(?P<source>{_ID})/(?P<shard>\d{{4}}|undated)\.json"),
    ("format", r"ledger/format\.json"),
    ("root", r"edition/root\.json"),
    ("shelves", rf"edition/(?P<source>{_ID})/shelves\.json"),
    ("year", rf"edition/(?P<source>{_ID})/(?P<shard>\d{{4}})\.json"),
    ("register", r"audit/register\.json"),
    ("list", rf"audit/captures/(?P<source>{_ID})/(?P<shard>\d{{4}})\.json"),
    ("copy", r"audit/copies/(?P<of>(?:ledger|edition|audit/captures|audit/register)(?:/.+)?\.json)"),
    ("report", rf"audit/reports/{_TIME}\.json"),
    ("health", rf"health/(?P<source>{_ID})\.json"),
    ("plan", rf"backfill/(?P<source>{_ID})/[a-z0-9_-]+/plan\.json"),
    ("slice", rf"backfill/(?P<source>{_ID})/[a-z0-9_-]+/slices/(?P<shard>[a-z0-9-]+)\.json"),
    ("elsewhere", rf"backfill/(?P<source>{_ID})/[a-z0-9_-]+/elsewhere\.cdxj"),
)
_READ = {
    top: tuple((room, re.compile(pattern, re.ASCII)) for room, pattern in _PATTERNS if pattern.startswith(f"{top}/"))
    for top in ("captures", "releases", "public", "renditions", "ledger", "edition", "audit", "health", "backfill")
}


class Place(NamedTuple):
    """A key's room, and what the key itself says; empty where it does not."""

    room: Room
    source: str = ""
    release: str = ""
    shard: str = ""
    digest: str = ""
    time: str = ""
    of: str = ""


def place_of(key: str) -> Place:
    """Where that key stands."""
    for room, pattern in _READ.get(key.partition("/")[0], ()):
        if found := pattern.fullmatch(key):
            said = found.groupdict()
            if room == "copy" and place_of(said["of"]).room not in ROOTS:
                break
            return Place(room, **{name: said[name] for name in Place._fields[1:] if said.get(name)})
    return Place("nowhere")


def copy_key(root: str) -> str:
    """Where that root's copy stands."""
    return f"{COPIES}{root}"


def list_key(source: str, year: str) -> str:
    """Where the captures of that year are listed."""
    return f"audit/captures/{source}/{year}.json"


def report_key(at: datetime) -> str:
    """Where the report of that audit stands."""
    return f"audit/reports/{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.json"
