"""Printed text made comparable: NFC, plain spaces, no invisible characters; typography is left alone."""

import re
import unicodedata

# What prints nothing: soft hyphen, zero-width space, directional marks, word joiner, byte order mark, and control
# characters. The joiners U+200C and U+200D stay, since they change what is printed beside them; so do those that count
# as white space (tab, line ends, U+001C to U+001F, U+0085), to be folded.
_SILENT = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """One line of text: white space folded, invisible and control characters gone, NFC (Unicode annex 15)."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    if not line.isprintable():  # all that prints nothing is unprintable to Python too
        line = " ".join(_SILENT.sub("", text).split())
    return unicodedata.normalize("NFC", line)
