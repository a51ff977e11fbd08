"""Each caption goes to its picture, and where no place settles which that is, to the findings."""

import pytest

from tasks.types.reading import Figure, Reading
from tests.tasks.parse.reading import ADDRESS, TEXT, release

A, B = "<p><img src='/a.jpg'></p>", "<p><img src='/b.jpg'></p>"
CREDIT = " Foto: Jule Rau"


def captions(reading: Reading) -> list[str | None]:
    return [figure.caption for figure in reading.figures]


def body(reading: Reading) -> list[str]:
    return [str(getattr(block, "text", block)) for block in reading.body]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("<p>eins</p><p>zwei</p>", ["eins", "zwei"]),
        ("<p>eins</p><p>Foto: Rau</p><p>zwei</p>", ["eins\nFoto: Rau", "zwei"]),
        ("<p>eins</p><p>© Rau</p><p>zwei</p><p>(Foto: Rau)</p>", ["eins\n© Rau", "zwei\n(Foto: Rau)"]),
        ("<p>Foto: Rau</p><p>© Lind</p>", ["Foto: Rau", "© Lind"]),
        ("<p>eins<br>Foto: Rau</p><p>zwei</p>", ["eins\nFoto: Rau", "zwei"]),
        ("<p>eins</p><p>zwei</p><h3>Mehr zum Thema</h3><p>drei</p>", ["eins", "zwei"]),
        ("<p>eins</p><p>zwei</p><ul><li>drei</li></ul><p><a href='/x'>vier</a></p><p>01.02.2024</p>", ["eins", "zwei"]),
        ("<p>eins</p><p>zwei</p><div><p>drei</p></div>", ["eins", "zwei"]),
        ("<h3>Bildunterschriften</h3><p>eins</p><p>zwei</p>", ["eins", "zwei"]),
    ],
)
def test_behind_the_address_in_the_pictures_order(after: str, expected: list[str]) -> None:
    assert captions(release(A + TEXT + B, after=after)) == expected


def test_pictures_and_captions_in_turn() -> None:
    assert captions(release(after=f"<p>eins</p>{A}<p>zwei{CREDIT}</p>{B}")) == ["eins", f"zwei{CREDIT}"]
    assert captions(release(after=f"{A}<p>eins</p>{B}<p>zwei{CREDIT}</p>")) == ["eins", f"zwei{CREDIT}"]


@pytest.mark.parametrize("after", ["<p>eins</p>", "<p>eins</p><p>zwei</p><p>drei</p>"])
def test_nothing_is_guessed(after: str) -> None:
    reading = release(A + TEXT + B, after=after)
    assert captions(reading) == [None, None]
    assert len(reading.findings) == after.count("<p>")
    assert reading.findings[0] == "caption without a picture: 'eins'"


def test_captions_without_any_picture_are_findings_and_no_text() -> None:
    reading = release(after="<p>eins</p>")
    assert (reading.figures, reading.findings) == ((), ("caption without a picture: 'eins'",))
    assert body(reading) == [TEXT[3:-4]]


def test_the_attributes_of_a_picture_know_its_caption() -> None:
    shots = "<p><img src='/a.jpg' alt='Die Bank im Park'></p><p><img src='/b.jpg' title='Der Teich am Abend'></p>"
    after = f"<p>Der Teich am Abend.{CREDIT}</p><p>Die Bank im Park und Gäste</p><p>drei</p>"
    reading = release(shots, head="<h1>Titel</h1><p>12.03.2024</p><p>Text</p>", after=after)
    assert captions(reading) == ["Die Bank im Park und Gäste", f"Der Teich am Abend.{CREDIT}"]
    assert reading.findings == ("caption without a picture: 'drei'",)


def test_a_picture_whose_caption_is_an_attribute_waits_for_none() -> None:
    reading = release(TEXT + "<p><img src='/a.jpg' title='Im Park'></p>" + B, after="<p>Ganz anders</p>")
    assert captions(reading) == [None, "Ganz anders"]
    assert reading.figures[0].attribute_caption == "Im Park"


