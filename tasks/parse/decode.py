"""Bytes to text, without guessing.

UTF-8 is recognised by its own form, whatever a header says: text in another encoding is practically never valid
UTF-8 (RFC 3629, section 4). Otherwise the encoding that the page or its header declares must fit every byte.
"""

import codecs
import re
from dataclasses import dataclass

from tasks.errors import ReadingError

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})""", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    finding: str | None


def decode(content: bytes, content_type: str | None) -> Decoded:
    """The page as text; `ReadingError` where the bytes fit no encoding that the page declares."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return Decoded(_strict(content[len(mark) :], encoding), encoding, None)
    declared = _declared(content, content_type)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if not declared or "utf-8" in declared:
            raise ReadingError(f"invalid UTF-8 at byte {error.start}, and no other encoding declared") from error
        return Decoded(_strict(content, declared[0]), declared[0], None)
    wrong = [name for name in declared if name != "utf-8"]
    finding = f"declared as {wrong[0]}, but the bytes are UTF-8" if wrong and not text.isascii() else None
    return Decoded(text, "utf-8", finding)


def _declared(content: bytes, content_type: str | None) -> list[str]:
    """The encodings that header and meta element name, as Python names them; header first (HTML, 13.2.3.2)."""
    header = _HEADER.search(content_type or "")
    meta = _META.search(content[:4096])
    names = [header[1] if header else None, meta[1].decode("ascii") if meta else None]
    return [_known(name) for name in names if name]


def _known(name: str) -> str:
    # The WHATWG encoding standard reads the Latin-1 labels as windows-1252, and browsers do.
    try:
        found = codecs.lookup(name).name
    except LookupError as error:
        raise ReadingError(f"unknown encoding {name!r} declared") from error
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(f"declared as {encoding}, but byte {error.start} does not fit") from error
