"""What changed between the versions of a release, as data. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from tasks.normalise import version_data
from tasks.publish.diff import list_diff, text_diff
from tasks.types.changes import Changes, Step, ValueChange
from tasks.types.ledger import Entry, Version
from tasks.types.release import Content, Sha256

_TEXT, _BLOCKS = "articleBody", "body"
_FIELDS = tuple(field.alias or name for name, field in Content.model_fields.items())
_LISTS = ("image", "associatedMedia", "citation")


def compose_changes(entry: Entry, contents: Mapping[Sha256, Content]) -> Changes:
    """Every step from one of the release's versions to another, in the order of the versions."""
    data = {digest: version_data(content) for digest, content in contents.items()}
    steps = (
        _step(version, data[entry.numbered[version.previous].content], data[version.content])
        for version in entry.versions
        if version.previous
    )
    return Changes(identifier=next(iter(contents.values())).identifier, steps=tuple(steps))


def _step(version: Version, before: Mapping[str, Any], after: Mapping[str, Any]) -> Step:
    names = [name for name in _FIELDS if before.get(name) != after.get(name)]
    whole = [name for name in names if name not in (_TEXT, *_LISTS) and not (name == _BLOCKS and _TEXT in names)]
    return Step(
        previous=version.previous or version.number,
        version=version.number,
        at=version.at,
        cause=version.cause,
        fields=tuple(names),
        values={name: ValueChange(before=before.get(name), after=after.get(name)) for name in whole},
        items={name: list_diff(before[name], after[name], _name) for name in names if name in _LISTS},
        text=text_diff(before[_TEXT], after[_TEXT]) if _TEXT in names else (),
    )


def _name(item: Mapping[str, Any]) -> str:
    """What makes a picture, a file or a link the same one: its bytes, or else its address."""
    return item.get("sha256") or item.get("url") or json.dumps(item, sort_keys=True)
