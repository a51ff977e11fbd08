"""The published schemas: valid themselves, kept by what is published, strict about what is not."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from tasks.schema import schema_files, validate_release
from tests.tasks.site.samples import RELEASE, ROOT, YEAR

SCHEMAS = {name: json.loads(body) for name, body in schema_files().items()}


def release(**changes: Any) -> dict[str, Any]:
    return {**RELEASE.to_json(), **changes}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in RELEASE.to_json().items() if key != name}


def every(schema: Any) -> list[Any]:
    """The schema and all schemas within it."""
    if isinstance(schema, list):
        return [found for item in schema for found in every(item)]
    if isinstance(schema, dict):
        return [schema, *(found for item in schema.values() for found in every(item))]
    return []


def test_seven_schemas_are_published() -> None:
    names = ("changes", "checks", "index", "release", "status", "withdrawals", "year")
    assert sorted(SCHEMAS) == [f"schema/{name}.schema.json" for name in names]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_its_draft(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_absent_is_absent_never_null_and_unknown_fields_are_refused(name: str) -> None:
    parts = every(SCHEMAS[name])
    assert not any(part.get("type") == "null" or part.get("default", "") is None for part in parts)
    objects = [part for part in parts if part.get("type") == "object" and "properties" in part]
    assert objects
    assert all(part["additionalProperties"] is False for part in objects)


@pytest.mark.parametrize(("name", "value"), [("index", ROOT), ("year", YEAR)])
def test_indexes_keep_their_schema(name: str, value: Any) -> None:
    schema = Draft202012Validator(SCHEMAS[f"schema/{name}.schema.json"])
    schema.validate(value.to_json())
    with pytest.raises(ValidationError):
        schema.validate({**value.to_json(), "more": 1})


def test_a_release_keeps_its_schema() -> None:
    validate_release(RELEASE.to_json())


@pytest.mark.parametrize(
    "wrong",
    [
        release(identifier="no slash"),
        release(datePublished="27.05.2026"),
        release(version=0),
        release(alternativeHeadline=None),
        release(**{"@type": "Article"}),
        release(unknown=1),
        release(body=[{"type": "song", "text": "la"}]),
        release(body=[{"type": "heading", "level": 1, "text": "zu hoch"}]),
        release(archive={**RELEASE.to_json()["archive"], "status": "lost"}),
        release(image=[{**RELEASE.to_json()["image"][0], "sha256": "abc"}]),
        *(without(name) for name in ("identifier", "url", "headline", "datePublished", "body", "version", "archive")),
    ],
)
def test_what_is_no_release_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        validate_release(wrong)
