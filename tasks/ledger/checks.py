"""Checks in compact form: when each one was, how it ended, and which state of the page it saw. Pure.

A ledger keeps every check of every release, some 6 bytes for each. In order of time, each once, a check is a letter
for its outcome and, in base 36, the seconds since the check before it (the first: since 1970-01-01T00:00:00Z). Where a
check saw another state of the page than the check before it that saw the page, a colon and the first 12 digits of the
page's SHA-256 follow:

    Rtei680:3f1c0a9be27dUgo0Ugo0Mgo0      read, unchanged twice, missing; six hours apart each

Among them stand the times at which others saw the page (`W`, witnessed): those are no checks of ours.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from tasks.types.ledger import PRESENT, SIGHTED, Seen

# In this order within one second: our own word counts after others', and of two answers the one that shows the page.
_LETTERS: dict[Seen, str] = {
    "witnessed": "W",
    "failed": "F",
    "missing": "M",
    "gone": "G",
    "unchanged": "U",
    "set_aside": "A",
    "read": "R",
}
_OUTCOMES = {letter: outcome for outcome, letter in _LETTERS.items()}
_ORDER = {outcome: place for place, outcome in enumerate(_LETTERS)}
_CHECK = re.compile(r"([WFMGUAR])([0-9a-z]+)(?::([0-9a-f]{12}))?")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Check(NamedTuple):
    """One check. `page`: the first digits of the content's SHA-256, None where it saw no page or it is not known."""

    at: datetime
    outcome: Seen
    page: str | None = None

    @property
    def is_present(self) -> bool:
        """Whether this archive saw the page."""
        return self.outcome in PRESENT

    @property
    def is_sighting(self) -> bool:
        """Whether anyone saw the page."""
        return self.outcome in SIGHTED

    @property
    def is_ours(self) -> bool:
        """Whether this archive asked."""
        return self.outcome != "witnessed"

    @property
    def is_answered(self) -> bool:
        """Whether the site said anything about the release."""
        return self.outcome not in ("failed", "witnessed")


def check(at: datetime, outcome: Seen, page: str | None) -> Check:
    """A check as it is kept: whole seconds, the page's short digest."""
    seen = page[:12] if page and outcome in SIGHTED else None
    return Check(at.astimezone(UTC).replace(microsecond=0), outcome, seen)


def encode(checks: Iterable[Check]) -> str:
    """These checks in compact form, in whatever order they come."""
    ordered = sorted(set(checks), key=lambda one: (one.at, _ORDER[one.outcome], one.page or ""))
    written, page, before = [], None, 0
    for one in ordered:
        seconds = int(one.at.timestamp())
        written.append(_LETTERS[one.outcome] + _base36(seconds - before))
        if one.page and one.page != page:
            written.append(f":{one.page}")
            page = one.page
        before = seconds
    return "".join(written)


def decode(text: str) -> tuple[Check, ...]:
    """The checks of that text, in order of time."""
    checks, page, seconds = [], None, 0
    for letter, delta, changed in _CHECK.findall(text):
        outcome = _OUTCOMES[letter]
        seconds += int(delta, 36)
        page = changed or page
        checks.append(Check(datetime.fromtimestamp(seconds, UTC), outcome, page if outcome in SIGHTED else None))
    return tuple(checks)


def merge(one: str, other: str) -> str:
    """All checks of both."""
    if not one or not other or one == other:
        return one or other
    return encode((*decode(one), *decode(other)))


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