@pytest.mark.parametrize("own", ["Die Bank im Park.", "Die Bank im Park. Foto: Jule Rau"])
@pytest.mark.parametrize("again", ["Die Bank im Park.", "Die Bank im Park. Foto: Jule Rau"])
def test_a_caption_printed_twice_is_one_and_keeps_its_credit(own: str, again: str) -> None:
    figure = f"<figure><img src='/a.jpg'><figcaption>{own}</figcaption></figure>"
    reading = release(TEXT + figure, after=f"<p>{again}</p>")
    assert (captions(reading), reading.findings) == ([max(own, again, key=len)], ())


def test_a_paragraph_behind_a_picture_is_its_caption_only_where_it_ends_in_a_credit() -> None:
    reading = release(f"{TEXT}{A}<p>Die Bank.{CREDIT}</p><p>Weiter im Text.</p>{B}<p>Noch mehr Text.</p>")
    assert captions(reading) == [f"Die Bank.{CREDIT}", None]
    assert body(reading) == [TEXT[3:-4], "Weiter im Text.", "Noch mehr Text."]


@pytest.mark.parametrize(
    "text", ["Ein Foto: so schön kann es sein, und noch schöner wird es, wenn alle mitmachen und " + "x" * 60]
)
def test_a_paragraph_with_more_behind_the_label_stays_text(text: str) -> None:
    assert body(release(f"{TEXT}{A}<p>{text}</p>"))[1:] == [text]


def test_as_many_captions_behind_as_many_pictures() -> None:
    assert captions(release(f"{TEXT}{A}{B}<p>eins{CREDIT}</p><p>zwei{CREDIT}</p>")) == [
        f"eins{CREDIT}",
        f"zwei{CREDIT}",
    ]


@pytest.mark.parametrize("credit", ["<p>Foto: Jule Rau</p>", "<p>© Jule Rau</p>", "<h4>Foto: Jule Rau</h4>"])
def test_a_short_paragraph_between_a_picture_and_its_credit(credit: str) -> None:
    reading = release(f"{TEXT}{A}<p>Die neue Bank.</p>{credit}<p>Weiter im Text.</p>")
    assert captions(reading) == [f"Die neue Bank.\n{credit[credit.index('>') + 1 : credit.index('</')]}"]
    assert body(reading) == [TEXT[3:-4], "Weiter im Text."]


@pytest.mark.parametrize(
    "line", ["<p>Bild: Wie geht es weiter?</p>", "<p>Ein Bild sagt es.</p>", f"<p>{'Wort ' * 60}</p>"]
)
def test_a_paragraph_behind_a_picture_and_before_other_text_stays_text(line: str) -> None:
    assert len(body(release(f"{A}{TEXT}{line}<p>Weiter im Text.</p>"))) == 3


def test_a_credit_in_a_heading_s_element() -> None:
    reading = release(f"{TEXT}{A}<h4>Foto: Jule Rau</h4><p>Weiter.</p>{B}<h4>Neue Bänke</h4><p>Ende.</p>")
    assert captions(reading) == ["Foto: Jule Rau", None]
    assert body(reading) == [TEXT[3:-4], "Weiter.", "Neue Bänke", "Ende."]


