"""One year of one source, made searchable."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from tasks.search.engine import ENTRY, Files, fragment_path, index_files
from tasks.search.places import bundle_folder, listing_path
from tasks.search.records import record_of, table
from tasks.types.release import Release, Tombstone

ROWS = "rows.json.gz"


def search_bundle(source: str, year: int, releases: Iterable[Release | Tombstone]) -> Files:
    """The bundle's files by path below `public/`, in the order in which they are written.

    Of a withdrawn release there is nothing in it; where there is no other one, there is no bundle.
    """
    readable = [one for one in releases if isinstance(one, Release)]
    made = dict(index_files(tuple(record_of(one, year) for one in readable)))
    if not made:
        return {}
    entry = made.pop(ENTRY)
    rows = table(readable, dict(_fragments(made)), year)
    files = {**made, ROWS: gzip.compress(_json(rows), mtime=0), ENTRY: entry}
    folder = bundle_folder(source, year)
    return {**{folder + path: body for path, body in files.items()}, listing_path(source, year): _listing(files)}


def _fragments(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The path of each release and the name of its fragment."""
    for path, body in files.items():
        if path.endswith(".pf_fragment"):
            yield fragment_path(body), path.rpartition("/")[2].partition(".")[0]


def _listing(files: Mapping[str, bytes]) -> bytes:
    listed = [{"href": path, "sha256": hashlib.sha256(body).hexdigest()} for path, body in files.items()]
    return _json({"files": listed}) + b"\n"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
