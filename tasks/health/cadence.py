"""For how long nothing new came, counted in the days on which the source is expected to publish. Pure.

A day counts once it is over where the source is: neither the day of the newest release nor today does.
"""

from datetime import date, timedelta
from functools import cache

import holidays

from config.gates import WEEKDAYS, Cadence
from tasks.types.health import Silence


def silence(
    cadence: Cadence | None, cadence_days: float | None, latest: date | None, since: date, today: date
) -> Silence:
    """What is to be said of the time since the newest release, or, where there is none, since the first run.

    A release that is dated ahead is no news of tomorrow: it counts as today's.
    """
    start = min(latest or since, today)
    days = (today - start).days
    expected = expected_days(cadence, start, today) if cadence else None
    too_many = cadence is not None and expected is not None and expected > cadence.days
    too_long = cadence_days is not None and days > cadence_days
    return Silence(
        latest=latest.isoformat() if latest else None,
        days=days,
        expected=expected,
        allowed=cadence.days if cadence else None,
        allowed_days=cadence_days,
        alarm=too_many or too_long,
    )


def expected_days(cadence: Cadence, start: date, today: date) -> int:
    """How many whole days after `start` and before `today` a release was expected on."""
    between = (start + timedelta(days=one) for one in range(1, (today - start).days))
    return sum(is_expected(cadence, day) for day in between)


def is_expected(cadence: Cadence, day: date) -> bool:
    """Whether a release is expected on that day."""
    if WEEKDAYS[day.weekday()] not in cadence.weekdays:
        return False
    own = cadence.holidays
    return own is None or day not in _holidays(own.country, own.subdivision, day.year)


@cache
def _holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
