"""Credits that stand at no picture: taken out of the text, given to the pictures they mean, or a finding."""

from typing import NamedTuple

import pytest

from tasks.normalise import normalise
from tasks.parse.page import read_page
from tests.tasks.parse.reading import ADDRESS, END, HEAD, SOURCE, TEXT, URL, release

FIRST = TEXT[3:-4]
MORE = "<p>Die übrigen folgen im Mai.</p>"
SECOND = MORE[3:-4]
A, B, C = (f"<p><img src='/{name}.jpg'></p>" for name in "abc")


def figure(name: str, caption: str) -> str:
    return f"<figure><img src='/{name}.jpg'><figcaption>{caption}</figcaption></figure>"


class Page(NamedTuple):
    """A page's text and what follows its address; what is right for its text, its pictures and its findings.

    A picture is its caption, its credit and where that stands.
    """

    text: str
    body: tuple[str, ...]
    pictures: tuple[tuple[str | None, str | None, str | None], ...]
    findings: int = 0
    after: str = ""


JULE, RUTH = "Jule Harkort", "Ruth Seidel"
NOBODY = (None, None, None)


def by(*names: str) -> tuple[tuple[str | None, str | None, str | None], ...]:
    """Pictures without captions, credited by the page."""
    return tuple((None, name, "page") for name in names)


