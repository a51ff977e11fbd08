"""However a copy is spoilt, its check ends with a verdict; what is listed with a digest is never spoilt unseen."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.verify import Read, verify
from tasks.verify.places import Folder
from tests.tasks.verify.copies import RELEASE, YEAR

NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
JSON = (
    "index.json",
    "auenstadt/feed.json",
    *(f"{YEAR}/{name}" for name in ("index.json", "checks.json")),
    *(f"{YEAR}/1003/{name}" for name in ("release.json", "v1.json", "changes.json")),
    *(f"schema/{name}.schema.json" for name in ("release", "index")),
)
MARKUP = ("index.html", f"{YEAR}/1003/index.html", "auenstadt/feed.atom")
LISTED = (f"{YEAR}/index.json", RELEASE)
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Tree:
    """A copy in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def read(self, path: str) -> Read | str:
        body = self._files.get(path)
        return "no such file" if body is None else Read.of([body])

    def inside(self, url: str) -> str | None:
        return None


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every member of every object and list, as the container and its key."""
    found: list[tuple[Any, Any]] = []
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            found += [(data, key), *places(data[key])]
    return found


def test_a_tree_in_memory_is_a_copy_too(tree: dict[str, bytes]) -> None:
    assert verify(Tree(tree)).faults == ()


@given(path=st.sampled_from(JSON), data=st.data())
@FEW
def test_nonsense_in_any_place_ends_in_a_verdict(tree: dict[str, bytes], path: str, data: st.DataObject) -> None:
    value = json.loads(tree[path])
    container, key = data.draw(st.sampled_from(places(value)))
    before = json.dumps(value)
    container[key] = data.draw(NONSENSE)
    verdict = verify(Tree({**tree, path: json.dumps(value).encode()}))
    assert verdict.faults or path not in LISTED or json.dumps(value) == before
    assert all("\n" not in str(fault) for fault in verdict.faults)


@given(
    path=st.sampled_from((*JSON, *MARKUP)),
    at=st.floats(0, 1, exclude_max=True),
    piece=st.binary(min_size=1, max_size=6),
)
@FEW
def test_bytes_over_any_file_end_in_a_verdict(tree: dict[str, bytes], path: str, at: float, piece: bytes) -> None:
    body = tree[path]
    start = int(at * len(body))
    spoilt = body[:start] + piece + body[start + len(piece) :]
    verdict = verify(Tree({**tree, path: spoilt}))
    assert verdict.faults or path not in LISTED or spoilt == body


def test_a_copy_is_only_read(copy: Path, tree: dict[str, bytes]) -> None:
    verify(Folder(copy))
    assert {one.relative_to(copy).as_posix(): one.read_bytes() for one in copy.rglob("*") if one.is_file()} == tree
