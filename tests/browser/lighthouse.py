"""`make lighthouse`: what Lighthouse makes of start, year and release page; less than 95 in anything fails."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import typer

from infra.s3 import embedded_s3
from tests.browser.library import KINDS, make_library, web_server

LEAST = 95
PAGES = ("start", "year", "release")
_PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"


def main() -> None:
    """Make the archive, serve it, measure, print a line a page."""
    with tempfile.TemporaryDirectory(prefix="pressearchiv-") as name:
        folder = Path(name)
        (folder / "s3").mkdir()
        with embedded_s3(folder / "s3") as access:
            library = make_library(access, folder)
        with web_server(library.folder) as web:
            scores = {kind: measure(web + KINDS[kind], folder / f"{kind}.json") for kind in PAGES}
    for kind, found in scores.items():
        typer.echo(f"{kind:8} {', '.join(f'{category} {score}' for category, score in found.items())}")
    sys.exit(min(score for found in scores.values() for score in found.values()) < LEAST)


def measure(address: str, report: Path) -> dict[str, int]:
    """The page's scores by category, of 100."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is not installed: sh infra/debian.sh"
    options = ("--quiet", "--output=json", f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox")
    subprocess.run([str(_PROGRAM), address, *options], check=True, env={**os.environ, "CHROME_PATH": chromium})
    categories = json.loads(report.read_text("utf-8"))["categories"]
    return {name: round(100 * category["score"]) for name, category in categories.items()}


if __name__ == "__main__":
    main()
