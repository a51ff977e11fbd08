"""The published tree as a folder: exactly what stands below `public/`, the root index last."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tasks.bucket import Bucket
from tasks.errors import StoreError

_PREFIX = "public/"
_LAST = ("index.html", "index.json")


def export_tree(bucket: Bucket, folder: Path) -> int:
    """Write every published file below `folder`; how many. Files of an earlier export that are gone are removed."""
    paths = [key.removeprefix(_PREFIX) for key in bucket.keys(_PREFIX)]
    if "index.json" not in paths:
        raise StoreError("nothing is published yet: run `pressearchiv archive SOURCE` first")
    target = _claim(folder)
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(lambda path: _write(bucket, target, path), (p for p in paths if p not in _LAST)):
            pass
    for path in _LAST:
        _write(bucket, target, path)
    _sweep(target, frozenset(paths))
    return len(paths)


def _claim(folder: Path) -> Path:
    """The folder, made where it is new; one that holds anything but an earlier export is refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / "index.json").is_file():
            raise StoreError(f"{folder}: not empty and no earlier export; name a new folder")
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error
    return folder.resolve()


def _write(bucket: Bucket, target: Path, path: str) -> None:
    place = (target / path).resolve()
    if not place.is_relative_to(target):
        raise StoreError(f"public/{path}: would leave the folder, refused")
    stored = bucket.get(_PREFIX + path)
    if stored is None:
        raise StoreError(f"public/{path}: vanished while it was exported; run again")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(stored.body)
    except OSError as error:
        raise StoreError(f"{place}: cannot be written ({error.strerror})") from error


def _sweep(target: Path, paths: frozenset[str]) -> None:
    for place in target.rglob("*"):
        if place.is_file() and place.relative_to(target).as_posix() not in paths:
            place.unlink()
