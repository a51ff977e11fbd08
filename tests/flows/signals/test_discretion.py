"""Logs hold no secret and no contact, and what is neither stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.signals.discretion import discreet, secrets_of


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Telefon: 0201 88-99999", "Telefon: [telephone]"),
        ("unter 0201/88 99999 oder +49 201 8899999.", "unter [telephone] oder [telephone]."),
        ("Tel. 88-99999, Fax: 88-99998", "Tel. [telephone], Fax: [telephone]"),
        ("(0201) 8899999", "[telephone]"),
        ("0201.88.99999 und mehr", "[telephone] und mehr"),
        ("presse@stadt.example, presse(at)stadt.example", "[e-mail], [e-mail]"),
        ("mailto:erika.muster%40stadt.example", "mailto:[e-mail]"),
        ("postgresql+asyncpg://archiv:geheim@db/prefect", "postgresql+asyncpg://[secret]@db/prefect"),
    ],
)
def test_contacts_and_passwords_are_masked(line: str, told: str) -> None:
    assert discreet(line) == told


@pytest.mark.parametrize(
    "line",
    [
        "1097219 Neue Bahnen: new",
        "am 07.05.2026 um 07:30 Uhr, 01.02.2026 08 Uhr",
        "2026-01-02T03:04:05Z",
        "captures/essen/1097219/20260102T030405Z-0123456789abcdef.warc.gz",
        "http://127.0.0.1:8410/meldungen/pressemeldung_01097219.de.html",
        "0.123456789 s, 0 of 20, 0 1 2",
        "SHA-256 0123456789012345678901234567890123456789012345678901234567890123 holds",
        "10.0.0.1 and 0.0.0.0",
    ],
)
def test_numbers_of_other_kinds_stay(line: str) -> None:
    assert discreet(line) == line


def test_secrets_of_the_environment_are_masked_as_they_are_and_as_addresses_hold_them() -> None:
    env = {
        "AWS_SECRET_ACCESS_KEY": "ab/cd+efgh",
        "PREFECT_API_AUTH_STRING": "admin:streng",
        "HOME": "/home/archiv",
        "X_TOKEN": "a",
    }
    secrets = secrets_of(env)
    assert discreet("key ab/cd+efgh, ab%2Fcd%2Befgh, admin:streng in /home/archiv", secrets) == (
        "key [secret], [secret], [secret] in /home/archiv"
    )


@given(st.text(max_size=300))
def test_a_second_look_finds_nothing_more(line: str) -> None:
    once = discreet(line, ("geheim-1",))
    assert "geheim-1" not in once
    assert discreet(once, ("geheim-1",)) == once


@given(
    st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True), st.text("abc äö.,;\n", max_size=20)
)
def test_no_address_passes_wherever_it_stands(address: str, around: str) -> None:
    assert address not in discreet(f"{around} {address} {around}")
