"""The ledger's rules: status, versions, addresses and times, by example and as properties."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Gone
from tasks.ledger.checks import decode
from tasks.ledger.rules import decide, merge, observe, settle
from tasks.types.ledger import ABSENT, Decision, Entry, Facts, Observation, Read, Resource, Seen, State

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
GONE = Gone(checks=3, days=3)
HOME = "https://www.auenstadt.example/pressemeldung_1.de.html"
MOVED = "https://neu.auenstadt.example/pressemeldung_1.de.html"
OUTCOMES: tuple[Seen, ...] = ("read", "unchanged", "set_aside", "missing", "gone", "failed")


def digest(text: str) -> str:
    return text.encode().hex().rjust(64, "0")[::-1]


def seen(outcome: Seen, hours: float = 0, text: str = "A", url: str = HOME, aliases: Sequence[str] = ()) -> Observation:
    """One check: what the page said is named by a letter; every letter is a state of the page of its own."""
    at = START + timedelta(hours=hours)
    page = Resource(url=url, at=at, sha256=digest(text), payload="sha256:P", warc=f"captures/{hours}.warc.gz")
    facts = Facts(headline=text, date_published="2026-05-04", images=0)
    return Observation(
        id="1",
        url=url,
        aliases=tuple(aliases),
        at=at,
        outcome=outcome,
        reader="r1",
        page=None if outcome in {*ABSENT, "failed"} else page,
        read=Read(content=digest(text), facts=facts, media={}, incomplete=False) if outcome == "read" else None,
        reason="why" if outcome in {*ABSENT, "failed", "set_aside"} else None,
    )


def reread(text: str, hours: float, says: str | None, reader: str = "r2") -> Observation:
    """A stored page, read again: what it says then is named by letters, None where it does not read."""
    facts = Facts(headline=says or "", date_published="2026-05-04", images=0)
    state = State(at=START, sha256=digest(text), warc="captures/0.warc.gz")
    return Observation(
        id="1",
        url=HOME,
        at=START,
        outcome="reread",
        reader=reader,
        read_at=START + timedelta(hours=hours),
        state=state,
        read=Read(content=digest(says), facts=facts, media={}, incomplete=False) if says else None,
        reason=None if says else "no title",
    )


def witnessed(text: str, hours: float, url: str = HOME) -> Observation:
    """Another one's capture of the page."""
    at = START + timedelta(hours=hours)
    state = State(at=at, sha256=digest(text), warc=f"captures/other-{hours}-{text}.warc.gz", by="CRAWL.warc.gz")
    return Observation(id="1", url=url, at=at, outcome="witnessed", reader="r1", state=state)


def after(observations: Iterable[Observation], gone: Gone = GONE, entry: Entry | None = None) -> Entry:
    for one in observations:
        entry = observe(entry, one, gone)
    assert entry is not None
    return entry


def told(entry: Entry) -> list[tuple[int, str, int | None, str]]:
    """The versions: number, cause, of which it is a change, and what it says."""
    contents = {digest(text): text for text in ("A", "B", "C", "D", "A2", "B2", "C2")}
    return [(one.number, one.cause, one.previous, contents[one.content]) for one in entry.versions]


def nameless(entry: Entry) -> dict[str, Any]:
    """All that the entry says but for the names of its versions, which are given in order of arrival."""
    place = {number: place for place, one in enumerate(entry.versions) for number in one.numbers}
    versions = [
        (one.cause, place.get(one.previous or 0), one.at, one.read, one.content, one.capture) for one in entry.versions
    ]
    data = entry.model_dump(exclude={"versions", "current"})
    return {**data, "versions": versions, "current": place.get(entry.current or 0)}


@st.composite
def checks(draw: st.DrawFn, minimum: int = 1) -> list[Observation]:
    """Checks at times that all differ, in order."""
    hours = sorted(draw(st.sets(st.integers(0, 240), min_size=minimum, max_size=8)))
    return [
        seen(draw(st.sampled_from(OUTCOMES)), at, draw(st.sampled_from("ABC")), draw(st.sampled_from([HOME, MOVED])))
        for at in hours
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Observation]:
    """Checks, and stored pages read again by other readers."""
    again = st.builds(
        reread,
        st.sampled_from("ABC"),
        st.integers(0, 240),
        st.sampled_from(["A", "B", "A2", "B2", None]),
        st.sampled_from(["r1", "r2", "r3"]),
    )
    others = st.builds(witnessed, st.sampled_from("ABC"), st.integers(-240, 240), st.sampled_from([HOME, MOVED]))
    return [*draw(checks(minimum=2)), *draw(st.lists(again, max_size=6)), *draw(st.lists(others, max_size=3))]


