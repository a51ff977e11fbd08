"""The golden pages brought to the size of the real site's: the same release among a real page's furniture.

The real page is about 260 kB, mostly navigation. The furniture (`furniture/*.html`) is the same on every page and
stands where a site has it: style and script in the head; cookie layer, search and menus on top; a trail of links,
teasers and links beside the text; a footer and scripts below. Nothing of it belongs to the release, so what is true of
the small page is true of the large one.
"""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.city.model import TOPICS
from tests.golden.saved import Saved, saved_pages

_WORDS = {
    "topics": TOPICS,
    "areas": (
        "Anmeldung und Abmeldung", "Bauen und Wohnen", "Beratung vor Ort", "Ehrenamt", "Familie und Kinder",
        "Karten und Pläne", "Nachbarschaft", "Veranstaltungen",
    ),
    "leaves": (
        "Ansprechpersonen", "Anträge und Formulare", "Gebühren", "Häufige Fragen", "Öffnungszeiten", "Termine",
    ),
    "services": (
        "Anmeldung", "Barrierefreiheit", "Kartendienst", "Reichweitenmessung", "Videos", "Vorlesen", "Wetterdienst",
    ),
    "teasers": (
        "Neue Bänke für den Stadtpark", "Bücherflohmarkt im Kulturforum", "Baumpflanzung in Niederwenge",
        "Schwimmkurse in den Ferien", "Brückenprüfung am Wochenende",
    ),
}  # fmt: skip
_PLACES = {
    "head": rb"(?=</head>)",
    "top": rb"<body\b[^>]*>",
    "trail": rb'<div id="breadcrumbContent">',
    "beside": rb'<div id="contentRechts">|(?=</body>)',
    "bottom": rb"(?=</body>)",
}
"""Behind what each piece of furniture stands."""
_WITH_TEASERS = ("essen", "sample")
"""Whose pages have teasers beside a release; nothing of the kind is known of the other cities' frames."""


def measured_pages() -> tuple[Saved, ...]:
    """The golden pages that read; what a page must be set aside for says nothing about the others."""
    return tuple(page for page in saved_pages() if "setAside" not in json.loads(page.expected.read_text("utf-8")))


def enlarge(page: Saved) -> Saved:
    """That page in its full size; a place that it lacks stays unfurnished."""
    content, encoding = page.content, _encoding(page.content)
    for name, behind in _PLACES.items():
        if name == "beside" and page.source_id not in _WITH_TEASERS:
            continue
        if found := re.search(behind, content):
            content = content[: found.end()] + b"\n" + _furniture(name, encoding) + content[found.end() :]
    return replace(page, content=content)


def _encoding(content: bytes) -> str:
    """Text in another encoding is practically never valid UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


@cache
def _furniture(name: str, encoding: str) -> bytes:
    """A piece of furniture as a page in that encoding has it."""
    folder = FileSystemLoader(Path(__file__).parent / "furniture")
    templates = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return templates.get_template(f"{name}.html").render(_WORDS).encode(encoding)
