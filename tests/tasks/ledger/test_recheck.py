"""When releases are asked for again: often while fresh, each in its turn, evenly, and never more than the budget."""

import math
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Gone, Recheck
from tasks.ledger.recheck import choose, is_due, next_check, note_of
from tasks.ledger.rules import observe
from tasks.types.ledger import ABSENT, Entry, Facts, Observation, Read, Resource, Seen

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
RULES = Recheck()
GONE = Gone()
LONG_AGO = "2017-02-15"


def seen(id_: str, outcome: Seen, at: datetime, published: str = LONG_AGO, **more: object) -> Observation:
    digest = str(more.get("text", "ab")) * 32
    url = f"https://www.auenstadt.example/{id_}"
    facts = Facts(headline=id_, date_published=published, images=0)
    read = Read(content=digest, facts=facts, media={}, incomplete=bool(more.get("incomplete")))
    page = Resource(
        url=url, at=at, sha256=digest, payload="sha256:P", warc=f"captures/{id_}/{at:%Y%m%dT%H%M%SZ}.warc.gz"
    )
    return Observation(
        id=id_,
        url=url,
        at=at,
        outcome=outcome,
        reader=str(more.get("reader", "r1")),
        page=None if outcome in {*ABSENT, "failed"} else page,
        read=read if outcome == "read" else None,
        reason="why" if outcome != "read" else None,
    )


def entry(id_: str, *outcomes: Seen, at: datetime = NOW, published: str = LONG_AGO, **more: object) -> Entry:
    """A release that was checked hour by hour, the last time at that time."""
    known: Entry | None = None
    for turn, outcome in enumerate(outcomes):
        when = at - timedelta(hours=len(outcomes) - 1 - turn)
        known = observe(known, seen(id_, outcome, when, published, **more), GONE)
    assert known
    return known


def due(entries: list[Entry], hours: float, rules: Recheck = RULES, reader: str = "r1") -> list[str]:
    notes = {one.id: note_of(one, rules) for one in entries}
    return list(choose(notes, NOW + timedelta(hours=hours), rules, reader))


def test_a_fresh_release_is_asked_for_again_after_some_hours() -> None:
    fresh, old = entry("1", "read", published="2026-05-01"), entry("2", "read")
    assert due([fresh, old], 5.9) == []
    assert due([fresh, old], 6) == ["1"]
    assert due([fresh], 0, Recheck(fresh_hours=0)) == ["1"], "in every run"


def test_an_edit_makes_an_old_release_fresh() -> None:
    edited = observe(entry("1", "read", at=NOW - timedelta(days=40)), seen("1", "read", NOW, text="cd"), GONE)
    assert edited.versions[-1].cause == "edited"
    assert due([edited], 6) == ["1"]
    later = observe(edited, seen("1", "unchanged", NOW + timedelta(days=20), text="cd"), GONE)
    assert next_check(later, RULES) > NOW + timedelta(days=20, hours=6)


def test_a_date_in_the_future_keeps_no_release_fresh_for_ever() -> None:
    odd = entry("1", "read", at=NOW - timedelta(days=40), published="2099-01-01")
    later = observe(odd, seen("1", "unchanged", NOW), GONE)
    assert due([later], 6) == []


def test_the_missing_come_first_then_the_unfinished_then_the_overdue() -> None:
    entries = [
        entry("fresh", "read", published="2026-05-03"),
        entry("overdue", "read", at=NOW - timedelta(days=60)),
        entry("aside", "set_aside", reader="r0"),
        entry("incomplete", "read", incomplete=True),
        entry("missing", "read", "missing"),
        entry("settled", "read"),
        entry("gone", "read", "gone"),
    ]
    order = ["missing", "aside", "incomplete", "overdue", "fresh"]
    assert due(entries, 7) == order
    for budget in range(len(order)):
        assert due(entries, 7, Recheck(per_run=budget)) == order[:budget]


def test_what_the_same_reader_set_aside_waits_for_its_turn() -> None:
    aside = entry("1", "set_aside", at=NOW - timedelta(days=40))
    again = observe(aside, seen("1", "set_aside", NOW), GONE)
    assert due([again], 1) == []
    assert due([again], 1, reader="r2") == ["1"]


def test_a_gone_release_is_asked_for_in_its_turn_and_a_withdrawn_one_never() -> None:
    gone = entry("1", "read", "gone")
    assert due([gone], 24 * 30) == ["1"]
    withdrawn = gone.model_copy(update={"status": "withdrawn"})
    assert not is_due(note_of(withdrawn, RULES), NOW + timedelta(days=900), "r2")


def test_what_was_not_answered_is_left_in_peace_for_some_hours() -> None:
    overdue = entry("1", "read", at=NOW - timedelta(days=60))
    failed = observe(overdue, seen("1", "failed", NOW), GONE)
    assert due([overdue], 0) == ["1"]
    assert due([failed], 5) == []
    assert due([failed], 6) == ["1"]


def test_a_release_that_never_answered_is_asked_for_first() -> None:
    assert set(due([entry("1", "read", "missing"), entry("2", "failed"), entry("3", "read")], 1)) == {"1", "2"}


@given(st.text("0123456789", min_size=1), st.integers(0, 10**8), st.floats(0.5, 400))
def test_the_next_check_is_later_and_keeps_the_promise(id_: str, seconds: int, days: float) -> None:
    at = NOW + timedelta(seconds=seconds)
    known = entry(id_, "read", at=at)
    next_ = next_check(known, Recheck(full_days=days))
    assert at < next_ <= at + timedelta(days=days)


@pytest.mark.parametrize(("first", "days"), [(1, 5), (1_595_069, 30), (70_000, 40)])
def test_each_has_its_turn_and_no_day_has_much_more_than_the_mean(first: int, days: int) -> None:
    """All archived on one day; runs once a day, so a turn comes at most one run late."""
    rules, template = Recheck(full_days=days), entry("1", "read")
    per_day: Counter[int] = Counter()
    for number in range(1000):
        day = 0
        while True:
            known = template.model_copy(update={"id": str(first + number), "last_checked": NOW + timedelta(days=day)})
            later = math.ceil((next_check(known, rules) - NOW) / timedelta(days=1))
            assert 0 < later - day <= days * 0.9 + 1
            day = later
            if day > 3 * days:
                break
            per_day[day] += 1
    mean = sum(per_day.values()) / (3 * days)
    assert max(per_day.values()) < 2 * mean


@pytest.mark.parametrize("age", [0, 1, 13])
def test_the_fresh_are_asked_more_often_than_the_old(age: int) -> None:
    fresh = entry("1", "read", published=(NOW - timedelta(days=age)).date().isoformat())
    assert next_check(fresh, RULES) <= NOW + timedelta(hours=6)
    assert next_check(entry("1", "read"), RULES) > NOW + timedelta(hours=6)
