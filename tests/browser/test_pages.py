"""Every kind of page, as everybody may meet it: light and dark, at a desk and in the hand, zoomed and in print."""

import json
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tests.browser.library import EDITED, KINDS, REMOVED, SOURCE, STRIPPED, WITHDRAWN, Library
from tests.browser.reading import DESK, PHONE, WALL, Reader

WEIGHT = 100_000
each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
def test_it_reads_well_on_every_screen_and_on_paper(browser: Browser, web: str, kind: str) -> None:
    with Reader.at(browser, DESK, color_scheme="light") as reader:
        page = reader.open(web + KINDS[kind])
        assert reader.shift() == 0
        assert reader.violations() == []
        # At 200 % a page of 1280 pixels has 640 to fill.
        for size in (DESK, (640, 450), WALL, PHONE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert reader.is_within(), size
        page.emulate_media(color_scheme="dark")
        assert reader.violations("color-contrast", "target-size") == []
        page.emulate_media(media="print")
        assert reader.is_within()
        assert reader.said == []
        assert reader.hosts == {urlsplit(web).netloc}
        assert page.context.cookies() == []


@each_kind
def test_it_does_not_jump_in_the_hand(browser: Browser, web: str, kind: str) -> None:
    with Reader.at(browser, PHONE, is_mobile=True, has_touch=True) as reader:
        reader.open(web + KINDS[kind])
        assert reader.shift() == 0
        assert reader.is_within()


@each_kind
def test_a_page_weighs_little_besides_its_pictures(library: Library, kind: str) -> None:
    path = library.folder / KINDS[kind]
    page = BeautifulSoup(path.read_bytes(), "lxml")
    loaded = [str(one["href"]) for one in page.select("link[rel=stylesheet], link[rel=icon]")]
    loaded += [str(one["src"]) for one in page.select("script[src]")]
    assert sum(one.stat().st_size for one in (path, *(path.parent / name for name in loaded))) <= WEIGHT


def test_every_link_of_every_page_leads_to_a_file(library: Library) -> None:
    pages = {path: BeautifulSoup(path.read_bytes(), "lxml") for path in library.folder.rglob("*.html")}
    ids = {path: {str(one["id"]) for one in page.select("[id]")} for path, page in pages.items()}
    for path, page in pages.items():
        named = [str(one.get("href") or one.get("src")) for one in page.select("[href], [src]")]
        named += [one.split()[0] for each in page.select("[srcset]") for one in str(each["srcset"]).split(", ")]
        for parts in map(urlsplit, named):
            if not parts.scheme:
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                assert target.is_file(), f"{path}: {parts.geturl()}"
                assert not parts.fragment or parts.fragment in ids[target], f"{path}: {parts.geturl()}"


def test_links_out_tell_nobody_whence(library: Library) -> None:
    for path in library.folder.rglob("*.html"):
        page = BeautifulSoup(path.read_bytes(), "lxml")
        assert page.select("meta[name=referrer][content=no-referrer]")
        for link in page.select("a[href^=http]"):
            assert set(link["rel"]) >= {"noopener"}, f"{path}: {link}"


def test_linked_data_tells_the_release_and_its_credits(reader: Reader, web: str, library: Library) -> None:
    page = reader.open(web + KINDS["release"])
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    held = json.loads((library.folder / KINDS["release"]).with_name("release.json").read_text())
    assert (data["@context"], data["@type"], data["headline"]) == (
        "https://schema.org",
        "NewsArticle",
        held["headline"],
    )
    assert [one["creditText"] for one in data["image"]] == [one["creditText"] for one in held["image"]]
    assert all("license" not in one for one in data["image"])
    for one in data["image"]:
        assert page.request.get(urljoin(page.url, one["contentUrl"])).ok


def test_what_befell_a_release_stands_on_its_page(reader: Reader, web: str) -> None:
    page = reader.open(f"{web}{SOURCE}/2025/{EDITED}/index.html")
    page.get_by_role("link", name="Fassungen vergleichen").click()
    assert page.locator("del", has_text="28").is_visible()
    assert page.locator("ins", has_text="31").is_visible()
    page = reader.open(f"{web}{SOURCE}/2023/{REMOVED}/index.html")
    assert "nicht gefunden" in page.locator(".notice").inner_text()
    page = reader.open(f"{web}{SOURCE}/2025/{STRIPPED}/index.html")
    assert "Einwilligung widerrufen" in page.locator("figure .absent").first.inner_text()
    page = reader.open(f"{web}{SOURCE}/2025/{WITHDRAWN}/index.html")
    assert "Rechte an der Karte ungeklärt" in page.locator("main").inner_text()
