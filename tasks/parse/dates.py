"""Dates as German pages print them, alone on their line, to ISO 8601; the plainer the form, the surer it is the date.

    plain      12.03.2024 · 12.3.2024 · 12. 3. 2024
    dressed    Essen, 12.03.2024 · Dienstag, 12.03.2024 · vom 12.03.2024 · Meldung vom 12.03.2024 · Datum: 12.03.2024 ·
               12.03.2024, 14:30 Uhr · 12.03.2024 | 14.30 Uhr · 2024-03-12 · 2024-03-12T14:30:00+01:00
    worded     12. März 2024 · Essen, den 12. März 2024 · Dienstag, 12. März 2024, 14 Uhr

A date without a time is given as a day; a time is turned into UTC by the source's time zone. A two-digit year is
not read: it would be a guess.
"""

import re
from datetime import UTC, date, datetime, time, tzinfo
from enum import IntEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

_MONTHS = (
    ("januar", "jänner", "jan"),
    ("februar", "feb", "febr"),
    ("märz", "mär", "mrz", "maerz"),
    ("april", "apr"),
    ("mai",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("dezember", "dez"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}

_NAMED = "datum|veröffentlicht|erschienen|(?:presse)?(?:meldung|mitteilung|information|info)"
_WEEKDAY = r"(?:(?:mon|diens|donners|frei|sams)tag|mittwoch|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)\.?,?\s+"
_BEFORE = rf"(?:(?:[^\W\d_][\w .()/-]{{1,40}},|(?:{_NAMED})\s*:?)\s+)?(?:{_WEEKDAY})?(?:(?:den|vom|am)\s+)?"
_TIME = r"(?:\s*[,|–-]?\s*(?:um\s+)?(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?:\s*Uhr)?|\s*Uhr))?"
_YEAR = "(?P<year>(?:19|20)[0-9]{2})"
_NUMERIC = rf"(?P<day>[0-9]{{1,2}})\.\s?(?P<month>[0-9]{{1,2}})\.\s?{_YEAR}"
_WORDED = rf"(?P<day>[0-9]{{1,2}})\.\s?(?P<name>[a-zä]{{3,9}})\.?\s{_YEAR}"
_ISO = rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"
_MACHINE = rf"{_ISO}[T ](?P<hour>[0-9]{{2}}):(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}})(?:\.[0-9]+)?)?"
_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?"
_LONGEST = 90


class Form(IntEnum):
    """How sure a line's form makes it that the line is the release's date."""

    PLAIN = 0
    DRESSED = 1
    WORDED = 2


_FORMS = tuple(
    (form, re.compile(pattern, re.I))
    for form, pattern in (
        (Form.PLAIN, _NUMERIC),
        (Form.DRESSED, rf"{_BEFORE}{_NUMERIC}{_TIME}\.?"),
        (Form.DRESSED, _ISO),
        (Form.DRESSED, rf"{_MACHINE}{_OFFSET}"),
        (Form.WORDED, rf"{_BEFORE}{_WORDED}{_TIME}\.?"),
    )
)


class Dated(NamedTuple):
    """A date, `YYYY-MM-DD` or a time in UTC, and the form it was printed in."""

    iso: str
    form: Form


def read_date(line: str, zone: str) -> Dated | None:
    """The line's date; None where the line is not a date and nothing else."""
    for form, pattern in _FORMS:
        if len(line) <= _LONGEST and (found := pattern.fullmatch(line)):
            iso = _iso(found.groupdict(), zone)
            return Dated(iso, form) if iso else None
    return None


def _iso(found: dict[str, str | None], zone: str) -> str | None:
    month = found.get("month") or _MONTH_NUMBER.get((found.get("name") or "").lower())
    try:
        day = date(int(found["year"] or 0), int(month or 0), int(found["day"] or 0))
        if not found.get("hour"):
            return day.isoformat()
        hour, minute, second = (int(found.get(name) or 0) for name in ("hour", "minute", "second"))
        moment = datetime.combine(day, time(hour, minute, second), _zone(found.get("offset"), zone))
    except ValueError:
        return None
    spec = "seconds" if moment.second else "minutes"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def _zone(offset: str | None, zone: str) -> tzinfo:
    return datetime.strptime(offset, "%z").tzinfo or UTC if offset else ZoneInfo(zone)
