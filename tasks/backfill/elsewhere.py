"""What is only in web archives: the releases that the site has no longer and others captured. Pure.

Written as CDXJ, a capture a line, as tools of web archives read it: with the WARC file and the place in it where the
index tells them, so that the records can be fetched and taken over by `import`.
"""

import json
from collections.abc import Iterable

from tasks.capture.surt import surt
from tasks.types.backfill import Sighting, Target


def to_cdxj(targets: Iterable[Target]) -> str:
    """The captures of these releases, in the order of indexes; nothing that their index does not say."""
    lines = {_line(one) for target in targets for one in target.sightings}
    return "".join(f"{line}\n" for line in sorted(lines))


def _line(one: Sighting) -> str:
    said = {
        "url": one.url,
        "digest": one.digest,
        "length": one.length,
        "offset": one.offset,
        "filename": one.filename,
        "index": one.index,
    }
    fields = {name: str(value) for name, value in said.items() if value is not None}
    return f"{surt(one.url)} {one.timestamp} {json.dumps(fields, ensure_ascii=True)}"
