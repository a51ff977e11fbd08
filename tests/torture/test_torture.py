"""The short form of `make torture`: one trial of each kind, chosen once and for all, some side by side."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.s3 import S3Access
from tests.torture import kills, trials
from tests.torture.change import change_meanwhile
from tests.torture.orders import orders_in_turn
from tests.torture.proxy import Fate
from tests.torture.scene import Scene, small_city
from tests.torture.trial import Trial, undisturbed

Played = Callable[[str], Trial]


@pytest.fixture(scope="module")
def played(s3: S3Access, prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Every trial by its name, once it has been played."""
    one, other = tmp_path_factory.mktemp("city"), tmp_path_factory.mktemp("changing")
    with ThreadPoolExecutor(3) as pool, small_city(s3, prefect_api, one) as (scene, _):
        started = {"changing": pool.submit(_over_a_changing_city, s3, prefect_api, other)}
        started |= _start(scene, pool)
        yield lambda name: started[name].result()


def _over_a_changing_city(s3: S3Access, prefect_api: str, folder: Path) -> Trial:
    with small_city(s3, prefect_api, folder) as (scene, city):
        return change_meanwhile(scene, city, 2)


def _start(scene: Scene, pool: ThreadPoolExecutor) -> dict[str, "Future[Trial]"]:
    told = orders_in_turn(scene)
    in_turn = pool.submit(kills.undisturbed_in_turn, told)
    started = {"in turn": pool.submit(kills.kill_in_turn, told, in_turn.result, (13, 20, 10, 20, 30, 25))}
    done = undisturbed(scene)
    half, dice = done.writes // 2, random.Random(1)
    return started | {
        "faulty": pool.submit(trials.flaky, scene, done, 3),
        "full": pool.submit(trials.full_disk, scene, done, half),
        "write": pool.submit(kills.kill_at_write, scene, done, half, Fate.DEAF),
        "moment": pool.submit(kills.kill_at_moment, scene, done, dice),
        "at once": pool.submit(trials.at_once, scene, done, 2),
    }


def test_a_run_killed_at_a_write_is_made_good_by_the_next(played: Played) -> None:
    assert (played("write").problems, played("write").kills) == ([], 1)


def test_a_run_killed_at_any_moment_is_made_good_by_the_next(played: Played) -> None:
    assert (played("moment").problems, played("moment").kills) == ([], 1)


def test_withdrawing_restoring_reparsing_and_importing_killed_are_made_good_by_asking_again(played: Played) -> None:
    assert (played("in turn").problems, played("in turn").kills) == ([], 6)


def test_runs_at_once_end_where_one_would_have_ended(played: Played) -> None:
    assert played("at once").problems == []


def test_runs_at_once_over_a_changing_city_lose_nothing(played: Played) -> None:
    assert played("changing").problems == []


def test_a_storage_that_fails_at_every_fifth_request_loses_nothing(played: Played) -> None:
    assert played("faulty").problems == []
    assert played("faulty").faults > 5


def test_a_full_disk_ends_a_run_in_one_line_and_the_next_goes_on(played: Played) -> None:
    assert played("full").problems == []
    assert "No space left" in played("full").said
