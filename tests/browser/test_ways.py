"""However it is served and read: from S3, from disk, by keyboard alone, without JavaScript, on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.library import KINDS, Library
from tests.browser.reading import Reader

_FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 1;
  return [at.tagName, at.getAttribute('href') ?? '', outlined];
}"""
_STOPS = "main a[href], main summary, main [tabindex='0'], header a[href], footer a[href], a.skip"


def is_shown(page: Page) -> bool:
    """Whether the page has its stylesheet and its first picture."""
    picture = page.locator("figure img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete", arg=picture.element_handle())
    styled = page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    return bool(styled and picture.evaluate("image => image.naturalWidth > 0"))


@pytest.mark.parametrize("way", ["endpoint", "web", "disk"])
def test_from_the_start_page_to_a_picture(reader: Reader, library: Library, web: str, endpoint: str, way: str) -> None:
    base = {"endpoint": endpoint, "web": web, "disk": f"{library.folder.as_uri()}/"}[way]
    page = reader.open(f"{base}index.html")
    page.get_by_role("link", name="Neue Straßenbahnen für Musterstadt vorgestellt").click()
    page.wait_for_url(f"**/{KINDS['release']}")
    assert is_shown(page)
    assert reader.said == []
    original = page.get_by_role("link", name="Original").first
    with page.expect_navigation():
        original.click()
    assert page.url.startswith(base + "images/")


def test_by_keyboard_alone(reader: Reader, web: str) -> None:
    page = reader.open(web + KINDS["release"])
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUS) == ["A", "#content", True]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_every_link_is_reached_and_seen_by_keyboard(reader: Reader, web: str) -> None:
    page = reader.open(web + KINDS["release"])
    stops = [one.get_attribute("href") or "" for one in page.locator(_STOPS).all() if one.is_visible()]
    seen = []
    for _ in stops:
        page.keyboard.press("Tab")
        _, href, is_outlined = page.evaluate(_FOCUS)
        assert is_outlined, href
        seen.append(href)
    assert sorted(seen) == sorted(stops)


def test_what_folds_opens_by_keyboard(reader: Reader, web: str) -> None:
    page = reader.open(web + KINDS["release"])
    page.locator("summary", has_text="BibTeX").focus()
    page.keyboard.press("Enter")
    assert "@misc{musterstadt-1595069," in page.locator("pre").first.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "PRE"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "search"])
def test_without_javascript(browser: Browser, web: str, kind: str) -> None:
    with Reader.at(browser, java_script_enabled=False) as reader:
        page = reader.open(web + KINDS[kind])
        assert page.locator("h1").is_visible()
        assert page.locator("main").inner_text().strip()


def test_without_javascript_versions_fold_and_unfold(browser: Browser, web: str) -> None:
    with Reader.at(browser, java_script_enabled=False) as reader:
        page = reader.open(web + KINDS["compared"])
        page.locator("summary").first.click()
        assert page.locator("details p").first.is_visible()


def test_on_paper_links_are_spelt_out_and_the_text_is_black(reader: Reader, web: str, tmp_path: Path) -> None:
    page = reader.open(web + KINDS["compared"])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('del')).textDecorationLine") == "line-through"
    assert page.evaluate("getComputedStyle(document.querySelector('ins')).textDecorationLine") == "underline"
    page.pdf(path=str(tmp_path / "paper.pdf"))
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
