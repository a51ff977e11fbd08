"""What pydantic finds wrong, said to an operator: where it stands, what stands there, what would be right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from config.entries import Entry, shown
from config.errors import ConfigError

_MOST = 10

# pydantic's error type -> what follows the value; fields in braces come from the error's context.
_SAID = {
    "bool_type": "is neither true nor false",
    "dict_type": "is no mapping of key: value lines",
    "finite_number": "is not a number",
    "float_parsing": "is not a number",
    "float_type": "is not a number",
    "greater_than": "is not more than {gt}",
    "greater_than_equal": "is less than {ge}",
    "int_from_float": "is not a whole number",
    "int_parsing": "is not a whole number",
    "int_parsing_size": "is too large a number",
    "int_type": "is not a whole number",
    "less_than_equal": "is more than {le}",
    "literal_error": "should be {expected}",
    "model_attributes_type": "is no mapping of key: value lines",
    "model_type": "is no mapping of key: value lines",
    "string_too_short": "is empty",
    "string_type": "is not text",
    "too_short": "should hold at least {min_length}",
    "tuple_type": "is no list",
    "value_error": "is {error}",
}


def say(error: ErrorDetails, written: str) -> str:
    """One finding in words, after the name of what is wrong: `'fast' is not a number`."""
    form = _SAID.get(error["type"], f"is refused: {error['msg']}")
    return f"{written} {form.format(**error.get('ctx', {}))}"


def nearest(name: str, allowed: Iterable[str], prefix: str = "") -> str:
    """What follows an unknown name: the one that may be meant, and all that are allowed; `prefix` goes before each."""
    names = tuple(allowed)
    close = get_close_matches(name, names, n=1)
    hint = f"; did you mean {prefix}{close[0]}?" if close else "."
    return f"{hint} Allowed: {', '.join(prefix + each for each in names)}"


def join(lines: Iterable[str]) -> ConfigError:
    """One error for these findings, one line each, the first ten."""
    found = list(dict.fromkeys(lines))
    more = [f"… and {len(found) - _MOST + 1} more"] if len(found) > _MOST else []
    return ConfigError("\n".join(found[: _MOST - 1] + more if more else found))


def in_file(error: ValidationError, root: Entry, model: type[BaseModel], extra: tuple[str, ...] = ()) -> ConfigError:
    """These findings with file and line; `extra` are top-level keys allowed besides the model's."""
    spots = [(_spot(root, model, finding), finding) for finding in error.errors()]
    spots.sort(key=lambda pair: (pair[0].entry.file, pair[0].entry.line))
    return join(_line(spot, finding, extra) for spot, finding in spots if not _follows(spot, finding))


@dataclass(frozen=True)
class _Spot:
    """Where a finding is: the entry nearest to it, its dotted name, the models that may stand there, what is above."""

    entry: Entry
    name: str
    models: tuple[type[BaseModel], ...]
    above: "_Spot | None" = None

    @property
    def fields(self) -> Mapping[str, FieldInfo]:
        return self.models[0].model_fields if self.models else {}


def _spot(root: Entry, model: type[BaseModel], error: ErrorDetails) -> _Spot:
    spot = _Spot(root, "", (model,))
    for step in error["loc"]:
        spot = _below(spot, step)
    if error["type"] == "union_tag_invalid" and isinstance(spot.entry.value, Mapping):
        return replace(spot, entry=spot.entry.value["kind"], name=f"{spot.name}.kind")
    return spot


def _below(spot: _Spot, step: int | str) -> _Spot:
    value = spot.entry.value
    if isinstance(step, int):
        entry = value[step] if isinstance(value, tuple) else spot.entry
        return _Spot(entry, f"{spot.name}[{step}]", spot.models, spot)
    if len(spot.models) > 1:  # the step is no key: it names the one model that the value of `kind` chose
        return replace(spot, models=tuple(model for model in spot.models if step in _kinds(model)))
    entry = value.get(step, spot.entry) if isinstance(value, Mapping) else spot.entry
    name = f"{spot.name}.{step}" if spot.name else step
    models = tuple(_models(spot.fields[step].annotation)) if step in spot.fields else ()
    return _Spot(entry, name, models, spot)


def _models(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _kinds(model: type[BaseModel]) -> tuple[str, ...]:
    return get_args(model.model_fields["kind"].annotation)


def _follows(spot: _Spot, error: ErrorDetails) -> bool:
    # pydantic also calls a list too short when what it holds is wrong.
    value = spot.entry.value
    return error["type"] == "too_short" and isinstance(value, tuple) and len(value) >= error["ctx"]["min_length"]


def _line(spot: _Spot, error: ErrorDetails, extra: tuple[str, ...]) -> str:
    return f"{spot.entry.place}: {_words(spot, error, extra)}"


def _words(spot: _Spot, error: ErrorDetails, extra: tuple[str, ...]) -> str:
    kind, value = error["type"], spot.entry.value
    if kind == "extra_forbidden":
        return _unknown(spot, str(error["loc"][-1]), extra)
    if kind == "missing":
        return f"{spot.name} is missing"
    if kind == "union_tag_not_found":
        return f"{spot.name}.kind is missing; it should be one of: {_allowed_kinds(spot)}"
    if kind == "union_tag_invalid":
        return f"{spot.name}: {spot.entry.written} should be one of: {_allowed_kinds(spot)}"
    if value is None:
        return f"{spot.name} has no value"
    hint = "; put it in quotes" if kind == "string_type" and isinstance(value, bool | int | float) else ""
    return f"{spot.name}: {say(error, spot.entry.written)}{hint}"


def _unknown(spot: _Spot, key: str, extra: tuple[str, ...]) -> str:
    above = spot.above or spot
    inside = f" in {above.name}" if above.name else ""
    return f"unknown key {shown(key)}{inside}{nearest(key, (*(() if inside else extra), *above.fields))}"


def _allowed_kinds(spot: _Spot) -> str:
    return ", ".join(kind for model in spot.models for kind in _kinds(model))