def test_a_page_that_reads_is_live_with_its_first_version() -> None:
    entry = after([seen("read")])
    assert (entry.status, entry.first_seen, entry.last_seen, entry.last_checked) == ("live", START, START, START)
    (version,) = entry.versions
    assert (version.number, version.cause, version.at, version.read) == (1, "first", START, START)
    assert version.capture.warc == "captures/0.warc.gz"
    assert entry.latest == version
    assert entry.facts
    assert entry.facts.headline == "A"


def test_one_answer_404_makes_it_missing_and_no_more() -> None:
    entry = after([seen("read"), seen("missing", 24)])
    assert entry.status == "missing"
    assert entry.last_seen == START
    assert entry.versions, "what was archived stays"
    assert entry.remark
    assert entry.remark.said == "why"


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


def test_a_check_that_was_not_answered_is_kept_and_changes_nothing() -> None:
    before = after([seen("read"), seen("missing", 24)])
    entry = observe(before, seen("failed", 48), GONE)
    assert [one.outcome for one in decode(entry.checks)] == ["read", "missing", "failed"]
    changed = {"checks", "remark", "addresses"}
    assert entry.model_dump(exclude=changed) == before.model_dump(exclude=changed)
    assert after([seen("failed")]).status is None


def test_a_page_set_aside_keeps_what_was_read_before_until_it_reads_again() -> None:
    aside = after([seen("read"), seen("set_aside", 24, "B")])
    assert (aside.status, len(aside.versions), aside.is_aside) == ("live", 1, True)
    assert aside.newest
    assert (aside.newest.reason, aside.newest.page) == ("why", digest("B"))
    assert not after([seen("read"), seen("set_aside", 24, "B"), seen("read", 48, "C")]).is_aside
    assert not after([seen("read"), seen("set_aside", 24), seen("read", 48)]).is_aside


def test_a_change_back_is_a_version_of_its_own() -> None:
    entry = after([seen("read", 0, "A"), seen("read", 1, "B"), seen("read", 2, "A")])
    assert told(entry) == [(1, "first", None, "A"), (2, "edited", 1, "B"), (3, "edited", 2, "A")]
    assert entry.latest
    assert entry.latest.number == 3


def test_template_noise_makes_no_version() -> None:
    noisy = seen("read", 5, "B").model_copy(update={"read": seen("read", 0, "A").read})
    entry = after([seen("read", 0, "A"), noisy])
    assert told(entry) == [(1, "first", None, "A")]
    assert entry.latest
    assert entry.latest.at == START


def test_a_better_reader_makes_a_version_and_no_edit() -> None:
    entry = after([seen("read", 0, "A"), reread("A", 9, "A2")])
    assert told(entry) == [(1, "first", None, "A"), (2, "reparsed", 1, "A2")]
    assert entry.latest
    assert (entry.latest.number, entry.latest.at, entry.latest.read) == (2, START, START + timedelta(hours=9))
    assert [one.outcome for one in decode(entry.checks)] == ["read"], "reading a stored page is no check"


def test_what_is_read_anew_is_compared_with_what_the_same_eyes_saw() -> None:
    entry = after([seen("read", 0, "A"), seen("read", 1, "B"), reread("A", 9, "A2"), reread("B", 9, "B2")])
    assert told(entry) == [
        (1, "first", None, "A"),
        (3, "reparsed", 1, "A2"),
        (2, "edited", 1, "B"),
        (4, "reparsed", 2, "B2"),
    ]
    assert entry.current == 4


