"""Tools of the page and what is hidden never get into the text; words of the text never get lost for looking alike."""

import time

import pytest
from lxml.html import document_fromstring

from tasks.parse.tools import find_tools
from tasks.types.reading import Reading
from tests.tasks.parse.reading import HEAD, TEXT, release

FIRST = TEXT[3:-4]
LINK = "<a href='/v'>Vorlesen</a>"


def body(reading: Reading) -> list[str]:
    return [str(getattr(block, "text", block)) for block in reading.body]


@pytest.mark.parametrize(
    "words",
    [
        "Vorlesen",
        "vorlesen",
        "Text vorlesen",
        "Seite vorlesen",
        "Seite vorlesen lassen",
        "Diese Seite vorlesen",
        "Den Text vorlesen lassen",
        "Webseite vorlesen",
        "Dokument vorlesen",
        "Anhören",
        "Artikel anhören",
        "ReadSpeaker",
        "Vorlesefunktion starten",
        "Drucken",
        "Seite drucken",
        "Druckansicht",
        "Druckversion",
        "Teilen",
        "Seite teilen",
        "Weiterempfehlen",
        "Auf Facebook teilen",
        "per E-Mail versenden",
        "nach oben",
        "Zurück nach oben",
        "Zum Seitenanfang",
        "Seitenanfang",
        "Zurück zur Übersicht",
        "Zur Übersicht",
        "Zurück",
        "Lesen Sie mehr zum Thema: Sperrung der Brücke am Stadtgarten ...",
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "<p>{}</p>",
        "<ul><li>{}</li></ul>",
        "<div><span>{}</span></div>",
        "{}<br>",
        "<p>| {} |</p>",
        "<p>{} <a href='#'><i class='icon'></i></a></p>",
        "<p><strong>{}</strong></p>",
    ],
)
def test_a_tool_of_the_page_is_no_text(words: str, place: str) -> None:
    tool = place.format(f"<a href='/werkzeug?x=1'><i class='icon'></i> {words}</a>")
    reading = release(f"{TEXT}{tool}")
    assert (body(reading), reading.links, reading.subtitle) == ([FIRST], (), None)
    assert release(TEXT, head=HEAD.replace("<p>", f"{tool}<p>", 1)).subtitle is None


def test_tools_among_themselves_and_behind_a_file() -> None:
    reading = release(
        f"{TEXT}<p><a href='/p.pdf'>Plan</a> (pdf, 12 kB) <a href='/lies?f=7'>Vorlesen</a></p>"
        "<ul><li><a href='?druck'>Drucken</a></li><li><a href='javascript:t()'>Teilen</a></li></ul>"
        "<p><a href='?druck'>Drucken</a> · <span role='button'>Teilen</span> / <span onclick='v()'>Vorlesen</span></p>"
    )
    assert (body(reading), [file.name for file in reading.files], reading.links) == ([FIRST], ["Plan"], ())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Eltern können <a href='/v'>vorlesen</a>.</p>", "Eltern können vorlesen."),
        ("<p><a href='/v'>Vorlesen</a> hilft.</p>", "Vorlesen hilft."),
        ("<p>Wir <b>alle <a href='/t'>teilen</a></b></p>", "Wir alle teilen"),
        ("<p>Zum Programm:<br>am Montag <a href='/v'>Vorlesen</a></p>", "Zum Programm:\nam Montag Vorlesen"),
        ("<p>Vorlesen</p>", "Vorlesen"),
        ("<h3>Teilen</h3>", "Teilen"),
        ("<p><a href='/v'>Vorlesen für Kinder</a></p>", "Vorlesen für Kinder"),
        ("<p><a href='/v'>Lesen Sie mehr zum Thema Klima</a></p>", "Lesen Sie mehr zum Thema Klima"),
    ],
)
def test_words_of_the_text_stay(html: str, expected: str) -> None:
    assert body(release(f"{TEXT}{html}")) == [FIRST, expected]


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>x</p>",
        "<p hidden='hidden'>x</p>",
        "<p style='display:none'>x</p>",
        "<p style='color: red; display : none !important;'>x</p>",
        "<p style='DISPLAY:NONE'>x</p>".replace("NONE", "none"),
        "<div style='visibility:hidden'><p>x</p></div>",
        "<p><span style='display:none'>x</span></p>",
        "<ul hidden><li>x</li></ul>",
    ],
)
def test_what_no_reader_sees_is_no_text(html: str) -> None:
    assert body(release(f"{TEXT}{html}")) == [FIRST]


@pytest.mark.parametrize(
    "html",
    [
        "<p aria-hidden='true'>x</p>",
        "<p hidden='until-found'>x</p>",
        "<p style='list-style:none'>x</p>",
        "<p style='overflow:hidden'>x</p>",
        "<p style='border:none;display:block'>x</p>",
        "<p style='background:url(display:none.png)'>x</p>",
    ],
)
def test_what_a_reader_sees_is(html: str) -> None:
    assert body(release(f"{TEXT}{html}")) == [FIRST, "x"]


def test_a_hidden_picture_waits_for_its_turn_in_a_slider() -> None:
    slide = "<div class='item' style='display:none'><figure data-media='/{0}.jpg'><img src='/{0}.jpg'></figure></div>"
    assert len(release(f"{TEXT}<div>{slide.format('a')}{slide.format('b')}</div>").figures) == 2


def test_a_hidden_title_or_label_is_not_taken_for_nothing() -> None:
    assert release(head=HEAD.replace("<h1>", "<h1 style='display:none'>")).title == "Neue Bänke im Stadtgarten"


@pytest.mark.parametrize(
    "notice",
    [
        "<div class='cookie-banner'><p>Wir verwenden Cookies. <button>Zustimmen</button></p></div>",
        "<p>Diese Webseite verwendet Cookies. Mehr erfahren Sie hier.</p>",
        "<p>Unsere Internetseite nutzt Cookies, um sie zu verbessern.</p><p><a href='/d'>Mehr</a></p>",
    ],
)
@pytest.mark.parametrize("older", [False, True])
def test_a_cookie_notice_at_the_end_is_no_text(notice: str, older: bool) -> None:
    plain = release(older=older)
    assert release(after=notice, older=older).body == plain.body
    assert release(after=notice, older=older).publisher == plain.publisher


@pytest.mark.parametrize(
    "crumbs",
    [
        "<p>Sie sind hier: <a href='/'>Start</a> &gt; <a href='/p'>Presse</a></p>",
        "<nav><ol><li><a href='/'>Start</a></li></ol></nav>",
        "<div id='breadcrumbContent'>Sie sind hier: <a href='/'>Start</a></div>",
    ],
)
def test_a_breadcrumb_is_no_text(crumbs: str) -> None:
    assert release(above=crumbs) == release()


@pytest.mark.parametrize("html", ["<b>" * 900 + LINK, f"<i>x</i>{LINK}" * 3000, f"{LINK} " * 3000])
def test_no_page_costs_much(html: str) -> None:
    root = document_fromstring(f"<div>{html}</div>".encode())
    before = time.process_time()
    find_tools(root, ["vorlesen"])
    assert time.process_time() - before < 2
