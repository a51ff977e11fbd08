import re
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

import tasks.site
from tasks.site.rendering import Site, assets, excerpt, from_folder, rendering_digest, utc
from tasks.site.strings import STRINGS
from tasks.site.wording import Wording
from tasks.types.release import Content

GERMAN, ENGLISH = (Wording(language, "Europe/Berlin") for language in ("de", "en"))
HERE = Path(next(iter(tasks.site.__path__)))
CSS = (HERE / "style.css").read_text("utf-8")


def test_assets_bear_the_digest_of_their_bytes() -> None:
    assert {path.partition("-")[0] for path in assets()} >= {"assets/browse", "assets/icon", "assets/style"}
    assert all(sha256(content).hexdigest()[:8] in path for path, content in assets().items())


def test_the_digest_of_the_rendering_tells_sites_apart() -> None:
    sites = Site(), Site("en"), Site(url="https://a.example/"), Site(time_zone="Europe/Vienna")
    assert len({rendering_digest(site) for site in sites}) == len(sites)
    assert rendering_digest(Site()) == rendering_digest(Site())


def test_the_stylesheet_asks_for_nothing() -> None:
    assert not re.search(r"url\(|@import|expression|http:", CSS.replace('[href^="http"]', ""))


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "link"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_colours_reach_wcag_aa(scheme: int, ink: str, ground: str) -> None:
    schemes = [dict(re.findall(r"--(\w+): (#\w{6});", part)) for part in re.findall(r":root \{(.*?)\}", CSS, re.S)]
    low, high = sorted(luminance(schemes[scheme][name]) for name in (ink, ground))
    assert (high + 0.05) / (low + 0.05) >= 4.5


FAMILIES = (
    *("status_", "mark_", "kind_", "evidence_", "feed_", "cause_", "event_", "by_", "lead_", "number_"),
    *("health_", "alarm_", "block_", "run_", "gate_", "verdict_", "at_"),
    *("cite_", "example_", "format_", "item_", "of_"),
)
"""Beginnings of texts that are chosen by a value."""


def test_every_text_is_used_and_every_used_text_exists() -> None:
    sources = " ".join(path.read_text("utf-8") for path in [*HERE.rglob("*.py"), *HERE.glob("templates/*")])
    used = set(re.findall(r"""(?:say|count)\(["'](\w+)["'][,)]""", sources))
    used |= {key for key in STRINGS if key.startswith(FAMILIES)}
    fields = {field.alias or name for name, field in Content.model_fields.items()}
    used |= {f"field_{name}" for name in fields - {"@context", "@type", "identifier"}}
    assert used == set(STRINGS)


def test_both_languages_fill_in_the_same_values() -> None:
    for key, texts in STRINGS.items():
        german, english = (set(re.findall(r"\{(\w+)\}", text)) for text in texts)
        assert german == english, key


@pytest.mark.parametrize(
    ("n", "german", "english"),
    [(0, "0 Meldungen", "0 releases"), (1, "1 Meldung", "1 release"), (12345, "12.345 Meldungen", "12,345 releases")],
)
def test_counts(n: int, german: str, english: str) -> None:
    assert [w.count("releases", n).replace("\xa0", " ") for w in (GERMAN, ENGLISH)] == [german, english]


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1 kB"), (1499, "1 kB"), (812_300, "812 kB"), (999_999, "1.000 kB"), (2_412_345, "2,4 MB")],
)
def test_sizes(size: int, text: str) -> None:
    assert GERMAN.size(size).replace("\xa0", " ") == text


def test_times_are_told_where_the_archive_stands() -> None:
    assert GERMAN.published("2025-12-31T23:30Z").replace("\xa0", " ") == "1. Januar 2026, 00:30 Uhr"
    assert ENGLISH.day("2025-12-31T23:30Z").replace("\xa0", " ") == "1 January 2026"
    assert GERMAN.date_of("2026-03-02").isoformat() == "2026-03-02"
    assert utc(datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == "2026-03-29T01:30:00Z"


def test_addresses_join_below_any_prefix() -> None:
    assert Site(url="https://a.example/x").address("b/c.html") == "https://a.example/x/b/c.html"
    assert Site(url="https://a.example/x/").address("b/c.html") == "https://a.example/x/b/c.html"
    assert Site().address("b/c.html") is None
    assert from_folder("../../../images/a.jpg", "2026/7/") == "../images/a.jpg"
    assert from_folder("../../../images/a.jpg", "https://a.example/x/s/2026/7/") == "https://a.example/x/images/a.jpg"


def test_excerpts_end_between_words() -> None:
    assert excerpt("Ein Satz.\n\nNoch einer.", 40) == "Ein Satz. Noch einer."
    assert excerpt("Ein Satz. Noch einer.", 16) == "Ein Satz. Noch …"
