"""Dates as German pages print them, alone on their line, to ISO 8601; the plainer the form, the surer it is the date.

    plain      12.03.2024 · 12.3.2024 · 12. 3. 2024 · 12 . 03 . 2024
    dressed    (12.03.2024) · Essen, 12.03.2024 · Essen (12.03.2024) · Dienstag, den 12.03.2024 · am 12.03.2024 ·
               Meldung vom 12.03.2024 · Presseinformation 45/2024 – 12.03.2024 · 12.03.2024 | Pressemitteilung ·
               Datum: 12.03.2024 · Veröffentlicht am 12.03.2024 um 14:30 Uhr, aktualisiert am 13.03.2024 ·
               12.03.2024, 14 Uhr 30 · 2024-03-12 · 2024-03-12T14:30:00+01:00 · 13/03/2024 · 13-03-2024
    worded     12. März 2024 · 12.März 2024 · 12. Mrz. 2024 · Essen, den 12. März 2024, 14 Uhr
    short      12.03.24, dressed or not

A date without a time is given as a day; a time is turned into UTC by the source's time zone, and one that the clocks
show twice or never, as they are put back or forward, settles no moment: then the day is given. Day and month between
slashes or hyphens are read where they cannot be taken for each other. A year of two digits is one since 1990, when
there were websites to print it, up to 2069.

A time of change (`Stand: …`, `Aktualisiert am …`), a span of days, and a date in a sentence are no date of a release.
"""

import re
from datetime import UTC, date, datetime, time, tzinfo
from enum import IntEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

