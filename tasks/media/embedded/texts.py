"""Bytes to text where the character set is not sure, and text to a value, or to none.

Character sets, first that fits: strict UTF-8 (where it is declared, a last letter that the field's length cut in two
is dropped); Mac OS Roman if a byte has no meaning in Windows-1252 or none that fits where it stands; Windows-1252,
which holds ISO 8859-1's letters. Between the last two the values of a block decide together: one program wrote them.
"""

import codecs
import re
from collections.abc import Sequence

from tasks.parse.text import clean

_LONGEST = 2_000

# Not in Windows-1252; there `Ÿ` behind a letter, `Š` within a word, `§` behind a small letter, `€` and `†` before one,
# as no word is written. In Mac OS Roman they are ü, ä, ß, Ä, Ü.
_ONLY_MAC = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d]|[A-Za-z]\x9f|[A-Za-z]\x8a[a-z]|[a-z][\x8a\xa7]|[\x80\x86][a-z]",
)

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
    texts = [_utf8(value, may_be_cut=utf8) for value in values]
    others = [value for value, text in zip(values, texts, strict=True) if text is None]
    legacy = "mac_roman" if any(map(_ONLY_MAC.search, others)) else "cp1252"
    return [value.decode(legacy) if text is None else text for value, text in zip(values, texts, strict=True)]


def _utf8(value: bytes, *, may_be_cut: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(value, final=not may_be_cut)
    except UnicodeDecodeError:
        return None


def settle(text: str) -> str | None:
    """That text cleaned and bounded, or None where it says nothing: blank, signs only, boilerplate."""
    value = clean(text[: 4 * _LONGEST])[:_LONGEST].rstrip()
    plain = value.casefold()
    says_nothing = plain in BOILERPLATE or _CAMERA.fullmatch(plain) or not any(map(str.isalnum, plain))
    return None if says_nothing else value
