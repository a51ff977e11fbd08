"""Printed text made comparable: NFC, plain spaces, no invisible characters; typography is left alone."""

import re
import unicodedata

# Soft hyphen, zero-width space, directional marks, word joiner, byte order mark: they print nothing. The joiners
# U+200C and U+200D stay, since they change what is printed beside them.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Those that count as white space (tab, line ends, U+001C to U+001F, U+0085) are folded instead.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """One line of text: white space folded, invisible and control characters gone, NFC (Unicode annex 15)."""
    visible = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", visible).split())