_MONTHS = (
    ("januar", "jänner", "jan"),
    ("februar", "feber", "feb", "febr"),
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

_KIND = (
    r"(?:(?:presse|medien)-?)?(?:meldung|mitteilung|information|info|erklärung|text|dienst)|nachricht|bekanntmachung|"
    r"artikel|beitrag|news|PM"
)
_NUMBER = r"(?:Nr\.?|Nummer|No\.?)?\s?[0-9]{1,5}(?:\s?/\s?[0-9]{2,4})?"
_SAID = (
    r"datum(?: der veröffentlichung)?|veröffentlicht|veröffentlichung(?:sdatum)?|erschienen|erscheinungsdatum|"
    r"erstellt|erstellungsdatum|eingestellt|publiziert|online seit"
)
_OF = r"(?:\s(?:der|des)\s[\w .-]{2,40}?)?"
_NAMED = rf"(?:(?:{_KIND})(?:,?\s{_NUMBER})?{_OF}|Nr\.\s?[0-9]{{1,5}}(?:\s?/\s?[0-9]{{2,4}})?|{_SAID})"
_CHANGED = r"(?:stand|update|aktualisier|(?:zuletzt|letzte)\b|(?:ge)?änder|bearbeit)"
_WORD = r"(?-i:[A-ZÄÖÜ(])[^\W\d_()]*[.)]?"
_SMALL_WORD = r"an|am|auf|bei|der|den|dem|im|in|ob|und|unter|von|vor|a\.|d\.|i\."
_PLACE = (
    rf"(?!{_CHANGED}|(?:am|bis|ab|seit|vom|der|die|das|ein|eine|beginn|termin|geb|geboren)\b)"
    rf"{_WORD}(?:-?[ /-]\s?(?:{_WORD}|{_SMALL_WORD})){{0,5}}"
)
_WEEKDAY = r"(?:(?:mon|diens|donners|frei|sams)tag|mittwoch|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)\.?,?\s+"
_ARTICLE = r"(?:(?:den|vom|am)\s+)?"
_BEFORE = (
    rf"(?:{_NAMED}(?:\s*[:,|]|\s[–—-])?\s+)?(?:{_PLACE}(?:\s?[,|]|\s[–—-])\s+|\({_WORD}\)\s+)?"
    rf"{_ARTICLE}(?:{_WEEKDAY})?{_ARTICLE}"
)
_TIME = (
    r"(?:\s*[,;|·–—-]?\s*(?:um\s+)?(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:\s*(?:Uhr|h))?|\s*Uhr(?:\s(?P<after>[0-9]{2}))?))?"
)
_AFTER = (
    rf"{_TIME}(?:\s*[,|·]\s*(?:{_NAMED})|\s[–—-]\s{_NAMED})?"
    rf"(?:\s*[,;|·–—-]\s*(?:zuletzt\s|letzte\s)?{_CHANGED}[^|]{{0,40}})?\s*[.:|–—-]?"
)
_YEAR = "(?P<year>(?:19|20)[0-9]{2})"
_DAY_AND_MONTH = r"(?P<day>[0-9]{1,2})\s?\.\s?(?P<month>[0-9]{1,2})\s?\."
_NUMERIC = rf"{_DAY_AND_MONTH}\s?{_YEAR}"
_SHORT = rf"{_DAY_AND_MONTH}\s?(?P<short>[0-9]{{2}})"
_SIGNED = rf"(?P<day>[0-9]{{1,2}})(?P<sign>[/-])(?P<month>[0-9]{{1,2}})(?P=sign){_YEAR}"
_WORDED = rf"(?P<day>[0-9]{{1,2}})(?:\s?\.\s?|\s)(?P<name>[a-zä]{{3,9}})(?:\.\s?|\s){_YEAR}"
_ISO = rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"
_MACHINE = rf"{_ISO}[T ](?P<hour>[0-9]{{2}}):(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}})(?:\.[0-9]+)?)?"
_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?"
_BRACKETS = re.compile(r"(?P<before>.*?)\s*[(\[](?P<inside>[^()\[\]]*[0-9][^()\[\]]*)[)\]]")
_LONGEST = 120


class Form(IntEnum):
    """How sure a line's form makes it that the line is the release's date."""

    PLAIN = 0
    DRESSED = 1
    WORDED = 2
    SHORT = 3


_FORMS = tuple(
    (form, re.compile(pattern, re.I))
    for form, pattern in (
        (Form.PLAIN, _NUMERIC),
        (Form.DRESSED, rf"{_BEFORE}{_NUMERIC}{_AFTER}"),
        (Form.DRESSED, _ISO),
        (Form.DRESSED, rf"{_MACHINE}{_OFFSET}"),
        (Form.DRESSED, rf"{_BEFORE}{_SIGNED}{_AFTER}"),
        (Form.WORDED, rf"{_BEFORE}{_WORDED}{_AFTER}"),
        (Form.SHORT, rf"{_BEFORE}{_SHORT}{_AFTER}"),
    )
)


class Dated(NamedTuple):
    """A date, `YYYY-MM-DD` or a time in UTC, and the form it was printed in."""

    iso: str
    form: Form


def read_date(line: str, zone: str) -> Dated | None:
    """The line's date; None where the line is not a date and nothing else."""
    if len(line) > _LONGEST or not re.search("[0-9]", line):
        return None
    if bracketed := _BRACKETS.fullmatch(line):
        dated = read_date(", ".join(filter(None, bracketed.groups())), zone)
        return dated and dated._replace(form=max(dated.form, Form.DRESSED))
    for form, pattern in _FORMS:
        if found := pattern.fullmatch(line):
            iso = _iso(found.groupdict(), zone)
            return Dated(iso, form) if iso else None
    return None


def _iso(found: dict[str, str | None], zone: str) -> str | None:
    try:
        day = _day(found)
        if not day or not found.get("hour"):
            return day.isoformat() if day else None
        hour, minute, second = (int(found.get(name) or 0) for name in ("hour", "minute", "second"))
        clock = time(hour, int(found.get("after") or minute), second)
        moment = datetime.combine(day, clock, _zone(found.get("offset"), zone))
    except ValueError:
        return None
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        return day.isoformat()
    spec = "seconds" if moment.second else "minutes"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def _day(found: dict[str, str | None]) -> date | None:
    """The day; None where the year or the order of day and month is not sure, `ValueError` where there is none."""
    month = found.get("month") or _MONTH_NUMBER.get((found.get("name") or "").lower())
    day = date(_year(found), int(month or 0), int(found["day"] or 0))
    return None if found.get("sign") and day.day <= 12 and day.day != day.month else day


def _year(found: dict[str, str | None]) -> int:
    if not found.get("short"):
        return int(found["year"] or 0)
    short = int(found["short"] or 0)
    if 70 <= short < 90:
        raise ValueError("no year of a website")
    return 1900 + short if short >= 90 else 2000 + short


def _zone(offset: str | None, zone: str) -> tzinfo:
    return datetime.strptime(offset, "%z").tzinfo or UTC if offset else ZoneInfo(zone)