def test_a_better_reader_that_finds_the_same_on_noisy_pages_makes_one_version() -> None:
    noisy = seen("read", 5, "B").model_copy(update={"read": seen("read", 0, "A").read})
    entry = after([seen("read", 0, "A"), noisy, reread("A", 9, "A2"), reread("B", 9, "A2")])
    assert told(entry) == [(1, "first", None, "A"), (2, "reparsed", 1, "A2")]
    assert entry.current == 2


def test_an_edit_that_a_better_reader_does_not_see_leaves_its_number() -> None:
    entry = after([seen("read", 0, "A"), seen("read", 1, "B"), reread("B", 9, "A")])
    assert told(entry) == [(1, "first", None, "A"), (2, "edited", 1, "B"), (3, "reparsed", 2, "A")]
    assert entry.current == 3


def test_going_back_to_the_earlier_reader_is_told_too() -> None:
    entry = after([seen("read", 0, "A"), reread("A", 9, "A2"), reread("A", 20, "A", "r1")])
    assert told(entry) == [(1, "first", None, "A"), (2, "reparsed", 1, "A2"), (3, "reparsed", 2, "A")]
    assert entry.current == 3


def test_a_picture_that_arrives_later_completes_the_version() -> None:
    later = seen("read", 1, "A").model_copy(update={"read": seen("read", 0, "A2").read})
    assert told(after([seen("read", 0, "A"), later])) == [(1, "first", None, "A"), (2, "completed", 1, "A2")]


def test_a_page_set_aside_that_reads_now_is_the_first_version() -> None:
    entry = after([seen("set_aside", 0, "A"), reread("A", 9, "A")])
    assert told(entry) == [(1, "first", None, "A")]
    assert not entry.is_aside


def test_a_page_that_a_later_reader_sets_aside_keeps_its_version_and_is_aside() -> None:
    entry = after([seen("read", 0, "A"), reread("A", 9, None)])
    assert told(entry) == [(1, "first", None, "A")]
    assert entry.is_aside


def test_an_old_capture_that_arrives_late_has_a_new_number_and_stands_earlier() -> None:
    entry = after([seen("read", 10, "B"), seen("read", 0, "A")])
    assert told(entry) == [(2, "first", None, "A"), (1, "edited", 2, "B")]
    assert (entry.current, entry.first_seen) == (1, START)
    assert entry.facts
    assert entry.facts.headline == "B"


def test_a_capture_between_two_sightings_of_the_same_page_parts_them() -> None:
    entry = after([seen("read", 0, "A"), seen("unchanged", 10, "A"), seen("read", 5, "B")])
    assert told(entry) == [(1, "first", None, "A"), (2, "edited", 1, "B"), (3, "edited", 2, "A")]
    later = observe(entry, seen("unchanged", 20, "A"), GONE)
    assert later.versions == entry.versions, "a check that finds nothing new changes no version"


def test_a_version_that_turns_out_to_be_another_keeps_its_number_as_well() -> None:
    # B was told apart from A by two readers; when the same reader sees both, they say the same.
    mixed = seen("read", 5, "B").model_copy(update={"reader": "r2"})
    later = seen("read", 9, "C").model_copy(update={"reader": "r2", "read": seen("read", 0, "D").read})
    entry = after([seen("read", 0, "A"), mixed, later, reread("A", 12, "B")])
    assert (2, "reparsed", 1, "B") in told(entry)
    assert set(entry.numbered) == {1, 2, 3}


def test_decisions_make_versions_and_the_last_one_counts() -> None:
    read = after([seen("read")])
    withdrawn = decide(read, Decision(at=START + timedelta(hours=5), kind="withdraw", scope="page"))
    assert told(withdrawn) == [(1, "first", None, "A"), (2, "withdrawn", 1, "A")]
    assert (withdrawn.status, withdrawn.current, withdrawn.found) == ("withdrawn", 2, "live")
    restored = decide(withdrawn, Decision(at=START + timedelta(hours=6), kind="restore"))
    assert told(restored)[2:] == [(3, "restored", 2, "A")]
    assert (restored.status, restored.current, restored.found) == ("live", 3, None)
    assert observe(restored, seen("read", 7, "B"), GONE).current == 4


def test_where_only_images_are_withdrawn_the_release_stays() -> None:
    entry = decide(after([seen("read")]), Decision(at=START, kind="withdraw", scope="images"))
    assert entry.status == "live"
    assert entry.current == 2


