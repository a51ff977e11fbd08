"""Title, subtitle and date are found by their order and form, whatever dates stand around them."""

import pytest

from tasks.errors import ReadingError
from tasks.parse.page import read_page
from tests.tasks.parse.reading import ADDRESS, END, SOURCE, TEXT, URL, read, release

TITLE = "<h1>Neue Bänke im Stadtgarten</h1>"


@pytest.mark.parametrize(
    ("head", "subtitle", "date"),
    [
        ("<p>12.03.2024</p>", None, "2024-03-12"),
        ("12.03.2024<br>", None, "2024-03-12"),
        ("<p>Ab Mai<br>12.03.2024</p>", "Ab Mai", "2024-03-12"),
        ("<p>Ab Mai</p><p>Für alle</p><p>12.03.2024</p>", "Ab Mai\nFür alle", "2024-03-12"),
        ("<h2>Samstag, 16. März 2024</h2><p>12.03.2024</p>", "Samstag, 16. März 2024", "2024-03-12"),
        ("<h2>Stadtgarten, 16.03.2024</h2><p>12.03.2024</p>", "Stadtgarten, 16.03.2024", "2024-03-12"),
        ("<h2>Anmeldung bis 16.03.2024</h2><p>12.03.2024</p>", "Anmeldung bis 16.03.2024", "2024-03-12"),
        ("<h2>2024</h2><p>12.03.2024</p>", "2024", "2024-03-12"),
        ("<p>12. März 2024</p>", None, "2024-03-12"),
        ("<p>12.03.2024, 14:30 Uhr</p>", None, "2024-03-12T13:30Z"),
        ("<p>Ab Mai</p><p><a href='?print'>Drucken</a></p><p>12.03.2024</p>", "Ab Mai", "2024-03-12"),
        ("<time>12.03.2024</time> ", None, "2024-03-12"),
    ],
)
def test_subtitle_and_date(head: str, subtitle: str | None, date: str) -> None:
    reading = release(head=TITLE + head)
    assert (reading.title, reading.subtitle, reading.date) == ("Neue Bänke im Stadtgarten", subtitle, date)
    assert [block.model_dump()["text"] for block in reading.body] == [TEXT[3:-4]]


@pytest.mark.parametrize(
    "opening", ["<p><time>12.03.2024</time> Am Samstag", "<p><b><span>12.03.2024</span></b> Am Samstag"]
)
def test_a_date_alone_in_the_element_that_opens_the_text(opening: str) -> None:
    reading = release(head=TITLE, text=f"{opening} war es <b>so weit</b>.</p>")
    assert (reading.date, reading.subtitle) == ("2024-03-12", None)
    assert reading.body[0].model_dump()["text"] == "Am Samstag war es so weit."
    assert "element that opens" in reading.rules["date"]


def test_a_date_behind_the_first_one_belongs_to_the_text() -> None:
    reading = release(head=TITLE + "<p>12. März 2024</p>", text=f"{TEXT}<p>13.03.2024</p>")
    assert reading.date == "2024-03-12"
    assert reading.body[-1].model_dump()["text"] == "13.03.2024"


@pytest.mark.parametrize(
    "text",
    [
        "<p>Am 12.03.2024 war es so weit.</p>",
        f"<p>{'Viele Worte. ' * 60}</p><p>12.03.2024</p><p>Danach.</p>",
        "<p>a</p><p>b</p><p>c</p><p>d</p><p>12.03.2024</p><p>e</p>",
        "<p>a</p><ul><li>12.03.2024</li></ul>",
        "<p>a</p><table><tr><td>Tag</td><td>12.03.2024</td></tr></table>",
        "<p>31.02.2024</p><p>a</p>",
        "<figure><img src='/a.jpg'><figcaption>12.03.2024</figcaption></figure><p>a</p>",
    ],
)
def test_a_date_further_down_or_within_is_not_the_release_s(text: str) -> None:
    with pytest.raises(ReadingError, match="date: no line near the title is a date"):
        release(head=TITLE, text=text)


def test_a_date_before_the_title_is_not_the_release_s() -> None:
    with pytest.raises(ReadingError, match="date"):
        release(above="<p>12.03.2024</p>", head=TITLE)


