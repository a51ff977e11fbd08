"""The ledger's rules: status, versions, addresses and times, by example and as properties."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Gone
from tasks.ledger import observe
from tasks.types.ledger import ABSENT, Entry, Facts, Observation, Read, Resource, Seen

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
GONE = Gone(checks=3, days=3)
HOME = "https://www.auenstadt.example/pressemeldung_1.de.html"
MOVED = "https://neu.auenstadt.example/pressemeldung_1.de.html"
OUTCOMES: tuple[Seen, ...] = ("read", "unchanged", "set_aside", "missing", "gone")


def seen(outcome: Seen, hours: float = 0, text: str = "A", url: str = HOME, aliases: Sequence[str] = ()) -> Observation:
    """One check: what the page said is named by a letter."""
    at, digest = START + timedelta(hours=hours), text.encode().hex().rjust(64, "0")
    page = Resource(url=url, at=at, sha256=digest, payload="sha256:P", warc=f"captures/{hours}.warc.gz")
    facts = Facts(headline=text, date_published="2026-05-04", images=0)
    return Observation(
        id="1",
        url=url,
        aliases=tuple(aliases),
        at=at,
        outcome=outcome,
        reader="r1",
        page=None if outcome in ABSENT else page,
        read=Read(content=digest, facts=facts, media={}, incomplete=False) if outcome == "read" else None,
        reason="why",
    )


def after(observations: Iterable[Observation], gone: Gone = GONE) -> Entry:
    entry = None
    for one in observations:
        entry = observe(entry, one, gone)
    assert entry is not None
    return entry


@st.composite
def checks(draw: st.DrawFn, minimum: int = 1) -> list[Observation]:
    """Checks at times that all differ, in order."""
    hours = sorted(draw(st.sets(st.integers(0, 240), min_size=minimum, max_size=8)))
    return [
        seen(draw(st.sampled_from(OUTCOMES)), at, draw(st.sampled_from("ABC")), draw(st.sampled_from([HOME, MOVED])))
        for at in hours
    ]


def test_a_page_that_reads_is_live_with_its_first_version() -> None:
    entry = after([seen("read")])
    assert (entry.status, entry.first_seen, entry.last_seen, entry.last_checked) == ("live", START, START, START)
    (version,) = entry.versions
    assert (version.number, version.at, version.warc) == (1, START, "captures/0.warc.gz")
    assert entry.facts
    assert entry.facts.headline == "A"


def test_one_answer_404_makes_it_missing_and_no_more() -> None:
    entry = after([seen("read"), seen("missing", 24)])
    assert entry.status == "missing"
    assert entry.last_seen == START
    assert entry.versions, "what was archived stays"


def test_410_makes_it_gone_at_once_and_404_does_not_take_that_back() -> None:
    assert after([seen("read"), seen("gone", 24)]).status == "gone"
    assert after([seen("read"), seen("gone", 24), seen("missing", 48)]).status == "gone"


@pytest.mark.parametrize(
    ("hours", "status"),
    [
        ([0, 24, 71], "missing"),  # three checks, but not yet three days
        ([0, 72], "missing"),  # three days, but only two checks
        ([0, 24, 72], "gone"),
        ([0, 1, 2, 3, 4, 5], "missing"),
        ([0, 1, 2, 100], "gone"),
    ],
)
def test_missing_becomes_gone_by_checks_and_days(hours: list[int], status: str) -> None:
    assert after(seen("missing", at) for at in hours).status == status


def test_one_check_suffices_where_the_source_says_so() -> None:
    assert after([seen("missing")], Gone(checks=1, days=0)).status == "gone"


def test_a_page_that_answers_again_begins_a_new_count() -> None:
    absent = [seen("missing", 0), seen("missing", 48)]
    back = [*absent, seen("unchanged", 60)]
    assert after(back).status == "live"
    assert after(back).absence is None
    again = after([*back, seen("missing", 96)])
    assert again.status == "missing"
    assert again.absence
    assert (again.absence.since, again.absence.checks) == (START + timedelta(hours=96), 1)


def test_a_page_set_aside_keeps_what_was_read_before_until_it_reads_again() -> None:
    aside = after([seen("read"), seen("set_aside", 24)])
    assert (aside.status, len(aside.versions)) == ("live", 1)
    assert aside.set_aside
    assert aside.set_aside.warc == "captures/24.warc.gz"
    assert after([seen("read"), seen("set_aside", 24), seen("read", 48)]).set_aside is None


def test_a_change_back_is_a_version_of_its_own() -> None:
    entry = after([seen("read", 0, "A"), seen("read", 1, "B"), seen("read", 2, "A")])
    assert [version.content[-2:] for version in entry.versions] == ["41", "42", "41"]


def test_a_late_reading_makes_the_first_version_and_no_other() -> None:
    late = after([seen("missing", 24), seen("read", 0, "A")])
    assert (late.status, len(late.versions), late.first_seen, late.last_seen) == ("missing", 1, START, START)
    assert len(after([seen("read", 24, "B"), seen("read", 0, "A")]).versions) == 1


def test_a_late_reading_leaves_the_page_set_aside_that_came_after_it() -> None:
    entry = after([seen("set_aside", 24), seen("read", 0, "A")])
    assert entry.set_aside
    assert len(entry.versions) == 1


def test_a_move_keeps_the_old_address() -> None:
    entry = after([seen("read"), seen("read", 1, url=MOVED, aliases=[HOME, MOVED])])
    assert (entry.url, entry.aliases) == (MOVED, (HOME,))
    back = observe(entry, seen("read", 2), GONE)
    assert (back.url, back.aliases) == (HOME, (MOVED,))


@pytest.mark.parametrize("outcome", ["read", "set_aside"])
def test_an_observation_without_its_page_is_refused(outcome: Seen) -> None:
    with pytest.raises(ValueError, match="holds the page"):
        after([seen(outcome).model_copy(update={"page": None})])


def test_what_is_stored_is_what_was_held() -> None:
    exact = seen("missing").model_copy(update={"at": START + timedelta(microseconds=654_321)})
    entry = after([Observation.model_validate(exact.model_dump())])
    stored = Entry.model_validate_json(entry.encode())
    assert stored == entry
    assert observe(stored, Observation.model_validate(exact.model_dump()), GONE) == entry, "one check counts once"


@given(checks())
def test_the_latest_check_decides_between_present_and_absent(observations: list[Observation]) -> None:
    entry = after(observations)
    latest = observations[-1]
    assert (entry.status == "live") == (latest.outcome not in ABSENT)
    assert (entry.absence is None) == (entry.status == "live")
    if latest.outcome == "gone":
        assert entry.status == "gone"


@given(checks())
def test_gone_by_404_is_what_the_contract_says(observations: list[Observation]) -> None:
    absent: list[Observation] = []
    for one in observations:
        absent = [*absent, one] if one.outcome in ABSENT else []
    if not absent:
        return
    answered_410 = any(one.outcome == "gone" for one in absent)
    lasting = any(
        count >= GONE.checks and one.at - absent[0].at >= timedelta(days=GONE.days)
        for count, one in enumerate(absent, 1)
    )
    assert after(observations).status == ("gone" if answered_410 or lasting else "missing")


@given(checks(), checks())
def test_no_check_lifts_a_withdrawal(before: list[Observation], later: list[Observation]) -> None:
    entry = after(before).model_copy(update={"status": "withdrawn"})
    for one in later:
        entry = observe(entry, one.model_copy(update={"at": one.at + timedelta(days=30)}), GONE)
        assert entry.status == "withdrawn"


@given(checks(), st.data())
def test_the_same_check_twice_is_once(observations: list[Observation], data: st.DataObject) -> None:
    entry = after(observations)
    assert observe(entry, data.draw(st.sampled_from(observations)), GONE) == entry
    twice = [one for one in observations for _ in range(2)]
    assert after(twice) == entry


@given(checks(minimum=2), st.data())
def test_whatever_the_order_the_times_are_the_same(observations: list[Observation], data: st.DataObject) -> None:
    shuffled = after(data.draw(st.permutations(observations)))
    entry = after(observations)
    assert shuffled.first_seen == entry.first_seen == min(one.at for one in observations)
    assert shuffled.last_seen == entry.last_seen
    assert shuffled.last_checked == entry.last_checked == max(one.at for one in observations)


@given(checks(minimum=2), st.data())
def test_whatever_the_order_presence_and_address_are_the_latest_check_s(
    observations: list[Observation], data: st.DataObject
) -> None:
    shuffled, entry = after(data.draw(st.permutations(observations))), after(observations)
    assert (shuffled.status == "live") == (entry.status == "live")
    assert shuffled.url == entry.url
    assert bool(shuffled.versions) == bool(entry.versions), "a page that was read once is never lost"


@given(checks(minimum=2), st.data())
def test_a_late_check_changes_times_alone(observations: list[Observation], data: st.DataObject) -> None:
    late = data.draw(st.sampled_from(observations[:-1]))
    entry = after([one for one in observations if one is not late])
    if late.outcome == "read" and not entry.versions:
        return
    times = {"first_seen", "last_seen"}
    assert observe(entry, late, GONE).model_dump(exclude=times) == entry.model_dump(exclude=times)


@given(checks(), st.data())
def test_versions_count_on_and_each_differs_from_the_one_before(
    observations: list[Observation], data: st.DataObject
) -> None:
    for order in (observations, data.draw(st.permutations(observations))):
        versions = after(order).versions
        assert [version.number for version in versions] == list(range(1, len(versions) + 1))
        assert all(one.content != other.content for one, other in pairwise(versions))
        assert all(one.at < other.at for one, other in pairwise(versions))


@given(checks())
def test_every_address_is_kept_once(observations: list[Observation]) -> None:
    entry = after(observations)
    known = [entry.url, *entry.aliases]
    assert len(known) == len(set(known))
    assert set(known) == {one.url for one in observations}


def test_three_checks_in_every_order_lose_no_reading() -> None:
    trio = [seen("read", 0, "A"), seen("missing", 24), seen("set_aside", 48)]
    for order in permutations(trio):
        entry = after(order)
        assert (entry.status, len(entry.versions)) == ("live", 1)
        assert entry.set_aside
        assert (entry.first_seen, entry.last_seen) == (START, START + timedelta(hours=48))
