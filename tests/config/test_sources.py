"""The bundled sources, tried on pages written as the site writes them."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from config.load import bundled, load_source
from config.source import FeedSeed, Figures, LinksSeed, ListSeed, Source, Template


@pytest.fixture(scope="module", name="essen")
def _essen() -> Source:
    return load_source("essen")


@pytest.fixture(scope="module", name="gelsenkirchen")
def _gelsenkirchen() -> Source:
    return load_source("gelsenkirchen")


@pytest.fixture(scope="module", name="muenster")
def _muenster() -> Source:
    return load_source("muenster")


@pytest.fixture(scope="module", name="sample")
def _sample() -> Source:
    return load_source("sample")


def page(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def template(source: Source, soup: BeautifulSoup) -> Template:
    return next(each for each in source.pages.templates if soup.select_one(each.applies))


def figures(source: Source, name: str) -> Figures:
    return next(each.figures for each in source.pages.templates if each.id == name)


def ends(source: Source, line: str) -> bool:
    return any(re.fullmatch(pattern, line, re.I) for pattern in source.pages.ends)


def test_all_are_bundled() -> None:
    assert bundled() == ("essen", "gelsenkirchen", "muenster", "sample")


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_source_bears_its_file_s_name(name: str) -> None:
    assert load_source(name).id == name


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://www.essen.de/meldungen/pressemeldung_1059964.de.html", "1059964"),
        ("https://neu.essen.de/meldungen/pressemeldung_1059964.de.html?x=1#top", "1059964"),
        ("https://essen.de/meldungen/pressemeldungen_einladungen/pressemeldung_1553406.de.html", "1553406"),
        ("https://www.essen.de/meldungen/meldungen_letzte_tage.de.jsp?pageNo=1", None),
        ("https://www.essen.de/meldungen/pressemeldung_1059964.en.html", None),
        ("https://www.essen.de/meldungen/pressemeldung_1059964.de.html.bak", None),
        ("https://www.essen.de/leben/pressemeldung_1059964.de.html", None),
        ("https://www.essen.de/suche.de.html?query=/meldungen/pressemeldung_1059964.de.html", None),
    ],
)
def test_a_release_is_told_by_its_number(essen: Source, url: str, identity: str | None) -> None:
    assert essen.release.id_of(url) == identity


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://www.gelsenkirchen.de/de/_funktionsnavigation/presse/pressemeldungen/91001-neue-baenke", "91001"),
        ("https://gelsenkirchen.de/de/_meta/Aktuelles/artikel/91001-neue-baenke@park?x=1", "91001"),
        ("https://www.gelsenkirchen.de/de/_meta/aktuelles/artikel/91001", "91001"),
        ("https://www.gelsenkirchen.de/de/_meta/aktuelles/artikel/seite/2", None),
        ("https://www.gelsenkirchen.de/de/_meta/aktuelles/artikel/newsfeed/", None),
        ("https://www.gelsenkirchen.de/de/_meta/veranstaltungskalender/91001-konzert", None),
        ("https://www.gelsenkirchen.de/de/_meta/aktuelles/artikel/_doc/91001-plan.pdf", None),
    ],
)
def test_both_folders_of_gelsenkirchen_hold_one_row_of_numbers(
    gelsenkirchen: Source, url: str, identity: str | None
) -> None:
    assert gelsenkirchen.release.id_of(url) == identity


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://www.presse-service.de/data.aspx/static/1290101.html", "1290101"),
        ("http://presse-service.de/data.cfm/static/790101.html", "790101"),
        ("https://www.presse-service.de/public/Single.aspx?p=77&iid=1290101", "1290101"),
        ("https://www.presse-service.de/public/Single.aspx?p=1290101", None),
        ("https://www.presse-service.de/data.aspx/medien/290101P.jpg", None),
        ("https://www.presse-service.de/meldungen.aspx?ps_id=77&Startrow=10", None),
        ("https://www.presse-service.de/rss.aspx?p=77", None),
    ],
)
def test_a_release_of_the_service_is_told_by_its_number(muenster: Source, url: str, identity: str | None) -> None:
    assert muenster.release.id_of(url) == identity


def test_all_names_of_the_site_belong_to_it(essen: Source) -> None:
    assert essen.all_hosts == {"www.essen.de", "essen.de", "neu.essen.de", "media.essen.de"}


def test_discovery_does_not_hang_on_one_kind_of_page(essen: Source) -> None:
    assert {type(seed) for seed in essen.seeds} >= {ListSeed, LinksSeed}
    assert len({essen.address(seed.url) for seed in essen.seeds}) == len(essen.seeds) >= 4
    assert any(not seed.may_be_empty for seed in essen.seeds)


@pytest.mark.parametrize("name", ["essen", "sample"])
def test_rows_and_next_page_of_the_table_are_found(name: str) -> None:
    seed = next(seed for seed in load_source(name).seeds if isinstance(seed, ListSeed))
    soup = page(
        """<table><tr><td>
        <table><tr><th id="date">Datum</th><th id="title">Titel</th></tr>
        <tr><td headers="date">04.03.2020</td><td headers="title"><a href="
            pressemeldung_1.de.html">Eins</a></td></tr>
        <tr><td headers="date">03.03.2020</td><td headers="title"><a href="pressemeldung_2.de.html">Zwei</a></td></tr>
        </table></td></tr></table>
        <a href="?pageNo=1" title="Eine Seite zurückblättern.">&lt;</a>
        <a href="?pageNo=3" title="Eine Seite vorblättern.">&gt;</a>"""
    )
    rows = soup.select(seed.row)
    assert [[link.get_text() for link in row.select(seed.link)] for row in rows] == [["Eins"], ["Zwei"]]
    assert [[cell.get_text() for cell in row.select(seed.date or "")] for row in rows] == [
        ["04.03.2020"],
        ["03.03.2020"],
    ]
    assert [link["href"] for link in soup.select(seed.next or "")] == ["?pageNo=3"]


def test_rows_of_gelsenkirchen_are_whatever_holds_a_release_s_link(gelsenkirchen: Source) -> None:
    seed = next(seed for seed in gelsenkirchen.seeds if isinstance(seed, ListSeed))
    soup = page(
        """<main><div><h2><a href="/de/_meta/aktuelles/artikel/91001-eins">Eins</a></h2><p>Mehr</p></div>
        <div><h2><a href="/de/_meta/Aktuelles/artikel/91002-zwei">Zwei</a></h2></div>
        <ul><li><a href="/de/_meta/aktuelles/artikel/seite/2">2</a></li></ul></main>"""
    )
    links = [str(row.select(seed.link)[0]["href"]) for row in soup.select(seed.row)]
    assert [identity for link in links if (identity := gelsenkirchen.release.id_of(link))] == ["91001", "91002"]


def test_rows_of_the_service_are_items_of_its_list(muenster: Source) -> None:
    seed = next(seed for seed in muenster.seeds if isinstance(seed, ListSeed))
    soup = page(
        """<ul class="ps_meldungsliste"><li>02.04.2025 <a href="data.aspx/static/1290101.html">Eins</a></li>
        <li>01.04.2025 <a href="data.aspx/static/1290102.html">Zwei</a> © Stadt</li></ul>
        <ul><li><a href="/impressum.aspx">Impressum</a></li></ul>"""
    )
    assert [row.select(seed.link)[0].get_text() for row in soup.select(seed.row)] == ["Eins", "Zwei"]


@pytest.mark.parametrize("name", ["gelsenkirchen", "muenster"])
def test_feeds_lead_discovery_where_a_city_has_them(name: str) -> None:
    source = load_source(name)
    first, *_ = source.seeds
    assert isinstance(first, FeedSeed)
    assert not first.may_be_empty


PRESENT = """<body><header><nav>Menü</nav><h1 class="logo"></h1></header>
<main id="main-content"><div id="contentWrapper"><div id="content3SpaltigWrapper">
<div id="breadcrumbContent">Sie sind hier</div>
<div id="contentMitteRechtsWrapper" data-search-mindbreeze="index"><h1>Neue Bänke</h1>
<div id="contentMitte"><div class="bspace fliesstext"><h2 class="detail">Im Park</h2><div class="text">
<div class="fliesstext"><p>04.03.2020</p><p>Text.</p></div></div></div>
<div class="infobox">Kasten</div>
<div class="einzelbild bspace"><h3>Bild</h3><div class="copyright">
<a class="fancybox" rel="lightbox-1" href="/media/a_0660_3zu2.jpg" data-copyright=" © A. Muster" title=" © A. Muster">
<figure class="responsive" data-media="/media/a.jpg" alt="null" title=""><noscript><img src="/media/a_0660_3zu2.jpg">
</noscript><figcaption class="titleOverlay"> © A. Muster</figcaption></figure></a>
<div class="fliesstextklein">Eine Bank.</div></div></div>
<div class="slick-slider-content"><div class="item"><figure class="16zu9" data-media="/media/b.jpg" title="Zwei">
</figure></div><div class="item"><figure data-media="/media/c.jpg" title="Drei"></figure></div></div>
<p><img src="/media/d.jpg"></p></div>
<div id="contentRechts"><div class="teaserbox">Mehr<figure data-media="/media/x.jpg"></figure></div>
<div class="linklist"><ul><li><a href="/">Start</a></li></ul></div></div></div></div></div></main>
<div id="kontaktContainer">Kontakt</div><div id="bottomline">Impressum</div></body>"""


def _read(source: Source, html: str) -> tuple[Template, Tag]:
    soup = page(html)
    found = template(source, soup)
    (root,) = soup.select(found.root)
    for selector in (*found.drop, found.file_lists or "template"):
        for node in root.select(selector):
            node.decompose()
    return found, root


def test_the_present_template_keeps_the_release_and_drops_the_furniture(essen: Source) -> None:
    found, root = _read(essen, PRESENT)
    assert found.id == "present"
    assert [title.get_text() for title in root.select(found.title)] == ["Neue Bänke"]
    text = " ".join(root.get_text(" ").split())
    assert text == "Neue Bänke Im Park 04.03.2020 Text. Bild © A. Muster Eine Bank."


def test_what_is_printed_with_a_picture_is_found_in_it(essen: Source) -> None:
    found, root = _read(essen, PRESENT)
    single = root.select(found.figures.figure)[0]
    assert single["class"] == ["einzelbild", "bspace"]
    assert [node.get_text().strip() for node in single.select(found.figures.overlay or "")] == ["© A. Muster"]
    assert [node.get_text() for node in single.select(found.figures.caption or "")] == ["Eine Bank."]


def test_an_older_page_falls_to_the_last_template(essen: Source) -> None:
    found, root = _read(
        essen,
        """<body><div id="kopf"><img src="/media/wwwessende/logo.png"></div><nav>Menü</nav>
        <a href="/media/a_1024_16zu9.jpg" title="Ein Bild"><img src="/media/a_0660_3zu2.jpg"></a><p>Ein Bild</p>
        <img src="/media/b.jpg"><form><input></form><h1>Titel</h1><p>Service</p></body>""",
    )
    assert found.id == "older"
    assert [title.get_text() for title in root.select(found.title)] == ["Titel"]
    assert [str(node["src"]) for node in root.select("img")] == ["/media/a_0660_3zu2.jpg", "/media/b.jpg"]


@pytest.mark.parametrize("name", ["present", "older"])
@pytest.mark.parametrize(
    ("rendition", "original"),
    [
        ("https://media.example/media/x/p_0660_3zu2.jpg", "https://media.example/media/x/p.jpg"),
        ("https://media.example/media/x/p_1024_16zu9.jpg", "https://media.example/media/x/p.jpg"),
        ("https://media.example/media/x/p_speziell_0900_0700_sv.jpg", "https://media.example/media/x/p.jpg"),
        ("https://media.example/media/x/p.jpg", "https://media.example/media/x/p.jpg"),
        ("https://media.example/media/x/p_2020_03.jpg", "https://media.example/media/x/p_2020_03.jpg"),
        ("https://media.example/media/0660_3zu2_x/p.jpg", "https://media.example/media/0660_3zu2_x/p.jpg"),
    ],
)
def test_a_rendition_s_name_leads_to_the_original(essen: Source, name: str, rendition: str, original: str) -> None:
    assert re.sub(figures(essen, name).renditions or "", "", rendition) == original


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 Stadt Essen",
        "©2019 Stadt Mülheim an der Ruhr",
        "Service",
        "Alle aktuellen Meldungen der Stadt",
        "Diese Website verwendet Cookies, um Ihnen mehr zu bieten.",
    ],
)
def test_what_ends_a_release(essen: Source, line: str) -> None:
    assert ends(essen, line)


@pytest.mark.parametrize(
    "line",
    [
        "© Elke Muster, Stadt Essen",
        "© 2019 Stadt Essen, Elke Muster",
        "Foto: © 2019 Stadt Essen",
        "Kontakt",
        "Service für Eltern",
        "Die Stadt erklärt, wie Cookies auf einer Website arbeiten.",
    ],
)
def test_what_may_stand_inside_a_release(essen: Source, line: str) -> None:
    assert not ends(essen, line)


@pytest.mark.parametrize(
    ("href", "ignored"),
    [
        ("https://docreader.readspeaker.com/docreader/?url=https%3A%2F%2Fmedia.essen.de%2Fa.pdf", True),
        ("//app-eu.readspeaker.com/cgi-bin/rsent", True),
        ("https://media.essen.de/media/readspeaker.pdf", False),
        ("/leben/bildung/vorlesen_in_der_bibliothek.de.html", False),
    ],
)
def test_only_read_aloud_services_are_cut_out(essen: Source, href: str, ignored: bool) -> None:
    assert any(re.search(pattern, href, re.I) for pattern in essen.pages.ignore_links) is ignored


def test_the_sample_differs_from_essen_in_what_is_its_own(essen: Source, sample: Source) -> None:
    own = {
        "id",
        "name",
        "base_url",
        "hosts",
        "allow_private_addresses",
        "requests_per_second",
        "backfill",
        "cadence",
        "recheck",
    }
    changed = {name for name in Source.model_fields if getattr(essen, name) != getattr(sample, name)}
    assert changed == own | {"seeds", "pages"}
    assert sample.pages.model_copy(update={"organisations": essen.pages.organisations}) == essen.pages
    assert {seed.kind for seed in sample.seeds} == {"list", "links", "feed", "sitemap"}
    assert all(sample.address(seed.url).startswith("http://127.0.0.1:8410/") for seed in sample.seeds)


@pytest.mark.parametrize("name", bundled())
def test_only_the_sample_may_ask_private_addresses(name: str) -> None:
    source = load_source(name)
    assert source.allow_private_addresses is (name == "sample")
    assert name == "sample" or source.requests_per_second <= 1


@pytest.mark.parametrize(
    ("line", "date", "publisher"),
    [
        ("16. Dezember 2020, 16:59 Uhr | Stadt Gelsenkirchen", "16. Dezember 2020, 16:59 Uhr", "Stadt Gelsenkirchen"),
        ("1. September 2025, 8:30 Uhr | GELSENDIENSTE", "1. September 2025, 8:30 Uhr", "GELSENDIENSTE"),
    ],
)
def test_the_date_s_line_names_the_publisher(gelsenkirchen: Source, line: str, date: str, publisher: str) -> None:
    for each in gelsenkirchen.pages.templates:
        found = re.fullmatch(each.date_line or "", line)
        assert found
        assert (found["date"], found["publisher"]) == (date, publisher)
