"""A line that is a date and nothing else reads as that date; every other line is none."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.dates import Form, read_date

ZONE = "Europe/Berlin"
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()


@pytest.mark.parametrize(
    ("line", "iso", "form"),
    [
        ("12.03.2024", "2024-03-12", Form.PLAIN),
        ("1.3.2024", "2024-03-01", Form.PLAIN),
        ("1. 3. 2024", "2024-03-01", Form.PLAIN),
        ("Essen, 12.03.2024", "2024-03-12", Form.DRESSED),
        ("Mülheim an der Ruhr, 12.03.2024", "2024-03-12", Form.DRESSED),
        ("Essen, den 12.03.2024", "2024-03-12", Form.DRESSED),
        ("Dienstag, 12.03.2024", "2024-03-12", Form.DRESSED),
        ("Di., 12.03.2024", "2024-03-12", Form.DRESSED),
        ("Pressemeldung vom 12.03.2024", "2024-03-12", Form.DRESSED),
        ("Datum: 12.03.2024", "2024-03-12", Form.DRESSED),
        ("Veröffentlicht am 12.03.2024", "2024-03-12", Form.DRESSED),
        ("12.03.2024, 14:30 Uhr", "2024-03-12T13:30Z", Form.DRESSED),
        ("12.03.2024 | 14.30 Uhr", "2024-03-12T13:30Z", Form.DRESSED),
        ("12.03.2024 - 14 Uhr", "2024-03-12T13:00Z", Form.DRESSED),
        ("12.07.2024, 14:30 Uhr", "2024-07-12T12:30Z", Form.DRESSED),
        ("2024-03-12", "2024-03-12", Form.DRESSED),
        ("2024-03-12T14:30:00+01:00", "2024-03-12T13:30Z", Form.DRESSED),
        ("2024-03-12T14:30:07Z", "2024-03-12T14:30:07Z", Form.DRESSED),
        ("2024-03-12T14:30", "2024-03-12T13:30Z", Form.DRESSED),
        ("12. März 2024", "2024-03-12", Form.WORDED),
        ("12. Mrz. 2024", "2024-03-12", Form.WORDED),
        ("Essen, den 12. März 2024", "2024-03-12", Form.WORDED),
        ("Dienstag, 12. März 2024, 14 Uhr", "2024-03-12T13:00Z", Form.WORDED),
    ],
)
def test_forms(line: str, iso: str, form: Form) -> None:
    assert read_date(line, ZONE) == (iso, form)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "31.02.2024",
        "29.02.2023",
        "00.03.2024",
        "12.13.2024",
        "12.03.24",
        "12.03.0024",
        "12.03.3024",
        "12.03.",
        "12. Foo 2024",
        "2024",
        "12.03.2024 bis 14.03.2024",
        "12.03.2024 wurde gefeiert",
        "Stand: 12.03.2024",
        "Anmeldung bis 12.03.2024",
        "Richtfest am 12.03.2024",
        "Die Ausstellung endet am 12.03.2024.",
        "12.03.2024, 25:10 Uhr",
        "12.03.2024, 12:60 Uhr",
        "2024-03-12T14:30:00+99:00",
        "٣.٣.٢٠٢٤",
        "12.03.2024" + " " * 200 + "x",
    ],
)
def test_what_is_no_date(line: str) -> None:
    assert read_date(line, ZONE) is None


@given(DAYS)
def test_every_day_in_every_form(day: date) -> None:
    for line in (f"{day:%d.%m.%Y}", f"Musterstadt, {day:%d.%m.%Y}", f"{day.day}. {MONTHS[day.month - 1]} {day.year}"):
        dated = read_date(line, ZONE)
        assert dated
        assert dated.iso == day.isoformat()


@given(st.builds(datetime.combine, st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.times()))
def test_a_time_is_turned_into_utc(local: datetime) -> None:
    dated = read_date(f"{local:%d.%m.%Y, %H:%M} Uhr", ZONE)
    assert dated
    moment = datetime.fromisoformat(dated.iso)
    there = local.replace(second=0, microsecond=0, tzinfo=ZoneInfo(ZONE))
    assert moment == there.astimezone(UTC)
    assert moment.utcoffset() == timedelta()


@given(st.text(max_size=120))
def test_no_line_breaks_it(line: str) -> None:
    dated = read_date(line, ZONE)
    assert dated is None or datetime.fromisoformat(dated.iso)
