"""The short form of `make torture`: one trial of each kind, chosen once and for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.s3 import S3Access
from tests.torture import trials
from tests.torture.change import change_meanwhile
from tests.torture.proxy import Fate
from tests.torture.scene import Scene, small_city
from tests.torture.trials import Undisturbed


@pytest.fixture(scope="module")
def scene(s3: S3Access, prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with small_city(s3, prefect_api, tmp_path_factory.mktemp("city")) as (scene, _):
        yield scene


@pytest.fixture(scope="module")
def as_it_should_be(scene: Scene) -> Undisturbed:
    return trials.undisturbed(scene)


@pytest.mark.parametrize(("share", "fate"), [(0.3, Fate.HALF), (0.6, Fate.DEAF), (0.97, Fate.LOST)])
def test_a_run_killed_at_a_write_is_made_good_by_the_next(
    scene: Scene, as_it_should_be: Undisturbed, share: float, fate: Fate
) -> None:
    trial = trials.kill_at_write(scene, as_it_should_be, int(share * as_it_should_be.writes), fate)
    assert trial.problems == []
    assert trial.kills == 1


def test_a_first_run_killed_as_it_makes_the_bucket_is_made_good_by_the_next(scene: Scene) -> None:
    first = trials.undisturbed(scene, over_base=False)
    trial = trials.kill_at_write(scene, first, 0, Fate.DEAF, over_base=False)
    assert trial.problems == []
    assert trial.kills == 1


def test_a_run_killed_at_any_moment_is_made_good_by_the_next(scene: Scene, as_it_should_be: Undisturbed) -> None:
    assert trials.kill_after(scene, as_it_should_be, 0.7).problems == []


def test_runs_at_once_end_where_one_would_have_ended(scene: Scene, as_it_should_be: Undisturbed) -> None:
    assert trials.at_once(scene, as_it_should_be, 2).problems == []


def test_runs_at_once_over_a_changing_city_lose_nothing(s3: S3Access, prefect_api: str, tmp_path: Path) -> None:
    with small_city(s3, prefect_api, tmp_path) as (scene, city):
        assert change_meanwhile(scene, city, 2).problems == []


def test_a_storage_that_fails_at_every_fifth_request_loses_nothing(scene: Scene, as_it_should_be: Undisturbed) -> None:
    trial = trials.flaky(scene, as_it_should_be, seed=3)
    assert trial.problems == []
    assert trial.faults > 5


def test_a_full_disk_ends_a_run_in_one_line_and_the_next_goes_on(scene: Scene, as_it_should_be: Undisturbed) -> None:
    trial = trials.full_disk(scene, as_it_should_be, as_it_should_be.writes // 2)
    assert trial.problems == []
    assert "No space left" in trial.said
