"""What once broke a rule does so no more, and a short run with a fixed seed finds nothing new."""

import pytest

from tests.fuzz.checks import Case, fault
from tests.fuzz.kept import kept
from tests.fuzz.mutations import case, deep, wide

KEPT = kept()
SEED, INPUTS = 2026, 500
MANY = ("div", "p", "span", "br", "h1", "td", "li", "a", "img", "figure")


@pytest.mark.parametrize("tried", KEPT.values(), ids=KEPT)
def test_what_was_kept(tried: Case) -> None:
    assert fault(tried) is None


def test_a_short_run() -> None:
    tried = {number: case(SEED, number) for number in range(INPUTS)}
    assert {one.kind for one in tried.values()} == {"page", "caption", "picture"}
    assert {number: wrong for number, one in tried.items() if (wrong := fault(one))} == {}


@pytest.mark.parametrize("tag", MANY)
def test_elements_within_elements(tag: str) -> None:
    assert fault(deep(SEED, 1, tag)) is None


@pytest.mark.parametrize("tag", MANY)
def test_elements_side_by_side(tag: str) -> None:
    assert fault(wide(SEED, 1, tag)) is None


def test_a_fault_is_seen() -> None:
    assert fault(Case("caption", b"\xff")) == (
        "caption: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
    )


def test_the_same_seed_gives_the_same_input() -> None:
    assert case(SEED, 7) == case(SEED, 7) != case(SEED + 1, 7)