def test_a_move_keeps_the_old_address_and_when_it_led_there() -> None:
    entry = after([seen("read"), seen("read", 1, url=MOVED, aliases=[HOME, MOVED])])
    assert (entry.url, entry.aliases) == (MOVED, (HOME,))
    home, moved = sorted(entry.addresses, key=lambda one: one.url == MOVED)
    assert (home.first, home.last, home.asked) == (START, START, START + timedelta(hours=1))
    assert (moved.first, moved.last) == (START + timedelta(hours=1), START + timedelta(hours=1))
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
def test_the_latest_answered_check_decides_between_present_and_absent(observations: list[Observation]) -> None:
    entry = after(observations)
    answered = [one for one in observations if one.outcome != "failed"]
    if not answered:
        assert entry.status is None
        return
    assert (entry.status == "live") == (answered[-1].outcome not in ABSENT)
    assert (entry.absence is None) == (entry.status == "live")
    if answered[-1].outcome == "gone":
        assert entry.status == "gone"


@given(checks())
def test_gone_by_404_is_what_the_contract_says(observations: list[Observation]) -> None:
    absent: list[Observation] = []
    for one in observations:
        if one.outcome != "failed":
            absent = [*absent, one] if one.outcome in ABSENT else []
    if not absent:
        return
    answered_410 = any(one.outcome == "gone" for one in absent)
    lasting = any(
        count >= GONE.checks and one.at - absent[0].at >= timedelta(days=GONE.days)
        for count, one in enumerate(absent, 1)
    )
    assert after(observations).status == ("gone" if answered_410 or lasting else "missing")


@given(histories(), histories())
def test_no_observation_lifts_a_withdrawal(before: list[Observation], later: list[Observation]) -> None:
    entry = decide(after(before), Decision(at=START, kind="withdraw", scope="page"))
    for one in later:
        entry = observe(entry, one.model_copy(update={"at": one.at + timedelta(days=30)}), GONE)
        assert entry.status == "withdrawn"


@given(histories(), st.data())
def test_the_same_observation_twice_is_once(observations: list[Observation], data: st.DataObject) -> None:
    entry = after(observations)
    assert observe(entry, data.draw(st.sampled_from(observations)), GONE) == entry
    assert settle(entry, GONE) == entry, "what follows from it is what is stored"


@given(histories(), st.data())
def test_whatever_the_order_the_entry_is_the_same(observations: list[Observation], data: st.DataObject) -> None:
    twice = data.draw(st.permutations([*observations, *observations[::2]]))
    assert nameless(after(twice)) == nameless(after(observations))


@given(histories(), histories(), st.data())
def test_two_writers_end_where_one_would(one: list[Observation], other: list[Observation], data: st.DataObject) -> None:
    order = data.draw(st.permutations([0] * len(one) + [1] * len(other)))
    queues = [list(one), list(other)]
    assert nameless(after(queues[turn].pop(0) for turn in order)) == nameless(after([*one, *other]))
    merged = settle(merge(after(one), after(other)), GONE)
    assert nameless(merged) == nameless(after([*one, *other]))


@given(histories(), st.data())
def test_a_number_once_given_names_the_same_content_for_ever(
    observations: list[Observation], data: st.DataObject
) -> None:
    entry: Entry | None = None
    given_: dict[int, str] = {}
    for one in data.draw(st.permutations(observations)):
        entry = observe(entry, one, GONE)
        named = {number: version.content for number, version in entry.numbered.items()}
        assert {number: named.get(number) for number in given_} == given_
        assert list(named) == list(range(1, len(named) + 1)), "no number is left out"
        given_ = named


@given(histories())
def test_every_version_tells_what_it_is_a_change_of(observations: list[Observation]) -> None:
    entry = after(observations)
    assert bool(entry.versions) == any(
        one.read for one in observations if one.outcome == "read" or has_page(entry, one)
    )
    for place, version in enumerate(entry.versions):
        assert (version.cause == "first") == (place == 0) == (version.previous is None)
        if version.previous:
            assert entry.numbered[version.previous].content != version.content
    assert all(one.at <= other.at for one, other in pairwise(entry.versions))
    if entry.versions:
        assert entry.latest
        assert entry.facts == entry.contents[entry.latest.content]


