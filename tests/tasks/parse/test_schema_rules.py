"""What a source file can say of pages that differ from the bundled one's, each rule on a small page."""

import json
from typing import Any

import pytest

from config.source import Source
from tasks.errors import ReadingError
from tasks.normalise import normalise
from tasks.parse.page import read_page
from tasks.types.reading import Reading
from tasks.types.release import Paragraph, Publisher

URL = "https://www.lindenau.example/presse/7.html"
TEXT = "<p>Die Brücke ist wieder frei.</p><p>Sie wurde ein Jahr lang saniert.</p>"
BLOCKS = (Paragraph(text="Die Brücke ist wieder frei."), Paragraph(text="Sie wurde ein Jahr lang saniert."))


def source(template: dict[str, Any], figures: dict[str, Any] | None = None, **pages: Any) -> Source:
    pictures = {"figure": "figure, img", **(figures or {})}
    return Source.model_validate(
        {
            "id": "lindenau",
            "name": "Stadt Lindenau",
            "base_url": "https://www.lindenau.example/",
            "language": "de",
            "time_zone": "Europe/Berlin",
            "release": {"pattern": r"/presse/(?P<id>\d+)\.html$"},
            "seeds": [{"kind": "links", "url": "/presse/"}],
            "pages": {
                "templates": [{"id": "a", "applies": "main", "root": "main", "figures": pictures, **template}],
                "publisher_labels": ["Herausgegeben von:"],
                **pages,
            },
        }
    )


def read(main: str, rules: Source, head: str = "") -> Reading:
    html = f"<html><head>{head}</head><body><main>{main}</main></body></html>"
    return read_page(html.encode(), "text/html", URL, rules)


