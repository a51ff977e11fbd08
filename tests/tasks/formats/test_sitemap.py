"""Sitemaps: every page that may be read, at its whole address, with its pictures."""

from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from tasks.formats import sitemap
from tasks.formats.sitemap import Page, root_sitemaps, year_page, year_sitemaps
from tasks.site.rendering import Site
from tests.tasks.formats.samples import HOME, TOMBSTONE, releases
from tests.tasks.site.samples import DIGEST, RELEASE, ROOT, in_status, row

FOLDER = "musterstadt/2026/"
ROW = row(1097219, "2026-05-27T08:30Z")
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "i": "http://www.google.com/schemas/sitemap-image/1.1"}
ADDRESS = "https://archiv.musterstadt.example/presse/"


def found(body: bytes, path: str) -> list[str]:
    return [str(one.text) for one in etree.fromstring(body).iterfind(path, SPACES)]


def test_a_year_s_pages_with_their_pictures() -> None:
    page = year_page(RELEASE, ROW, FOLDER)
    assert page is not None
    ((path, body),) = year_sitemaps(FOLDER, [page], HOME).items()
    assert path == "musterstadt/2026/sitemap.xml"
    assert found(body, "s:url/s:loc") == [f"{ADDRESS}{FOLDER}index.html", f"{ADDRESS}{FOLDER}1097219/index.html"]
    assert found(body, "s:url/s:lastmod") == ["2026-05-27T09:31:05Z"]
    assert found(body, "s:url/i:image/i:loc")[0] == f"{ADDRESS}images/3f/{DIGEST}.jpg"
    assert len(found(body, "s:url/i:image/i:loc")) == 2, "each picture once, none that is not here"
    assert all(one.startswith(f"{ADDRESS}{FOLDER}") for one in found(body, "s:url/s:loc")), (
        "within the sitemap's folder"
    )


def test_a_withdrawn_release_is_in_none() -> None:
    assert year_page(TOMBSTONE, ROW, FOLDER) is None
    assert year_page(in_status("withdrawn"), ROW, FOLDER) is None
    assert year_page(in_status("gone"), ROW, FOLDER) is not None


def test_the_root_is_an_index_of_all_years() -> None:
    years = ["musterstadt/2025/sitemap.xml", "musterstadt/2026/sitemap.xml"]
    files = root_sitemaps(ROOT, years, HOME)
    assert list(files) == ["sitemap-pages.xml", "sitemap.xml"], "the index last: what it names stands by then"
    assert found(files["sitemap.xml"], "s:sitemap/s:loc") == [
        f"{ADDRESS}{path}" for path in ("sitemap-pages.xml", *years)
    ]
    assert found(files["sitemap-pages.xml"], "s:url/s:loc") == [
        f"{ADDRESS}index.html",
        f"{ADDRESS}musterstadt/index.html",
    ]


def test_a_tree_that_does_not_know_its_address_has_no_sitemap() -> None:
    assert year_sitemaps(FOLDER, [], Site()) == root_sitemaps(ROOT, [], Site()) == {}


def test_more_pages_than_a_sitemap_holds_are_parted() -> None:
    pages = [Page(f"{FOLDER}{number}/index.html") for number in range(sitemap.MOST + 1)]
    files = year_sitemaps(FOLDER, pages, HOME)
    assert list(files) == [f"{FOLDER}sitemap.xml", f"{FOLDER}sitemap-2.xml"]
    assert [body.count(b"<loc>") for body in files.values()] == [50_000, 2]
    assert max(map(len, files.values())) < 50 << 20


def test_no_page_names_more_pictures_than_it_may() -> None:
    page = Page(f"{FOLDER}1/index.html", images=tuple(f"images/{number}.jpg" for number in range(1001)))
    (body,) = year_sitemaps(FOLDER, [page], HOME).values()
    assert body.count(b"<image:loc>") == 1000


@pytest.mark.parametrize("number", ["a&b", "ä", "x<y"])
def test_what_an_address_holds_stays_text(number: str) -> None:
    (body,) = year_sitemaps(FOLDER, [Page(f"{FOLDER}{number}/index.html")], HOME).values()
    assert found(body, "s:url/s:loc")[1] == f"{ADDRESS}{FOLDER}{number}/index.html"


@given(releases)
@settings(max_examples=30, deadline=None)
def test_any_release(one: Any) -> None:
    page = year_page(one, ROW, FOLDER)
    assert page is not None
    (body,) = year_sitemaps(FOLDER, [page], HOME).values()
    archived = {image.sha256 for image in one.image if image.content_url}
    assert {address.rsplit("/", 1)[1].partition(".")[0] for address in found(body, "s:url/i:image/i:loc")} == archived
