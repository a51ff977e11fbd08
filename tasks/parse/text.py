"""Printed text made comparable: NFC, plain spaces, no invisible characters; typography is left alone."""

import re
import unicodedata

# Soft hyphen, zero-width characters, bidirectional marks, byte order mark: they print nothing.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def clean(text: str) -> str:
    """One line of text: white space folded, invisible and control characters gone, NFC (Unicode annex 15)."""
    visible = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", visible).split())
