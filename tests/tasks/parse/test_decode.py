"""Bytes become the text they were meant as, or a reason why not."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import ReadingError
from tasks.parse.decode import decode

PAGE = "<html><body><p>Größe: 5 € – „schön“</p></body></html>"
META = '<html><head><meta charset="{}"></head><body><p>Größe „schön“</p></body></html>'


@pytest.mark.parametrize(
    "header",
    [
        None,
        "text/html",
        "text/html; charset=utf-8",
        'text/html;charset="UTF8"',
        "text/html; charset=iso-8859-1",
        "text/html; charset=klingon",
    ],
)
def test_utf_8_is_known_by_its_form(header: str | None) -> None:
    decoded = decode(PAGE.encode(), header)
    assert (decoded.text, decoded.encoding) == (PAGE, "utf-8")
    assert bool(decoded.finding) == ("iso" in (header or "") or "klingon" in (header or ""))


@pytest.mark.parametrize(
    ("header", "meta", "encoding"),
    [
        ("text/html; charset=iso-8859-1", "x", "cp1252"),
        ("text/html; charset=ISO-8859-15", "x", "iso8859-15"),
        ("text/html", "iso-8859-1", "cp1252"),
        (None, "windows-1252", "cp1252"),
        (None, "latin1", "cp1252"),
        ("text/html; charset=windows-1250", "iso-8859-1", "cp1250"),
    ],
)
def test_another_encoding_must_be_declared(header: str | None, meta: str, encoding: str) -> None:
    page = META.format(meta).replace("„", "").replace("“", "")
    decoded = decode(page.encode(encoding), header)
    assert (decoded.text, decoded.encoding, decoded.finding) == (page, encoding, None)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_leads(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + PAGE.encode(encoding), "text/html; charset=iso-8859-1")
    assert (decoded.text, decoded.encoding) == (PAGE, encoding)


@pytest.mark.parametrize("encoding", ["utf-16le", "utf-16be", "utf-16"])
def test_utf_16_without_a_mark_by_its_header(encoding: str) -> None:
    content = PAGE.encode("utf-16-le" if encoding == "utf-16" else encoding)
    assert decode(content, f"text/html; charset={encoding}").text == PAGE


def test_a_meta_element_that_says_utf_16_is_wrong() -> None:
    page = META.format("utf-16")
    assert decode(page.encode(), None).text == page


@pytest.mark.parametrize(
    ("content", "header", "reason"),
    [
        (b"", None, "empty page"),
        (b" \n\t ", "text/html", "empty page"),
        (codecs.BOM_UTF8, None, "empty page"),
        (PAGE.encode("cp1252"), None, "invalid UTF-8 at byte 17"),
        (PAGE.encode("cp1252"), "text/html; charset=utf-8", "invalid UTF-8"),
        (PAGE.encode()[:18], None, "invalid UTF-8 at byte 17"),
        (META.format("x").encode("latin-1", "replace"), "text/html; charset=klingon", "unknown encoding 'klingon'"),
        (META.format("hex").encode("latin-1", "replace"), None, "encoding 'hex' declared, which is none of web pages"),
        (META.format("undefined").encode("latin-1", "replace"), None, "none of web pages"),
        (b"<html><p>\x81\xfc</p>", "text/html; charset=iso-8859-1", "declared as cp1252, but byte 9 does not fit"),
        (PAGE.encode("utf-16-le")[:-1], "text/html; charset=utf-16le", "does not fit"),
        (PAGE.encode() + b"\0", None, "not a text: NUL"),
        (PAGE.encode("utf-16-le"), None, "invalid UTF-8"),
        ("<html><p>x".encode("utf-16-le"), None, "not a text: NUL at character 1"),
        (b'{"fehler": 404}', "application/json", r"not HTML \(sent as application/json\): it begins with '{"),
        (b'<?xml version="1.0"?><rss><item/></rss>', None, "not HTML"),
        (b"%PDF-1.7 nothing", "text/html", "not HTML"),
        (b"Wartung", "text/plain", "not HTML"),
    ],
)
def test_what_is_no_page(content: bytes, header: str | None, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason) as error:
        decode(content, header)
    assert len(str(error.value).splitlines()) == 1


@given(st.binary(), st.one_of(st.none(), st.text()))
def test_any_bytes_are_text_or_refused(content: bytes, header: str | None) -> None:
    with suppress(ReadingError):
        assert decode(content, header).text


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    page = f"<p>{text}</p>"
    assert decode(page.encode(), None).text == page
