"""Saved pages and how they read now."""

import json
from dataclasses import dataclass
from email import message_from_string
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from config.load import load_source
from config.source import Source
from tasks.errors import ReadingError
from tasks.normalise import normalise
from tasks.parse.page import read_page

HERE = Path(__file__).parent
PAGES = HERE / "pages"
EXPECTED = HERE / "expected"

source_of = cache(load_source)


@dataclass(frozen=True)
class Saved:
    """One page as the site sent it."""

    name: str
    source_id: str
    id: str
    path: str
    content_type: str
    content: bytes

    @property
    def source(self) -> Source:
        return source_of(self.source_id)

    @property
    def url(self) -> str:
        return urljoin(self.source.base_url, self.path)

    @property
    def expected(self) -> Path:
        return EXPECTED / f"{self.name}.json"

    @property
    def proposed(self) -> Path:
        """Where a reading that differs waits for its review."""
        return EXPECTED / f"{self.name}.json.new"


def saved_pages() -> tuple[Saved, ...]:
    """All of them, by name."""
    return tuple(map(_saved, sorted(PAGES.glob("*.html"))))


def _saved(file: Path) -> Saved:
    source_id, id_ = file.stem.split("-")[:2]
    headers = file.with_suffix(".headers")
    said = message_from_string(headers.read_text("utf-8") if headers.exists() else "")
    return Saved(
        name=file.stem,
        source_id=source_id,
        id=id_,
        path=said.get("Content-Location", f"/meldungen/pressemeldung_{id_}.de.html"),
        content_type=said.get("Content-Type", "text/html; charset=utf-8"),
        content=file.read_bytes(),
    )


def read_saved(page: Saved) -> dict[str, Any]:
    """What the page reads as, without its media, or why it is set aside."""
    try:
        reading = read_page(page.content, page.content_type, page.url, page.source)
    except ReadingError as error:
        return {"setAside": str(error)}
    return {
        "template": reading.template,
        "rules": dict(reading.rules),
        "findings": list(reading.findings),
        "pictures": [list(figure.urls) for figure in reading.figures],
        "content": normalise(reading, page.id, page.url, {}, page.source).to_json(),
    }


def encode(reading: dict[str, Any]) -> str:
    """That reading as it is kept."""
    return json.dumps(reading, ensure_ascii=False, indent=1) + "\n"
