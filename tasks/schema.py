"""JSON Schemas (2020-12) of what is published, made from the types; and the check that a release keeps its schema."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from tasks.types.changes import Changes
from tasks.types.edition import Checks, RootIndex, Withdrawals, YearIndex
from tasks.types.health import Status
from tasks.types.release import Release, Tombstone, Value

_RELEASE: TypeAdapter[Any] = TypeAdapter(Release | Tombstone)
_PUBLISHED: dict[str, type[Value]] = {
    "index": RootIndex,
    "year": YearIndex,
    "checks": Checks,
    "changes": Changes,
    "withdrawals": Withdrawals,
    "status": Status,
}


@cache
def schema_files() -> dict[str, bytes]:
    """The published schemas, by file name below `schema/`."""
    schemas = {"release": _release_schema(), **{name: _schema(type_) for name, type_ in _PUBLISHED.items()}}
    return {
        f"schema/{name}.schema.json": (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
        for name, schema in schemas.items()
    }


def validate_release(data: dict[str, Any]) -> None:
    """Raise `jsonschema.ValidationError` where a release's JSON does not keep the published schema."""
    _release_validator().validate(data)


@cache
def _release_validator() -> Draft202012Validator:
    return Draft202012Validator(_release_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _release_schema() -> dict[str, Any]:
    """Of release.json: a release, or the tombstone in its place."""
    return _completed(_RELEASE.json_schema(by_alias=True, mode="serialization"))


def _schema(type_: type[Value]) -> dict[str, Any]:
    return _completed(type_.model_json_schema(by_alias=True, mode="serialization"))


def _completed(schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_null(schema)}


def _without_null(schema: Any) -> Any:
    """The schema in which an optional field is absent or has a value: what is published holds no null."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_null(value) for key, value in schema.items() if (key, value) != ("default", None)}
    choices = kept.get("anyOf", [])
    if {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        kept = {key: value for key, value in kept.items() if key != "anyOf"} | (
            rest[0] if len(rest) == 1 else {"anyOf": rest}
        )
    return kept
