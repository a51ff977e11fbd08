"""The registry: what operators are offered, and when schedules fire on the nights when clocks are changed."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prefect.server.schemas.schedules import CronSchedule
from prefect.utilities.callables import parameter_schema

from config.load import bundled, load_source
from flows.deployments import CANCEL, NIGHTLY, QUEUE, TIME_ZONE, Deployment, registry

BERLIN = ZoneInfo("Europe/Berlin")
OFFERED = {
    "archive-releases", "backfill-source", "backfill-slice", "import-captures", "reparse-source", "check-source",
    "audit-archive", "rescue-runs", "publish-archive", "upgrade-archive", "withdraw-release", "restore-release",
}  # fmt: skip


def archive_of(source: str) -> Deployment:
    return next(one for one in registry([source]) if one.flow.name == "archive-releases")


def local_times(cron: str, zone: str, day: datetime) -> list[str]:
    """When the schedule fires on that day, by the clocks there."""
    dates = asyncio.run(CronSchedule(cron=cron, timezone=zone).get_dates(60, start=day))
    return [f"{date.astimezone(BERLIN):%H:%M}" for date in dates if date.astimezone(BERLIN).date() == day.date()]


def test_every_flow_is_offered_once_for_each_source_or_once_for_all() -> None:
    offered = registry(["essen", "muenster"])
    assert {one.flow.name for one in offered} >= OFFERED
    assert set(Counter((one.flow.name, one.name) for one in offered).values()) == {1}
    assert all(one.tags[0] == "pressearchiv" and len(one.description.splitlines()) >= 1 for one in offered)


@pytest.mark.parametrize("one", registry(["essen"]), ids=lambda one: str(one.flow.name))
def test_every_parameter_is_described_and_typed(one: Deployment) -> None:
    for name, said in parameter_schema(one.flow).properties.items():
        assert said.get("description"), f"{one.flow.name}: {name}"
        assert said.keys() & {"type", "anyOf", "enum", "allOf", "$ref"}, f"{one.flow.name}: {name}"


def test_sources_and_scopes_are_chosen_from_lists_and_dates_are_dates() -> None:
    by_name = {one.flow.name: parameter_schema(one.flow).properties for one in registry(["essen"])}
    for flow in ("archive-releases", "import-captures", "reparse-source", "check-source"):
        assert by_name[flow]["source"]["enum"] == list(bundled())
    assert {"format": "date", "type": "string"} in by_name["archive-releases"]["since"]["anyOf"]
    assert by_name["withdraw-release"]["scope"]["enum"] == ["images", "page", "all"]


def test_schedule_and_rule_for_a_second_run_come_from_the_source_file(tmp_path: Path) -> None:
    own = tmp_path / "anderstadt.yaml"
    own.write_text(
        "extends: essen\nid: anderstadt\nname: Stadt Anderstadt\nbase_url: https://anderstadt.example/\n"
        "schedule: '5 4 * * *'\ncollision: queue\n"
    )
    assert archive_of("essen").schedule == (load_source("essen").schedule, "Europe/Berlin")
    assert archive_of("essen").collision == CANCEL
    assert archive_of(str(own)).schedule == ("5 4 * * *", "Europe/Berlin")
    assert archive_of(str(own)).collision == QUEUE
    assert (archive_of("essen").is_strict, archive_of(str(own)).is_strict) == (True, False)


@pytest.mark.parametrize("day", [datetime(2026, 10, 25, tzinfo=BERLIN), datetime(2027, 3, 28, tzinfo=BERLIN)])
def test_on_the_nights_when_clocks_change_every_run_comes_once(day: datetime) -> None:
    cron, zone = archive_of("essen").schedule or ("", "")
    assert local_times(cron, zone, day) == [f"{hour:02}:07" for hour in range(6, 23)]
    assert local_times(NIGHTLY, TIME_ZONE, day) == ["03:40"]


def test_the_day_after_runs_come_an_hour_earlier_or_later_by_world_time() -> None:
    def first(day: datetime) -> timedelta:
        schedule = CronSchedule(cron="7 6-22 * * *", timezone="Europe/Berlin")
        date = asyncio.run(schedule.get_dates(1, start=day))[0].astimezone(UTC)
        return timedelta(hours=date.hour, minutes=date.minute)

    assert first(datetime(2026, 10, 24, tzinfo=BERLIN)) == timedelta(hours=4, minutes=7)
    assert first(datetime(2026, 10, 25, tzinfo=BERLIN)) == timedelta(hours=5, minutes=7)
    assert first(datetime(2027, 3, 28, tzinfo=BERLIN)) == timedelta(hours=4, minutes=7)
