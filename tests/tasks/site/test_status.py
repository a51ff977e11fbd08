"""The page that says how the sources fare, in both languages."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from config.gates import FieldShares, Gates
from tasks.health.gates import Tally, measure
from tasks.site.pages.status import status_page
from tasks.site.rendering import Site
from tasks.site.status_words import STATUS_STRINGS
from tasks.types.health import RunRecord, Shown, Silence, SourceHealth, Status

AT = datetime(2026, 5, 27, 9, 30, tzinfo=UTC)
FIELDS = FieldShares.model_validate(dict.fromkeys(FieldShares.model_fields, 0.5))
EVERY = Gates.model_validate(
    {"aside_share": 0.5, "maximum": 9, "new": {"minimum": 1, "maximum": 9}, "fields": FIELDS, "credited_share": 0.5}
)
RUN = RunRecord(started=AT, finished=AT, ending="failed", summary="town: 3 releases", failures=("a <b> & c",))
TOWN = SourceHealth(
    id="town",
    name="Stadt Musterstadt",
    since=AT,
    last=RUN.model_copy(update={"blocks": ("captcha",)}),
    gates=measure(Tally(3, 2, 3, 1, 0, 1, (Shown(),) * 20), EVERY),
    silence=Silence(latest="2026-05-20", days=7, expected=4, allowed=2, alarm=True),
    alarms=("failed", "blocked", "silent"),
)


def text(page: str) -> str:
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").replace("\xa0", " ").split())


def test_a_source_in_trouble_says_so_in_words() -> None:
    page = status_page(Status(generated=AT, sources=(TOWN,)), Site())
    said = text(page)
    for words in (
        "Der letzte Lauf ist gescheitert",
        "lässt das Archiv nicht ein. Sie stellt ein Rätsel",
        "Letzter guter Lauf noch keiner",
        "20. Mai 2026, vor 7 Tagen",
        "seither 4 Tage, an denen eine zu erwarten war, höchstens 2 sind unbedenklich",
        "33 % (1 von 3) höchstens 20 % nicht bestanden",
    ):
        assert words in said
    assert "a &lt;b&gt; &amp; c" in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_gate_and_alarm_has_words(language: str) -> None:
    page = status_page(Status(generated=AT, sources=(TOWN,)), Site(language))
    soup = BeautifulSoup(page, "html.parser")
    assert len(soup.select("tbody tr")) == len(TOWN.gates) == 15
    assert all(row.select_one("th[scope=row]") for row in soup.select("tbody tr"))


def test_before_any_run_there_is_a_page_too() -> None:
    assert "No source has been asked yet." in text(status_page(Status(), Site("en")))


def test_every_word_is_there_in_both_languages() -> None:
    assert all(german and english for german, english in STATUS_STRINGS.values())
