"""What is a picture of the release, where its bytes are, and what is said with it."""

import pytest

from tasks.errors import ReadingError
from tasks.types.reading import Figure, Reading
from tests.tasks.parse.reading import TEXT, release

BASE = "http://127.0.0.1:8410"
SINGLE = """<div class="einzelbild bspace"><h3>Das Bild</h3><div class="copyright"><a class="fancybox" rel="lightbox-1"
 href="
   /media/x/a_1024_16zu9.jpg" data-copyright=" © Rau" data-caption="Eine Bank" title=" © Rau">
<figure class="responsive" data-media="/media/x/a.jpg" alt="Bank" title="null"><noscript>
 <img src="/media/x/a_0660_3zu2.jpg">
</noscript><figcaption class="titleOverlay"> © Rau</figcaption></figure></a>
<div class="fliesstextklein"><p>Eine neue Bank.</p><p>Foto: Rau</p></div></div></div>"""


def figures(html: str) -> tuple[Figure, ...]:
    return release(TEXT + html).figures


def one(html: str) -> Figure:
    (figure,) = figures(html)
    return figure


def originals(reading: Reading) -> list[str]:
    return [figure.urls[0].removeprefix(BASE) for figure in reading.figures]


def test_a_single_picture() -> None:
    assert one(SINGLE) == Figure(
        urls=(
            f"{BASE}/media/x/a.jpg",
            f"{BASE}/media/x/a_1024_16zu9.jpg",
            f"{BASE}/media/x/a_0660_3zu2.jpg",
        ),
        alt="Bank",
        caption="Eine neue Bank.\nFoto: Rau",
        overlay="© Rau",
        attribute_caption="Eine Bank",
        attribute_credit="© Rau",
        caption_rule="in its element",
    )


@pytest.mark.parametrize(
    ("attributes", "caption", "credit"),
    [
        ("title='Eine Bank'", "Eine Bank", None),
        ("title='Foto: Rau'", None, "Foto: Rau"),
        ("title=' © Rau'", None, "© Rau"),
        ("title='© Rau' data-caption='Eine Bank'", "Eine Bank", "© Rau"),
        ("title='Eine Bank' data-copyright='Rau'", "Eine Bank", "Rau"),
        ("data-caption='null' title='undefined' data-copyright=' '", None, None),
        ("title='Bild vergrößern'", None, None),
        ("title='Zum Vergrößern bitte klicken'", None, None),
        ("title='Öffnet in neuem Fenster'", None, None),
        ("title='Wie sich der Park vergrößert hat und was daraus bis zum Herbst noch alles werden soll'", "Wie", None),
        ("data-caption='&lt;p&gt;Eine &lt;b&gt;Bank&lt;/b&gt;&lt;/p&gt;'", "Eine Bank", None),
        ("data-caption='1 &lt; 2 &amp; 3'", "1 < 2 & 3", None),
    ],
)
def test_attributes(attributes: str, caption: str | None, credit: str | None) -> None:
    figure = one(f"<a href='/a.jpg' {attributes}><img src='/a.jpg'></a>")
    assert (figure.attribute_caption or "").startswith(caption or "")
    assert bool(figure.attribute_caption) is bool(caption)
    assert (figure.attribute_credit, figure.caption) == (credit, None)


@pytest.mark.parametrize(
    ("alt", "expected"),
    [("alt='null'", None), ("alt=''", None), ("", None), ("alt='NULL'", None), ("alt=' Eine\n Bank '", "Eine Bank")],
)
def test_alt_text(alt: str, expected: str | None) -> None:
    assert one(f"<img src='/a.jpg' {alt}>").alt == expected


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        ("<img src='/bilder/a.jpg'>", ["/bilder/a.jpg"]),
        ("<img src='a.png'>", ["/meldungen/a.png"]),
        ("<img src='https://media.example/media/a_0660_3zu2.jpg'>", ["https://media.example/media/a.jpg", None]),
        ("<img src='//media.example/a.jpg'>", ["http://media.example/a.jpg"]),
        ("<img src='\n /a\n.jpg \t'>", ["/a.jpg"]),
        ("<img src='/ein bild.jpg'>", ["/ein%20bild.jpg"]),
        ("<img data-src='/a.jpg' src='data:image/gif;base64,R0lGODlhAQAB'>", ["/a.jpg"]),
        ("<img src='/a_speziell_0900_0700_sv.jpg'>", ["/a.jpg", "/a_speziell_0900_0700_sv.jpg"]),
        ("<a href='/gross.jpg'><img src='/klein.jpg'></a>", ["/gross.jpg", "/klein.jpg"]),
        ("<a href='/gross.jpg?v=2'><img src='/klein.jpg?v=2'></a>", ["/gross.jpg?v=2", "/klein.jpg?v=2"]),
        ("<a href='/zeigen.jsp?bild=a'><img src='/a.jpg'></a>", ["/a.jpg"]),
        ("<figure data-media='/a'></figure>", ["/a"]),
        ("<noscript><img src='/a.jpg'></noscript>", ["/a.jpg"]),
        ("<picture><source srcset='/b.webp'><img src='/a.jpg'></picture>", ["/a.jpg"]),
    ],
)
def test_addresses(html: str, urls: list[str | None]) -> None:
    found = [url.removeprefix(BASE) for url in one(html).urls]
    assert found[: len(urls)] == [url or found[at] for at, url in enumerate(urls)]
    assert len(found) == len(urls)


