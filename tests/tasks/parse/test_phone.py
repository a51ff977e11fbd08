"""A print that is one whole number reads as that number; nothing is guessed from any other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.phone import read_phone

ESSEN = "+492018856007"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("0201 88-56007", ESSEN),
        ("0201/88-56007", ESSEN),
        ("(0201) 88 56007", ESSEN),
        ("(0201) 88-56 007", ESSEN),
        ("0201 88 – 56007", ESSEN),
        ("0201 / 88 – 56007", ESSEN),
        ("0201 - 88-56007", ESSEN),
        ("0201-88-56007", ESSEN),
        ("0201.88.56007", ESSEN),
        ("0201 8856007", ESSEN),
        ("02018856007", ESSEN),
        ("02 01 / 88 5 60 07", ESSEN),
        ("0049 201 88-56007", ESSEN),
        ("+49 201 88-56007", ESSEN),
        ("+49 (0) 201 88-56007", ESSEN),
        ("+49 (0)201/88-56007", ESSEN),
        ("+49 (201) 88-56007", ESSEN),
        ("+49-201-88-56007", ESSEN),
        ("+49 0201 88-56007", ESSEN),
        ("(+49 201) 88-56007", ESSEN),
        ("+49201 8856007", ESSEN),
        ("0201/88-0", "+49201880"),
        ("0 20 54 / 12 34-5", "+49205412345"),  # an area code of four digits
        ("0151 1234 5678", "+4915112345678"),
        ("0171/123 45 67", "+491711234567"),
        ("0800 123 45 67", "+498001234567"),
        ("+43 1 4000-0", "+43140000"),
        ("0041 44 412 11 11", "+41444121111"),
    ],
)
def test_a_number_of_the_country(printed: str, number: str) -> None:
    assert read_phone(printed, "DE") == number


@pytest.mark.parametrize(
    "printed",
    [
        "115",  # an authority's, dialled as it is
        "112",
        "88 56007",  # without its area code
        "88-0",
        "0201 88",  # what all numbers of an office begin with
        "0201 88-",
        "0201",
        "0200 88 12",  # no such area code
        "0201 88-56007 oder 88-56008",
        "0201 88-56007, 0201 88-56008",
        "0201 88-56007 / 0201 88-56008",
        "0201 88-56007/-56008",
        "0201 88-56007/08",
        "0211 899-1/2",
        "0211 899-1-2",
        "0201 88-5601 – 5609",
        "0201 88-5601 bis -5609",
        "0201 8810 0201 8811",
        "0201 88-0, App. 12",
        "0201 88-0 App. 12",
        "0201 88-0 (Zentrale)",
        "Tel. 0201 88-0",
        "0800 GARTEN",
        "+49 115",
        "+49 1 2",
        "+49 201 88 56 00 71 23 45 67 89",
        "+999 1234567",
        "+",
        "()",
        "٠٢٠١ ٨٨٥٦٠٠٧",
        "",
    ],
)
def test_what_the_print_does_not_settle(printed: str) -> None:
    assert read_phone(printed, "DE") is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("0201 88-56007", None),
        ("0049 201 88-56007", None),
        ("+49 201 88-56007", ESSEN),
        ("+41 44 412 11 11", "+41444121111"),
    ],
)
def test_without_a_country_only_what_names_its_own(printed: str, number: str | None) -> None:
    assert read_phone(printed, None) == number


@pytest.mark.parametrize(
    ("printed", "country", "number"),
    [
        ("01 4000-0", "AT", "+43140000"),
        ("044 412 11 11", "CH", "+41444121111"),
        ("33 12 34 56", "DK", "+4533123456"),  # a country without area codes
        ("0201 88-56007", "XX", None),
    ],
)
def test_other_countries(printed: str, country: str, number: str | None) -> None:
    assert read_phone(printed, country) == number


def test_a_number_that_names_its_country_need_not_be_in_use() -> None:
    assert read_phone("+49 200 88-0", "DE") == "+49200880"


@given(st.one_of(st.text(max_size=40), st.text("+0123456789 ()/-–.", max_size=25)), st.sampled_from(["DE", "AT", None]))
def test_any_print(printed: str, country: str | None) -> None:
    number = read_phone(printed, country)
    assert number is None or re.fullmatch(r"\+[1-9][0-9]{1,14}", number)
    assert number is None or re.sub("[^0-9]", "", printed).endswith(number[-3:])
