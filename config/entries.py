"""A YAML file (YAML 1.1 as PyYAML's safe loader reads it) as values that know the line they stand on.

No object is ever constructed from a tag, aliases and deep nesting are refused (a few lines could mean billions of
values), and a key stands once in its mapping.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from config.errors import ConfigError

_DEEPEST = 20
_LONGEST = 60
_TEXTS = {f"tag:yaml.org,2002:{name}" for name in ("str", "timestamp", "value", "merge")}
_PLAIN = {f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a file. `line` is where its key stands; `written` is the value as a message shows it."""

    value: "Mapping[str, Entry] | tuple[Entry, ...] | str | int | float | bool | None"
    file: str
    line: int
    written: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def plain(self) -> Any:
        """The value without its lines."""
        if isinstance(self.value, Mapping):
            return {key: entry.plain() for key, entry in self.value.items()}
        if isinstance(self.value, tuple):
            return [entry.plain() for entry in self.value]
        return self.value


def shown(text: str) -> str:
    """Text as messages show it: in quotes, on one line and short."""
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def read_entries(text: str, file: str) -> Entry:
    """The mapping that this YAML text is; `file` is the name that messages give."""
    try:
        _refuse_growth(text, file)
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ", ".join(filter(None, (error.context, error.problem)))
        raise _wrong(file, mark.line + 1 if mark else 1, f"not YAML: {said}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        raise _wrong(file, line, f"not YAML: character U+{int(error.character):04X} is not allowed") from error
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode, a version number without end
        raise ConfigError(f"{file}: not YAML: {error}") from error
    if node is None:
        raise ConfigError(f"{file}: is empty; it should hold lines of the form key: value")
    entry = _entry(node, file, _line(node))
    if not isinstance(entry.value, Mapping):
        raise _wrong(file, entry.line, f"should hold lines of the form key: value, not {entry.written}")
    return entry


def _refuse_growth(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise _wrong(file, line, f"alias *{event.anchor} is refused; write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _wrong(file, line, f"nested deeper than {_DEEPEST} levels")


def _mapping(node: yaml.MappingNode, file: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _wrong(file, _line(key), "a key should be a plain word")
        name = _text(key, file)
        if name in found:
            raise _wrong(file, _line(key), f"key {shown(name)} stands twice, first on line {found[name].line}")
        found[name] = _entry(value, file, _line(key))
    return found


def _entry(node: yaml.Node, file: str, line: int) -> Entry:
    if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
        return Entry(_mapping(node, file), file, line, "a mapping")
    if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
        return Entry(tuple(_entry(child, file, _line(child)) for child in node.value), file, line, "a list")
    if isinstance(node, yaml.ScalarNode) and node.tag in _TEXTS:
        return Entry(_text(node, file), file, line, shown(node.value))
    if isinstance(node, yaml.ScalarNode) and node.tag in _PLAIN:
        return Entry(_scalar(node, file), file, line, node.value)
    raise _wrong(file, _line(node), f"tag {shown(node.tag)} is refused; write a plain value")


def _scalar(node: yaml.ScalarNode, file: str) -> str | int | float | bool | None:
    try:
        value: str | int | float | bool | None = yaml.SafeLoader("").construct_object(node)
        _refuse_endless(value)
    except (ValueError, KeyError, IndexError, OverflowError) as error:
        raise _wrong(
            file, _line(node), f"{shown(node.value)} cannot be read as {node.tag.rpartition(':')[2]}"
        ) from error
    return value


def _refuse_endless(value: object) -> None:
    # Hexadecimal digits make integers that Python will not print and JSON cannot carry.
    if isinstance(value, int) and abs(value) >= 2**63:
        raise OverflowError


def _text(node: yaml.ScalarNode, file: str) -> str:
    value = str(node.value)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _wrong(file, _line(node), f"{shown(value)} holds half a character") from error
    return value


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _wrong(file: str, line: int, message: str) -> ConfigError:
    return ConfigError(f"{file}:{line}: {message}")
