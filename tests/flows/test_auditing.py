"""The audit as operators run it: a flow that completes or fails, its report kept twice, a command."""

from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.sorting import ArtifactSort

from tests.flows.conftest import Town
from tests.flows.test_command import command, failed


def audit(**arguments: Any) -> Any:
    from flows.auditing import audit_archive  # noqa: PLC0415  # Prefect reads its settings on import

    return audit_archive(**arguments, return_state=True)


def damage(town: Town, key: str) -> bytes:
    """Cut the object short under its seal."""
    client, name = town.bucket.client, town.bucket.name
    answer = client.get_object(Bucket=name, Key=key)
    body = answer["Body"].read()
    client.put_object(Bucket=name, Key=key, Body=body[:-3], Metadata=answer["Metadata"])
    return body


def artifact() -> str:
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(limit=1, sort=ArtifactSort.CREATED_DESC)
    assert found[0].key == "report-audit"
    return str(found[0].data)


def test_the_flow_fails_on_damage_and_completes_when_it_is_repaired(town: Town) -> None:
    town.report(limit=3)
    state = audit()
    assert state.is_completed(), state.message
    assert ": sound" in str(state.message)
    key = next(key for key in town.objects("public/town/") if key.endswith("v1.json"))
    body = damage(town, key)
    state = audit(deep=True)
    assert state.is_failed()
    assert f"1 damaged; first {key}: not the bytes that were written" in str(state.message)
    assert f"- **damaged** `{key}`" in artifact()
    assert "Rebuilt from: publishing." in artifact()
    state = audit(repair=True, sources=[str(town.file)])
    assert state.is_completed(), state.message
    assert "sound, 1 repaired" in str(state.message)
    assert town.public(key.removeprefix("public/")) == body
    assert len(town.objects("audit/reports/")) == 3


def test_an_archive_of_nothing_is_sound(installation: None) -> None:
    state = audit()
    assert state.is_completed(), state.message
    assert str(state.message).startswith("0 objects, 0 read: sound")


def test_the_command_tells_by_its_exit_status(town: Town, tmp_path: Path) -> None:
    town.report(limit=2)
    damage(town, next(iter(town.objects("public/schema/"))))
    assert "1 damaged; first public/schema/" in failed(command("audit", "--deep", folder=tmp_path), 1)
    done = command("audit", "--repair", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "sound, 1 repaired" in done.stdout


@pytest.mark.parametrize("arguments", [("--deeper",), ("--source", "nowhere")])
def test_wrong_usage_of_the_command_is_exit_2(installation: None, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = command("audit", *arguments, folder=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
