"""Bytes that say not in which character set they are written, and values that say nothing."""

import pytest

from tasks.media.embedded import Embedded, read_embedded
from tasks.media.embedded.texts import BOILERPLATE
from tests.tasks import pictures
from tests.tasks.pictures import BY_LINE, CAPTION, CREDIT, SOURCE, UTF8

GERMAN = "Käthe Grönemann-Süß"


@pytest.mark.parametrize(
    ("value", "declared", "text"),
    [
        (GERMAN.encode(), True, GERMAN),
        (GERMAN.encode(), False, GERMAN),
        ("Stadt Süß".encode()[:-1], True, "Stadt Sü"),
        (GERMAN.encode("cp1252"), True, GERMAN),
        (GERMAN.encode("cp1252"), False, GERMAN),
        (GERMAN.encode("mac_roman"), False, GERMAN),
        ("Ähren & Übermut".encode("mac_roman"), False, "Ähren & Übermut"),
        ("Café – „Süd“".encode("cp1252"), False, "Café – „Süd“"),
        ("Šimek, Tomáš".encode("cp1252"), False, "Šimek, Tomáš"),
        ("Mašek".encode("cp1252"), False, "Mašek"),
        (b"Caf\x8f", False, "Cafè"),
    ],
)
def test_character_sets_are_told_apart(value: bytes, declared: bool, text: str) -> None:
    content = pictures.jpeg(pictures.iim_segment([*[UTF8] * declared, (CREDIT, value)]))
    assert read_embedded(content).credit == text


def test_one_value_tells_the_legacy_character_set_of_its_block() -> None:
    datasets = [
        (BY_LINE, "Jörg Öm".encode("mac_roman")),
        (CREDIT, "Käthe".encode("mac_roman")),
        (SOURCE, "Süd".encode()),
    ]
    content = pictures.jpeg(pictures.iim_segment(datasets))
    assert read_embedded(content).creators == ("Jörg Öm",)
    assert read_embedded(content).source == "Süd"


@pytest.mark.parametrize(
    "text",
    [
        *sorted(BOILERPLATE),
        "OLYMPUS DIGITAL CAMERA         ",
        "KODAK Digital Still Camera",
        "Sony DSC",
        " ",
        "---",
        "©",
    ],
)
def test_what_cameras_write_is_no_credit(text: str) -> None:
    content = pictures.jpeg(pictures.iim_segment([UTF8, (CREDIT, text.encode()), (BY_LINE, text.upper().encode())]))
    assert read_embedded(content) == Embedded()


def test_what_only_holds_such_words_is_kept() -> None:
    content = pictures.jpeg(pictures.iim_segment([(CREDIT, b"Fotograf Defaultner"), (BY_LINE, b"Digital Camera Club")]))
    assert [field.value for field in read_embedded(content).fields] == ["Fotograf Defaultner", "Digital Camera Club"]


def test_values_are_cleaned_and_bounded() -> None:
    caption = "\0 Die \u200bFurt\r\n im\tMärz " + "x" * 3_000
    content = pictures.jpeg(pictures.iim_segment([UTF8, (CAPTION, caption.encode())]))
    read = read_embedded(content).caption or ""
    assert read.startswith("Die Furt im März xxx")
    assert len(read) == 2_000
