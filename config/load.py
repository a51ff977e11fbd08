"""YAML files become a `Source`; whatever is wrong is said with the file and the line it stands on.

`extends` names a bundled source or a path relative to the file. Mappings merge key by key, everything else replaces:
a list in the file stands for the whole list of the one it extends.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from config.entries import Entry, read_entries, shown
from config.errors import ConfigError
from config.findings import in_file
from config.source import Source

_BUNDLED = Path(__file__).parent / "sources"


def bundled() -> tuple[str, ...]:
    """The ids of the sources that come with the archive."""
    return tuple(sorted(path.stem for path in _BUNDLED.glob("*.yaml")))


def load_source(name_or_path: str) -> Source:
    """The source of that bundled id, or of the file at that path. Raises ConfigError, one line a finding."""
    root = _read_merged(_path(name_or_path, Path()), ())
    # As JSON, since only there pydantic's strict mode (no "5" for 5, no true for 1.0) takes lists for tuples.
    text = json.dumps(root.plain())
    try:
        return Source.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise in_file(error, root, Source, extra=("extends",)) from error


def merge(base: Entry, own: Entry) -> Entry:
    """`own` over `base`: mappings key by key, anything else replaced. Each value keeps its own file and line."""
    if not isinstance(base.value, Mapping) or not isinstance(own.value, Mapping):
        return own
    over = {key: merge(base.value[key], entry) if key in base.value else entry for key, entry in own.value.items()}
    return replace(own, value={**base.value, **over})


def _path(name_or_path: str, folder: Path) -> Path:
    return _BUNDLED / f"{name_or_path}.yaml" if name_or_path in bundled() else folder / name_or_path


def _read_merged(path: Path, below: tuple[Path, ...]) -> Entry:
    """The file over everything it extends; `below` are the files that extend it."""
    text = _read(path)
    _refuse_circle(path, below)
    root = read_entries(text, _shown(path))
    if not isinstance(root.value, Mapping) or "extends" not in root.value:
        return root
    own = replace(root, value={key: entry for key, entry in root.value.items() if key != "extends"})
    extends = root.value["extends"]
    if not isinstance(extends.value, str):
        raise ConfigError(f"{extends.place}: extends: {extends.written or 'no value'} is no id and no path")
    try:
        base = _read_merged(_path(extends.value, path.parent), (*below, path))
    except _FileError as error:
        raise ConfigError(f"{extends.place}: extends: {error}") from error
    return merge(base, own)


class _FileError(ConfigError):
    """A whole file is not there or not usable: the file that extends it names the line."""


def _refuse_circle(path: Path, below: tuple[Path, ...]) -> None:
    if os.path.realpath(path) in map(os.path.realpath, below):
        raise _FileError(f"goes in a circle: {' → '.join(map(_shown, (*below, path)))}")


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: no file can bear that name
        names = ", ".join(bundled())
        wanted = shown(str(path))
        raise _FileError(f"no source file {wanted}, and no bundled source of that name; bundled: {names}") from error
    except OSError as error:
        raise _FileError(f"{_shown(path)}: cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"{_shown(path)}:{line}: not UTF-8: byte 0x{data[error.start]:02x}; save it as UTF-8"
        ) from error


def _shown(path: Path) -> str:
    return path.name if path.parent == _BUNDLED else str(path)
