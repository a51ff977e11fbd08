"""What changed stands side by side, marked word by word, and nothing that changed is left out."""

from typing import Any

from bs4 import BeautifulSoup, Tag

from tasks.publish.diff import list_diff, text_diff
from tasks.site.pages.compared import compared_page, passages
from tasks.site.rendering import Site
from tasks.types.changes import Changes, Step, ValueChange
from tests.tasks.site.samples import NOW, PHOTO, PLAN, RELEASE, SOURCE, release

BEFORE = "Das Fest beginnt um zehn Uhr.\n\nEs gibt Musik.\n\nDer Eintritt ist frei."
AFTER = "Das Fest beginnt um elf Uhr.\n\nEs gibt Musik.\n\nDer Eintritt ist frei.\n\nHunde dürfen mit."


def step(*fields: str, **more: Any) -> Step:
    return Step(**{"previous": 1, "version": 2, "at": NOW, "cause": "edited", "fields": fields, **more})


def read(one: Step, site: Site | None = None) -> Tag:
    changes = Changes(identifier=RELEASE.identifier, steps=(one,))
    html = compared_page(changes, RELEASE, SOURCE.name, 2026, site or Site(), text_diff)
    return BeautifulSoup(html, "lxml").select("main")[0]


def said(tags: Any) -> list[str]:
    return [" ".join(tag.get_text(" ").split()) for tag in tags]


def test_paragraphs_that_belong_together_stand_side_by_side() -> None:
    page = read(step("articleBody", "body", text=text_diff(BEFORE, AFTER)))
    assert said(page.select("h3")) == ["Text"]
    assert said(page.select(".pair")) == [
        "Fassung 1 Das Fest beginnt um zehn Uhr. Fassung 2 Das Fest beginnt um elf Uhr.",
        "Fassung 1 nicht vorhanden Fassung 2 Hunde dürfen mit.",
    ]
    assert said(page.select("del")) == ["zehn"]
    assert said(page.select("ins")) == ["elf", "Hunde dürfen mit."]
    assert said(page.select("details summary")) == ["2 Absätze unverändert"]
    assert said(page.select("details p")) == ["Es gibt Musik.", "Der Eintritt ist frei."]


def test_both_sides_read_as_their_versions() -> None:
    pairs = [pair for passage in passages(text_diff(BEFORE, AFTER)) for pair in passage.pairs]
    for side, text in (("before", BEFORE), ("after", AFTER)):
        paragraphs = ["".join(run.text for run in getattr(pair, side)) for pair in pairs]
        assert "\n\n".join(filter(None, (one.strip("\n") for one in paragraphs))) == text


def test_short_fields_are_compared_by_word() -> None:
    page = read(
        step(
            "headline",
            "datePublished",
            "publisher",
            values={
                "headline": ValueChange(before="Ein Zelt", after="Zwei Zelte am Markt"),
                "datePublished": ValueChange(before="2026-05-27", after="2026-05-28"),
                "publisher": ValueChange(after={"@type": "Organization", "name": "Amt", "telephone": "123"}),
            },
        )
    )
    assert said(page.select("h3")) == ["Überschrift", "Datum", "Herausgeber"]
    assert said(page.select(".pair"))[1:] == [
        "Fassung 1 27 . Mai 2026 Fassung 2 28 . Mai 2026",
        "Fassung 1 nicht vorhanden Fassung 2 Amt 123",
    ]


def test_pictures_that_came_went_and_changed_are_told_apart() -> None:
    changed = PHOTO.model_copy(update={"credit_text": "Jette Vollrath", "credit_evidence": "overlay"})
    before, after = ([one.to_json() for one in each] for each in ((PHOTO, PLAN), (changed,)))
    items = list_diff(before, after, lambda item: str(item["sha256"]))
    page = read(step("image", items={"image": items}))
    assert sorted(said(page.select("h3"))) == ["Bilder: Geändert", "Bilder: Weggefallen"]
    assert "In den Daten auch anders: creditEvidence" in said(page.select(".absent"))
    assert any("Nachweis: Büro Kranich + Partner" in pair for pair in said(page.select(".pair")))
    assert said(page.select(".pair del"))[0] == ", Stadt Musterstadt"


def test_a_new_reading_of_the_same_words_says_so() -> None:
    page = read(step("body", cause="reparsed", values={"body": ValueChange(before=[], after=[])}))
    assert said(page.select("section > .absent")) == ["Die Gliederung ist anders gelesen, der Wortlaut ist derselbe."]
    assert not page.select(".pair")


def test_a_change_of_nothing_but_a_break_is_seen() -> None:
    page = read(step("articleBody", text=text_diff("Eins.\n\nZwei.", "Eins. Zwei.")))
    assert "¶" in said(page.select("del")) or said(page.select("ins"))


def test_the_page_speaks_the_readers_language_and_marks_the_releases() -> None:
    changes = Changes(identifier=RELEASE.identifier, steps=(step("articleBody", text=text_diff(BEFORE, AFTER)),))
    html = compared_page(changes, release(in_language="de"), SOURCE.name, 2026, Site("en"), text_diff)
    page = BeautifulSoup(html, "lxml")
    assert said(page.select(".kicker")) == ["Versions compared"]
    assert page.select("h1[lang=de]")
    assert len(page.select(".pair p[lang=de]")) == 3
    assert page.select("details div[lang=de]")
