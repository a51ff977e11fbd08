"""Checks in compact form: nothing lost, some 6 bytes each."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.checks import Check, check, decode, encode, merge
from tasks.types.ledger import SIGHTED, Seen

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
PAGES = ("3f1c0a9be27d" + "0" * 52, "ab" * 32)
OUTCOMES: tuple[Seen, ...] = ("read", "unchanged", "set_aside", "missing", "gone", "failed", "witnessed")

made = st.builds(
    lambda seconds, outcome, page: check(START + timedelta(seconds=seconds), outcome, page),
    st.integers(0, 10**9),
    st.sampled_from(OUTCOMES),
    st.sampled_from(PAGES),
)


def test_the_form_is_the_documented_one() -> None:
    checks = [
        check(START, "read", PAGES[0]),
        check(START + timedelta(hours=6), "unchanged", PAGES[0]),
        check(START + timedelta(hours=12), "missing", None),
        check(START + timedelta(hours=18), "unchanged", PAGES[1]),
        check(START + timedelta(hours=24), "failed", None),
    ]
    text = "Rtei680:3f1c0a9be27dUgo0Mgo0Ugo0:ababababababFgo0"
    assert encode(checks) == text
    assert decode(text) == tuple(checks)
    assert decode("") == ()


def test_a_check_has_whole_seconds_and_a_page_only_where_it_saw_one() -> None:
    odd = START + timedelta(microseconds=999_999)
    assert check(odd, "read", PAGES[0]) == Check(START, "read", PAGES[0][:12])
    assert check(odd, "missing", PAGES[0]).page is None


def test_of_two_answers_in_one_second_the_one_that_shows_the_page_counts_last() -> None:
    text = encode([check(START, "read", PAGES[0]), check(START, "gone", None), check(START, "failed", None)])
    assert [one.outcome for one in decode(text)] == ["failed", "gone", "read"]


@pytest.mark.parametrize(("hours", "most"), [(1, 4), (6, 4), (24 * 30, 6)])
def test_a_check_costs_some_six_bytes(hours: int, most: int) -> None:
    checks = [check(START + timedelta(hours=hours * turn), "unchanged", PAGES[0]) for turn in range(100)]
    assert len(encode(checks)) <= 20 + 100 * most


@given(st.lists(made, max_size=20))
def test_every_check_is_kept_once_in_order_of_time(checks: list[Check]) -> None:
    text = encode([*checks, *checks[::2]])
    found = decode(text)
    assert set(found) == set(checks)
    assert len(found) == len(set(checks))
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert encode(reversed(found)) == text
    assert all(one.page for one in found if one.outcome in SIGHTED)


@given(st.lists(made, max_size=10), st.lists(made, max_size=10))
def test_merging_unites(one: list[Check], other: list[Check]) -> None:
    both = encode([*one, *other])
    assert merge(encode(one), encode(other)) == merge(encode(other), encode(one)) == both
    assert merge(both, encode(one)) == both
