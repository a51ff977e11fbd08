"""What a run found against what its source file asks for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.gates import Bounds, FieldShares, Gates
from tasks.health.gates import FIELDS, Tally, measure, reasons
from tasks.types.health import Gate, Shown

GOOD = Shown(fields=("headline", "date", "publisher", "text"), pictures=2, credited=2)
BARE = Shown(fields=("headline", "date"), pictures=2)
TALLY = Tally(listed=30, archived=30, visited=30, failed=0, aside=0, new=30, read=(GOOD,) * 30)
counts = st.integers(0, 400)


def gate(name: str, tally: Tally, gates: Gates) -> Gate:
    return next(one for one in measure(tally, gates) if one.name == name)


def test_a_good_run_passes_everything_that_is_set() -> None:
    gates = Gates(
        aside_share=0.1,
        maximum=100,
        new=Bounds(minimum=1, maximum=50),
        fields=FieldShares(headline=1, publisher=0.9),
        credited_share=0.5,
    )
    measured = measure(TALLY, gates)
    assert {one.verdict for one in measured} == {"passed"}
    assert [one.name for one in measured] == [
        "failed_share", "aside_share", "minimum", "maximum", "new.minimum", "new.maximum", "archived_share",
        "fields.headline", "fields.publisher", "fields.text", "credited_share",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tally", "gates", "said"),
    [
        (
            replace(TALLY, failed=4, aside=4),
            Gates(),
            "8 of 30 releases failed or were set aside (27%), at most 20% may (gates.failed_share)",
        ),
        (
            replace(TALLY, aside=4),
            Gates(aside_share=0.1),
            "4 of 30 releases were set aside (13%), at most 10% may be (gates.aside_share)",
        ),
        (replace(TALLY, listed=0), Gates(), "the seeds list 0 releases, at least 1 expected (gates.minimum)"),
        (
            replace(TALLY, new=0),
            Gates(new=Bounds(minimum=1)),
            "0 new releases, at least 1 expected (gates.new.minimum)",
        ),
        (
            replace(TALLY, archived=15),
            Gates(),
            "15 of 30 listed releases are archived (50%), at least 80% expected (gates.archived_share)",
        ),
        (
            replace(TALLY, read=(GOOD, BARE) * 10),
            Gates(),
            "10 of the 20 releases read last have a text (50%), at least 80% expected (gates.fields.text)",
        ),
        (
            replace(TALLY, read=(BARE,) * 20),
            Gates(fields=FieldShares(text=None), credited_share=0.25),
            "0 of 40 pictures have a credit (0%), at least 25% expected (gates.credited_share)",
        ),
    ],
)
def test_what_falls_short_fails_with_its_sum_and_its_key(tally: Tally, gates: Gates, said: str) -> None:
    assert reasons(measure(tally, gates), "failed") == (said,)


def test_what_is_more_than_expected_warns() -> None:
    measured = measure(replace(TALLY, new=60), Gates(maximum=20, new=Bounds(maximum=50)))
    assert reasons(measured, "failed") == ()
    assert reasons(measured, "warned") == (
        "the seeds list 30 releases, at most 20 expected (gates.maximum)",
        "60 new releases, at most 50 expected (gates.new.maximum)",
    )


def test_a_first_run_may_find_as_much_as_there_is() -> None:
    tally = replace(TALLY, new=5000, first=True)
    assert gate("new.maximum", tally, Gates(new=Bounds(maximum=50))).verdict == "unjudged"


def test_a_run_over_a_part_is_not_judged_by_the_whole() -> None:
    tally = replace(TALLY, new=0, archived=2, whole=False)
    verdicts = {one.name: one.verdict for one in measure(tally, Gates(new=Bounds(minimum=1)))}
    assert (verdicts["new.minimum"], verdicts["archived_share"]) == ("unjudged", "unjudged")


def test_a_few_pages_are_too_few_to_judge_by() -> None:
    assert gate("fields.text", replace(TALLY, read=(BARE,) * 19), Gates()).verdict == "unjudged"
    assert gate("fields.text", replace(TALLY, read=(BARE,) * 20), Gates()).verdict == "failed"
    assert gate("archived_share", replace(TALLY, listed=19, archived=0), Gates()).verdict == "unjudged"


def test_fewer_may_be_archived_where_more_may_fail() -> None:
    half = replace(TALLY, archived=15)
    assert gate("archived_share", half, Gates(failed_share=0.5)).verdict == "passed"
    assert gate("archived_share", half, Gates(failed_share=0.5, archived_share=0.9)).verdict == "failed"


@given(st.integers(1, 500), st.data())
def test_a_fifth_may_go_wrong_and_no_more(visited: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, visited))
    failed = data.draw(st.integers(0, wrong))
    tally = replace(TALLY, visited=visited, failed=failed, aside=wrong - failed)
    assert (gate("failed_share", tally, Gates()).verdict == "failed") is (wrong * 5 > visited)


@given(st.integers(0, 20), st.integers(20, 60), st.floats(0, 1))
def test_a_share_that_is_reached_passes_and_more_never_hurts(having: int, of: int, limit: float) -> None:
    def verdict(number: int) -> str:
        read = (GOOD,) * number + (BARE,) * (of - number)
        return gate("fields.text", replace(TALLY, read=read), Gates(fields=FieldShares(text=limit))).verdict

    assert verdict(having) == ("passed" if having / of >= limit - 1e-9 else "failed")
    assert verdict(having + 1 if having < of else having) == "passed" or verdict(having) == "failed"


@given(st.builds(Tally, counts, counts, counts, counts, counts, counts))
def test_nothing_breaks_whatever_was_counted(tally: Tally) -> None:
    for one in measure(tally, Gates(credited_share=0.5, aside_share=0.5)):
        assert reasons([one.model_copy(update={"verdict": "failed"})], "failed")
        assert one.measured is None or one.measured >= 0


def test_every_field_of_a_source_file_is_known() -> None:
    assert set(FIELDS) == set(FieldShares.model_fields)
