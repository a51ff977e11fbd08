"""`make pictures`: the pictures in the README, of the bundled city's archive as a reader sees it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from playwright.sync_api import Page, ViewportSize, sync_playwright

from infra.s3 import embedded_s3
from tests.browser.library import EDITED, KINDS, SOURCE, make_library, web_server

_ROOT = Path(__file__).parents[2]
_SHOTS = (
    ("release", "preview.jpg", f"{SOURCE}/2026/1588914/index.html", (1000, 1280), "light"),
    ("start", "preview-start.jpg", KINDS["start"], (1000, 820), "light"),
    ("wall", "preview-wall.jpg", KINDS["pictures"], (1000, 820), "light"),
    ("compared", "preview-compared.jpg", f"{SOURCE}/2025/{EDITED}/changes.html", (1000, 820), "dark"),
    ("phone", "preview-phone.jpg", f"{SOURCE}/2026/1588914/index.html", (390, 820), "dark"),
)


def main() -> None:
    """Make the archive of the whole city, serve it, and take each picture."""
    with tempfile.TemporaryDirectory(prefix="pressearchiv-") as name:
        folder = Path(name)
        (folder / "s3").mkdir()
        with embedded_s3(folder / "s3") as access:
            library = make_library(access, folder, ids=None)
        with web_server(library.folder) as web:
            for _, file, path, size, scheme in _SHOTS:
                with _page(size, scheme) as page:
                    page.goto(web + path, wait_until="networkidle")
                    page.screenshot(path=str(_ROOT / "infra" / file), type="jpeg", quality=82)
                    typer.echo(f"infra/{file}")


@contextmanager
def _page(size: tuple[int, int], scheme: str) -> Iterator[Page]:
    chromium = shutil.which("chromium")
    assert chromium, "chromium is not installed: sh infra/debian.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = ViewportSize(width=size[0], height=size[1])
        yield browser.new_page(viewport=view, color_scheme="dark" if scheme == "dark" else "light")
        browser.close()


if __name__ == "__main__":
    main()
