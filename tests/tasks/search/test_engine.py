"""Pagefind as it answers, and where it does not."""

import json
from pathlib import Path

import pytest

from tasks.errors import RunError
from tasks.search.engine import ENTRY, fragment_path, index_files
from tasks.search.records import Record


def test_an_index_holds_every_record() -> None:
    records = tuple(Record(f"a/2026/{n}/index.html", f"Wort {n}", "Titel") for n in range(30))
    files = index_files(records)
    assert json.loads(files[ENTRY])["languages"]["de"]["page_count"] == 30
    found = {fragment_path(body) for path, body in files.items() if path.endswith(".pf_fragment")}
    assert found == {one.path for one in records}


def test_a_program_that_does_not_answer_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(RunError, match="pagefind: ended"):
        index_files((Record("", "Wort " * 100_000, ""),))
