"""Searching in the browser: from an S3 endpoint and a plain web server, by keyboard, in the hand, by a link."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import PHONE, Reader

TRAMS = "Neue Straßenbahnen für Musterstadt vorgestellt"
APPLES = "Süße Äpfel, große Körbe: Streuobstwiesen tragen reich"


@pytest.fixture
def search(reader: Reader, web: str) -> Iterator[Page]:
    """The page that searches, and an ear for what the browser complains of."""
    yield reader.open(f"{web}search/index.html")
    assert reader.said == []


def ask(page: Page, words: str) -> None:
    page.get_by_label("Suchwörter").fill(words)
    page.get_by_label("Suchwörter").press("Enter")


def titles(page: Page) -> list[str]:
    """What was found, once it was."""
    page.wait_for_selector("#results[aria-busy=false]", state="attached")
    expect(page.locator("#found")).not_to_have_text("Es wird gesucht …")
    return page.locator("#results .title").all_inner_texts()


@pytest.mark.parametrize("way", ["endpoint", "web"])
def test_from_the_start_page_to_a_release(reader: Reader, web: str, endpoint: str, way: str) -> None:
    base = {"endpoint": endpoint, "web": web}[way]
    page = reader.open(f"{base}index.html")
    page.get_by_label("Suchwörter").fill("Straßenbahn")
    page.get_by_role("button", name="Suchen").click()
    page.wait_for_url("**/search/index.html?q=*")
    assert TRAMS in titles(page)
    page.get_by_role("link", name=TRAMS).click()
    page.wait_for_url(f"{base}musterstadt/2026/1595069/index.html")
    expect(page.locator("h1")).to_have_text(TRAMS)
    assert reader.hosts == {urlsplit(base).netloc}
    assert reader.said == []


@pytest.mark.parametrize(
    "words", ["Apfel", "äpfel", "APFELN", '"große Körbe"', "Streuobstwiese ernten", "Brömmelhörster"]
)
def test_words_are_found_in_their_other_forms(search: Page, words: str) -> None:
    ask(search, words)
    assert APPLES in titles(search)


def test_what_is_found_is_marked_and_told(search: Page) -> None:
    ask(search, "Straßenbahnen")
    assert TRAMS in titles(search)
    first = search.locator("#results li", has_text=TRAMS)
    assert "Straßenbahn" in first.locator("mark").first.inner_text()
    expect(first.locator("time")).to_have_text("27. Mai 2026")
    expect(first.locator(".marks")).to_contain_text("Musterstädter Verkehrs-AG")
    expect(search.get_by_role("status")).to_contain_text("Treffer")


def test_filters_combine(search: Page) -> None:
    ask(search, "Musterstadt")
    every = titles(search)
    while search.locator("#more").is_visible():
        search.locator("#more").click()
        every = titles(search)
    search.get_by_label("Herausgegeben von").select_option("Stadt Musterstadt")
    search.get_by_label("nur mit Bildern").check()
    search.get_by_label("Jahr").select_option("2025")
    few = titles(search)
    assert few == [APPLES]
    assert set(few) < set(every)
    search.get_by_label("Bildnachweis enthält").fill("brömmel")
    search.get_by_label("Bildnachweis enthält").press("Enter")
    assert titles(search) == [APPLES]
    assert parse_qs(urlsplit(search.url).query) == {
        "q": ["Musterstadt"],
        "publisher": ["Stadt Musterstadt"],
        "year": ["2025"],
        "pictures": ["1"],
        "credit": ["brömmel"],
    }


def test_without_words_the_choice_alone_counts_and_the_newest_comes_first(search: Page) -> None:
    search.get_by_label("Stand").select_option("missing")
    assert [title for title in titles(search) if "Bombenfund" in title]
    search.get_by_label("Stand").select_option("")
    search.get_by_label("nur mit Bildern").check()
    titles(search)
    days = [one.get_attribute("datetime") or "" for one in search.locator("#results time").all()]
    assert len(days) > 2
    assert days == sorted(days, reverse=True)


def test_a_link_carries_the_question(reader: Reader, web: str) -> None:
    page = reader.open(f"{web}search/index.html?q=Straßenbahn&year=2026&sort=date")
    assert TRAMS in titles(page)
    assert page.get_by_label("Suchwörter").input_value() == "Straßenbahn"
    assert page.get_by_label("Jahr").input_value() == "2026"
    page.get_by_label("Jahr").select_option("2025")
    assert TRAMS not in titles(page)
    page.go_back()
    expect(page.get_by_role("link", name=TRAMS)).to_be_visible()
    assert page.get_by_label("Jahr").input_value() == "2026"


@pytest.mark.parametrize(
    "query", ["q=Raumschiffwerft", "q=Straßenbahn Raumschiffwerft", "q=Straßenbahn&year=1899", "credit=Niemand"]
)
def test_no_result_says_so(reader: Reader, web: str, query: str) -> None:
    page = reader.open(f"{web}search/index.html?{query}")
    assert titles(page) == []
    expect(page.get_by_role("status")).to_have_text("Keine Treffer.")


def test_what_is_withdrawn_is_not_found(search: Page) -> None:
    ask(search, "Ausbildungsmesse")
    assert titles(search) == []
    ask(search, "Gesamtschule Hafenviertel")
    assert "Grundstein für die Gesamtschule Hafenviertel gelegt" in titles(search)
    search.get_by_label("nur mit Bildern").check()
    assert "Grundstein für die Gesamtschule Hafenviertel gelegt" not in titles(search)


def test_by_keyboard_alone(reader: Reader, web: str) -> None:
    page = reader.open(f"{web}search/index.html")
    while page.evaluate("document.activeElement.id") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("Straßenbahn")
    page.keyboard.press("Enter")
    assert TRAMS in titles(page)
    while page.evaluate("!document.activeElement.matches('#results .title')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html")
    assert "/search/" not in page.url


def test_in_the_hand(browser: Browser, web: str) -> None:
    with Reader.at(browser, PHONE, color_scheme="dark", is_mobile=True, has_touch=True) as reader:
        page = reader.open(f"{web}search/index.html?q=Musterstadt")
        assert titles(page)
        assert reader.is_within()
        assert reader.violations() == []


def test_without_javascript_the_page_says_so_and_leads_on(browser: Browser, web: str) -> None:
    with Reader.at(browser, java_script_enabled=False) as reader:
        page = reader.open(f"{web}search/index.html?q=Straßenbahn")
        expect(page.get_by_role("status")).to_contain_text("braucht sie JavaScript")
        assert not page.get_by_label("Suchwörter").is_visible()
        page.locator("main .years a").first.click()
        page.wait_for_url("**/musterstadt/index.html")
