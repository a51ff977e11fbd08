"""A line that is a date and nothing else reads as that date; every other line is none."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.dates import Form, read_date

ZONE = "Europe/Berlin"
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
DAY = "2024-03-12"
HALF_PAST_TWO = "2024-03-12T13:30Z"


@pytest.mark.parametrize("line", ["12.03.2024", "12.3.2024", "12. 3. 2024", "12 . 03 . 2024", "12.03. 2024"])
def test_plain(line: str) -> None:
    assert read_date(line, ZONE) == (DAY, Form.PLAIN)


@pytest.mark.parametrize(
    "line",
    [
        "(12.03.2024)",
        "[12.03.2024]",
        "Essen, 12.03.2024",
        "ESSEN, 12.03.2024",
        "Essen, den 12.03.2024",
        "Essen (12.03.2024)",
        "Essen | 12.03.2024",
        "Essen – 12.03.2024",
        "(Essen) 12.03.2024",
        "Stadt Musterstadt, 12.03.2024",
        "Musterstadt (MS), 12.03.2024",
        "Mülheim an der Ruhr, 12.03.2024",
        "Frankfurt a. M., 12.03.2024",
        "Neustadt/Aisch, 12.03.2024",
        "Essen-Mitte, 12.03.2024",
        "Presse- und Kommunikationsamt, 12.03.2024",
        "Dienstag, 12.03.2024",
        "Dienstag, den 12.03.2024",
        "Di., 12.03.2024",
        "Di 12.03.2024",
        "Di, 12.03.2024",
        "am 12.03.2024",
        "vom 12.03.2024",
        "am Dienstag, 12.03.2024",
        "Pressemeldung vom 12.03.2024",
        "Pressemitteilung vom Dienstag, 12.03.2024",
        "Pressemitteilung Nr. 123/2024 vom 12.03.2024",
        "Pressemitteilung Nr. 123 vom 12.03.2024",
        "Pressemitteilung der Stadt Musterstadt vom 12.03.2024",
        "Pressemitteilung, 12.03.2024",
        "Pressemitteilung | 12.03.2024",
        "Pressemitteilung (12.03.2024)",
        "Pressemitteilung – Essen, 12.03.2024",
        "Presseinformation 45/2024 – 12.03.2024",
        "Presse-Information 45/2024 | 12.03.2024",
        "Medieninformation vom 12.03.2024",
        "Meldung vom 12.03.2024",
        "PM 45/2024, 12.03.2024",
        "Nr. 45/2024 vom 12.03.2024",
        "Datum: 12.03.2024",
        "Datum 12.03.2024",
        "Datum der Veröffentlichung: 12.03.2024",
        "Veröffentlicht am 12.03.2024",
        "Veröffentlicht: 12.03.2024",
        "Erschienen am 12.03.2024",
        "Erstellt: 12.03.2024",
        "Eingestellt am 12.03.2024",
        "Veröffentlicht am 12.03.2024, zuletzt aktualisiert am 13.03.2024",
        "Veröffentlicht: 12.03.2024 | Aktualisiert: 13.03.2024",
        "12.03.2024 (aktualisiert 13.03.2024)",
        "12.03.2024 | Pressemitteilung",
        "12.03.2024 – Pressemitteilung Nr. 45/2024",
        "12.03.2024 |",
        "12.03.2024.",
        "2024-03-12",
    ],
)
def test_dressed(line: str) -> None:
    assert read_date(line, ZONE) == (DAY, Form.DRESSED)


@pytest.mark.parametrize(
    "line",
    [
        "12. März 2024",
        "12.März 2024",
        "12 März 2024",
        "12. Maerz 2024",
        "12. MÄRZ 2024",
        "12. Mrz. 2024",
        "12. Mär 2024",
        "12.Mrz.2024",
        "(12. März 2024)",
        "Essen, 12. März 2024",
        "Essen, den 12. März 2024",
        "Dienstag, den 12. März 2024",
        "Di., 12. März 2024",
        "Pressemitteilung vom 12. März 2024",
        "Pressemitteilung Nr. 123/2024 vom 12. März 2024",
    ],
)
def test_worded(line: str) -> None:
    assert read_date(line, ZONE) == (DAY, Form.WORDED)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("12.03.24", DAY),
        ("12.3.24", DAY),
        ("(12.03.24)", DAY),
        ("Essen, 12.03.24", DAY),
        ("Di., 12.03.24, 14:30 Uhr", HALF_PAST_TWO),
        ("12.03.00", "2000-03-12"),
        ("12.03.69", "2069-03-12"),
        ("12.03.90", "1990-03-12"),
        ("12.03.99", "1999-03-12"),
    ],
)
def test_a_year_of_two_digits_is_one_of_a_website(line: str, iso: str) -> None:
    assert read_date(line, ZONE) == (iso, Form.SHORT)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("13/03/2024", "2024-03-13"),
        ("13-03-2024", "2024-03-13"),
        ("Essen, 13/3/2024", "2024-03-13"),
        ("03/03/2024", "2024-03-03"),
    ],
)
def test_slashes_and_hyphens_where_day_and_month_are_sure(line: str, iso: str) -> None:
    assert read_date(line, ZONE) == (iso, Form.DRESSED)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("12.03.2024, 14:30 Uhr", HALF_PAST_TWO),
        ("12.03.2024 | 14.30 Uhr", HALF_PAST_TWO),
        ("12.03.2024 - 14:30", HALF_PAST_TWO),
        ("12.03.2024 – 14:30 Uhr", HALF_PAST_TWO),
        ("12.03.2024 14:30", HALF_PAST_TWO),
        ("12.03.2024, 14 Uhr 30", HALF_PAST_TWO),
        ("12.03.2024 (14:30 Uhr)", HALF_PAST_TWO),
        ("12.03.2024, 14:30:00 Uhr", HALF_PAST_TWO),
        ("12.03.2024 um 14:30 Uhr", HALF_PAST_TWO),
        ("Veröffentlicht am 12.03.2024 um 14:30 Uhr", HALF_PAST_TWO),
        ("Veröffentlicht am 12.03.2024 um 14:30 Uhr, aktualisiert am 13.03.2024", HALF_PAST_TWO),
        ("Essen, den 12. März 2024, 14.30 Uhr", HALF_PAST_TWO),
        ("12. März 2024, 14.30 Uhr", HALF_PAST_TWO),
        ("12.03.2024, 14:30 Uhr | Pressemitteilung", HALF_PAST_TWO),
        ("12.03.2024 - 14 Uhr", "2024-03-12T13:00Z"),
        ("12.03.2024, 0 Uhr", "2024-03-11T23:00Z"),
        ("12.03.2024, 14:30:07", "2024-03-12T13:30:07Z"),
        ("12.07.2024, 14:30 Uhr", "2024-07-12T12:30Z"),
        ("2024-03-12T14:30:00+01:00", HALF_PAST_TWO),
        ("2024-03-12T14:30:07Z", "2024-03-12T14:30:07Z"),
        ("2024-03-12T14:30", HALF_PAST_TWO),
        ("31.03.2024, 01:59 Uhr", "2024-03-31T00:59Z"),
        ("31.03.2024, 03:00 Uhr", "2024-03-31T01:00Z"),
        ("27.10.2024, 01:59 Uhr", "2024-10-26T23:59Z"),
        ("27.10.2024, 03:00 Uhr", "2024-10-27T02:00Z"),
    ],
)
def test_with_a_time(line: str, iso: str) -> None:
    dated = read_date(line, ZONE)
    assert dated
    assert dated.iso == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("31.03.2024, 02:30 Uhr", "2024-03-31"),  # the clocks leave this hour out
        ("27.10.2024, 02:30 Uhr", "2024-10-27"),  # and show this one twice
        ("2024-10-27T02:30:00", "2024-10-27"),
        ("2024-10-27T02:30:00+02:00", "2024-10-27T00:30Z"),
    ],
)
def test_a_time_that_settles_no_moment(line: str, iso: str) -> None:
    dated = read_date(line, ZONE)
    assert dated
    assert dated.iso == iso


@pytest.mark.parametrize(
    "line",
    [
        "",
        "31.02.2024",
        "29.02.2023",
        "00.03.2024",
        "12.13.2024",
        "12.03.0024",
        "12.03.3024",
        "12.03.75",
        "12.03.",
        "12.03.2",
        "12. Foo 2024",
        "März 2024",
        "2024",
        "45/2024",
        "12/03/2024",
        "12-03-2024",
        "13/13/2024",
        "03/13/2024",
        "12.03.2024 bis 14.03.2024",
        "12.03.2024 – 14.03.2024",
        "12. bis 14. März 2024",
        "12./13.03.2024",
        "12.03. - 14.03.2024",
        "12.03.2024, 14 bis 16 Uhr",
        "12.03.2024, 14:30 - 16:00 Uhr",
        "12.03.2024 wurde gefeiert",
        "Stand: 12.03.2024",
        "Stand 12.03.2024",
        "Stand, 12.03.2024",
        "(Stand: 12.03.2024)",
        "Aktualisiert am 12.03.2024",
        "Aktualisiert: 12.03.2024",
        "Zuletzt geändert: 12.03.2024",
        "Zuletzt geändert am 12.03.2024 um 14:30 Uhr",
        "Letzte Änderung: 12.03.2024",
        "Letzte Aktualisierung, 12.03.2024",
        "Update: 12.03.2024",
        "geb. 12.03.1960",
        "geboren am 12.03.1960",
        "* 12.03.1960",
        "Anmeldung bis 12.03.2024",
        "bis 12.03.2024",
        "ab 12.03.2024",
        "seit 12.03.2024",
        "Richtfest am 12.03.2024",
        "Beginn: 12.03.2024",
        "Termin, 12.03.2024",
        "Gültig ab: 12.03.2024",
        "Raum 3, 12.03.2024",
        "Die Ausstellung endet am 12.03.2024.",
        "Morgen ist der Tag, 12.03.2024",
        "Essen, 12.03.2024, und mehr",
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
    there = local.replace(second=0, microsecond=0, fold=0, tzinfo=ZoneInfo(ZONE))
    if there.utcoffset() != there.replace(fold=1).utcoffset():
        assert dated.iso == local.date().isoformat()
        return
    moment = datetime.fromisoformat(dated.iso)
    assert moment == there.astimezone(UTC)
    assert moment.utcoffset() == timedelta()


@given(st.one_of(st.text(max_size=120), st.text("12.30 ,-/|()MärzUhrEssen", max_size=40)))
def test_no_line_breaks_it(line: str) -> None:
    dated = read_date(line, ZONE)
    assert dated is None or datetime.fromisoformat(dated.iso)


@pytest.mark.parametrize(
    "part", ["A-", "A ", "Essen, ", "Pressemitteilung der ", "(", "[1", "(1)", "12.03.2024, ", "1 "]
)
def test_no_line_takes_long(part: str) -> None:
    before = time.process_time()
    assert read_date((part * 120)[:110] + "12.03.2024x", ZONE) is None
    assert time.process_time() - before < 0.1
