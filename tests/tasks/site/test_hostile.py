"""Everything a city's page says is data: hostile strings in every field stay text."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import BaseModel

from tasks.site.feeds import Channel, atom_feed, json_feed
from tasks.site.pages.browse import source_page, start_page, year_page
from tasks.site.pages.release import release_page
from tasks.site.rendering import Entry, Listed, Site, is_inside, is_web, printable
from tasks.types.edition import SourceRow
from tests.tasks.site.samples import NOW, RELEASE, ROOT, SOURCE, YEAR

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'><svg onload=alert(1)>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "//fremd.example/x.png",
    'https://fremd.example/" onclick="alert(1)',
    "</script><script>alert(1)</script><!--<script>",
    "]]></content><script/>&amp;&lt;b&gt;",
    "{{ 7 * 7 }}{% raw %}{n}",
    "a\x00b\x07c\x1b[31m\x85\ud800\ufffe\u2028",
)
KEPT = {
    *("identifier", "date_published", "sha256", "status", "type", "type_", "context", "kind", "credit_evidence"),
    *("encoding_format", "href", "content_url"),
}
SITES = (Site(), Site("en", "https://archiv.musterstadt.example/presse/"))
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def poisoned(value: Any, text: str) -> Any:
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in type(value).model_fields if name not in KEPT}
        return value.model_copy(update={name: poisoned(field, text) for name, field in fields.items()})
    if isinstance(value, tuple):
        return tuple(poisoned(one, text) for one in value)
    return text if isinstance(value, str) else value


def poisoned_source(text: str) -> SourceRow:
    """A source with a hostile name; its id and dates are this archive's own."""
    return SOURCE.model_copy(update={"name": text})


def hostile_pages(text: str, site: Site) -> dict[str, str]:
    source = poisoned_source(text)
    year = poisoned(YEAR, text).model_copy(update={"source": SOURCE.id})
    latest = [Listed(source, 2026, row) for row in year.releases]
    return {
        "start": start_page(ROOT.model_copy(update={"sources": (source, source)}), latest, site),
        "source": source_page(source, latest, site),
        "year": year_page(year, text, site),
        "release": release_page(poisoned(RELEASE, text), text, 2026, 2, site),
    }


def assert_inert(markup: str) -> None:
    for parser in ("lxml", "html.parser"):
        soup = BeautifulSoup(markup, parser)
        assert not soup.find_all(["svg", "iframe", "object", "embed", "base", "style", "content"])
        assert {str(form["action"]) for form in soup.find_all("form")} <= {"search/index.html"}
        assert all(script.get("type") == "application/ld+json" for script in soup.find_all("script"))
        assert not [name for element in soup.find_all(True) for name in element.attrs if name.startswith("on")]
        for element in soup.select("img[src]"):
            assert str(element["src"]).endswith((".jpg", ".png"))
        for element in soup.select("[href]"):
            assert re.fullmatch(r"https?://.+|#\w+|(?!/)([\w./~-]|%[0-9A-F]{2})+", str(element["href"]), re.S), element


@pytest.mark.parametrize("site", SITES, ids=["de", "en"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_are_inert_on_every_page(text: str, site: Site) -> None:
    for name, html in hostile_pages(text, site).items():
        assert_inert(html)
        assert not FORBIDDEN.search(html), name


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_stay_readable(text: str) -> None:
    html = hostile_pages(text, SITES[0])["release"]
    soup = BeautifulSoup(html, "html.parser")
    assert " ".join(soup.select("h1")[0].get_text().split()) == " ".join(printable(text).split())
    data = json.loads(soup.select("script")[0].get_text())
    assert printable(data["headline"]) == printable(text)


@pytest.mark.parametrize("site", SITES, ids=["without address", "with address"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_are_inert_in_feeds(text: str, site: Site) -> None:
    source = poisoned_source(text)
    entry = Entry(poisoned(RELEASE, text), 2026, NOW)
    feed = etree.fromstring(atom_feed(Channel("musterstadt/", source.name), [entry], updated=NOW, site=site))
    assert_inert(feed.findtext(".//{*}content") or "missing")
    assert (feed.findtext(".//{*}entry/{*}title") or "").split() == printable(text).split()
    item = json.loads(json_feed(Channel("musterstadt/", source.name), [entry], site=site))["items"][0]
    assert_inert(item["content_html"])


@given(st.text(alphabet=st.characters(), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_whole_page_and_a_whole_feed(text: str) -> None:
    release = RELEASE.model_copy(update={"headline": text, "article_body": text})
    html = release_page(release, text, 2026, 2, SITES[0])
    assert not FORBIDDEN.search(html)
    assert html.endswith("</html>")
    assert (
        etree.fromstring(
            atom_feed(Channel("musterstadt/", SOURCE.name), [Entry(release, 2026, NOW)], updated=NOW, site=SITES[0])
        )
        is not None
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:x",
        "data:text/html,x",
        "//fremd.example/a",
        "/a",
        "a/",
        "",
        "\\\\fremd\\a",
        "a//b",
        " a",
        "a?b",
        "a\n",
    ],
)
def test_only_relative_file_addresses_are_inside(url: str) -> None:
    assert not is_inside(url)
    assert is_inside("../../../images/ab/abc.jpg")


@pytest.mark.parametrize("url", ["javascript:x", "ftp://a/b", "http:", "https://[x", "www.example.org", "//a/b", ""])
def test_only_web_addresses_lead_out(url: str) -> None:
    assert not is_web(url)
    assert is_web("https://www.example.org/a?b=c")


def test_the_policy_forbids_everything_but_own_pictures_and_style() -> None:
    html = hostile_pages("x", SITES[0])["release"]
    meta = BeautifulSoup(html, "lxml").select("meta[http-equiv='Content-Security-Policy']")
    policy = dict(rule.split(" ", 1) for rule in str(meta[0]["content"]).split("; "))
    assert policy == {
        "default-src": "'none'",
        "img-src": "'self' file:",
        "style-src": "'self' file:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert html.index("http-equiv") < html.index("<link")
