"""A run and what was known before it make the source's health."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from config.load import load_source
from config.source import Source
from tasks.discover.walk import SeedReport
from tasks.health.diagnosis import Diagnosis, Sighting, broken, diagnose, record, remember, renewed
from tasks.types.health import Health, RunRecord, Shown
from tasks.types.visit import Outcome

TODAY = date(2026, 6, 12)
GOOD = Shown(fields=("headline", "date", "publisher", "text"))
BARE = Shown(fields=("headline", "date", "publisher"))


def source(window: int = 4, **rules: Any) -> Source:
    plain = load_source("sample").model_dump()
    return Source.model_validate(plain | {"gates": {"window": window}} | rules)


def seed(finds: int = 4, *, blocks: tuple[str, ...] = ()) -> SeedReport:
    return SeedReport("http://127.0.0.1/liste", "list", finds, finds, 1, False, None, blocks)


def read(*shown: tuple[str, Shown]) -> list[Outcome]:
    return [Outcome(id_, f"http://127.0.0.1/{id_}", "new", shown=one) for id_, one in shown]


def sighting(outcomes: list[Outcome], *seeds: SeedReport, **more: Any) -> Sighting:
    given: dict[str, Any] = {"listed": 4, "archived": 4, "problems": (), "latest": TODAY, "today": TODAY}
    return Sighting(outcomes=outcomes, seeds=seeds or (seed(),), **(given | more))


def run(city: Source, before: Health | None, seen: Sighting, hour: int = 0) -> tuple[Diagnosis, Health]:
    found = diagnose(city, before, seen)
    at = datetime(2026, 6, 12, tzinfo=UTC) + timedelta(hours=hour)
    return found, remember(city, before, found, record(found, "town: 4 releases", f"run-{hour}", at, at))


def test_a_run_that_failed_is_not_made_good_by_one_that_finds_nothing_new() -> None:
    city = source()
    found, health = run(city, None, sighting(read(*((str(n), BARE) for n in range(4)))))
    assert found.failures == (
        "0 of the 4 releases read last have a text (0%), at least 80% expected (gates.fields.text)",
    )
    assert (health.source.alarms, health.source.last_good) == (("failed",), None)
    assert health.unsettled == ("0", "1", "2", "3")
    again, health = run(city, health, sighting([]), 1)
    assert again.failures == found.failures
    better = renewed(health, {str(n): GOOD for n in range(4)}, ())
    mended, health = run(city, better, sighting([]), 2)
    assert (mended.failures, health.unsettled) == ((), ())
    assert health.source.last_good == health.source.last


def test_many_good_ones_do_not_hide_what_no_good_run_has_judged() -> None:
    city = source(window=4)
    _, health = run(city, None, sighting(read(*((str(n), BARE) for n in range(8)))))
    found, _ = run(city, health, sighting(read(*((f"g{n}", GOOD) for n in range(8)))), 1)
    (gate,) = (one for one in found.gates if one.name == "fields.text")
    assert (gate.count, gate.of, gate.verdict) == (8, 16, "failed")


def test_what_a_good_run_judged_leaves_the_measure_in_its_turn() -> None:
    city = source(window=4)
    _, health = run(city, None, sighting(read(*((str(n), GOOD) for n in range(6)))))
    assert list(health.read) == ["2", "3", "4", "5"]
    _, health = run(city, health, sighting(read(("6", BARE))), 1)
    assert list(health.read) == ["3", "4", "5", "6"]
    assert health.source.last.ending == "failed", "three of four have a text, and four fifths must"


def test_what_is_withdrawn_is_measured_no_more() -> None:
    city = source()
    _, health = run(city, None, sighting(read(*((str(n), BARE) for n in range(4)))))
    assert renewed(health, {}, {"0", "1", "2", "3"}) == health.model_copy(update={"read": {}, "unsettled": ()})


def test_a_list_that_keeps_us_out_is_an_alarm_though_others_list() -> None:
    shut = seed(0, blocks=("captcha",))
    found, health = run(source(), None, sighting(read(("1", GOOD)), seed(), shut))
    assert health.source.alarms == ("blocked",)
    assert health.source.last.ending == "warned"
    assert found.warnings == (
        "http://127.0.0.1/liste: kept out, so nothing is known of its news: the site asks for a riddle to be solved",
    )


def test_one_page_that_is_refused_is_no_alarm_and_many_are_one() -> None:
    pages = read(*((str(n), GOOD) for n in range(9)))
    shut = [Outcome(f"x{n}", "http://127.0.0.1/x", "failed", block="refusal") for n in range(4)]
    assert diagnose(source(), None, sighting([*pages, shut[0]])).alarms == ()
    assert diagnose(source(), None, sighting([*pages, *shut])).alarms == ("failed", "blocked")


def test_silence_alarms_and_fails_nothing() -> None:
    city = source(cadence={"days": 2, "holidays": {"country": "DE", "subdivision": "NW"}})
    found, health = run(city, None, sighting([], latest=date(2026, 6, 8)))
    assert (found.failures, health.source.alarms, health.source.last.ending) == ((), ("silent",), "warned")
    assert found.warnings == (
        "no new release since 2026-06-08: 3 days on which one was expected, at most 2 may pass (cadence.days)",
    )


def test_calendar_days_alarm_in_their_own_words() -> None:
    found = diagnose(source(cadence_days=3), None, sighting([], latest=date(2026, 6, 8)))
    assert found.warnings == ("no new release since 2026-06-08: 4 days, at most 3 may pass (cadence_days)",)


def test_a_run_that_broke_off_keeps_what_was_known() -> None:
    city = source()
    _, health = run(city, None, sighting(read(*((str(n), GOOD) for n in range(4)))))
    at = datetime(2026, 6, 13, tzinfo=UTC)
    ended = RunRecord(started=at, finished=at, ending="failed", summary="town: broke off", failures=("KeyError",))
    after = broken(city, health, ended, date(2026, 6, 13))
    assert (after.read, after.source.last_good, after.source.alarms) == (
        health.read, health.source.last_good, ("failed",),
    )  # fmt: skip
    assert after.source.silence.latest == "2026-06-12"


@given(
    st.lists(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([GOOD, BARE])), max_size=5), max_size=8)
)
def test_what_is_remembered_is_bounded_and_ends_with_the_latest(runs: list[list[tuple[str, Shown]]]) -> None:
    city, health = source(window=3), None
    for hour, outcomes in enumerate(runs):
        latest = dict(outcomes)
        found, health = run(city, health, sighting(read(*latest.items())), hour)
        assert set(health.unsettled) <= set(health.read)
        assert bool(health.unsettled) <= bool(found.failures)
        assert len(health.read) <= 3 + len(health.unsettled)
        assert all(health.read[id_] == latest[id_] for id_ in health.read if id_ in latest)
        assert Health.model_validate_json(health.encode()) == health
