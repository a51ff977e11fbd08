"""Reading the largest archive that `growth` made: what a browser fetches to start and to search, and how long it takes.

Debian's Chromium, nothing kept from before, at the embedded S3 server. Bytes are those on the wire, headers aside, as
Chromium's own account has them.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from config.settings import read_settings
from tests.bench.home import FOLDER, installation, keep
from tests.bench.target import Target

_CHROMIUM = "/usr/bin/chromium"
WORDS = {
    "a common word": "Musterstadt",
    "two words": "Bürgermeisterin Rathaus",
    "a word that stands nowhere": "Qwxyzblatt",
}


def searching() -> str:
    """Measure it; what to print."""
    growth = json.loads((FOLDER / "growth.json").read_text())
    size = max(growth["sizes"], key=int)
    with installation():
        base = f"{read_settings().s3_endpoint_url}/archive-{size}/public/"
        with sync_playwright() as playwright, _chromium(playwright) as browser:
            measured = {"start page": _opened(browser, f"{base}index.html")}
            for name, words in WORDS.items():
                measured[name] = _searched(browser, f"{base}search/index.html", words)
    targets = tuple(_targets(measured))
    keep(
        "searching", {"releases": int(size), **measured, "targets": [{**vars(one), "met": one.met} for one in targets]}
    )
    lines = (
        f"{name:28}{one['bytes'] / 1000:8.0f} kB{one['requests']:6} requests{one['seconds']:8.2f} s"
        for name, one in measured.items()
    )
    return "\n".join((f"an archive of {size} releases", *lines, *map(str, targets))) + "\n"


def _targets(measured: dict[str, dict[str, Any]]) -> Iterator[Target]:
    for name in WORDS:
        yield Target(f"{name}: kilobytes to the first result", measured[name]["bytes"] / 1000, 300, at_least=False)
    yield Target("start page: kilobytes", measured["start page"]["bytes"] / 1000, 100, at_least=False)


@contextmanager
def _chromium(playwright: Any) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
    yield browser
    browser.close()


@contextmanager
def _page(browser: Browser) -> Iterator[tuple[Page, list[float]]]:
    """A new reader's page; what each answer weighed."""
    context = browser.new_context()
    page, weights = context.new_page(), list[float]()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    yield page, weights
    context.close()


def _opened(browser: Browser, address: str) -> dict[str, Any]:
    with _page(browser) as (page, weights):
        start = time.perf_counter()
        page.goto(address, wait_until="load")
        return _figures(weights, time.perf_counter() - start)


def _searched(browser: Browser, address: str, words: str) -> dict[str, Any]:
    """From the search page's address to the first result, or to the word that there is none."""
    with _page(browser) as (page, weights):
        start = time.perf_counter()
        page.goto(address)
        page.get_by_label("Suchwörter").fill(words)
        page.get_by_label("Suchwörter").press("Enter")
        page.wait_for_selector("#results[aria-busy=false]", state="attached", timeout=120_000)
        found = page.locator("#results .title").count()
        return {**_figures(weights, time.perf_counter() - start), "found": found}


def _figures(weights: list[float], seconds: float) -> dict[str, Any]:
    return {"bytes": round(sum(weights)), "requests": len(weights), "seconds": seconds}
