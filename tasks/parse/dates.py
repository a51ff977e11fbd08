"""Dates as German pages print them, alone on their line, to ISO 8601.

    12.03.2024 · 12.3.2024 · 12. März 2024 · Essen, 12.03.2024 · Dienstag, 12. März 2024 · Essen, den 12. März 2024 ·
    12.03.2024, 14:30 Uhr · 12.03.2024 | 14.30 Uhr · 2024-03-12 · 2024-03-12T14:30:00+01:00

A date without a time is given as a day; a time is turned into UTC by the source's time zone. A two-digit year is
not read: it would be a guess.
"""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_MONTHS = (
    ("januar", "jänner", "jan"),
    ("februar", "feb"),
    ("märz", "mär", "maerz"),
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
_PLACE = r"(?:[^\W\d_][\w .()/-]{1,40},?\s+)?"
_TIME = r"(?:\s*[,|–-]?\s*(?:um\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:\s*Uhr)?)?"
_FORMS = tuple(
    re.compile(rf"{_PLACE}(?:den\s+)?(?:vom\s+)?{day}{_TIME}\.?", re.I)
    for day in (
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        r"(?P<day>\d{1,2})\.\s?(?P<name>[a-zäöü]{3,9})\.?\s(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    )
)
_LONGEST = 90


def read_date(line: str, zone: str) -> str | None:
    """The line's date as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MMZ`; None where the line is not a date and nothing else."""
    if len(line) > _LONGEST:
        return None
    for form in _FORMS:
        if found := form.fullmatch(line):
            return _iso(found.groupdict(), zone)
    return _machine_date(line)


def _iso(found: dict[str, str | None], zone: str) -> str | None:
    month = found.get("month") or _MONTH_NUMBER.get((found.get("name") or "").lower())
    if not month:
        return None
    try:
        day = date(int(found["year"] or 0), int(month), int(found["day"] or 0))
        if found["hour"] is None:
            return day.isoformat()
        moment = datetime(
            day.year, day.month, day.day, int(found["hour"]), int(found["minute"] or 0), tzinfo=ZoneInfo(zone)
        )
    except ValueError:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _machine_date(line: str) -> str | None:
    """An ISO 8601 time with its offset."""
    if "T" not in line:
        return None
    try:
        moment = datetime.fromisoformat(line)
    except ValueError:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") if moment.tzinfo else None
