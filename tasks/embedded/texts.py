"""Bytes to text where the character set is not sure, and text to a value, or to none.

Character sets, first that fits: UTF-8 if declared (a sequence that the field's length cut off is dropped); strict
UTF-8; Mac OS Roman if a byte has no meaning in Windows-1252 or none that fits where it stands; Windows-1252, which
holds ISO 8859-1's letters. The values of one block are decided together, since one program wrote them.
"""

import codecs
import re
from collections.abc import Sequence

from tasks.parse.text import clean

_LONGEST = 2_000

# Not in Windows-1252; `Š`, `Ÿ`, `§` behind a small letter; `€`, `†` before one. In Mac OS Roman they are ä, ü, ß, Ä, Ü.
_ONLY_MAC = re.compile(rb"[\x81\x8d\x8f\x90\x9d]|(?<=[a-z])[\x8a\x9f\xa7]|[\x80\x86](?=[a-z])")

# What cameras, phones and programs write where nobody wrote anything. Casefolded, whole values.
BOILERPLATE = frozenset(
    {
        *("sony dsc", "picasa", "samsung", "samsung camera pictures", "hellomoto", "my beautiful picture"),
        *("processed with vsco", "exif_jpeg_picture", "applemark", "screenshot", "untitled", "ohne titel"),
        *("default", "x-default", "null", "none", "undefined", "n/a", "na", "unknown", "unbekannt"),
        *("author", "artist", "photographer", "fotograf", "copyright", "(c)", "your name"),
    }
)
_CAMERA = re.compile(r"(?:[\w-]+ ){0,2}digital (?:still |game )?camera")


def decode(values: Sequence[bytes], *, utf8: bool = False) -> list[str]:
    """The values of one block as text. `utf8` says that the block declares itself as UTF-8."""
    try:
        if utf8:
            return [codecs.getincrementaldecoder("utf-8")().decode(value) for value in values]
        return [value.decode() for value in values]
    except UnicodeDecodeError:
        legacy = "mac_roman" if any(map(_ONLY_MAC.search, values)) else "cp1252"
        return [value.decode(legacy) for value in values]


def settle(text: str) -> str | None:
    """That text cleaned and bounded, or None where it says nothing: blank, signs only, boilerplate."""
    value = clean(text[: 4 * _LONGEST])[:_LONGEST].rstrip()
    plain = value.casefold()
    says_nothing = plain in BOILERPLATE or _CAMERA.fullmatch(plain) or not any(map(str.isalnum, plain))
    return None if says_nothing else value
