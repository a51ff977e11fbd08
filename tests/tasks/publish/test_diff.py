"""Differences: right by example, whole by property, cheap whatever the text."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.publish.diff import list_after, list_diff, text_after, text_diff
from tasks.types.changes import ItemChange, TextRun

words = st.sampled_from(["Der", "Markt", "schließt", "am", "Montag", ",", ".", "\n\n", "\n", " ", "neun", "Uhr"])
texts = st.one_of(st.text(max_size=60), st.lists(words, max_size=40).map(" ".join))
items = st.lists(st.fixed_dictionaries({"url": st.sampled_from("abcd"), "caption": st.sampled_from("xy")}), max_size=7)


def said(before: str, after: str) -> list[tuple[str, str]]:
    return [(run.op, run.text) for run in text_diff(before, after)]


def test_a_word_that_changed_is_all_that_is_told() -> None:
    before = "Der Markt beginnt um neun Uhr.\n\nEr endet am Abend.\n\nParken ist frei."
    after = "Der Markt beginnt um zehn Uhr.\n\nEr endet am Abend.\n\nParken ist frei."
    assert said(before, after) == [
        ("equal", "Der Markt beginnt um "),
        ("delete", "neun"),
        ("insert", "zehn"),
        ("equal", " Uhr.\n\nEr endet am Abend.\n\nParken ist frei."),
    ]


def test_a_paragraph_that_came_and_one_that_went() -> None:
    before = "Der Markt beginnt.\n\nParken ist frei.\n\nDer Markt endet."
    after = "Der Markt beginnt.\n\nDer Markt endet.\n\nHunde bleiben draußen."
    runs = said(before, after)
    assert ("delete", "Parken ist frei.\n\n") in runs
    assert [text for op, text in runs if op == "insert"] == ["\n\nHunde bleiben draußen."]


def test_the_same_is_one_run_and_nothing_is_none() -> None:
    assert said("Der Markt.\n\nEr endet.", "Der Markt.\n\nEr endet.") == [("equal", "Der Markt.\n\nEr endet.")]
    assert said("", "") == []
    assert said("", "Neu") == [("insert", "Neu")]


@given(texts, texts)
def test_applied_to_what_was_before_it_gives_what_is_after(before: str, after: str) -> None:
    runs = text_diff(before, after)
    assert text_after(before, runs) == after
    assert all(run.text for run in runs)
    assert all(one.op != other.op for one, other in pairwise(runs)), "runs are as long as can be"


def test_applied_to_another_text_it_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        text_after("Markt", (TextRun(op="equal", text="Brunnen"),))


HARD = {
    "one paragraph of words": lambda dice: " ".join(dice.choice(["der", "die", "Rat", "Stadt"]) for _ in range(22_000)),
    "the same word": lambda dice: "a " * 50_000,
    "empty paragraphs": lambda dice: "a\n\n" * 33_000,
    "words that are all different": lambda dice: " ".join(map(str, dice.sample(range(10**6), 15_000))),
    "lines of every kind": lambda dice: "".join(dice.choice("ab \n.") for _ in range(100_000)),
}


@pytest.mark.parametrize("kind", HARD)
def test_a_long_text_takes_well_under_a_second(kind: str) -> None:
    before, after = HARD[kind](random.Random(1)), HARD[kind](random.Random(2)) + " Ende"
    start = time.perf_counter()
    runs = text_diff(before, after)
    assert time.perf_counter() - start < 1
    assert text_after(before, runs) == after


def test_things_are_told_by_name_with_their_places() -> None:
    before = [{"url": "a", "caption": "x"}, {"url": "b", "caption": "x"}, {"url": "c", "caption": "x"}]
    after = [{"url": "a", "caption": "y"}, {"url": "d", "caption": "x"}, {"url": "c", "caption": "x"}]
    assert list_diff(before, after, lambda one: one["url"]) == (
        ItemChange(was=0, now=0, before=before[0], after=after[0]),
        ItemChange(now=1, after=after[1]),
        ItemChange(was=1, before=before[1]),
    )


def test_what_moved_is_told_and_what_only_moved_along_is_not() -> None:
    before = [{"url": name} for name in "abcd"]
    assert list_diff(before, before[1:], lambda one: one["url"]) == (ItemChange(was=0, before=before[0]),)
    moved = list_diff(before, [before[3], *before[:3]], lambda one: one["url"])
    assert moved == (ItemChange(was=3, now=0, before=before[3], after=before[3]),)


@given(items, items)
def test_changes_of_a_list_give_the_list_after(before: list[dict[str, str]], after: list[dict[str, str]]) -> None:
    changes = list_diff(before, after, lambda one: one["url"])
    assert list_after(before, changes) == after
    assert list_diff(before, before, lambda one: one["url"]) == ()