def test_pictures_and_captions_before_the_date_are_no_subtitle() -> None:
    shots = "".join(f"<p><img src='/{n}.jpg'></p><p>Bild {n}. Foto: Jule Rau</p>" for n in range(6))
    reading = release(head=f"{TITLE}{shots}<p>Ab Mai</p><p>12.03.2024</p>")
    assert (reading.subtitle, reading.date, len(reading.figures)) == ("Ab Mai", "2024-03-12", 6)
    assert [figure.caption for figure in reading.figures] == [f"Bild {n}. Foto: Jule Rau" for n in range(6)]
    assert len(reading.body) == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("<h1>Größe<br>zählt</h1>", "Größe zählt"),
        ("<h1><span>Größe</span> <i>zählt</i></h1>", "Größe zählt"),
        ("<h1>  Grö\u00adße\n zählt&nbsp;</h1>", "Größe zählt"),
        ("<div><header><h1>Größe zählt</h1></header></div>", "Größe zählt"),
        ("<h1></h1><h1>Größe zählt</h1>", "Größe zählt"),
        ("<h1><img src='/a.jpg'>Größe zählt</h1>", "Größe zählt"),
        ("<h1><div>Größe zählt</div></h1>", "Größe zählt"),
    ],
)
def test_title(title: str, text: str) -> None:
    assert release(head=f"{title}<p>12.03.2024</p>").title == text


def test_a_date_in_the_title_s_element() -> None:
    reading = release(head="<h1>Größe zählt<br><small>12.03.2024</small></h1>")
    assert (reading.title, reading.date) == ("Größe zählt", "2024-03-12")


def page(body: str, title: str = "Meldung: Neue Bänke im Stadtgarten - Stadt Musterstadt") -> str:
    main = f"<main id='main-content'>{body}{ADDRESS}{END}</main>"
    return f"<html><head><title>{title}</title></head><body>{main}</body></html>"


def test_without_an_h1_the_block_that_repeats_the_document_s_title_is_it() -> None:
    reading = read(page(f"<p>Stadt Musterstadt</p><h2>Neue Bänke im Stadtgarten</h2><p>12.03.2024</p>{TEXT}"))
    assert (reading.title, reading.rules["title"]) == (
        "Neue Bänke im Stadtgarten",
        "the block that repeats the document's title",
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<h2>Etwas anderes</h2><p>12.03.2024</p>{TEXT}", "title: nothing matches 'h1'"),
        (f"<p>12.03.2024</p>{TEXT}", "title: nothing matches 'h1'"),
        (f"<h1>Eins</h1><h1>Zwei</h1><p>12.03.2024</p>{TEXT}", "title: 'h1' found 2 times, expected once"),
        (f"<h1>Seite nicht gefunden</h1><p>12.03.2024</p>{TEXT}", "error page: its title is 'Seite nicht gefunden'"),
        (f"<h1>Die Seite wurde nicht gefunden.</h1>{TEXT}", "error page"),
        (f"<h1>404</h1>{TEXT}", "error page"),
        (f"<h1>Fehler 404</h1>{TEXT}", "error page"),
    ],
)
def test_no_title_to_rely_on(body: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(page(body))


@pytest.mark.parametrize("title", ["Gesuchte Seite nicht mehr vermisst", "Neue 404 Bäume", "Hund nicht gefunden"])
def test_a_title_that_only_sounds_like_an_error(title: str) -> None:
    assert release(head=f"<h1>{title}</h1><p>12.03.2024</p>").title == title


def test_selectors_for_subtitle_and_date_are_hints() -> None:
    template = SOURCE.pages.templates[0].model_copy(update={"subtitle": ".unter", "date": ".tag"})
    pages = SOURCE.pages.model_copy(update={"templates": (template,)})
    html = page(
        f"<h1>Neue Bänke</h1><p>01.01.2024</p><p class='unter'>Ab Mai</p>{TEXT}<p class='tag'>12.03.2024</p><p>Ja.</p>"
    )
    reading = read_page(html.encode(), None, URL, SOURCE.model_copy(update={"pages": pages}))
    assert (reading.subtitle, reading.date) == ("Ab Mai", "2024-03-12")
    assert (reading.rules["subtitle"], reading.rules["date"]) == (
        "by selector .unter",
        "by selector, alone on its line",
    )
