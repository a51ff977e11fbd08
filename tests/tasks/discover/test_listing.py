"""Seed pages in, finds out."""

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Limits, Source
from tasks.discover.listing import Listing, merge_finds, read_listing
from tasks.errors import ReadingError
from tasks.types.web import Find

URL = "https://www.musterstadt.example/meldungen/liste.html?page=1"
BASE = "https://www.musterstadt.example/meldungen/meldung_"
LIST: dict[str, object] = {
    "kind": "list",
    "url": "/meldungen/liste.html?page=1",
    "row": "tr",
    "link": "td[headers=title] a",
    "date": "td[headers=date]",
    "next": 'a[title="Weiter"]',
}


def a_source(seed: dict[str, object], **more: object) -> Source:
    return Source.model_validate(
        {
            "id": "musterstadt",
            "name": "Musterstadt",
            "base_url": "https://www.musterstadt.example",
            "hosts": ["neu.musterstadt.example"],
            "language": "de",
            "time_zone": "Europe/Berlin",
            "release": {"pattern": r"/meldung_(?P<id>\d+)\.html$"},
            "seeds": [seed],
            "pages": {
                "templates": [{"id": "a", "applies": "main", "root": "main", "figures": {"figure": "figure"}}],
                "publisher_labels": ["Herausgegeben von:"],
            },
            **more,
        }
    )


def read(seed: dict[str, object], content: str | bytes, **more: object) -> Listing:
    source = a_source({"url": URL, **seed}, **more)
    return read_listing(source.seeds[0], URL, content.encode() if isinstance(content, str) else content, source)


LIST_PAGE = """<!DOCTYPE html><table><tr><th>Datum</th><th>Titel</th></tr>
<tr><td headers="date"> 02.03.2020 </td><td headers="title"><a href="
\t/meldungen/meldung_12.html">Neue <b>Brücke</b>
  eröffnet</a></td></tr>
<tr><td headers="date">31.02.2020</td><td headers="title"><a href="meldung_11.html#top">Ein
Titel, der …</a></td></tr>
<tr><td headers="date">1.3.2020</td><td headers="title"><a href="/kultur/seite.html">Keine Meldung</a></td></tr>
<tr><td headers="date">1.3.2020</td><td headers="title"></td></tr></table>
<a title="Weiter" href="?page=2">weiter</a><a title="Weiter" href="?page=2">weiter</a>"""


def test_a_list_gives_address_title_and_date_of_its_rows_and_the_next_page() -> None:
    listing = read(LIST, LIST_PAGE)
    assert listing == Listing(
        (Find("12", f"{BASE}12.html", "Neue Brücke eröffnet", date(2020, 3, 2)), Find("11", f"{BASE}11.html")),
        "https://www.musterstadt.example/meldungen/liste.html?page=2",
    )


@pytest.mark.parametrize("pager", ["", '<a title="Weiter">weiter</a>', '<a title="Weiter" href="">weiter</a>'])
def test_the_last_page_leads_nowhere(pager: str) -> None:
    assert read(LIST, f"<table></table>{pager}") == Listing(())


def test_links_count_where_host_and_pattern_fit_and_each_release_once() -> None:
    page = """<a href="/meldungen/meldung_1.html"><img></a>
    <a href="https://NEU.musterstadt.example/meldungen/meldung_1.html">Eins</a>
    <a href="/meldungen/meldung_1.html">Mehr zum Thema: Eins ...</a>
    <a href="https://andere.example/meldung_2.html">fremd</a> <a href="https://[kaputt/meldung_3.html">kaputt</a>
    <a href="mailto:x@musterstadt.example">Post</a> <a href="ftp://www.musterstadt.example/meldung_4.html">alt</a>
    <a name="anker">ohne</a>"""
    neu = "https://NEU.musterstadt.example/meldungen/meldung_1.html"
    assert read({"kind": "links"}, page).finds == (Find("1", f"{BASE}1.html", "Eins", None, (neu,)),)


def test_relative_links_follow_the_base_element() -> None:
    page = '<base href="/archiv/"><a href="meldung_7.html">Sieben</a>'
    assert read({"kind": "links"}, page).finds[0].url == "https://www.musterstadt.example/archiv/meldung_7.html"


def test_the_page_may_be_in_another_encoding() -> None:
    page = '<meta charset="iso-8859-1"><a href="meldung_7.html">Straßenfest</a>'.encode("latin-1")
    assert read({"kind": "links"}, page).finds[0].title == "Straßenfest"