def ld(**data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ALL = {"fallbacks": ["json-ld", "opengraph", "microdata"]}
DATE = "<p>12.03.2024</p>"
TITLE = "<h1>Brücke frei</h1>"


@pytest.mark.parametrize(
    ("line", "date", "publisher"),
    [
        ("12. März 2024, 14:30 Uhr | Stadtwerke Lindenau", "2024-03-12T13:30Z", "Stadtwerke Lindenau"),
        ("12.03.2024 | Stadt Lindenau", "2024-03-12", "Stadt Lindenau"),
        ("12.03.2024", "2024-03-12", None),
    ],
)
def test_a_line_that_holds_more_than_the_date(line: str, date: str, publisher: str | None) -> None:
    rules = source({"date_line": r"(?P<date>.+?)\s*\|\s*(?P<publisher>[^|]{2,80})"})
    reading = read(f"{TITLE}<p>{line}</p>{TEXT}", rules)
    assert (reading.date, reading.publisher and reading.publisher.name) == (date, publisher)
    assert reading.body == BLOCKS


def test_an_address_block_goes_before_the_publisher_of_the_date_s_line() -> None:
    address = "<p>Herausgegeben von:</p><p>Feuerwehr Lindenau<br>44990 Lindenau</p>"
    rules = source({"date_line": r"(?P<date>.+?) \| (?P<publisher>.+)"})
    reading = read(f"{TITLE}<p>12.03.2024 | Stadt Lindenau</p>{TEXT}{address}", rules)
    assert reading.publisher == Publisher(name="Feuerwehr Lindenau", postal_code="44990", address_locality="Lindenau")


def test_a_date_above_the_title() -> None:
    reading = read(f"<p>Am 01.02.2023 war viel los.</p>{DATE}{TITLE}{TEXT}", source({"date_above": True}))
    assert (reading.date, reading.body) == ("2024-03-12", BLOCKS)
    assert reading.rules["date"] == "by place, alone on its line, above the title"
    with pytest.raises(ReadingError, match="date: no line"):
        read(f"<p>Presse</p>{TITLE}{DATE}{TEXT}", source({"date_above": True}))


def test_behind_a_title_that_the_page_does_not_show_there_is_no_above() -> None:
    rules = source({"date_above": True, **ALL})
    assert read(f"{DATE}{TEXT}", rules, '<meta property="og:title" content="Brücke frei">').date == "2024-03-12"


def test_words_of_the_site_s_own_are_no_text() -> None:
    rules = source({}, asides=["Diese Meldung ist älter.*", r"(?s)\[?zurück\]?"])
    aside = "<p>Diese Meldung ist älter als ein Jahr.</p>"
    reading = read(f"{TITLE}{DATE}{aside}{TEXT}<p>[Zurück]</p><p>Es geht zurück.</p>", rules)
    assert reading.body == (*BLOCKS, Paragraph(text="Es geht zurück."))


@pytest.mark.parametrize(
    ("head", "title", "rule"),
    [
        (ld(**{"@type": "NewsArticle", "headline": "Brücke frei"}), "Brücke frei", "json-ld headline"),
        (ld(**{"@graph": [{"@type": ["WebPage"]}, {"@type": ["Article"], "headline": "A"}]}), "A", "json-ld headline"),
        ('<meta property="og:title" content="Brücke frei">', "Brücke frei", "opengraph title"),
        (
            '<meta property="og:title" content="A | Lindenau"><meta property="og:site_name" content="Lindenau">',
            "A",
            "opengraph title",
        ),
        ('<meta itemprop="headline" content="Brücke frei">', "Brücke frei", "microdata headline"),
    ],
)
def test_a_title_that_only_machines_are_told(head: str, title: str, rule: str) -> None:
    reading = read(f"{DATE}{TEXT}", source(ALL), head)
    assert (reading.title, reading.rules["title"], reading.date, reading.body) == (title, rule, "2024-03-12", BLOCKS)
    with pytest.raises(ReadingError, match="title: nothing matches"):
        read(f"{DATE}{TEXT}", source({}), head)


@pytest.mark.parametrize(
    "head",
    [
        ld(**{"@type": "Organization", "headline": "A"}),
        ld(**{"@type": "Article", "headline": "A"}) + ld(**{"@type": "Article", "headline": "B"}),
        ld(**{"@type": "Article", "headline": ["A"]}),
        '<script type="application/ld+json">{"@type": "Article"</script>',
        '<script>{"@type": "Article", "headline": "A"}</script>',
        '<meta property="og:title" content=" ">',
    ],
)
def test_what_is_no_article_s_or_ambiguous_is_no_title(head: str) -> None:
    with pytest.raises(ReadingError, match="title: nothing matches"):
        read(f"{DATE}{TEXT}", source(ALL), head)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (ld(**{"@type": "NewsArticle", "datePublished": "2024-03-12T14:30:00+01:00"}), "2024-03-12T13:30Z"),
        (ld(**{"@type": "NewsArticle", "datePublished": "2024-03-12"}), "2024-03-12"),
        ('<meta property="article:published_time" content="2024-03-12T14:30:00Z">', "2024-03-12T14:30Z"),
    ],
)
def test_a_date_that_only_machines_are_told(head: str, date: str) -> None:
    reading = read(f"{TITLE}{TEXT}", source(ALL), head)
    assert (reading.date, reading.body) == (date, BLOCKS)


def test_a_date_as_microdata() -> None:
    time = '<time itemprop="datePublished" datetime="2024-03-12T14:30:00+01:00">gestern</time>'
    assert read(f"{TITLE}{TEXT}<p>{time}</p>", source(ALL)).date == "2024-03-12T13:30Z"


@pytest.mark.parametrize(
    "body",
    [
        "Die Brücke ist wieder frei.\n\nSie wurde ein Jahr lang saniert.",
        "Die Brücke ist wieder frei.\nSie wurde ein Jahr lang saniert.",
        "<p>Die Brücke ist wieder frei.</p><p>Sie wurde ein Jahr lang saniert.</p>",
    ],
)
def test_a_text_that_only_machines_are_told(body: str) -> None:
    reading = read(f"{TITLE}{DATE}", source(ALL), ld(**{"@type": "NewsArticle", "articleBody": body}))
    assert (reading.body, reading.rules["body"]) == (BLOCKS, "json-ld articleBody")


def test_a_text_as_microdata_keeps_its_structure() -> None:
    html = f"<html><body><main>{TITLE}{DATE}</main><div itemprop='articleBody'>{TEXT}</div></body></html>"
    reading = read_page(html.encode(), None, URL, source(ALL))
    assert (reading.body, reading.rules["body"]) == (BLOCKS, "microdata articleBody")


