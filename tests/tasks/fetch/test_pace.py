from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.pace import Pace, process_pace, retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_first_request_goes_at_once_and_the_next_ones_evenly() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    for _ in range(3):
        pace.wait("city.example", 2.0)
    assert clock.slept == [2.0, 2.0]


def test_a_pause_is_not_saved_up_for_a_burst() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    pace.wait("city.example", 1.0)
    clock.now += 60
    for _ in range(3):
        pace.wait("city.example", 1.0)
    assert clock.slept == [1.0, 1.0]


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    pace.wait("city.example", 9.0)
    pace.wait("media.city.example", 9.0)
    assert clock.slept == []


def test_hold_moves_everybody() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    pace.hold("city.example", 30)
    pace.wait("city.example", 1.0)
    assert clock.slept == [30.0]


def test_threads_share_the_pace() -> None:
    clock = Clock()
    waits: list[float] = []
    pace = Pace(clock, waits.append)
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda _: pace.wait("city.example", 0.5), range(16)))
    assert sorted(waits) == [0.5 * turn for turn in range(1, 16)]


def test_one_pace_a_process() -> None:
    assert process_pace() is process_pace()


@given(st.integers(0, 10**6))
def test_retry_after_reads_both_forms_alike(seconds: int) -> None:
    date = format_datetime(datetime.fromtimestamp(NOW.timestamp() + seconds, UTC), usegmt=True)
    assert retry_after(str(seconds), NOW) == retry_after(date, NOW) == seconds


@pytest.mark.parametrize("value", [None, "", "soon", "-5", "1.5", "Sun, 99 Mar 2026 12:00:00 GMT"])
def test_retry_after_without_sense_asks_for_nothing(value: str | None) -> None:
    assert retry_after(value, NOW) is None


@pytest.mark.parametrize("value", ["Sun, 01 Mar 2026 11:00:00 GMT", "Sun, 01 Mar 2026 12:00:00 -0000"])
def test_retry_after_in_the_past_is_now(value: str) -> None:
    assert retry_after(value, NOW) == 0


def test_where_others_ask_the_same_host_every_turn_waits_for_its_place_behind_them() -> None:
    clock, places = Clock(), iter([0.0, 3.0])
    pace = Pace(clock, clock.sleep, lambda host, interval: next(places))
    pace.wait("city.example", 1.0)
    pace.wait("city.example", 1.0)
    assert clock.slept == [1.0, 3.0]
