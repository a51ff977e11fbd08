"""What decisions take from readers: by example, and as properties over every order of decisions and observations."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.rules import decide, observe
from tasks.ledger.withdrawals import hidden_media, is_erased, picture_withdrawal, shown_media, takedown, withdrawals_of
from tasks.types.ledger import Decision, Entry, Medium, Observation
from tests.tasks.ledger.test_rules import GONE, START, after, checks, digest, histories, seen

ONE, OTHER = "https://www.auenstadt.example/a.jpg", "https://www.auenstadt.example/b.jpg"


def decision(kind: str, hours: float, scope: str | None = None, *images: str, reason: str = "why") -> Decision:
    at = START + timedelta(hours=hours)
    return Decision.model_validate({"at": at, "kind": kind, "scope": scope, "images": images, "reason": reason})


def medium(text: str, folder: str = "images") -> Medium:
    named = {"url": ONE, "at": START, "sha256": digest(text), "payload": "sha256:P", "warc": f"captures/{text}.warc.gz"}
    kind = {"folder": folder, "media_type": "image/jpeg", "extension": "jpg", "size": 1}
    return Medium.model_validate({**named, **kind})


def with_pictures() -> Entry:
    """A release that shows X at one address and Y at another, and has a file."""
    entry = after([seen("read")])
    media = {ONE: (medium("X"),), OTHER: (medium("Y"),), f"{ONE}.pdf": (medium("F", "files"),)}
    return entry.model_copy(update={"media": media})


def decided(*decisions: Decision, entry: Entry | None = None) -> Entry:
    entry = entry or with_pictures()
    for one in decisions:
        entry = decide(entry, one)
    return entry


def shown(entry: Entry) -> str:
    """What readers may have of its pictures and its file, by letter."""
    paths = {medium.sha256 for medium in shown_media(entry).values()}
    return "".join(letter for letter in "XYF" if digest(letter) in paths)


@pytest.mark.parametrize(
    ("decisions", "expected", "status"),
    [
        ([], "XYF", "live"),
        ([decision("withdraw", 1, "images")], "F", "live"),
        ([decision("withdraw", 1, "images", digest("X"))], "YF", "live"),
        ([decision("withdraw", 1, "images", OTHER)], "XF", "live"),
        ([decision("withdraw", 1, "page")], "", "withdrawn"),
        ([decision("withdraw", 1, "page"), decision("withdraw", 2, "images")], "", "withdrawn"),
        ([decision("withdraw", 1, "page"), decision("restore", 2)], "XYF", "live"),
        (
            [decision("withdraw", 1, "images"), decision("withdraw", 2, "page"), decision("restore", 3, "page")],
            "F",
            "live",
        ),
        ([decision("withdraw", 1, "images"), decision("withdraw", 2, "page"), decision("restore", 3)], "XYF", "live"),
        ([decision("withdraw", 1, "images"), decision("restore", 2, "images", ONE)], "XF", "live"),
        (
            [
                decision("withdraw", 1, "images"),
                decision("restore", 2, "images", ONE),
                decision("withdraw", 3, "images"),
            ],
            "F",
            "live",
        ),
        ([decision("withdraw", 1, "images", ONE), decision("restore", 2, "images", ONE)], "XYF", "live"),
        ([decision("withdraw", 1, "images", ONE), decision("restore", 2, "page")], "YF", "live"),
    ],
)
def test_what_readers_may_have(decisions: Sequence[Decision], expected: str, status: str) -> None:
    entry = decided(*decisions)
    assert (shown(entry), entry.status) == (expected, status)
    hidden = {sha256 for _, sha256 in hidden_media(entry)}
    assert hidden == {digest(letter) for letter in "XYF" if letter not in expected}
    for order in permutations(decisions):
        assert shown(decided(*order)) == expected, "decisions count by their times, not by their arrival"


def test_a_picture_that_comes_later_is_withdrawn_with_the_others() -> None:
    all_of_them = decided(decision("withdraw", 1, "images"))
    at_its_address = decided(decision("withdraw", 1, "images", ONE))
    assert picture_withdrawal(all_of_them, "https://www.auenstadt.example/new.jpg", digest("Z"))
    assert picture_withdrawal(at_its_address, ONE, digest("Z"))
    assert picture_withdrawal(at_its_address, "https://www.auenstadt.example/new.jpg", digest("Z")) is None


def test_withdrawn_again_it_is_withdrawn_since_the_first_time_for_the_last_reason() -> None:
    first, again = decision("withdraw", 1, "page", reason="a"), decision("withdraw", 2, "page", reason="b")
    entry = decided(first, again, decision("restore", 3), decision("withdraw", 4, "page", reason="c"))
    rows = withdrawals_of(entry)
    assert [(one.at, one.reason, one.restored) for one in rows] == [
        (first.at, "b", START + timedelta(hours=3)),
        (START + timedelta(hours=4), "c", None),
    ]
    assert takedown(entry) == rows[1]


def test_what_is_erased_stays_so() -> None:
    entry = decided(decision("withdraw", 1, "all"), decision("restore", 2), decision("withdraw", 3, "page"))
    assert is_erased(entry)
    assert (entry.status, shown(entry)) == ("withdrawn", "")
    assert {sha256 for _, sha256 in hidden_media(entry)} == {digest(letter) for letter in "XYF"}


def test_no_address_is_left_of_what_is_erased() -> None:
    entry = decided(decision("withdraw", 1, "images", ONE, digest("X")), decision("withdraw", 2, "all"))
    assert b"auenstadt" not in entry.encode()
    assert entry.date_published == "2026-05-04"


DECISIONS = st.builds(
    decision,
    st.sampled_from(["withdraw", "restore"]),
    st.integers(0, 240),
    st.sampled_from(["images", "page", None]),
    st.sampled_from([ONE, OTHER, digest("X")]),
)


@given(histories(), st.lists(DECISIONS, max_size=4), st.data())
def test_decisions_and_observations_in_any_order_end_the_same(
    observations: list[Observation], decisions: list[Decision], data: st.DataObject
) -> None:
    straight = decided(*decisions, entry=after(observations))
    mixed: list[Observation | Decision] = data.draw(st.permutations([*observations[1:], *decisions]))
    entry = after(observations[:1])
    for one in mixed:
        entry = decide(entry, one) if isinstance(one, Decision) else observe(entry, one, GONE)
    derived = {"versions", "current"}  # numbers are given in order of arrival
    assert entry.model_dump(exclude=derived) == straight.model_dump(exclude=derived)
    assert {(one.cause, one.at) for one in entry.versions} == {(one.cause, one.at) for one in straight.versions}


@given(histories(), st.data())
def test_whatever_arrives_before_or_after_no_word_is_left_of_what_is_erased(
    observations: list[Observation], data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(observations)))
    entry = decide(after(observations[:place]), decision("withdraw", 300, "all"))
    for one in observations[place:]:
        entry = observe(entry, one, GONE)
    whole = decide(after(observations), decision("withdraw", 300, "all"))
    derived = {"versions", "current"}
    assert entry.model_dump(exclude=derived) == whole.model_dump(exclude=derived)
    assert b"auenstadt" not in entry.encode()
    assert b"headline" not in entry.encode()
    assert entry.erased
    pages = {one.page.sha256 for one in observations if one.page} | {
        one.state.sha256 for one in observations if one.state
    }
    assert {one.sha256 for one in entry.erased.traces} == pages
    assert Entry.model_validate_json(entry.encode()) == entry


@given(checks(), st.data())
def test_restored_it_is_as_the_city_has_it(observations: list[Observation], data: st.DataObject) -> None:
    entry = after(observations)
    down = decide(entry, decision("withdraw", 300, "page"))
    up: Any = decide(down, decision("restore", 301))
    assert (down.status, up.status, up.found) == ("withdrawn", entry.status, None)
    later = data.draw(checks()) if entry.status else []
    moved = [one.model_copy(update={"at": one.at + timedelta(days=30)}) for one in later]
    for one in moved:
        down, entry = observe(down, one, GONE), observe(entry, one, GONE)
    assert decide(down, decision("restore", 2000)).status == entry.status