def test_a_caption_in_front_of_its_picture() -> None:
    reading = release(f"{TEXT}<p>Die Bank.{CREDIT}</p>{A}<p>Weiter.</p>{B}<p>Der Teich.{CREDIT}</p>")
    assert captions(reading) == [f"Die Bank.{CREDIT}", f"Der Teich.{CREDIT}"]
    assert reading.figures[0].caption_rule == "in front of the picture"
    assert body(reading) == [TEXT[3:-4], "Weiter."]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("<p>Bild 2: Der Teich.</p><p>Bild 1: Die Bank.</p>", ["Bild 1: Die Bank.", "Bild 2: Der Teich.", None]),
        (
            "<p>Bild 1: Die Bank.</p><p>Foto: Rau</p><p>Bild 3 - Der Weg.</p>",
            ["Bild 1: Die Bank.\nFoto: Rau", None, "Bild 3 - Der Weg."],
        ),
        ("<p>Bild 1: Die Bank.</p><p>Bild 4: Der Teich.</p>", [None, None, None]),
        ("<p>Bild 1: Die Bank.</p><p>Bild 1: Der Teich.</p>", [None, None, None]),
        ("<p>Bild 0: Die Bank.</p><p>Bild 1: Der Teich.</p>", [None, None, None]),
    ],
)
def test_captions_that_name_their_pictures_by_number(after: str, expected: list[str | None]) -> None:
    reading = release(f"{A}{TEXT}{B}<p><img src='/c.jpg'></p>", after=after)
    assert captions(reading) == expected
    assert len(reading.findings) == (2 if not any(expected) else 0)


def test_captions_with_credits_among_other_words_behind_the_address() -> None:
    after = f"<p>Die Bank.{CREDIT}</p><p>Der Teich.{CREDIT}</p><p>Rückfragen beantwortet das Presseamt.</p>"
    reading = release(A + TEXT + B, after=after)
    assert captions(reading) == [f"Die Bank.{CREDIT}", f"Der Teich.{CREDIT}"]
    assert reading.findings == ("caption without a picture: 'Rückfragen beantwortet das Presseamt.'",)


@pytest.mark.parametrize(
    ("text", "after", "rule"),
    [
        ("<figure><img src='/a.jpg'><figcaption>Die Bank.</figcaption></figure>", "", "in its element"),
        ("<table><tr><td><img src='/a.jpg'></td><td>Die Bank. Foto: Rau</td></tr></table>", "", "shares its box"),
        (f"{A}<p>Die Bank. Foto: Rau</p>", "", "behind the picture"),
        (A, "<p>Die Bank.</p>", "in the order of the pictures"),
        (
            "<p><img src='/a.jpg' alt='Die Bank im Park'></p>",
            "<p>Die Bank im Park. Foto: Rau</p>",
            "begins as its alt text or title does",
        ),
        (
            "<figure><img src='/a.jpg'><figcaption>Die Bank im Park</figcaption></figure>",
            "<p>Die Bank im Park. Foto: Rau</p>",
            "says in full what stands in its element",
        ),
        (A, "", None),
    ],
)
def test_the_rule_that_found_a_caption(text: str, after: str, rule: str | None) -> None:
    (figure,) = release(TEXT + text + "<p>Weiter im Text.</p>", after=after).figures
    assert figure.caption_rule == rule


def test_a_slider_and_its_full_view_show_one_picture() -> None:
    shots = "<figure data-media='/a.jpg'></figure><p><a href='/a.jpg'><img src='/a_0660_3zu2.jpg' alt='Bank'></a></p>"
    reading = release(TEXT + shots, after="<p>eins</p>")
    assert [(figure.urls[0][-6:], figure.alt, figure.caption) for figure in reading.figures] == [
        ("/a.jpg", "Bank", "eins")
    ]


def older(*shots: str, after: str = "") -> list[Figure]:
    return list(release(above="".join(shots), after=after, older=True).figures)


def shot(name: str, *texts: str, alt: str | None = None, title: str = "") -> str:
    known = "" if alt is None else f" alt='{alt}'"
    lines = "".join(f"<p>{text}</p>" for text in texts)
    return f"<a href='/{name}.jpg' title='{title}'><img src='/{name}_0660_3zu2.jpg'{known}></a>{lines}"


