"""`infra/prefect.yaml`, written from the registry of deployments, for `prefect deploy` to a work pool.

    python -m infra.deployments > infra/prefect.yaml                     the bundled cities
    python -m infra.deployments essen anderstadt.yaml > prefect.yaml     an installation's own
    prefect deploy --prefect-file infra/prefect.yaml --all

Workers import the flows from the installed package, so nothing is pulled.
"""

import sys
from collections.abc import Sequence
from typing import Any

import yaml

from config.load import bundled, load_source
from flows.deployments import Deployment, registry

POOL = "pressearchiv"
"""The work pool's name; its type is `process`."""

_HEAD = """\
# Written by `python -m infra.deployments`: change flows/deployments.py or a source file, not this.
"""


def cities() -> tuple[str, ...]:
    """The bundled sources that are real cities, not served on somebody's own machine."""
    return tuple(name for name in bundled() if not load_source(name).allow_private_addresses)


def to_yaml(offered: Sequence[Deployment]) -> str:
    """What is offered, as `prefect deploy` reads it."""
    content = {"name": "pressearchiv", "pull": [], "deployments": [_entry(one) for one in offered]}
    return _HEAD + yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def _entry(one: Deployment) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": one.name,
        "entrypoint": one.entrypoint,
        "description": one.description,
        "tags": list(one.tags),
        "parameters": dict(one.parameters),
        "enforce_parameter_schema": one.is_strict,
        "work_pool": {"name": POOL},
    }
    if one.schedule:
        entry["schedules"] = [{"cron": one.schedule[0], "timezone": one.schedule[1]}]
    if one.collision:
        entry["concurrency_limit"] = {"limit": 1, "collision_strategy": one.collision.value}
    return entry


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as they read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


if __name__ == "__main__":
    sys.stdout.write(to_yaml(registry(sys.argv[1:] or cities())))
