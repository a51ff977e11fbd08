"""Bytes to the text of an HTML page, without guessing.

UTF-8 is recognised by its own form, whatever a header says: text in another encoding is practically never valid
UTF-8 (RFC 3629, section 4). Otherwise the encoding that the header or the page declares must fit every byte.
"""

import codecs
import re
from dataclasses import dataclass, field

from tasks.errors import ReadingError

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Python also knows codecs that are no encodings of web pages.
_OF_PAGES = re.compile(r"utf-8|iso8859-\d+|cp\d+|koi8-[ru]|mac-roman|ascii")
_UTF_8 = re.compile(r"utf-?8", re.I)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article|div|h1|p)\b", re.I)
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text and, for who wants bytes, the same in UTF-8."""

    text: str
    encoding: str
    finding: str | None
    utf_8: bytes = field(repr=False)


def decode(content: bytes, content_type: str | None) -> Decoded:
    """The page as text; `ReadingError` where it is no HTML, or its bytes fit no encoding that is declared."""
    decoded = _decode(content, content_type)
    text = decoded.text
    if not text or text.isspace():
        raise ReadingError("empty page")
    if b"\0" in decoded.utf_8:
        raise ReadingError(f"not a text: NUL at character {text.lstrip().index(chr(0))}")
    if not _MARKUP.search(text):
        shown = " ".join(text.lstrip()[:_SHOWN].split())
        raise ReadingError(f"not HTML (sent as {content_type or 'nothing'}): it begins with {shown!r}")
    return decoded


def _decode(content: bytes, content_type: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding)
    declared = _declared(content, content_type)
    if declared and declared[0].lower().startswith("utf-16"):
        return _strict(content, declared[0])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        encodings = list(map(_known, declared))
        if not encodings or "utf-8" in encodings:
            raise ReadingError(f"invalid UTF-8 at byte {error.start}, and no other encoding declared") from error
        return _strict(content, encodings[0])
    wrong = [name for name in declared if not _UTF_8.fullmatch(name)]
    finding = f"declared as {wrong[0]}, but the bytes are UTF-8" if wrong and not text.isascii() else None
    return Decoded(text, "utf-8", finding, content)


def _declared(content: bytes, content_type: str | None) -> list[str]:
    """The encodings that header and meta element name; header first (HTML, 13.2.3.2)."""
    header = _HEADER.search(content_type or "")
    # A meta element that could be read at all does not stand in UTF-16, whatever it says (HTML, 13.2.3.3).
    meta = _META.search(content[:4096])
    names = [header[1] if header else "", meta[1].decode("ascii") if meta else ""]
    return [name for name in names if name and (name is names[0] or not name.lower().startswith("utf-16"))]


def _known(name: str) -> str:
    """The encoding that Python means by that name."""
    try:
        found = codecs.lookup(name).name
    except LookupError as error:
        raise ReadingError(f"unknown encoding {name!r} declared") from error
    if not _OF_PAGES.fullmatch(found):
        raise ReadingError(f"encoding {name!r} declared, which is none of web pages")
    # The WHATWG encoding standard reads the Latin-1 labels as windows-1252, and browsers do.
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _strict(content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        where = f"byte {error.start} does not fit" if isinstance(error, UnicodeDecodeError) else "there is none such"
        raise ReadingError(f"declared as {encoding}, but {where}") from error
    return Decoded(text, encoding, None, text.encode())
