"""Indexes of captures, read: CDX and CDXJ files, and what CDX servers answer. Pure.

Five forms are told apart by themselves, line by line where they are lines:

    [["timestamp","original",…],["2019…","http://…",…],[],["resume key"]]   the Internet Archive's CDX server, JSON
    {"urlkey": …, "timestamp": …, "url": …, "filename": …}                  Common Crawl's index server, JSON lines
    de,essen)/meldungen/… 20190101000000 {"url": …, "filename": …}          CDXJ
    ␣CDX N b a m s k r M S V g                                              CDX, its letters naming the columns
    de,essen)/meldungen/… 20190101000000 http://… text/html 200 …           CDX without that line: 11, 9 or 7 columns

Files may be gzipped. A line that is none of these is an error: an index read in part would pass for a whole one.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.errors import ReadingError

_LETTERS = {"a": "url", "b": "timestamp", "s": "status", "k": "digest", "S": "length", "V": "offset", "g": "filename"}
_COLUMNS = {11: "N b a m s k r M S V g", 9: "N b a m s k r V g", 7: "N b a m s k S"}
_NAMES = {"original": "url", "statuscode": "status"}
_TIME = re.compile(r"\d{4,14}")
_GOOD = frozenset({None, "200"})


@dataclass(frozen=True, slots=True)
class Row:
    """One capture as an index lists it; None where the index does not say."""

    url: str
    timestamp: str
    status: str | None = None
    digest: str | None = None
    filename: str | None = None
    offset: int | None = None
    length: int | None = None

    @property
    def is_page(self) -> bool:
        """Whether it holds what stood at the address, as far as the index says: no redirect, no error."""
        return self.status in _GOOD


@dataclass(frozen=True, slots=True)
class Rows:
    """What one file or answer lists, and where an answer that was cut off goes on."""

    rows: tuple[Row, ...]
    resume: str | None = None


def read_rows(content: bytes, name: str) -> Rows:
    """Every capture listed; `ReadingError` with the line where that is no index. `name` is for messages."""
    text = _text(content, name)
    if text.lstrip().startswith("["):
        return _read_array(text, name)
    return Rows(tuple(_read_lines(text, name)))


def _text(content: bytes, name: str) -> str:
    try:
        plain = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        return plain.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ReadingError(f"{name}: no index of captures: {' '.join(str(error).split())}") from error


def _read_array(text: str, name: str) -> Rows:
    try:
        table = json.loads(text)
    except ValueError as error:
        raise ReadingError(f"{name}: no index of captures: {error}") from error
    if not all(isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in table):
        raise ReadingError(f"{name}: no index of captures: not rows of text")
    resume = table[-1][0] if len(table) > 1 and table[-2] == [] and len(table[-1]) == 1 else None
    head, *rows = table[:-2] if resume else table or [[]]
    return Rows(tuple(_row(dict(zip(head, row, strict=False)), name) for row in rows if row), resume)


def _read_lines(text: str, name: str) -> Iterator[Row]:
    letters: Sequence[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        place = f"{name}, line {number}"
        if line.lstrip().startswith("CDX "):
            letters = line.split()[1:]
        elif line.strip() and not line.startswith("!"):
            yield _row(_fields(line, letters, place), place)


def _fields(line: str, letters: Sequence[str] | None, place: str) -> Mapping[str, Any]:
    """What one line says, by the fields' names."""
    if line.lstrip().startswith("{"):
        return _object(line, place)
    cells = line.split()
    if len(cells) > 2 and cells[2].startswith("{"):
        return {**_object(line.split(None, 2)[2], place), "timestamp": cells[1]}
    columns = letters or _COLUMNS.get(len(cells), "").split()
    if len(columns) != len(cells):
        raise ReadingError(f"{place}: no line of an index of captures")
    return {_LETTERS[letter]: cell for letter, cell in zip(columns, cells, strict=True) if letter in _LETTERS}


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ReadingError(f"{place}: no line of an index of captures: {error}") from error
    if not isinstance(found, dict):
        raise ReadingError(f"{place}: no line of an index of captures")
    return found


def _row(fields: Mapping[str, Any], place: str) -> Row:
    said = {_NAMES.get(name, name): str(value) for name, value in fields.items() if value not in (None, "-", "")}
    url, timestamp = said.get("url", ""), said.get("timestamp", "")
    if not url or not _TIME.fullmatch(timestamp):
        raise ReadingError(f"{place}: no capture: an address and a time are needed")
    return Row(
        url,
        timestamp,
        said.get("status"),
        said.get("digest"),
        said.get("filename"),
        _number(said.get("offset")),
        _number(said.get("length")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
