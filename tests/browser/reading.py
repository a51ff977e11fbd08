"""Somebody who reads the archive in a browser, and what that browser did meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page

DESK, PHONE, WALL = (1280, 900), (360, 740), (2560, 1440)
_SHIFTS = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => sum += one.value))
    .observe({type: 'layout-shift', buffered: true});
  document.querySelectorAll('img').forEach(image => image.loading = 'eager');
  const shown = image => image.complete ? 0 : new Promise(done => image.onload = image.onerror = done);
  Promise.all([...document.images].map(shown))
    .then(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum))));
})"""


@dataclass
class Reader:
    """A page under a reader's eyes. `said`: console messages and errors; `asked`: every address that was asked."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def at(cls, browser: Browser, size: tuple[int, int] = DESK, **options: Any) -> Iterator["Reader"]:
        """Sit down before a screen of that size. The browser's own request for /favicon.ico is none of the page's."""
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        context.set_default_timeout(60_000)
        reader = cls(context.new_page())
        reader.page.on("console", lambda message: reader.said.append(f"{message.type}: {message.text}"))
        reader.page.on("pageerror", lambda error: reader.said.append(f"error: {error}"))
        reader.page.on("request", lambda request: reader.asked.append(request.url))
        reader.page.on("dialog", reader._dismiss)
        yield reader
        context.close()

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, address: str) -> Page:
        """Go there."""
        answer = self.page.goto(address)
        assert answer is None or answer.ok, f"{address}: {answer.status}"
        return self.page

    @property
    def hosts(self) -> set[str]:
        """Every host that was asked."""
        return {urlsplit(one).netloc for one in self.asked}

    def violations(self, *rules: str) -> list[str]:
        """What axe-core finds wrong with the page, one line a rule; `rules`: of these alone."""
        options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
        self.page.evaluate(_axe())
        found = self.page.evaluate("async options => (await axe.run(options)).violations", options)
        return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]

    def shift(self) -> float:
        """How much the layout moved while the page and all its pictures loaded (CLS)."""
        return float(self.page.evaluate(_SHIFTS))

    def is_within(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