def test_what_the_page_shows_leads_and_a_different_day_is_a_finding() -> None:
    head = ld(**{"@type": "Article", "headline": "Anders", "datePublished": "2023-01-02", "articleBody": "Anders"})
    reading = read(f"{TITLE}{DATE}{TEXT}", source(ALL), head)
    assert (reading.title, reading.date, reading.body) == ("Brücke frei", "2024-03-12", BLOCKS)
    assert "date: the page shows 2024-03-12, json-ld datePublished says 2023-01-02" in reading.findings


def test_json_that_is_none_is_a_finding() -> None:
    reading = read(f"{TITLE}{DATE}{TEXT}", source(ALL), '<script type="application/ld+json">{"a"</script>')
    assert any(finding.startswith("json-ld: not JSON (") for finding in reading.findings)


PACKED = {
    "figure": "figure",
    "json_attributes": [
        {
            "attribute": "data-figure",
            "url": "image.0.src",
            "caption": "caption",
            "credit": "rights.holder",
            "alt": "alt",
        }
    ],
}


def packed(data: str) -> str:
    return f"<figure data-figure='{data}'><img src='data:image/gif;base64,AA' alt=''></figure>"


def test_facts_of_a_picture_in_json() -> None:
    data = {"image": [{"src": "/a.jpg"}], "caption": "Die <b>Brücke</b>.", "rights": {"holder": "Jule Rau"}, "alt": "B"}
    reading = read(f"{TITLE}{DATE}{TEXT}{packed(json.dumps(data))}", source({}, PACKED))
    (image,) = normalise(reading, "7", URL, {}, source({}, PACKED)).image
    assert (image.url, image.caption, image.description) == ("https://www.lindenau.example/a.jpg", "Die Brücke.", "B")
    assert (image.credit_text, image.credit_evidence) == ("Jule Rau", "attribute")


@pytest.mark.parametrize(
    "data", ['{"image": "/a.jpg"}', '{"image": []}', "[]", '"a"', "null", '{"image": [{"src": 7}]}']
)
def test_json_of_another_shape_says_nothing(data: str) -> None:
    assert read(f"{TITLE}{DATE}{TEXT}{packed(data)}", source({}, PACKED)).figures == ()


def test_a_placeholder_in_a_figure_hides_no_address() -> None:
    data = json.dumps({"image": [{"src": "/a.jpg"}]})
    shown = f"<figure data-figure='{data}'><img src='data:image/gif;base64,AA' width=1 height=1></figure>"
    rules = source({}, PACKED | {"figure": "figure, img"})
    assert [figure.urls[0] for figure in read(f"{TITLE}{DATE}{TEXT}{shown}", rules).figures] == [
        "https://www.lindenau.example/a.jpg"
    ]


def test_an_attribute_that_is_no_json_is_a_finding() -> None:
    reading = read(f"{TITLE}{DATE}{TEXT}{packed('{')}", source({}, PACKED))
    assert any(finding.startswith("picture: attribute data-figure is no JSON (") for finding in reading.findings)


@pytest.mark.parametrize(
    ("template", "finding"),
    [
        ({"date": ".tag"}, "date: '.tag' found 0 times, expected once"),
        ({"date": "p"}, "date: 'p' found 3 times, expected once"),
        ({"subtitle": "p"}, "subtitle: 'p' found 3 times, expected at most once"),
        ({"subtitle": "h2"}, None),
        ({"date": "p:first-of-type"}, None),
    ],
)
def test_a_hint_that_matches_none_or_twice_is_a_finding(template: dict[str, str], finding: str | None) -> None:
    reading = read(f"{TITLE}{DATE}{TEXT}", source(template))
    assert [said for said in reading.findings if not said.startswith("publisher")] == ([finding] if finding else [])


def test_a_number_in_the_query() -> None:
    def rules(*, query: bool) -> Source:
        return source({}).model_copy(
            update={
                "release": source({}).release.model_copy(
                    update={"pattern": r"^/s\.aspx\?iid=(?P<id>\d+)", "query": query}
                )
            }
        )

    url = "https://www.lindenau.example/s.aspx?iid=7&p=1"
    assert (rules(query=True).release.id_of(url), rules(query=False).release.id_of(url)) == ("7", None)