def has_page(entry: Entry, one: Observation) -> bool:
    """Whether a check saw the page that was read again."""
    return one.state is not None and any(
        check.page and one.state.sha256.startswith(check.page) for check in decode(entry.checks)
    )


@given(checks(minimum=2), st.data())
def test_whatever_the_order_the_times_are_the_same(observations: list[Observation], data: st.DataObject) -> None:
    entry = after(data.draw(st.permutations(observations)))
    answered = [one.at for one in observations if one.outcome != "failed"]
    present = [one.at for one in observations if one.outcome not in {*ABSENT, "failed"}]
    times = [one.at for one in observations]
    assert entry.first_seen == min(present or answered or times)
    assert entry.last_seen == max(present, default=None)
    assert entry.last_checked == max(answered or times)
    assert [check.at for check in decode(entry.checks)] == sorted(times)


@given(checks())
def test_every_address_is_kept_once(observations: list[Observation]) -> None:
    entry = after(observations)
    known = [entry.url, *entry.aliases]
    assert len(known) == len(set(known))
    assert set(known) == {one.url for one in observations}
    found = [one for one in observations if one.outcome not in {*ABSENT, "failed"}]
    assert entry.url == (found or observations)[-1].url


def test_three_checks_in_every_order_lose_no_reading() -> None:
    trio = [seen("read", 0, "A"), seen("missing", 24), seen("set_aside", 48, "B")]
    for order in permutations(trio):
        entry = after(order)
        assert (entry.status, len(entry.versions), entry.is_aside) == ("live", 1, True)
        assert (entry.first_seen, entry.last_seen) == (START, START + timedelta(hours=48))


def test_what_others_captured_is_no_check_and_tells_no_status() -> None:
    entry = after([witnessed("A", -240), reread("A", 0, "A")])
    assert (entry.status, entry.last_checked, entry.page) == (None, None, None)
    assert entry.first_seen == entry.last_seen == START - timedelta(hours=240)
    assert told(entry) == [(1, "first", None, "A")]
    (check,) = decode(entry.checks)
    assert (check.is_ours, check.is_answered, check.is_present) == (False, False, False)
    assert not entry.is_aside


@pytest.mark.parametrize(("outcome", "status"), [("missing", "missing"), ("gone", "gone"), ("read", "live")])
def test_our_next_check_tells_the_status_of_what_others_captured(outcome: Seen, status: str) -> None:
    entry = after([witnessed("A", -240), reread("A", 0, "A"), seen(outcome, 1)])
    assert entry.status == status
    assert entry.last_checked == START + timedelta(hours=1)
    assert entry.first_seen == START - timedelta(hours=240)


def test_a_later_capture_of_others_brings_nothing_back() -> None:
    entry = after([seen("read", 0), seen("gone", 24), witnessed("A", 48, MOVED)])
    assert (entry.status, entry.url) == ("gone", HOME)
    assert entry.last_checked == START + timedelta(hours=24)
    assert entry.last_seen == START + timedelta(hours=48)
    assert entry.page
    assert entry.page.warc == "captures/0.warc.gz", "the page as this archive last saw it"


def test_older_captures_give_older_versions_with_later_numbers() -> None:
    entry = after([seen("read", 0, "B"), witnessed("A", -240), reread("A", 9, "A", "r1")])
    assert told(entry) == [(2, "first", None, "A"), (1, "edited", 2, "B")]
    assert entry.current == 1, "newer evidence stands"


def test_the_same_page_seen_earlier_by_others_is_the_same_version_from_then_on() -> None:
    entry = after([seen("read", 0, "A"), witnessed("A", -240)])
    (version,) = entry.versions
    assert (version.number, version.at) == (1, START - timedelta(hours=240))
    assert version.capture.by == "CRAWL.warc.gz"


def test_a_decision_stands_whatever_others_captured() -> None:
    entry = after([seen("read", 0)])
    down = decide(entry, Decision(at=START + timedelta(hours=2), kind="withdraw", scope="all"))
    assert after([witnessed("B", 3), witnessed("A", -9)], entry=down).status == "withdrawn"
