"""Links in the text are citations, links to files are attachments, links to services are neither."""

import pytest

from tasks.types.reading import Reading
from tests.tasks.parse.reading import ADDRESS, END, HEAD, TEXT, read, release

BASE = "http://127.0.0.1:8410"


def cited(reading: Reading) -> list[tuple[str, str]]:
    return [(link.name, link.url) for link in reading.links]


def files(reading: Reading) -> list[tuple[str, str]]:
    return [(file.name, file.url.removeprefix(BASE)) for file in reading.files]


def body(reading: Reading) -> list[str]:
    return [str(getattr(block, "text", block)) for block in reading.body]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("<a href='/klima'>Klima</a>", [("Klima", f"{BASE}/klima")]),
        ("<a href='klima.html#a'><b>Kli</b>ma</a>", [("Klima", f"{BASE}/meldungen/klima.html#a")]),
        ("<a href='\n\t/kli\nma\n '>Klima</a>", [("Klima", f"{BASE}/klima")]),
        ("<a href='HTTPS://Stadt.example/A'>x</a>", [("x", "https://Stadt.example/A")]),
        ("<a href='//stadt.example'>x</a>", [("x", "http://stadt.example")]),
        ("<a href='/a/../b'>x</a> <a href='/c//d'>y</a>", [("x", f"{BASE}/b"), ("y", f"{BASE}/c//d")]),
        ("<a href='/a/./b'>x</a> <a href='/c/.'>y</a>", [("x", f"{BASE}/a/b"), ("y", f"{BASE}/c/")]),
        ("<a href='/ein weg'>x</a>", [("x", f"{BASE}/ein%20weg")]),
        ("<a href='/a'>x</a> <a href='/a'>y</a> <a href='/b'>z</a>", [("x", f"{BASE}/a"), ("z", f"{BASE}/b")]),
        ("<a href='/a' title='Mehr'><i class='icon'></i></a>", [("Mehr", f"{BASE}/a")]),
        ("<a href='pressemeldung_7.de.html'>Andere</a>", [("Andere", f"{BASE}/meldungen/pressemeldung_7.de.html")]),
        ("<a href='mailto:a@b.example'>Mail</a> <a href='tel:112'>112</a> <a href='javascript:x()'>x</a>", []),
        (
            "<a href='#oben'>oben</a> <a href=''>x</a> <a name='x'>x</a> <a href='pressemeldung_1.de.html#a'>hier</a>",
            [],
        ),
        ("<a href='http://['>x</a> <a href='http://'>x</a> <a href='http://a]b/'>y</a>", []),
    ],
)
def test_citations(link: str, expected: list[tuple[str, str]]) -> None:
    assert cited(release(f"<p>Siehe {link}.</p>")) == expected


@pytest.mark.parametrize(
    "html",
    ["<ul><li><a href='/a'>x</a></li></ul>", "<table><tr><td>a</td><td><a href='/a'>x</a></td></tr></table>",
             "<blockquote><a href='/a'>x</a></blockquote>", "<h3><a href='/a'>x</a></h3>",
             "<a href='/a'><div>x</div></a>"],
)  # fmt: skip
def test_citations_in_every_block(html: str) -> None:
    assert cited(release(TEXT + html)) == [("x", f"{BASE}/a")]


def test_links_of_the_address_the_captions_and_the_furniture_are_no_citations() -> None:
    address = "<p>Herausgegeben von:<br>Stadt Musterstadt<br>URL: <a href='https://m.example'>m.example</a></p>"
    reading = release(
        f"{TEXT}Mehr Text<br>",
        address=address,
        after="<p>Ein <a href='/b'>Bild</a> hier</p><nav><a href='/c'>c</a></nav>",
    )
    assert cited(reading) == []
    assert reading.publisher
    assert reading.publisher.url == "m.example"


