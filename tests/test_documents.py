"""The documents state what is true: commands, settings, make targets, links and the sources they name."""

import re
from pathlib import Path

import pytest

from config.load import bundled
from config.settings import variables
from flows.command import build
from infra.main import parts

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> set[str]:
    registered = build(parts, ()).registered_commands
    return {command.name or command.callback.__name__ for command in registered if command.callback}


def test_every_command_is_documented_and_every_documented_command_is_there() -> None:
    documented = set(re.findall(r"^\| `pressearchiv ([a-z]+)", README, re.M))
    assert documented == commands()
    assert set(re.findall(r"pressearchiv ([a-z]+) ", README)) <= commands()


def test_every_setting_is_documented_with_its_own_description() -> None:
    documented = dict(re.findall(r"^\| `(PRESSEARCHIV_[A-Z0-9_]+)` \| (.*) \|$", README, re.M))
    assert documented == variables()


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for name in DOCUMENTS:
        named = set(re.findall(r"\bmake ([a-z]+)\b(?=[`\s]*(?:[A-Z]+=|#|`|$))", (ROOT / name).read_text("utf-8"), re.M))
        assert named <= targets, name


def test_the_readme_names_the_bundled_sources() -> None:
    assert re.search(r"`SOURCE` is a bundled id \((.*?)\)", README)
    named = re.findall(r"`([a-z]+)`", re.search(r"`SOURCE` is a bundled id \((.*?)\)", README)[1])  # type: ignore[index]
    assert tuple(named) == bundled()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_locks_name_no_package_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        assert re.findall(r"^\s*-(?!-hash=).*", text, re.M) == [], "only hashes as options"
        assert "http" not in re.sub(r"#.*|^[a-z0-9-]*http[a-z0-9-]*==.*", "", text, flags=re.M)
        assert len(re.findall(r"^[a-z0-9].*==", text, re.M)) <= text.count("--hash=sha256:")