@pytest.mark.parametrize(
    "html",
    [
        "<img src='data:image/gif;base64,R0lGODlhAQAB'>",
        "<img src=''><img>",
        "<img src='javascript:alert(1)'>",
        "<img src='/a.gif' width='1' height='1'>",
        "<img src='/pdf.png' width='16px'>",
        "<img src='/layout/strich.png'>",
        "<img src='/media/icons/pdf.png'>",
        "<img src='/bilder/pfeil.svg'>",
        "<a href='/'><img src='/media/stadt.jpg' alt='Stadt'></a>",
        "<a href='http://127.0.0.1:8410'><img src='/media/stadt.jpg'></a>",
        "<a href='pressemeldung_77.de.html'><img src='/media/andere.jpg'></a>",
        "<a href='/media/plan.pdf'><img src='/media/plan-vorschau.jpg'></a>",
        "<div class='teaserbox'><img src='/a.jpg'></div>",
        "<nav><img src='/a.jpg'></nav>",
        "<video poster='/a.jpg'><source src='/a.mp4'></video>",
        "<figure><video src='/a.mp4'></video></figure>",
    ],
)
def test_what_is_no_picture_of_the_release(html: str) -> None:
    assert figures(f"<p>{html}</p>") == ()


def test_a_link_to_the_page_itself_makes_no_sign() -> None:
    assert one("<a href='#top'><img src='/a.jpg'></a>").urls == (f"{BASE}/a.jpg",)


@pytest.mark.parametrize(
    "html",
    [
        "<div class='einzelbild'><a href='/a.jpg'><img src='/a.jpg'></a><a href='/b.jpg'><img src='/b.jpg'></a></div>",
        "<figure><img src='/a.jpg'><img src='/b.jpg'></figure>",
        "<figure><figure><img src='/a.jpg'></figure><figure data-media='/b.jpg'></figure></figure>",
        "<div class='item'><figure data-media='/a.jpg'></figure><figure data-media='/b.jpg'></figure></div>",
        "<p><img src='/a.jpg'> und <img src='/b.jpg'></p>",
        "<ul><li><img src='/a.jpg'></li><li><img src='/b.jpg'></li></ul>",
        "<table><tr><td><img src='/a.jpg'></td><td><img src='/b.jpg'></td></tr></table>",
        "<blockquote><img src='/a.jpg'>Zitat<img src='/b.jpg'></blockquote>",
        "<h3><img src='/a.jpg'>Bilder<img src='/b.jpg'></h3>",
        "<a href='/a.jpg'><img src='/a_0660_3zu2.jpg'></a><img src='/b.jpg'><img src='/a_1024_16zu9.jpg'>",
    ],
)
def test_several_pictures_are_told_apart(html: str) -> None:
    assert originals(release(TEXT + html)) == ["/a.jpg", "/b.jpg"]


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src='/a.jpg'><figcaption>Eine Bank. Foto: Rau</figcaption></figure>",
        "<figure><img src='/a.jpg'><figcaption><p>Eine Bank. Foto: Rau</p></figcaption></figure>",
        "<figure><img src='/a.jpg'><div><span>Eine Bank.</span> <b>Foto: Rau</b></div></figure>",
        "<figure><figcaption>Eine Bank. Foto: Rau</figcaption><a href='/a.jpg'><img src='/a.jpg'>Zoom</a></figure>",
        "<figure><img src='/a.jpg'><h4>Bild des Tages</h4><p>Eine Bank. Foto: Rau</p></figure>",
        "<figure><figure><img src='/a.jpg'></figure><figcaption>Eine Bank. Foto: Rau</figcaption></figure>",
    ],
)
def test_a_caption_in_its_figure(html: str) -> None:
    assert one(html).caption == "Eine Bank. Foto: Rau"


def test_a_box_named_as_one_keeps_a_caption_without_a_credit() -> None:
    reading = release(TEXT + "<div class='bildKlein'><p><img src='/a.jpg'></p><div>Die neue Bank.</div></div>")
    assert [figure.caption for figure in reading.figures] == ["Die neue Bank."]
    assert len(reading.body) == 1


@pytest.mark.parametrize("name", ["text-mit-bild", "bildung", "abbildung"])
@pytest.mark.parametrize("text", [TEXT * 6, f"<p>{'Viele Worte. ' * 90}</p>"])
def test_a_picture_never_takes_the_text_it_stands_in(name: str, text: str) -> None:
    reading = release(f"<div class='{name}'><p><img src='/a.jpg'></p>{text}</div>")
    assert originals(reading) == ["/a.jpg"]
    assert len(reading.body) == text.count("<p>")


def test_no_release_has_thousands_of_pictures() -> None:
    with pytest.raises(ReadingError, match="more than 1000 pictures"):
        figures("".join(f"<img src='/{number}.jpg'>" for number in range(1001)))


def test_an_overlay_is_no_caption() -> None:
    figure = one("<figure><img src='/a.jpg'><figcaption class='titleOverlay'>© Rau</figcaption></figure>")
    assert (figure.caption, figure.overlay) == (None, "© Rau")


def test_a_figure_around_a_table_is_text() -> None:
    reading = release("<figure><table><tr><td>a</td><td>b</td></tr></table><figcaption>Zahlen</figcaption></figure>")
    assert reading.figures == ()
    assert [block.type for block in reading.body] == ["table", "paragraph"]
