"""The bulk files of a copy: as many releases as the year's index lists, and the very ones."""

import gzip
import json

import pytest

from tasks.verify.examine import examine
from tasks.verify.schemas import Schemas

RELEASES = [{"identifier": f"auenstadt/{n}", "image": [{"contentUrl": f"../../images/{n}.jpg"}]} for n in (1, 2)]
LINES = "".join(json.dumps(one) + "\n" for one in RELEASES).encode()


def test_the_releases_of_a_bulk_file_and_what_they_name() -> None:
    said = examine("data/auenstadt/2026.ndjson.gz", gzip.compress(LINES), Schemas({}))
    assert (said.faults, said.data) == ((), ["auenstadt/1", "auenstadt/2"])
    assert [name.link for name in said.names] == ["../../images/1.jpg", "../../images/2.jpg"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (LINES, "no gzip"),
        (gzip.compress(LINES, mtime=0)[:-9], "no whole lines in one gzip member"),
        (gzip.compress(LINES, mtime=0) + b"more", "no whole lines in one gzip member"),
        (gzip.compress(LINES[:-1], mtime=0), "no whole lines in one gzip member"),
        (gzip.compress(b"<p>\n", mtime=0), "no JSON, but HTML"),
        (gzip.compress(b" " * (80 << 20), mtime=0), "a line without an end"),
    ],
)
def test_what_is_no_bulk_file_is_a_fault(body: bytes, fault: str) -> None:
    assert examine("data/auenstadt/2026.ndjson.gz", body, Schemas({})).faults == (fault,)
