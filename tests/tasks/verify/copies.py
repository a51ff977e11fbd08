"""A published tree as a folder to be checked, and ways to spoil it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tasks.verify import Folder, verify

YEAR = "auenstadt/2026"
RELEASE = f"{YEAR}/1003/release.json"


def write(folder: Path, tree: dict[str, bytes]) -> Path:
    for path, body in tree.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
    return folder


def change(folder: Path, path: str, edit: Callable[[Any], object]) -> None:
    """Edit a JSON file of the copy and mend the digests above it, so that only the edit itself is wrong."""
    place = folder / path
    data = json.loads(place.read_bytes())
    edit(data)
    place.write_text(json.dumps(data), "utf-8")
    above = {"release.json": "../index.json", "index.json": "../../index.json"}.get(place.name)
    if above and place.parent != folder:
        href = path.split("/", 2)[2] if place.name == "release.json" else path
        listed = ("releases",) if place.name == "release.json" else ("sources", "years")
        digest = hashlib.sha256(place.read_bytes()).hexdigest()
        change(
            folder,
            (place.parent / above).resolve().relative_to(folder).as_posix(),
            lambda d: _mend(d, listed, href, digest),
        )


def _mend(data: Any, keys: tuple[str, ...], href: str, digest: str) -> None:
    rows = data[keys[0]] if len(keys) == 1 else [year for source in data[keys[0]] for year in source[keys[1]]]
    for row in rows:
        if row["href"] == href:
            row["sha256"] = digest


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in verify(Folder(folder)).faults]
