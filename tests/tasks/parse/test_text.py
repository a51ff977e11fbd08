"""Printed text is made comparable, and cleaning it again changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.text import clean


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("  zwei \t\r\n Wörter ", "zwei Wörter"),
        ("Laub\u00adsammel\u00adaktion", "Laubsammelaktion"),
        ("10\u00a0Uhr\u202f30", "10 Uhr 30"),
        ("Vauclère", "Vauclère"),
        ("a\u200bb\ufeffc\u2060d\u200e", "abcd"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("a\x1fb\x85c\u2028d", "a b c d"),
        ("\u00ad \u200b", ""),
        ("„Ja“ – 5 × 3 …", "„Ja“ – 5 × 3 …"),
    ],
)
def test_clean(printed: str, text: str) -> None:
    assert clean(printed) == text


@given(st.text(st.characters()))
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters()))
def test_it_is_one_line_in_normal_form_that_encodes(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.splitlines()) <= 1
    assert "\0" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
