"""What holds for every text: nothing printed is lost, reading again changes nothing, time grows with the length."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.credits import Credited, read_caption, read_credit
from tasks.credits.forms import FORMS, OPENER, TRAPS
from tasks.credits.nouns import LONGEST_FRONT, STEMS
from tasks.credits.reading import settle

_PRINTED = [
    *("Foto:", "Fotos:", "Foto.", "Foto links:", "Archivbild:", "Luftbild:", "Text:", "©", "(c)", "Copyright", "Bild"),
    *("Jule", "Harkort", "Stadt", "Lindenau", "GmbH", "e.V.", "dpa", "privat", "M.", "Grün", "und", "von", "im", "Der"),
    *("Foto (", "Foto -", "Quelle:", "Bild- und Textrechte:", "Foto/©", "Lizenz:", "Essen", "Tolle, Brandis & Partner"),
    *("@jule", "stock.adobe.com", "via", "für", "(links)", "GmbH & Co. KG", "EMG - Moosbau GmbH", "05/2019", "{", "*"),
    *("zeigt", "das", "null", "2019", "12. Mai", "CC BY 4.0", "Abdruck honorarfrei.", "Bild 6 von 12", "v.l.n.r."),
    *(",", ";", "/", "|", "(", ")", "-", "–", ".", "\n", '"', "„"),
]
captions = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(_PRINTED), max_size=14).map(" ".join),
    st.lists(st.sampled_from(_PRINTED), max_size=14).map("".join),
    st.sampled_from([form.example for form in FORMS] + [text for _, text in TRAPS]),
)
plain = st.lists(st.sampled_from("Der Rat tagt und Anna Probe lacht, (links) am 3. Mai: „So!“".split()), max_size=20)


def joined(read: Credited) -> str:
    return "".join(piece.text for piece in read.pieces)


@settings(max_examples=400, deadline=None)
@given(captions)
@example("Foto: Max von (Foto: Jule Harkort) Lindenau")
def test_nothing_printed_is_lost(text: str) -> None:
    for read in (read_caption(text, organisations=["Stadt Lindenau"]), read_credit(text)):
        assert joined(read) == settle(text)
        for part in (read.caption or "", read.credit_text or ""):
            assert set("".join(part.split())) <= set(settle(text)) | {";"}


def letters(text: str | None) -> str:
    return "".join((text or "").split())


@settings(max_examples=400, deadline=None)
@given(captions)
def test_each_part_holds_all_that_was_printed_of_it(text: str) -> None:
    read = read_caption(text, organisations=["Stadt Lindenau"])
    printed: dict[str, list[str]] = {}
    for piece in read.pieces:
        printed.setdefault(piece.role, []).append(letters(piece.text))
    assert letters(read.caption) in ("".join(printed.get("caption", [])), "")
    assert read.caption or letters("".join(printed.get("caption", []))).casefold() in ("", "null", "undefined")
    assert all(credit in letters(read.credit_text) for credit in printed.get("credit", []))
    assert all(note.strip("()") in letters(read.usage_info) for note in printed.get("note", []))


@settings(max_examples=400, deadline=None)
@given(captions)
@example("Foto: Max von (Foto: Jule Harkort) Lindenau")
@example("Fotos:null (Archivbild: Stadt Lindenau)")
def test_reading_a_caption_again_changes_nothing(text: str) -> None:
    caption = read_caption(text).caption
    again = read_caption(caption or "")
    assert (again.caption, again.credit_text) == (caption, None)


@settings(deadline=None)
@given(plain.map(" ".join))
def test_a_caption_without_a_label_comes_back_as_it_is(text: str) -> None:
    read = read_caption(text, organisations=["Stadt Lindenau"])
    assert (read.caption, read.credit_text, read.creators, read.kind) == (settle(text) or None, None, (), None)


@settings(max_examples=200, deadline=None)
@given(captions)
def test_creators_stand_in_the_credit(text: str) -> None:
    read = read_caption(text)
    assert not read.creators or read.credit_text
    for creator in read.creators:
        assert creator.name.split(", ")[0] in settle(text)


@pytest.mark.parametrize(
    "run",
    [
        "a",
        " ",
        "©",
        "Foto:",
        "Foto: A/",
        "(Foto: Jule Harkort) ",
        "Foto: A und B, C/D; E - F (G) ",
        "Foto: Max von (",
        "(",
        "1 ",
        "Foto (",
        "Foto und ",
        "Foto: „A ",
        "Foto: AB - CD ",
        "Foto: Jule Harkort, Lizenz: CC BY 4.0, ",
    ],
)
def test_time_grows_with_the_length(run: str) -> None:
    started = time.perf_counter()
    read_caption(run * (25_000 // len(run)))
    assert time.perf_counter() - started < 10


def test_names_within_names_take_no_longer() -> None:
    nested = "Stadt Au - Jule Tolle, Max Weg/Eva Moos für Bau GmbH und Auen AG (" * 5 + "steht nicht" + ")" * 5
    started = time.perf_counter()
    read_caption(f"Foto: {nested}")
    assert time.perf_counter() - started < 2


@settings(max_examples=400, deadline=None)
@given(st.from_regex(OPENER, alphabet=st.characters(codec="latin-1")))
def test_every_label_holds_one_of_the_stems(text: str) -> None:
    found = OPENER.search(text)
    assert found
    opened = text[found.start() :].lower()
    assert min(at for stem in STEMS if (at := opened.find(stem)) >= 0) < LONGEST_FRONT
