"""What operators run from `infra/`: held against its standards, its pinning, and the settings that it names."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from config.settings import variables
from infra.fleet import settings
from infra.identities import ROLES, fresh_keys, identities, write

ROOT = Path(__file__).parents[2]
INFRA = ROOT / "infra"
COMPOSE: dict[str, Any] = yaml.safe_load((INFRA / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (INFRA / "Dockerfile").read_text("utf-8")
SECRET = r"^\s*(\w*(?:PASSWORD|SECRET|AUTH\w*|KEY\w*)):? *[:=] *(.+)"
UNITS = sorted((INFRA / "systemd").glob("*.service"))


def test_compose_file_is_valid() -> None:
    schema = json.loads((ROOT / "tests" / "standards" / "compose-spec.json").read_text("utf-8"))
    jsonschema.validate(COMPOSE, schema)


def test_every_image_is_pinned_by_version() -> None:
    images = [service["image"] for service in COMPOSE["services"].values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert len(images) > 5
    assert [image for image in images if not re.search(r":\d+\.\d+", image)] == []


def test_what_compose_names_is_there() -> None:
    services = COMPOSE["services"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= services.keys()
        for file in (*service.get("env_file", ()), *(each for each in service.get("volumes", ()) if each[0] == ".")):
            name = file.split(":")[0]
            assert name == "./s3.json" or (INFRA / name).is_file(), name
        named = {each.split(":")[0] for each in service.get("volumes", ()) if each[0] not in "./"}
        assert named <= COMPOSE["volumes"].keys()


def test_compose_fills_in_what_is_made_fresh(tmp_path: Path) -> None:
    for file in write(tmp_path):
        assert file.stat().st_mode & 0o077 == 0
    made = set(re.findall(r"^([A-Z0-9_]+)=", (tmp_path / ".env").read_text(), re.M))
    wanted = set(re.findall(r"\$\{([A-Z0-9_]+)", (INFRA / "compose.yaml").read_text("utf-8")))
    assert wanted <= made
    with pytest.raises(FileExistsError):
        write(tmp_path)


def test_only_the_reading_room_is_open_and_the_server_wants_a_password() -> None:
    ports = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert ports == {"server": ["127.0.0.1:4200:4200"], "caddy": ["80:80", "443:443"]}
    assert COMPOSE["services"]["server"]["environment"]["PREFECT_SERVER_API_AUTH_STRING"]
    assert COMPOSE["services"]["worker"]["environment"]["PREFECT_API_AUTH_STRING"]


def test_our_containers_can_write_nothing_and_gain_nothing() -> None:
    ours = [service for service in COMPOSE["services"].values() if service["image"].startswith("pressearchiv:")]
    assert len(ours) == 4
    for service in ours:
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_no_secret_stands_in_a_file_that_is_shipped() -> None:
    for path in (INFRA / "compose.yaml", *INFRA.glob("*.env"), *UNITS):
        for name, value in re.findall(
            r"^\s*(\w*(?:PASSWORD|SECRET|AUTH\w*|KEY\w*)):? *[:=] *(.+)", path.read_text(), re.M
        ):
            assert value.startswith("${"), f"{path.name}: {name}"


def test_settings_that_are_named_exist() -> None:
    shipped = [path.read_text("utf-8") for path in (INFRA / "compose.yaml", *UNITS, *INFRA.glob("*.md"))]
    for name in {name for text in shipped for name in re.findall(r"PRESSEARCHIV_[A-Z0-9_]+", text)}:
        assert name in variables()
    assert settings("server")["PREFECT_MESSAGING_BROKER"] == "prefect_redis.messaging"


def test_image_is_small_and_without_rights() -> None:
    stages = DOCKERFILE.split("\nFROM ")[1:]
    assert len(stages) == 2
    assert re.search(r"^USER 10001$", stages[1], re.M)
    assert "pip" not in stages[1]
    assert "--require-hashes" in stages[0]
    assert re.findall(r"^(?:ADD|EXPOSE|VOLUME|MAINTAINER)", DOCKERFILE, re.M) == []
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M):
        assert all((ROOT / source).exists() for source in sources.split())


def test_every_copied_path_is_let_through_to_the_build() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M):
        for source in sources.split():
            assert source in let_in or source.split("/")[0] in let_in, source


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: str(unit.name))
def test_units_are_valid(unit: Path, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze here")
    # What a unit starts must be there to be verified; the user that runs it may not be.
    text = re.sub(r"^ExecStart=\S+", f"ExecStart={shutil.which('true')}", unit.read_text("utf-8"), flags=re.M)
    copy = tmp_path / unit.name.replace("@", "@1")
    copy.write_text(text)
    ran = subprocess.run(
        [program, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False, env={**os.environ}
    )
    said = [line for line in ran.stderr.splitlines() if unit.name.partition("@")[0].partition(".")[0] in line]
    assert said == []


@pytest.mark.parametrize("script", ["debian.sh", "enrol.sh"])
def test_scripts_are_sound(script: str) -> None:
    subprocess.run(["sh", "-n", str(INFRA / script)], check=True)


def test_every_role_has_keys_and_a_policy() -> None:
    known = json.loads(identities(fresh_keys(), "another"))
    assert [each["name"] for each in known["identities"]] == ["admin", *ROLES]
    assert all(":::pressearchiv" not in each["content"] for each in known["policies"])


def test_whatever_ends_is_started_again() -> None:
    assert all("\nRestart=always\n" in unit.read_text("utf-8") for unit in UNITS)
    kept = {name for name, service in COMPOSE["services"].items() if service["restart"] == "unless-stopped"}
    assert kept == COMPOSE["services"].keys() - {"enrol", "bucket"}, "these two end when they are done"
