"""Which objects' turn it is today. Pure."""

import hashlib
from datetime import date

DAYS = 30
"""In how many days every object is read once."""


def is_due(key: str, day: date, days: int = DAYS) -> bool:
    """Whether that object's bytes are read on that day: on one of every so many days, spread by the key's digest."""
    turn = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    return turn % days == day.toordinal() % days
