"""What the page for developers shows runs as it stands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tasks.site.pages.developers import LOCAL
from tests.browser.library import SOURCE, Library


def examples(library: Library) -> dict[str, str]:
    page = BeautifulSoup((library.folder / "developers.html").read_bytes(), "lxml")
    return {
        f"{number} {one['data-language']}": one.select("code")[0].get_text()
        for number, one in enumerate(page.select(".example"))
    }


def run(text: str, language: str, folder: Path) -> str:
    command = ["sh", "-e"] if language == "sh" else [sys.executable, "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, cwd=folder, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_is_one_for_each_tool(library: Library) -> None:
    assert [(name, re.findall(r"curl|urlopen|duckdb", text)[0]) for name, text in examples(library).items()] == [
        ("0 sh", "curl"),
        ("1 py", "urlopen"),
        ("2 py", "duckdb"),
    ]


@pytest.mark.parametrize(
    ("name", "says"), [("0 sh", "release.json: OK"), ("1 py", "Neue Straßenbahnen"), ("2 py", "Jonas Wieland")]
)
def test_it_runs(library: Library, web: str, tmp_path: Path, name: str, says: str) -> None:
    text = examples(library)[name]
    assert LOCAL in text
    # DuckDB fetches the extension that reads https by itself; where no network is, the same query reads a folder.
    base = f"{library.folder}/" if "duckdb" in text else web
    assert says in run(text.replace(LOCAL, base), name.split()[1], tmp_path)


def test_every_schema_is_linked(library: Library) -> None:
    page = BeautifulSoup((library.folder / "developers.html").read_bytes(), "lxml")
    linked = {str(one["href"]) for one in page.select("a[href^=schema]")}
    assert linked == {f"schema/{one.name}" for one in (library.folder / "schema").iterdir()}
    assert SOURCE in page.select(".example")[0].get_text()