@pytest.mark.parametrize(
    ("texts", "alt", "title", "caption"),
    [
        (("Im Park", "Die Bank. Foto: Rau"), "Im Park", "", "Die Bank. Foto: Rau"),
        (("Im Park", "Die Bank. Foto: Rau"), None, "", "Die Bank. Foto: Rau"),
        (("Im Park", "Die Bank. Foto: Rau"), "null", "", "Die Bank. Foto: Rau"),
        (("Die Bank. Foto: Rau",), "Im Park", "", "Die Bank. Foto: Rau"),
        (("Die Bank. Foto: Rau",), None, "", "Die Bank. Foto: Rau"),
        (("Die Bank.", "Die Bank."), "Die Bank.", "", "Die Bank."),
        (("Die Bank.",), "Die Bank.", "", "Die Bank."),
        (("Die Bank.", "Foto: Rau"), None, "", "Die Bank.\nFoto: Rau"),
        (("Im Park", "Die Bank.", "Foto: Rau"), "Im Park", "", "Die Bank.\nFoto: Rau"),
        (("Im Park",), "Im Park", "Die Bank. Foto: Rau", None),
        (("Die Bank. Foto: Rau",), "Die Bank. Foto: Rau", "Die Bank. Foto: Rau", "Die Bank. Foto: Rau"),
        ((), "Im Park", "Die Bank. Foto: Rau", None),
        ((), "Im Park", "", None),
    ],
)
def test_before_the_title(texts: tuple[str, ...], alt: str | None, title: str, caption: str | None) -> None:
    boxed = f"<div class='bildbox'>{shot('a', *texts, alt=alt, title=title)}</div><p>Meldung</p>"
    flat = shot("a", *texts, alt=alt, title=title)
    for above in (boxed, flat):
        (figure,) = older(above)
        assert figure.caption == caption
        assert figure.attribute_caption == (title or None)


def test_several_before_the_title() -> None:
    figures = older(shot("a", "Alt A", "Bild eins", alt="Alt A"), shot("b", "Bild zwei"), shot("c", alt="C"))
    assert [figure.caption for figure in figures] == ["Bild eins", "Bild zwei", None]


def test_all_pictures_and_then_all_texts_before_the_title() -> None:
    lines = "<p>Alt A</p><p>Bild eins</p><p>Alt B</p><p>Bild zwei</p>"
    assert [figure.caption for figure in older(shot("a"), shot("b"), lines)] == ["Bild eins", "Bild zwei"]
    assert [figure.caption for figure in older(shot("a", alt="Alt A"), shot("b", alt="Alt B"), lines)] == [
        "Bild eins",
        "Bild zwei",
    ]


def test_other_words_before_the_title_are_no_caption() -> None:
    for words in (
        "<h3>Aktuelle Meldung</h3>",
        "<p>Meldung</p>",
        "<p>Essen, 01.02.2024</p>",
        "<p><a href='/'>Start</a> &gt;</p>",
        "<ul><li>Presse</li></ul>",
    ):
        (figure,) = older(shot("a"), words)
        assert figure.caption is None


def test_a_picture_before_the_title_takes_a_caption_behind_the_address() -> None:
    (figure,) = older(shot("a"), after="<p>Die Bank.</p>")
    assert figure.caption == "Die Bank."


def test_a_caption_s_line_that_is_the_page_s_end_is_not_the_caption_s() -> None:
    reading = release(
        TEXT + A, after="<p>Die Bank. Foto: JobCenter Musterstadt, H. Rau<br>© 2024 Stadt Musterstadt</p>"
    )
    assert captions(reading) == ["Die Bank. Foto: JobCenter Musterstadt, H. Rau"]


def test_an_info_box_beside_the_text_is_neither_text_nor_caption() -> None:
    reading = release(
        head="<h1>Titel</h1>",
        text=f"<div class='bspace fliesstext'><p>12.03.2024</p>{TEXT}{A}{ADDRESS}</div>",
        address="<div class='infobox'><p>Öffnungszeiten: täglich</p></div>",
    )
    assert (captions(reading), body(reading), reading.findings) == ([None], [TEXT[3:-4]], ())
