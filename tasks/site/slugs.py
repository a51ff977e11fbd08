"""File names for people's and organisations' names: readable, safe in any file system and address, never shared. Pure.

A slug follows from its name alone, so it is the same whatever else is archived, and it never changes. A name that can
be told from its slug (`Jette Vollrath`, `jette-vollrath`) bears it bare; every other name's slug ends in a digest, so
no two names meet. What bears no name stands under `_`, with which no slug begins.
"""

import hashlib
import re
import unicodedata

UNNAMED = "_"
_PLAIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "&": " und "}
)
_LONGEST = 48


def slug(name: str | None) -> str:
    """The file name of that name; None: of what bears none."""
    if name is None:
        return UNNAMED
    spelt = unicodedata.normalize("NFC", name).lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST:
        return stem
    return f"{stem or 'n'}-{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:8]}"
