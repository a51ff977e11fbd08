"""When a run counts as lost: every rule by values."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from flows.steering.lost import TRIES, Fate, Look, Lost, Seen, judge

NOW = datetime(2026, 11, 3, 4, 20, tzinfo=UTC)
RUN = UUID(int=1)


def seen(sign: str, *, state: Lost = "RUNNING", before: str | None = None, ago: float = 0, begun: int = 1) -> Seen:
    """A run with that sign, and what was seen of it first that many seconds ago."""
    earlier = Look(before, NOW - timedelta(seconds=ago)) if before else None
    return Seen(RUN, state, sign, begun, earlier)


def test_at_first_sight_nothing_is_known() -> None:
    assert judge(seen("a"), NOW) == "noted"


def test_a_run_that_gave_a_sign_since_lives_however_long_ago_the_look_was() -> None:
    assert judge(seen("b", before="a", ago=10_000), NOW) == "noted"


@pytest.mark.parametrize(
    ("state", "ago", "fate"),
    [
        ("RUNNING", 89, "awaited"),
        ("RUNNING", 90, "given back"),
        ("PENDING", 299, "awaited"),
        ("PENDING", 300, "given back"),
        ("CANCELLING", 89, "awaited"),
        ("CANCELLING", 90, "cancelled"),
    ],
)
def test_one_that_is_silent_for_long_enough_is_lost(state: Lost, ago: float, fate: Fate) -> None:
    assert judge(seen("a", state=state, before="a", ago=ago), NOW) == fate


def test_one_that_is_lost_again_and_again_has_crashed() -> None:
    assert judge(seen("a", before="a", ago=120, begun=TRIES - 1), NOW) == "given back"
    assert judge(seen("a", before="a", ago=120, begun=TRIES), NOW) == "crashed"


def test_one_that_makes_no_sense_to_start_again_has_crashed() -> None:
    assert judge(Seen(uuid4(), "RUNNING", "a", 1, Look("a", NOW - timedelta(hours=1)), again=False), NOW) == "crashed"


def test_a_server_that_was_away_makes_no_live_run_look_lost() -> None:
    """Ten minutes without signs: the first look after it finds an old sign, the second a new one."""
    first = judge(seen("before", before="before", ago=30), NOW)
    second = judge(seen("after", before="before", ago=630), NOW + timedelta(minutes=10))
    assert (first, second) == ("awaited", "noted")
