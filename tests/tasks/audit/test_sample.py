"""Every object's turn comes, and on no day all at once."""

from datetime import date, timedelta
from itertools import pairwise

from tasks.audit.sample import DAYS, is_due

KEYS = [f"captures/town/{number}" for number in range(3000)]
FIRST = date(2026, 12, 20)


def test_in_so_many_days_every_object_is_read_once() -> None:
    days = [[key for key in KEYS if is_due(key, FIRST + timedelta(days=number))] for number in range(DAYS)]
    assert sorted(key for day in days for key in day) == sorted(KEYS)
    assert max(map(len, days)) < 2 * len(KEYS) / DAYS


def test_the_turn_comes_back() -> None:
    for key in KEYS[:50]:
        turns = [number for number in range(21) if is_due(key, FIRST + timedelta(days=number), 7)]
        assert [later - earlier for earlier, later in pairwise(turns)] == [7, 7]