def test_text_and_address_in_one_block_keep_their_links_apart() -> None:
    reading = release(
        "",
        address="<p>Mehr <a href='/a'>hier</a>.<br>Herausgeber:<br>Stadt M.<br>URL: <a href='/b'>m.example</a></p>",
    )
    assert (cited(reading), body(reading)) == ([("hier", f"{BASE}/a")], ["Mehr hier."])


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<p><a href='/p.pdf'>Plan (pdf, 3069 <acronym>kB</acronym>)</a></p>", "Plan"),
        ("<p><a href='/p.pdf'>Plan [PDF, 1,2 MB]</a></p>", "Plan"),
        ("<p><a href='/p.pdf'>Plan (Download, PDF-Datei, 3 MB)</a></p>", "Plan"),
        ("<p><a href='/p.pdf'>Plan</a> (pdf, 3069 kB)</p>", "Plan"),
        ("<p><a href='/p.pdf'>Plan (Entwurf) (pdf, 3 kB)</a></p>", "Plan (Entwurf)"),
        ("<p><a href='/p.pdf'>Plan (Entwurf)</a></p>", "Plan (Entwurf)"),
        ("<p><a href='/p.pdf'>PDF herunterladen</a></p>", "PDF herunterladen"),
        ("<p><a href='/p.pdf'><img src='/pdf.png' width=16></a> <a href='/p.pdf'>Plan</a></p>", "Plan"),
        ("<p><a href='/p.pdf'><i class='icon'></i></a></p>", "p.pdf"),
        ("<ul><li><a href='/p.pdf'>Plan</a></li></ul>", "Plan"),
        ("<h3>Downloads</h3><ul><li><a href='/p.pdf'>Plan</a></li></ul>", "Plan"),
        ("<div><span>•</span> <a href='/p.pdf?x=1#page=2'>Plan</a></div>", "Plan"),
        ("<table><tr><td><a href='/p.pdf'>Plan</a></td><td>(pdf, 3 kB)</td></tr></table>", "Plan"),
    ],
)
def test_attachments_are_named_without_their_size_and_are_no_text(html: str, name: str) -> None:
    reading = release(TEXT + html)
    assert [(file.name, file.url.partition("?")[0]) for file in reading.files] == [(name, f"{BASE}/p.pdf")]
    assert (body(reading), cited(reading)) == ([TEXT[3:-4]], [])


@pytest.mark.parametrize("ending", ["pdf", "PDF", "docx", "xlsx", "zip", "odt"])
def test_which_files(ending: str) -> None:
    assert files(release(f"{TEXT}<p><a href='/p.{ending}'>Plan</a></p>")) == [("Plan", f"/p.{ending}")]


def test_a_file_in_a_sentence_is_an_attachment_and_stays_text() -> None:
    reading = release("<p>Den Plan gibt es <a href='/p.pdf'>hier</a>.</p>")
    assert (files(reading), body(reading)) == ([("hier", "/p.pdf")], ["Den Plan gibt es hier."])


def test_a_heading_of_files_and_text_stays() -> None:
    reading = release(
        "<h3>Mehr</h3><p><a href='/p.pdf'>Plan</a></p><p>Und Text.</p><h3>Downloads</h3><p><a href='/q.pdf'>Q</a></p>"
    )
    assert body(reading) == ["Mehr", "Und Text."]


def test_files_behind_the_address_and_in_link_lists_but_not_beyond_the_end() -> None:
    items = "<li><a href='/b.pdf'>B (pdf, 1 kB)</a></li><li><a href='/'>S</a></li>"
    column = f"<div class='linklist'><h3>Service</h3><ul>{items}</ul></div>"
    teaser = "<div class='teaserbox'><a href='/x.pdf'>X</a></div>"
    after = f"<p><a href='/a.pdf'>A</a></p>{column}{teaser}{END}<p><a href='/z.pdf'>Z</a></p>"
    assert files(release(after=after)) == [("A", "/a.pdf"), ("B", "/b.pdf")]


READ_ALOUD = "<a href='{}'>Vorlesen</a>"


@pytest.mark.parametrize(
    "href",
    [
        "https://docreader.readspeaker.com/docreader/?cid=1&amp;lang=de_de&amp;url=https%3A%2F%2Fmedia.stadt.example%2Fp.pdf",
        "https://app-eu.readspeaker.com/x",
        "https://vorlesen.example/read?f=http%3A%2F%2F127.0.0.1%3A8410%2Fp.pdf",
        "https://vorlesen.example/read?u=https://www.stadt.example/meldungen/pressemeldung_1.de.html",
    ],
)
def test_a_service_on_the_file_or_the_page_is_cut_out(href: str) -> None:
    reading = release(
        f"{TEXT}<p><a href='/p.pdf'>Plan</a> {READ_ALOUD.format(href)}</p><p>Teilen {READ_ALOUD.format(href)}</p>"
    )
    assert (files(reading), cited(reading)) == ([("Plan", "/p.pdf")], [])
    assert body(reading) == [TEXT[3:-4], "Teilen"]


def test_a_link_that_passes_on_another_address_stays() -> None:
    reading = release(
        "<p>Siehe <a href='https://weiter.example/?url=https%3A%2F%2Fstadt.example%2Fq.pdf'>dort</a>.</p>"
    )
    assert (len(reading.links), body(reading)) == (1, ["Siehe dort."])


def test_the_page_s_base_element_counts() -> None:
    html = f"<html><head><base href='https://www.stadt.example/x/'></head><body><main id='main-content'>{HEAD}" \
        f"<p><a href='a'>a</a><img src='b.jpg'></p>{ADDRESS}{END}</main></body></html>"  # fmt: skip
    reading = read(html)
    assert cited(reading) == [("a", "https://www.stadt.example/x/a")]
    assert reading.figures[0].urls == ("https://www.stadt.example/x/b.jpg",)