RSS = f"""<rss version="2.0"><channel><link>https://www.musterstadt.example/</link>
<item><title>Fest</title><link>{BASE}1.html</link><pubDate>Tue, 30 Jun 2026 22:30:00 GMT</pubDate></item>
<item><title>Markt</title><guid isPermaLink="true">{BASE}2.html</guid><pubDate>demnächst</pubDate></item>
<item><title>Anderswo</title><link>https://andere.example/meldung_3.html</link></item></channel></rss>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>Fest</title><link>{BASE}1.html</link>
<dc:date>2026-07-01</dc:date></item><item><title>Markt</title><link>{BASE}2.html</link></item></rdf:RDF>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<entry><title>Fest</title><id>urn:x</id><link rel="self" href="/e/1"/><link rel="alternate" href="{BASE}1.html"/>
<published>2026-06-30T22:30:00Z</published><updated>2026-08-01T00:00:00Z</updated></entry>
<entry><title>Markt</title><id>urn:y</id><link href="{BASE}2.html"/><updated>2026-08-01T00:00:00Z</updated></entry>
</feed>"""


@pytest.mark.parametrize("feed", [RSS, RDF, ATOM])
def test_feeds_give_title_and_local_day(feed: str) -> None:
    assert read({"kind": "feed"}, feed).finds == (
        Find("1", f"{BASE}1.html", "Fest", date(2026, 7, 1)),
        Find("2", f"{BASE}2.html", "Markt"),
    )


SITEMAP = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>{BASE}9.html</image:loc></image:image><loc> {BASE}1.html
</loc></url><url><loc>https://www.musterstadt.example/</loc></url><url></url></urlset>"""


@pytest.mark.parametrize("content", [SITEMAP.encode(), gzip.compress(SITEMAP.encode(), mtime=0)])
def test_a_sitemap_plain_or_gzipped(content: bytes) -> None:
    assert read({"kind": "sitemap"}, content) == Listing((Find("1", f"{BASE}1.html"),))


def test_a_sitemap_index_leads_to_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"
    sitemaps = ("https://www.musterstadt.example/a.xml", "https://www.musterstadt.example/b.xml.gz")
    assert read({"kind": "sitemap"}, index) == Listing((), None, sitemaps)


LAUGHS = "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize("entities", ['<!ENTITY i SYSTEM "file:///etc/hostname">', f'<!ENTITY a "aaaaaaaaaa">{LAUGHS}'])
def test_entities_neither_reach_files_nor_grow(entities: str) -> None:
    with pytest.raises(ReadingError, match="no XML"):
        read(
            {"kind": "sitemap"},
            f"<!DOCTYPE urlset [{entities}]><urlset><url><loc>{BASE}1.html?&i;</loc></url></urlset>",
        )


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("feed", b"<!DOCTYPE html><html><body>Wartung</body></html>", "type html where a feed was expected"),
        ("sitemap", RSS.encode(), "type rss where a sitemap was expected"),
        ("feed", b"a < b", "no XML where a feed was expected"),
        ("sitemap", b"", "0 bytes without any markup"),
        ("links", b"%PDF-1.7", "8 bytes without any markup"),
        ("sitemap", gzip.compress(SITEMAP.encode(), mtime=0)[:-20], "the gzipped sitemap"),
        ("sitemap", gzip.compress(b"<" * 20_000, mtime=0), "limits.page_bytes: 10000"),
    ],
)
def test_a_page_of_another_kind_is_refused_in_one_line(kind: str, content: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read({"kind": kind}, content, limits=Limits(page_bytes=10_000).model_dump())
    assert reason in str(caught.value)
    assert str(caught.value).startswith(URL)
    assert "\n" not in str(caught.value)


MARKUP = st.text(st.sampled_from('<>/"= ahretdliokcfsumxnp?!-[]&;:.\n\t'), max_size=200)
KINDS: list[dict[str, object]] = [LIST, {"kind": "links"}, {"kind": "feed"}, {"kind": "sitemap"}]


@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
@given(st.sampled_from(KINDS), st.binary(max_size=100) | MARKUP.map(str.encode))
def test_whatever_the_bytes_nothing_but_a_reading_error_is_raised(seed: dict[str, object], noise: bytes) -> None:
    for content in (noise, LIST_PAGE.encode()[:400] + noise, ATOM.encode()[:250] + noise):
        try:
            read(seed, content)
        except ReadingError as error:
            assert "\n" not in str(error)  # noqa: PT017


FINDS = st.lists(
    st.builds(
        Find,
        st.sampled_from("123"),
        st.sampled_from(["u", "v", "w"]),
        st.none() | st.sampled_from(["s", "t"]),
        st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 2)),
        st.lists(st.sampled_from(["u", "v", "w"]), unique=True).map(tuple),
    )
)


@given(FINDS)
def test_merging_keeps_order_first_facts_and_every_address(finds: list[Find]) -> None:
    merged = merge_finds(finds)
    assert [find.id for find in merged] == list(dict.fromkeys(find.id for find in finds))
    assert merge_finds(merged) == merged
    for find in merged:
        same = [other for other in finds if other.id == find.id]
        assert find.url == same[0].url
        assert find.title == next((other.title for other in same if other.title), None)
        assert find.date == next((other.date for other in same if other.date), None)
        if len(same) > 1:
            assert {find.url, *find.aliases} == {address for other in same for address in (other.url, *other.aliases)}
            assert find.url not in find.aliases
