"""Dates, numbers, sizes and counts as a reader of the site's language writes them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tasks.site.strings import LANGUAGES, STRINGS

_MEDIA_TYPES = {
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.ms-excel": "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.ms-powerpoint": "PowerPoint",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "image/avif": "AVIF",
    "image/tiff": "TIFF",
    "image/svg+xml": "SVG",
}
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Wording:
    """One language and one time zone to speak in."""

    language: str
    time_zone: str

    def say(self, key: str, **values: object) -> str:
        """The catalogue's text of that key."""
        return STRINGS[key][LANGUAGES.index(self.language)].format(**values)

    def count(self, key: str, n: int) -> str:
        """So many of that: `1 Meldung`, `1.234 Meldungen`."""
        one, _, many = STRINGS[key][LANGUAGES.index(self.language)].partition("|")
        return (one if n == 1 or not many else many).format(n=self.number(n)).replace(" ", _NO_BREAK)

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", self.say("digit_groups"))

    def size(self, size: int) -> str:
        """Bytes in decimal units: `812 kB`, `2,4 MB`."""
        if size < 1_000_000:
            return f"{self.number(max(1, round(size / 1000)))}{_NO_BREAK}kB"
        return f"{size / 1_000_000:.1f}".replace(".", self.say("decimal_point")) + f"{_NO_BREAK}MB"

    def media_type(self, name: str) -> str:
        """The short name of a media type; an unknown one as it is."""
        return _MEDIA_TYPES.get(name, name)

    def date_of(self, published: str) -> date:
        """The calendar day, where the archive stands, of a date or a time in UTC."""
        return self.local(published).date() if "T" in published else date.fromisoformat(published)

    def local(self, published: str) -> datetime:
        """That date (its first moment) or time, where the archive stands."""
        zone = ZoneInfo(self.time_zone)
        at = datetime.fromisoformat(published)
        return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)

    def published(self, published: str) -> str:
        """`27. Mai 2026`, and the time where the page gave one."""
        return self.moment(self.local(published)) if "T" in published else self.day(published)

    def day(self, published: str) -> str:
        return self._day(self.date_of(published))

    def moment(self, at: datetime) -> str:
        """`27. Mai 2026, 11:30 Uhr`."""
        local = at.astimezone(ZoneInfo(self.time_zone))
        return self.say("moment", day=self._day(local.date()), time=f"{local:%H:%M}").replace(" Uhr", f"{_NO_BREAK}Uhr")

    def local_day(self, at: datetime) -> date:
        """The calendar day of a moment, where the archive stands."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    def day_of_year(self, day: str) -> str:
        """`27. Mai`, of `05-27`."""
        month, number = map(int, day.split("-"))
        return self.say("day_of_year", day=number, month=self.month(month)).replace(" ", _NO_BREAK)

    def month(self, number: int) -> str:
        return self.say("month_names").split()[number - 1]

    def _day(self, day: date) -> str:
        text = self.say("day", day=day.day, month=self.month(day.month), year=day.year)
        return text.replace(" ", _NO_BREAK)
