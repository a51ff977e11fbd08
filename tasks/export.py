"""The published tree as a folder: exactly what stands below `public/`, the root index last.

Files are copied until the storage lists what was copied, so an export that meets a publisher at work holds the state
after it. What an earlier export wrote and is published no more is removed; what else stands beside the tree's own
folders (a host's `CNAME`, a `.git`) is none of ours and stays.
"""

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import ValidationError

from tasks.errors import StoreError
from tasks.store.bucket import Bucket
from tasks.types.edition import RootIndex

_PREFIX = "public/"
_ROOT = "index.json"
_FOLDERS = frozenset({"assets", "data", "files", "images", "schema", "search"})
_ROUNDS = 5


def export_tree(bucket: Bucket, folder: Path) -> int:
    """Write every published file below `folder`; how many."""
    standing = _standing(bucket)
    target, earlier = _claim(folder)
    copied: dict[str, str] = {}
    for _ in range(_ROUNDS):
        _copy(bucket, target, [path for path, etag in standing.items() if copied.get(path) != etag])
        copied, standing = standing, _standing(bucket)
        if copied == standing:
            break
    else:
        raise StoreError(f"{folder}: the published tree changed all the while it was exported; run again")
    _sweep(target, standing, earlier)
    return len(standing)


def _standing(bucket: Bucket) -> dict[str, str]:
    """The ETag of every published file, by path."""
    standing = {key.removeprefix(_PREFIX): etag for key, etag in bucket.etags(_PREFIX).items()}
    if _ROOT not in standing:
        raise StoreError("nothing is published yet: run `pressearchiv archive SOURCE` first")
    return standing


def _claim(folder: Path) -> tuple[Path, RootIndex | None]:
    """The folder, made where it is new, and the root of its earlier export; a folder of anything else is refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            return folder.resolve(), None
        return folder.resolve(), RootIndex.model_validate_json((folder / _ROOT).read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise StoreError(f"{folder}: not empty and no finished export; empty it or name a new folder") from error
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error


def _copy(bucket: Bucket, target: Path, paths: Collection[str]) -> None:
    """Copy these files, the root index last: who finds it finds what it names."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda path: _write(bucket, target, path), (path for path in paths if path != _ROOT)))
    if _ROOT in paths:
        _write(bucket, target, _ROOT)


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


def _sweep(target: Path, paths: Iterable[str], earlier: RootIndex | None) -> None:
    """Remove what is published no more from the folders that are the tree's own, and folders left empty."""
    kept = {target / path for path in paths}
    sources = [source.id for source in earlier.sources] if earlier else []
    try:
        for name in {*_FOLDERS, *sources}:
            for place in sorted((target / name).rglob("*"), reverse=True):
                if place.is_dir() and not place.is_symlink():
                    if not any(place.iterdir()):
                        place.rmdir()
                elif place not in kept:
                    place.unlink()
    except OSError as error:
        raise StoreError(f"{target}: what is published no more cannot be removed ({error.strerror})") from error