PAGES: dict[str, Page] = {
    # one picture
    "a paragraph at the end": Page(f"{A}{TEXT}{MORE}<p>Foto: {JULE}</p>", (FIRST, SECOND), by(JULE)),
    "its caption names nobody": Page(
        f"{figure('a', 'Die Bank.')}{TEXT}<p>Foto: {JULE}</p>", (FIRST,), (("Die Bank.", JULE, "page"),)
    ),
    "right behind the picture": Page(f"{TEXT}{A}<p>Foto: {JULE}</p>", (FIRST,), ((None, JULE, "caption"),)),
    "a last line": Page(f"{A}{TEXT}<p>{SECOND}<br>Foto: {JULE}</p>", (FIRST, SECOND), by(JULE)),
    "behind the last sentence": Page(
        f"{A}{TEXT}<p>{SECOND} Foto: {JULE}, Stadt Musterstadt.</p>", (FIRST, SECOND), by(f"{JULE}, Stadt Musterstadt")
    ),
    "it agrees with the caption": Page(
        f"{figure('a', f'Die Bank. Foto: {JULE}')}{TEXT}<p>Foto: {JULE}</p>",
        (FIRST,),
        (("Die Bank.", JULE, "caption"),),
    ),
    "behind the address it is the caption's": Page(
        A + TEXT, (FIRST,), ((None, JULE, "caption"),), after=f"<p>Foto: {JULE}</p>"
    ),
    "behind the address of a captioned picture": Page(
        figure("a", "Die Bank.") + TEXT, (FIRST,), (("Die Bank.", JULE, "page"),), after=f"<p>Foto: {JULE}</p>"
    ),
    "with a note on use": Page(f"{A}{TEXT}<p>Foto: {JULE}. Abdruck honorarfrei.</p>", (FIRST,), by(JULE)),
    "a picture's rights": Page(f"{A}{TEXT}<p>Bildrechte: Stadt Musterstadt</p>", (FIRST,), by("Stadt Musterstadt")),
    "private": Page(f"{A}{TEXT}<p>Foto: privat</p>", (FIRST,), by("privat")),
    # no credit of a picture
    "a description": Page(
        f"{A}{TEXT}<p>Foto: Eine Frau hält einen Schirm.</p>", (FIRST, "Foto: Eine Frau hält einen Schirm."), (NOBODY,)
    ),
    "a whole paragraph": Page(
        f"{A}{TEXT}<p>Fotos: Wer alte Aufnahmen hat, kann sie im Archiv abgeben.</p>",
        (FIRST, "Fotos: Wer alte Aufnahmen hat, kann sie im Archiv abgeben."),
        (NOBODY,),
    ),
    "a link": Page(f"{A}{TEXT}<p>Fotos: <a href='/x.html'>Download</a></p>", (FIRST, "Fotos: Download"), (NOBODY,)),
    "a source of the text": Page(
        f"{A}{TEXT}<p>Quelle: Stadt Musterstadt</p>", (FIRST, "Quelle: Stadt Musterstadt"), (NOBODY,)
    ),
    "a fact among facts": Page(
        f"{A}{TEXT}<p>Musik: {RUTH}<br>Fotos: {JULE}</p>", (FIRST, f"Musik: {RUTH}\nFotos: {JULE}"), (NOBODY,)
    ),
    "in the middle of the text": Page(
        f"{A}{TEXT}<p>Bild: Wie geht es weiter?</p>{MORE}", (FIRST, "Bild: Wie geht es weiter?", SECOND), (NOBODY,)
    ),
    "a page without pictures": Page(f"{TEXT}<p>Fotos: {JULE}</p>", (FIRST, f"Fotos: {JULE}"), (), findings=1),
    "the text's author too": Page(
        f"{A}{TEXT}<p>Text: Presseamt, Foto: {JULE}</p>", (FIRST, f"Text: Presseamt, Foto: {JULE}"), by(JULE)
    ),
    # several, for all of them
    "the plural": Page(f"{A}{TEXT}{B}{MORE}<p>Fotos: {JULE}</p>", (FIRST, SECOND), by(JULE, JULE)),
    "in brackets": Page(f"{A}{TEXT}{B}{MORE}<p>(Fotos: {JULE})</p>", (FIRST, SECOND), by(JULE, JULE)),
    "with a sign": Page(f"{A}{TEXT}{B}{MORE}<p>Fotos © {JULE}</p>", (FIRST, SECOND), by(JULE, JULE)),
    "a word for any number": Page(f"{A}{TEXT}{B}{MORE}<p>Bildnachweis: {JULE}</p>", (FIRST, SECOND), by(JULE, JULE)),
    "behind the last picture": Page(f"{A}{TEXT}{MORE}{B}<p>Fotos: {JULE}</p>", (FIRST, SECOND), by(JULE, JULE)),
    "behind the address": Page(A + TEXT + B, (FIRST,), by(JULE, JULE), after=f"<p>Fotos: {JULE}</p>"),
    "before files": Page(
        f"{A}{TEXT}{B}<p>Fotos: {JULE}</p><h3>Downloads</h3><ul><li><a href='/x.pdf'>Plan</a></li></ul>",
        (FIRST,),
        by(JULE, JULE),
    ),
    "behind captions that name nobody": Page(
        A + TEXT + B,
        (FIRST,),
        (("Die Bank im Park.", JULE, "page"), ("Der Teich.", JULE, "page")),
        after=f"<p>Die Bank im Park.</p><p>Der Teich.</p><p>Fotos: {JULE}</p>",
    ),
    "each caption has its own": Page(
        A + TEXT + B,
        (FIRST,),
        (("Die Bank.", "A. Rau / B. Rau", "caption"), ("Der Teich.", JULE, "caption")),
        after=f"<p>Die Bank.</p><p>Fotos: A. Rau / B. Rau</p><p>Der Teich.</p><p>Fotos: {JULE}</p>",
    ),
    "all, though one is another's": Page(
        f"{A}{TEXT}{figure('b', f'Der Teich. Foto: {RUTH}')}{MORE}<p>Alle Fotos: {JULE}</p>",
        (FIRST, SECOND),
        ((None, JULE, "page"), ("Der Teich.", RUTH, "caption")),
    ),
    "those without a credit": Page(
        f"{figure('a', f'Die Bank. Foto: {RUTH}')}{TEXT}{B}{C}{MORE}<p>Fotos: {JULE}</p>",
        (FIRST, SECOND),
        (("Die Bank.", RUTH, "caption"), *by(JULE, JULE)),
    ),
    "a gallery's": Page(f"{TEXT}{A}{B}{C}<p>Fotos: {JULE}</p>{MORE}", (FIRST, SECOND), by(JULE, JULE, JULE)),
    "a gallery's, beside another picture": Page(
        f"{A}{TEXT}{B}{C}<p>Fotos: {JULE}</p>{MORE}", (FIRST, SECOND), (NOBODY, *by(JULE, JULE))
    ),
    # several, one by one
    "by number in front": Page(
        f"{A}{TEXT}{B}{MORE}{C}{MORE}<p>Bildnachweise: Bild 1: {JULE}, Bild 2: {RUTH}, Bild 3: {JULE}</p>",
        (FIRST, SECOND, SECOND),
        by(JULE, RUTH, JULE),
    ),
    "by number behind": Page(
        f"{A}{TEXT}{B}{C}{MORE}<p>Fotos: {JULE} (1, 3), {RUTH} (2)</p>", (FIRST, SECOND), by(JULE, RUTH, JULE)
    ),
    "numbers with others": Page(
        f"{A}{TEXT}{B}{C}{MORE}<p>Foto 2: {JULE}, alle anderen: {RUTH}</p>", (FIRST, SECOND), by(RUTH, JULE, RUTH)
    ),
    "a range": Page(
        f"{A}{TEXT}{B}{C}{MORE}<p>Fotos: 1: {JULE}, 2-3: {RUTH}</p>", (FIRST, SECOND), by(JULE, RUTH, RUTH)
    ),
    "lines": Page(
        f"{A}{TEXT}{B}{MORE}<p>Bildnachweise:<br>Bild 1: {JULE}<br>Bild 2: {RUTH}</p>", (FIRST, SECOND), by(JULE, RUTH)
    ),
    "out of order behind the address": Page(
        A + TEXT + B, (FIRST,), by(RUTH, JULE), after=f"<p>Bild 2: {JULE}</p><p>Bild 1: {RUTH}</p>"
    ),
    "only some": Page(f"{A}{TEXT}{B}{MORE}<p>Bild 2: {JULE}</p>", (FIRST, SECOND), (NOBODY, *by(JULE))),
    "places": Page(f"{A}{B}{TEXT}<p>Fotos: {JULE} (links), {RUTH} (rechts)</p>", (FIRST,), by(JULE, RUTH)),
    "places in another order": Page(
        f"{A}{B}{TEXT}<p>Foto unten: {JULE}, Foto oben: {RUTH}</p>", (FIRST,), by(RUTH, JULE)
    ),
    "a line for each": Page(
        f"{A}{TEXT}{B}{MORE}<p>Foto: {JULE}</p><p>Foto: {RUTH}</p>", (FIRST, SECOND), by(JULE, RUTH)
    ),
    "a heading and a list": Page(
        f"{A}{TEXT}{B}<h3>Bildnachweise</h3><ul><li>Bild 1: {JULE}</li><li>Bild 2: {RUTH}</li></ul>",
        (FIRST,),
        by(JULE, RUTH),
    ),
    "a heading and a numbered list": Page(
        f"{A}{TEXT}{B}<h3>Bildnachweise</h3><ol><li>{JULE}</li><li>{RUTH}</li></ol>", (FIRST,), by(JULE, RUTH)
    ),
    "a heading behind the address": Page(
        A + TEXT + B, (FIRST,), by(JULE, JULE), after=f"<h3>Bildnachweis:</h3><p>{JULE}</p>"
    ),
    "a label before its paragraph": Page(
        f"{A}{TEXT}{B}<p><strong>Bildrechte:</strong></p><p>{JULE}</p>{MORE}", (FIRST, SECOND), by(JULE, JULE)
    ),
    "one picture is left": Page(
        f"{figure('a', f'Die Bank. Foto: {RUTH}')}{TEXT}{B}{MORE}<p>Foto: {JULE}</p>",
        (FIRST, SECOND),
        (("Die Bank.", RUTH, "caption"), *by(JULE)),
    ),
    # nothing is guessed
    "one of two": Page(f"{A}{TEXT}{B}{MORE}<p>Foto: {JULE}</p>", (FIRST, SECOND), (NOBODY, NOBODY), findings=1),
    "a number without its picture": Page(
        f"{A}{TEXT}{B}{MORE}<p>Fotos: {JULE} (1, 3), {RUTH} (2)</p>", (FIRST, SECOND), (NOBODY, NOBODY), findings=1
    ),
    "a number twice": Page(
        f"{A}{TEXT}{B}{MORE}<p>Bild 1: {JULE}, Bild 1: {RUTH}</p>", (FIRST, SECOND), (NOBODY, NOBODY), findings=1
    ),
    "places of more than two": Page(
        f"{A}{B}{C}{TEXT}<p>Fotos: {JULE} (links), {RUTH} (rechts)</p>", (FIRST,), (NOBODY,) * 3, findings=1
    ),
    "a graphic among photos": Page(
        f"{A}{TEXT}{B}{C}{MORE}<p>Fotos: {JULE}<br>Grafik: {RUTH}</p>", (FIRST, SECOND), (NOBODY,) * 3, findings=2
    ),
    "a list that numbers nothing": Page(
        f"{A}{TEXT}{B}<h3>Bildnachweise</h3><ul><li>{JULE}</li><li>Stadt Musterstadt</li><li>{RUTH}</li></ul>",
        (FIRST,),
        (NOBODY, NOBODY),
        findings=3,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_credits_of_the_page(name: str) -> None:
    page = PAGES[name]
    reading = release(page.text, after=page.after)
    content = normalise(reading, "1", URL, {}, SOURCE)
    assert tuple(getattr(block, "text", "") for block in reading.body) == page.body
    assert tuple((image.caption, image.credit_text, image.credit_evidence) for image in content.image) == page.pictures
    assert len(reading.findings) == page.findings
    assert all("credit of no picture in particular: " in finding for finding in reading.findings)


def test_every_claim_of_a_page_that_disagrees_is_kept() -> None:
    page = PAGES["all, though one is another's"]
    _, image = normalise(release(page.text), "1", URL, {}, SOURCE).image
    assert [(claim.credit_evidence, claim.credit_text, claim.agrees) for claim in image.credit_claim or ()] == [
        ("caption", RUTH, True),
        ("page", JULE, False),
    ]
    page = PAGES["it agrees with the caption"]
    (image,) = normalise(release(page.text), "1", URL, {}, SOURCE).image
    assert [(claim.credit_evidence, claim.agrees) for claim in image.credit_claim or ()] == [
        ("caption", True),
        ("page", True),
    ]


def test_the_kind_is_the_label_s() -> None:
    reading = release(f"{A}{TEXT}{B}<p>Bild 1: {JULE}, Grafik 2: {RUTH}</p>")
    assert [image.kind for image in normalise(reading, "1", URL, {}, SOURCE).image] == ["photo", "graphic"]


@pytest.mark.parametrize("inside", [f"<p>{JULE}, Stadt Musterstadt</p>", f"Fotos: {JULE}, Stadt Musterstadt"])
def test_a_source_file_may_name_the_element_that_holds_the_credits(inside: str) -> None:
    (template, *others) = SOURCE.pages.templates
    hinted = template.model_copy(update={"credits": ".nachweis"})
    pages = SOURCE.pages.model_copy(update={"templates": (hinted, *others)})
    main = f"{HEAD}{A}<div class='nachweis'>{inside}</div>{TEXT}{B}{ADDRESS}{END}"
    html = f"<html><head><title>Meldung</title></head><body><main id='main-content'>{main}</main></body></html>"
    reading = read_page(html.encode(), None, URL, SOURCE.model_copy(update={"pages": pages}))
    images = normalise(reading, "1", URL, {}, SOURCE).image
    assert [image.credit_text for image in images] == [f"{JULE}, Stadt Musterstadt"] * 2
    assert [getattr(block, "text", "") for block in reading.body] == [FIRST]
