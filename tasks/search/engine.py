"""Pagefind, asked by its own service protocol: one request, one answer, each JSON in base64 with a comma behind it.

One at a time and in order, so that the same records give the same bytes; its Python client sends all at once and waits
a tenth of a second for each.
"""

import base64
import gzip
import json
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pagefind.service import get_executable

from tasks.errors import RunError
from tasks.search.records import LANGUAGE, Record

Files = dict[str, bytes]
"""Files of a bundle or of the engine, by path within it."""

ENTRY = "pagefind-entry.json"
_SIGNATURE = b"pagefind_dcd"
_OF_INDEX = (".pf_fragment", ".pf_index", ".pf_meta")
_SCRIPT, _PROGRAM = "pagefind.js", f"wasm.{LANGUAGE}.pagefind"
_KEPT = (*_OF_INDEX, _SCRIPT, _PROGRAM, ENTRY)
_PIECE = 1 << 20
_NOTHING = "0"
"""What the index of nothing holds, since Pagefind writes none that is empty: no release is behind it."""


def pagefind_version() -> str:
    """Names the engine: another version writes, and wants, other bundles."""
    return version("pagefind")


@lru_cache(maxsize=4)
def index_files(records: tuple[Record, ...]) -> Mapping[str, bytes]:
    """The index of these records; of none of them, none. The entry, which names the others, comes last.

    The last ones are remembered: a publication that was overtaken does the same once more.
    """
    made = _index(records)
    files = {path: body for path, body in sorted(made.items()) if path.endswith(_OF_INDEX)}
    return {**files, ENTRY: made[ENTRY]} if files else {}


@cache
def engine_files() -> Mapping[str, bytes]:
    """What runs in the browser, with an index of nothing into which years are merged."""
    made = _index([Record("", _NOTHING, "")])
    return {path: body for path, body in sorted(made.items()) if not path.endswith(".pf_fragment")}


def fragment_path(fragment: bytes) -> str:
    """The path of the release that a fragment is of."""
    return str(json.loads(gzip.decompress(fragment).removeprefix(_SIGNATURE))["url"])


def _index(records: Sequence[Record]) -> Files:
    program = get_executable()
    if program is None:
        raise RunError("pagefind: the program is not installed; run `make install`")
    try:
        answer = _asked(program, records)
    except BrokenPipeError as error:
        raise RunError("pagefind: ended before it was asked for everything") from error
    made = {one["path"]: base64.b64decode(one["content"]) for one in answer["files"]}
    pages = sum(each["page_count"] for each in json.loads(made[ENTRY])["languages"].values())
    if not pages == sum(path.endswith(".pf_fragment") for path in made) == len(records):
        raise RunError(f"pagefind: made an index of {pages} pages from {len(records)} releases")
    return {path: body for path, body in made.items() if path.endswith(_KEPT)}


def _asked(program: Path, records: Sequence[Record]) -> dict[str, Any]:
    pipe = subprocess.PIPE
    with subprocess.Popen([program, "--service"], stdin=pipe, stdout=pipe) as process:  # noqa: S603 - ours
        assert process.stdin
        assert process.stdout
        service = _Service(process.stdin, process.stdout)
        service.ask("NewIndex", config={"force_language": LANGUAGE, "keep_index_url": True})
        for record in records:
            service.ask("AddRecord", index_id=0, **record.request())
        # Asked to write files, it answers before all of them are on the disk, and some never are.
        return service.ask("GetFiles", index_id=0)


class _Service:
    """A running Pagefind. It ends when nobody can ask it any more."""

    def __init__(self, questions: IO[bytes], answers: IO[bytes]) -> None:
        self._questions = questions
        self._answers = answers
        self._asked = 0

    def ask(self, kind: str, **values: Any) -> dict[str, Any]:
        """The answer to one request."""
        self._asked += 1
        message = {"message_id": self._asked, "payload": {"type": kind, **values}}
        self._questions.write(base64.b64encode(json.dumps(message).encode()) + b",")
        self._questions.flush()
        payload: dict[str, Any] = json.loads(base64.b64decode(self._answer(kind)))["payload"]
        if payload["type"] == "Error":
            raise RunError(f"pagefind: {kind}: {payload['message']}")
        return payload

    def _answer(self, kind: str) -> bytes:
        said = bytearray()
        while not said.endswith(b","):
            piece = self._answers.read1(_PIECE)  # type: ignore[attr-defined]
            if not piece:
                raise RunError(f"pagefind: ended without an answer to {kind}")
            said += piece
        return bytes(said[:-1])
