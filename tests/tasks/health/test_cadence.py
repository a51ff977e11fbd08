"""The days on which a release was expected, and how many may pass without one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from config.gates import WEEKDAYS, Cadence, Holidays
from tasks.health.cadence import expected_days, is_expected, silence

NRW = Holidays(country="DE", subdivision="NW")
WORKING = Cadence(days=2, holidays=NRW)
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
cadences = st.builds(
    Cadence,
    weekdays=st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    days=st.integers(1, 20),
    holidays=st.sampled_from([None, NRW, Holidays(country="DE")]),
)


def test_a_weekend_and_a_holiday_are_no_days_for_releases() -> None:
    assert is_expected(WORKING, date(2026, 5, 29))
    assert not is_expected(WORKING, date(2026, 5, 30))
    assert not is_expected(WORKING, date(2026, 6, 4)), "Corpus Christi, in North Rhine-Westphalia"
    assert is_expected(Cadence(days=2, holidays=Holidays(country="DE", subdivision="BE")), date(2026, 6, 4))


def test_the_turn_of_the_year_is_no_alarm_and_a_working_week_is_one() -> None:
    christmas = silence(WORKING, None, date(2026, 12, 23), date(2026, 1, 1), date(2026, 12, 29))
    assert (christmas.days, christmas.expected, christmas.alarm) == (6, 2, False), "the 24th and the 28th"
    week = silence(WORKING, None, date(2026, 6, 8), date(2026, 1, 1), date(2026, 6, 12))
    assert (week.days, week.expected, week.alarm) == (4, 3, True)


def test_calendar_days_alone_are_a_cadence_too() -> None:
    assert not silence(None, 5, date(2026, 6, 8), date(2026, 1, 1), date(2026, 6, 13)).alarm
    assert silence(None, 5, date(2026, 6, 8), date(2026, 1, 1), date(2026, 6, 14)).alarm


def test_without_a_cadence_nothing_is_an_alarm() -> None:
    quiet = silence(None, None, date(2016, 1, 1), date(2016, 1, 1), date(2026, 1, 1))
    assert (quiet.alarm, quiet.expected, quiet.latest) == (False, None, "2016-01-01")


def test_a_source_that_never_gave_a_release_is_silent_since_it_was_first_asked() -> None:
    quiet = silence(WORKING, None, None, date(2026, 6, 8), date(2026, 6, 12))
    assert (quiet.latest, quiet.expected, quiet.alarm) == (None, 3, True)


@given(days, days)
def test_a_release_dated_ahead_counts_as_todays(latest: date, today: date) -> None:
    quiet = silence(WORKING, 3, latest, today, today)
    assert quiet.days == max(0, (today - latest).days)
    assert latest < today or not quiet.alarm


@given(cadences, days, st.integers(0, 60))
def test_every_further_day_adds_one_expected_day_or_none(cadence: Cadence, start: date, span: int) -> None:
    today = start + timedelta(days=span)
    more = expected_days(cadence, start, today + timedelta(days=1)) - expected_days(cadence, start, today)
    assert more == (span > 0 and is_expected(cadence, today))


@given(cadences, days, st.integers(0, 60), st.integers(0, 60))
def test_once_silent_it_stays_silent_until_something_comes(cadence: Cadence, start: date, one: int, more: int) -> None:
    early = silence(cadence, None, start, start, start + timedelta(days=one))
    late = silence(cadence, None, start, start, start + timedelta(days=one + more))
    assert late.alarm or not early.alarm


@given(cadences, days, st.integers(0, 60))
def test_holidays_only_ever_forgive(cadence: Cadence, start: date, span: int) -> None:
    today = start + timedelta(days=span)
    bare = cadence.model_copy(update={"holidays": None})
    assert expected_days(cadence, start, today) <= expected_days(bare, start, today)
