"""The runbook says what is true: commands, deployments, files and settings that it names exist."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from flows.command import build
from flows.deployments import registry
from infra.main import parts

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "infra" / "README.md").read_text("utf-8")
SUBJECTS = (
    "First day", "Every day", "When the site changed", "When the storage is full", "When a takedown request comes",
    "When a gate holds a source back", "When a run hangs", "Moving to another storage", "Upgrading",
)  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_says_what_to_do(subject: str) -> None:
    assert f"\n## {subject}\n" in RUNBOOK


def test_commands_exist() -> None:
    known = {one.name or one.callback.__name__ for one in build(parts, ()).registered_commands if one.callback}
    assert set(re.findall(r"`pressearchiv ([a-z]+)", RUNBOOK)) <= known
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)", RUNBOOK)) <= targets


def test_options_exist() -> None:
    for command, options in re.findall(r"`pressearchiv ([a-z]+)([^`]*)`", RUNBOOK):
        one = next(
            each
            for each in build(parts, ()).registered_commands
            if each.callback and (each.name or each.callback.__name__) == command
        )
        names = {name.replace("_", "-") for name in one.callback.__annotations__} if one.callback else set()
        assert set(re.findall(r"--([a-z-]+)", options)) <= names, command


def test_prefects_commands_exist() -> None:
    named = set(re.findall(r"`prefect ([a-z-]+) ([a-z-]+)", RUNBOOK))
    assert named
    for group, command in named:
        assert hasattr(import_module(f"prefect.cli.{group.replace('-', '_')}"), command), f"prefect {group} {command}"


def test_deployments_exist() -> None:
    known = {f"{one.flow.name}/{one.name}" for one in registry(["essen"])}
    assert set(re.findall(r"`([a-z]+-[a-z]+/(?:essen|all|withdraw|restore))`", RUNBOOK)) <= known


def test_files_and_modules_exist() -> None:
    for name in re.findall(r"`((?:infra|systemd|policies)/[\w./-]+|compose\.yaml|worker\.env)`", RUNBOOK):
        if name not in ("infra/s3.json", "infra/.env"):
            assert (ROOT / name).exists() or (ROOT / "infra" / name).exists(), name
    for module in re.findall(r"python -m ([\w.]+)", RUNBOOK):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module
    for unit in re.findall(r"(pressearchiv-(?:server|worker))", RUNBOOK):
        assert list((ROOT / "infra" / "systemd").glob(f"{unit}*.service")), unit
