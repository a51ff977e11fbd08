"""A page reads whole or is refused with a reason; broken, cut, foreign and enormous pages included."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import load_source
from tasks.errors import ReadingError
from tasks.normalise import normalise, version_digest
from tasks.parse.page import read_page
from tasks.types.reading import Reading
from tests.city.city import City
from tests.city.site import Site, release_answer
from tests.tasks.parse.forms import FRAMES, Form, Frame, page
from tests.tasks.parse.reading import ADDRESS, END, HEAD, SOURCE, TEXT, URL, read, release

SITE = Site(City.sample())
VIEW = City.sample().view()
PAGES = tuple(release_answer(VIEW, item).body for item in VIEW.releases if item.encoding == "utf-8")


def refusal(content: bytes, content_type: str | None = "text/html") -> str:
    with pytest.raises(ReadingError) as error:
        read_page(content, content_type, URL, SOURCE)
    reason = str(error.value)
    assert reason.isprintable()
    assert len(reason) < 250
    return reason


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/gibt-es-nicht", "no release but an error page: its title is 'Seite nicht gefunden'"),
        ("/aktuell.de.html", "a list of releases, not one"),
        ("/leben/mobilitaet/aktuelle_meldungen.de.html", "a list of releases, not one"),
        ("/meldungen/meldungen_letzte_tage.de.jsp?pageNo=1", "date: "),
        ("/rathaus/presse/pressecenter.de.jsp", "date: "),
        ("/impressum.de.html", "date: "),
        ("/feed.xml", "not HTML"),
        ("/robots.txt", "not HTML"),
    ],
)
def test_another_page_of_the_site_in_a_release_s_place(target: str, reason: str) -> None:
    answer = SITE.answer(target, "http://127.0.0.1:8410")
    assert refusal(answer.body, answer.content_type).startswith(reason)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "title: nothing matches 'h1'"),
        (f"{HEAD}{ADDRESS}{END}", "body: no text between date and publisher"),
        (f"{HEAD}<p><a href='/a.pdf'>A</a></p>{ADDRESS}{END}", "body: no text"),
        (f"{HEAD}<p><img src='/a.jpg'></p>{ADDRESS}{END}", "body: no text"),
        (f"<h1>Titel</h1>{TEXT}{ADDRESS}{END}", "date: no line near the title"),
        (f"<main id='main-content'></main><main id='main-content'>{HEAD}</main>", "root of template present: "),
    ],
)
def test_what_must_be_there(body: str, reason: str) -> None:
    assert refusal(f"<html><body>{body}</body></html>".encode()).startswith(reason)


LABEL, LINE, TAG = ADDRESS, END, "</body></html>"


@pytest.mark.parametrize(
    ("signs", "whole"),
    [
        ((LABEL, LINE, TAG), True),
        ((LABEL, LINE), True),
        ((LABEL, TAG), True),
        ((LINE, TAG), True),
        ((LABEL,), False),
        ((LINE,), False),
        ((TAG,), False),
        ((), False),
    ],
)
def test_the_signs_of_a_whole_page(signs: tuple[str, ...], whole: bool) -> None:
    content = f"<html><body><main id='main-content'>{HEAD}{TEXT}{''.join(signs)}".encode()
    if whole:
        assert read_page(content, None, URL, SOURCE).date == "2024-03-12"
    else:
        assert refusal(content).startswith("not a whole release page: no ")


def test_a_release_without_a_publisher_is_one_and_says_so() -> None:
    reading = release(address="")
    assert (reading.publisher, reading.rules["publisher"]) == (None, "not found")
    assert reading.findings == ("publisher: none of 'Herausgegeben von:', 'Herausgeber:' opens an address block",)


def test_without_a_publisher_words_that_end_a_release_may_head_a_part_of_it() -> None:
    reading = release(f"{TEXT}<h3>Service</h3><p>Mehr dazu.</p>", address="")
    assert len(reading.body) == 3
    reading = release(TEXT, address="<h3>Service</h3><p>Alle aktuellen Meldungen</p><p>Kontakt</p>", older=True)
    assert len(reading.body) == 1


def test_pictures_behind_the_end_are_the_release_s_only_in_its_own_part_of_the_page() -> None:
    logo = f"{END}<p><img src='/foerderer.jpg'></p><p>Gefördert vom Land</p>"
    assert [len(release(after=logo, older=older).figures) for older in (False, True)] == [1, 0]


def test_a_text_may_refer_to_other_releases() -> None:
    links = "".join(f"<p>Siehe <a href='pressemeldung_{n}.de.html'>dort</a></p>" for n in range(2, 9))
    assert len(release(TEXT + links).links) == 7
    with pytest.raises(ReadingError, match="a list of releases"):
        release(TEXT + links, address="")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_page_cut_off_anywhere_is_refused_or_complete(frame: Frame) -> None:
    html = page(Form(frame=frame, pictures=2, address="one block")).encode()
    whole = read_page(html, None, URL, SOURCE)
    for stop in range(0, len(html), 31):
        try:
            reading = read_page(html[:stop], None, URL, SOURCE)
        except ReadingError:
            continue
        assert (reading.body, reading.publisher, reading.figures) == (whole.body, whole.publisher, whole.figures)


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ("<p>© 2026 Stadt Musterstadt</p>", "© 2026 Stadt Musterstadt"),
        ("<p>&copy;&nbsp;2026\n Stadt <b>Musterstadt</b></p>", "© 2026 Stadt Musterstadt"),
        ("<p>© 2026 Stadt Musterstadt<br>Impressum</p>", "© 2026 Stadt Musterstadt"),
        ("<p>© 2026 Stadt Musterstadt <a href='/i'>| Impressum</a></p>", "© 2026 Stadt Musterstadt"),
        ("<p>© 2001 Stadt Musterstadt</p><p>© 2026 Stadt Musterstadt</p>", "© 2026 Stadt Musterstadt"),
        ("<p>© Jule Rau, Stadt Musterstadt</p>", None),
        ("<!-- © 2026 Stadt Musterstadt -->", None),
        ("", None),
    ],
)
def test_copyright_notice(notice: str, expected: str | None) -> None:
    inside = f"<html><body><main id='main-content'>{HEAD}{TEXT}{ADDRESS}{notice}</main></body></html>"
    beside = f"<html><body><main id='main-content'>{HEAD}{TEXT}{ADDRESS}</main><footer>{notice}</footer></body></html>"
    for html in (inside, beside):
        assert read(html).copyright_notice == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-03-12T10:11:12+01:00", "2024-03-12T09:11:12+00:00"),
        ("2024-03-12T10:11:12Z", "2024-03-12T10:11:12+00:00"),
        ("2024-07-12T10:11", "2024-07-12T08:11:00+00:00"),
        ("2024-03-12", None),
        ("gestern", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_time_of_change(written: str, expected: str | None) -> None:
    meta = f"<meta name='Last-Modified-ISO' content='{written}'>"
    reading = read(
        f"<html><head>{meta}</head><body><main id='main-content'>{HEAD}{TEXT}{ADDRESS}{END}</main></body></html>"
    )
    assert (reading.modified.isoformat() if reading.modified else None) == expected


@pytest.mark.parametrize(
    "wrapper",
    ["<div class='teaserbox'>{}</div>", "<form>{}</form>", "<footer>{}</footer>", "<div class='cookiefrei'>{}</div>"],
)
def test_what_holds_the_release_is_no_furniture(wrapper: str) -> None:
    plain = release()
    main = wrapper.format(f"{HEAD}{TEXT}{ADDRESS}{END}")
    assert read(f"<html><body><main id='main-content'>{main}</main></body></html>") == plain


def test_a_site_s_own_footer_is_no_address() -> None:
    footer = "<footer><p>Herausgeber: Der Oberbürgermeister</p></footer>"
    assert release(after=footer, older=True).publisher == release().publisher


def test_an_unread_line_of_the_address_is_a_finding() -> None:
    reading = release(address="<p>Herausgegeben von:<br>Stadt M.<br>45127 Essen<br>Sprechzeiten: täglich</p>")
    assert reading.findings == ("publisher: 'Sprechzeiten: täglich' stands in the address and fits no field",)


def test_no_template() -> None:
    templates = tuple(template.model_copy(update={"applies": ".x"}) for template in SOURCE.pages.templates)
    source = SOURCE.model_copy(update={"pages": SOURCE.pages.model_copy(update={"templates": templates})})
    with pytest.raises(ReadingError, match=r"no template applies \(tried present, older\)"):
        read_page(PAGES[0], None, URL, source)


def test_the_same_page_on_another_host_of_a_source_of_a_few_lines() -> None:
    essen = load_source("essen")
    assert read_page(PAGES[0], None, URL, essen).body == read_page(PAGES[0], None, URL, SOURCE).body


INSERTED = [
    *"<p> </p> </div> <ul> <li> <table><tr><td> </table> &#0; &#xd800; <!-- <br><br> <h1> <svg> <noscript>".split(),
    *("<![CDATA[", "\0", "\xff", "<template>", "Herausgegeben von:", "31.02.2020", "<p>12.03.2024, 25:99 Uhr</p>"),
    *("<a href='HTTP://[x'>", "<a href='http://a:99999999/'>", "<base href='x:y'>", "<meta charset=hex>"),
    *("<img src='//'>", "<img src='/x.jpg'>", "<figure data-media='http://['>", "<td colspan=0 rowspan=x>"),
]
CUTS = st.tuples(
    st.integers(0, 40_000),
    st.integers(0, 3_000),
    st.integers(0, 3),
    st.sampled_from([b"", *(text.encode("latin-1") for text in INSERTED)]),
)


def mutated(content: bytes, cuts: list[tuple[int, int, int, bytes]]) -> bytes:
    """That page with slices of it gone or repeated, and something inserted."""
    for start, length, times, inserted in cuts:
        at = start % (len(content) + 1)
        content = content[:at] + inserted + content[at : at + length] * times + content[at + length :]
    return content


def read_or_reason(content: bytes, header: str | None) -> Reading | str:
    try:
        return read_page(content, header, URL, SOURCE)
    except ReadingError as error:
        return str(error)


@settings(max_examples=120, deadline=2000)
@given(
    st.sampled_from(PAGES),
    st.lists(CUTS, min_size=1, max_size=4),
    st.sampled_from([None, "text/html; charset=latin-1"]),
)
def test_a_broken_page_reads_or_is_refused(
    content: bytes, cuts: list[tuple[int, int, int, bytes]], header: str | None
) -> None:
    found = read_or_reason(mutated(content, cuts), header)
    if isinstance(found, str):
        assert found.isprintable()
    else:
        assert version_digest(normalise(found, "1", URL, {}, SOURCE))


@settings(max_examples=60, deadline=2000)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.integers(0, 100_000))
def test_any_text_in_a_page(text: str, place: int) -> None:
    html = PAGES[0].decode()
    at = place % len(html)
    found = read_or_reason((html[:at] + text + html[at:]).encode(), None)
    assert not isinstance(found, str) or found.isprintable()


MANY = 5_000
HUGE = {
    "paragraphs": "<p>a</p>" * MANY,
    "line breaks": "a<br>" * MANY,
    "blank lines": "a<br><br>" * MANY,
    "spans": f"<p>{'<span>a</span> ' * MANY}</p>",
    "empty elements": f"<p>{'<b> </b>' * MANY}x</p>",
    "items": f"<ul>{'<li>a</li>' * MANY}</ul>",
    "cells": f"<table><tr>{'<td>a</td>' * MANY}</tr></table>",
    "rows": "<table>" + "<tr><td>a</td><td rowspan=9>b</td></tr>" * (MANY // 4) + "</table>",
    "links": "<a href='/x?u=http://a/b'>a</a> " * MANY,
    "teasers": "<div class=teaserbox>x</div>" * MANY,
    "labels": "<p>Herausgegeben von: x</p>" * (MANY // 2),
    "ends": "<p>Service</p>" * (MANY // 2),
    "pictures": "".join(f"<img src='/{n}.jpg'>" for n in range(MANY // 10)),
    "captions": "".join(f"<p><img src='/{n}.jpg'></p><p>Bild {n}. Foto: Rau</p>" for n in range(MANY // 20)),
    "brackets": f"<p>{'a (' * MANY}</p>",
    "credits": f"<p><img src='/z.jpg'></p><p>{'Foto: ' * MANY}</p>",
    "one word": f"<p>{'x' * 2_000_000}</p>",
    "open brackets": "<" * 100_000,
    "nested divs": f"{'<div>' * 300}x{'</div>' * 300}",
    "nested lists": f"{'<ul><li>a' * 300}{'</li></ul>' * 300}",
    "nested quotes": f"{'<blockquote>' * 300}a{'</blockquote>' * 300}",
    "nested tables": "<table><tr><td>a<td>" * 100,
    "nested links": "<a href=/q>" * 2000 + "x" + "</a>" * 2000,
    "nested figures": f"{'<figure>' * 300}<img src='/q.jpg'>{'</figure>' * 300}",
}


@pytest.mark.parametrize("what", HUGE)
def test_an_enormous_page_is_read_in_time(what: str) -> None:
    html = f"<html><body><main id='main-content'>{HEAD}{TEXT}{HUGE[what]}{ADDRESS}{END}</main></body></html>"
    before = time.process_time()
    assert read(html).title == re.sub("<.*?>", "", HEAD[: HEAD.index("</h1>")])
    assert time.process_time() - before < 2  # about a third of a second; a quadratic reading takes minutes
