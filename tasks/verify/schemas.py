"""JSON against the schemas that lie in the copy. Pure.

A schema is somebody else's word, too: it is applied only where it refers to nothing outside itself and its patterns are
among those that this archive writes (a pattern can be made to run for years).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from referencing import Registry
from referencing.exceptions import Unresolvable

from tasks.schema import schema_files
from tasks.verify.links import read_json


class Schemas:
    """The copy's schemas by name (`release` for `schema/release.schema.json`), made from their bytes."""

    def __init__(self, bodies: Mapping[str, bytes]) -> None:
        self.faults: dict[str, str] = {}
        self._validators: dict[str, Draft202012Validator] = {}
        for name, body in bodies.items():
            try:
                self._validators[name] = _validator(read_json(body))
            except ValueError as error:
                self.faults[name] = str(error)

    def fault(self, name: str, data: Any) -> str | None:
        """Where the data first breaks that schema; None where it keeps it, or there is no such schema."""
        validator = self._validators.get(name)
        if validator is None:
            return None
        try:
            error = next(iter(validator.iter_errors(data)), None)
        except (RecursionError, Unresolvable, LookupError, TypeError, ValueError):
            return f"cannot be held against schema/{name}.schema.json"
        if error is None:
            return None
        return f"breaks schema/{name}.schema.json at {error.json_path}: {error.message}"


def _validator(schema: Any) -> Draft202012Validator:
    if not isinstance(schema, dict):
        raise ValueError("no JSON Schema")  # noqa: TRY004 - not a mistake of ours
    try:
        Draft202012Validator.check_schema(schema)
    except (SchemaError, RecursionError) as error:
        raise ValueError("no JSON Schema") from error
    if any(not str(ref).startswith("#") for ref in _values(schema, "$ref", "$dynamicRef")):
        raise ValueError("refers to a schema elsewhere; not applied")
    if not {*_values(schema, "pattern")} <= _known_patterns() or "patternProperties" in json.dumps(schema):
        raise ValueError("holds a pattern that this check does not know; not applied")
    return Draft202012Validator(schema, registry=Registry())


def _known_patterns() -> set[str]:
    return {pattern for body in schema_files().values() for pattern in _values(json.loads(body), "pattern")}


def _values(schema: Any, *keys: str) -> Iterator[str]:
    """What stands at those keys, anywhere in the schema (a property may bear such a name: then it is no text)."""
    waiting = [schema]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += item.values()
            yield from (item[key] for key in keys if isinstance(item.get(key), str))
