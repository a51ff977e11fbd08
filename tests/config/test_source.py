"""The Source type: what its own rules refuse and what its two questions answer."""

import re
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from config.source import ReleasePattern, Source
from config.values import BaseUrl, Cron, Host, Language, Pattern, Selector, SourceId, TimeZone

RULES = {
    "selector": TypeAdapter(Selector),
    "pattern": TypeAdapter(Pattern),
    "zone": TypeAdapter(TimeZone),
    "url": TypeAdapter(BaseUrl),
    "host": TypeAdapter(Host),
    "cron": TypeAdapter(Cron),
    "language": TypeAdapter(Language),
    "id": TypeAdapter(SourceId),
}


def source(**changes: object) -> Source:
    given_: dict[str, object] = {
        "id": "anywhere",
        "name": "Stadt Anderswo",
        "base_url": "https://www.anderswo.example/presse/",
        "language": "de",
        "time_zone": "Europe/Berlin",
        "release": {"pattern": r"/release_(?P<id>[0-9]+)\.html$"},
        "seeds": [{"kind": "links", "url": "/"}],
        "pages": {
            "templates": [{"id": "one", "applies": "body", "root": "body", "figures": {"figure": "figure"}}],
            "publisher_labels": ["Von"],
        },
    }
    return Source.model_validate(given_ | changes)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("selector", "div.a > p:has(img), h1"),
        ("selector", '[class~="4er-slider"]'),
        ("selector", '[class*="bild" i]:not(:has(> h1))'),
        ("pattern", r"(?P<id>\d+)"),
        ("zone", "Europe/Berlin"),
        ("url", "http://127.0.0.1:8410/"),
        ("url", "http://[::1]:8410/"),
        ("url", "https://www.köln.example"),
        ("host", "media.example.org"),
        ("host", "127.0.0.1"),
        ("host", "::1"),
        ("cron", "7 6-22 * * *"),
        ("cron", "*/15 6-22 * * MON-FRI"),
        ("language", "de-AT"),
        ("id", "bad-honnef-2"),
    ],
)
def test_right_values_stay_as_they_are(rule: str, text: str) -> None:
    assert RULES[rule].validate_python(text) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("selector", ""),
        ("selector", "a["),
        ("selector", "p::before"),
        ("selector", ".4er"),
        ("pattern", "("),
        ("pattern", "a{99999999999}"),
        ("pattern", "(" * 9000),
        ("zone", ""),
        ("zone", "Europe"),
        ("zone", "../etc/passwd"),
        ("zone", "\0"),
        ("zone", "x" * 300),
        ("url", "www.example.org"),
        ("url", "ftp://example.org/"),
        ("url", "https://"),
        ("url", "http://["),
        ("url", "http://example.org:99999/"),
        ("url", "http://me:secret@example.org/"),
        ("url", "http://exa mple.org/"),
        ("url", "http://example.org/a b"),
        ("url", "http://example.org/\n"),
        ("host", "https://example.org"),
        ("host", "example.org:80"),
        ("host", "example.org/"),
        ("host", ""),
        ("cron", ""),
        ("cron", "* * * *"),
        ("cron", "0 7 6-22 * * *"),
        ("cron", "60 * * * *"),
        ("cron", f"{'9' * 5000} * * * *"),
        ("cron", "hourly"),
        ("language", "german"),
        ("language", "de\n"),
        ("id", "Essen"),
        ("id", "essen\n"),
        ("id", "2essen"),
        ("id", "../essen"),
    ],
)
def test_wrong_values_are_refused_with_what_would_be_right(rule: str, text: str) -> None:
    with pytest.raises(ValidationError, match=r"Value error, not an? ") as caught:
        RULES[rule].validate_python(text)
    assert [error["type"] for error in caught.value.errors()] == ["value_error"]


@given(st.sampled_from(sorted(RULES)), st.text())
def test_any_text_is_taken_or_refused(rule: str, text: str) -> None:
    message = "Value error, not a"
    try:
        assert RULES[rule].validate_python(text) == text
    except ValidationError as error:
        message = error.errors()[0]["msg"]
    assert message.startswith("Value error, not a")
    assert len(message.splitlines()) == 1


@given(st.sampled_from(sorted(available_timezones())))
def test_every_zone_of_the_database_is_one(zone: str) -> None:
    assert TypeAdapter(TimeZone).validate_python(zone) == zone


def test_a_release_pattern_needs_its_id() -> None:
    with pytest.raises(ValidationError, match=re.escape("not a pattern with the named group (?P<id>…)")):
        ReleasePattern(pattern=r"/release_([0-9]+)")


def test_the_identity_is_read_from_the_path_only() -> None:
    release = source().release
    assert release.id_of("https://www.anderswo.example/a/release_12.html?x=/release_9.html#b") == "12"
    assert release.id_of("https://www.anderswo.example/?to=/release_9.html") is None


def test_hosts_are_compared_in_small_letters_and_without_port() -> None:
    city = source(base_url="http://WWW.Anderswo.example:8080/", hosts=["Media.Anderswo.example"])
    assert city.all_hosts == {"www.anderswo.example", "media.anderswo.example"}


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/release_1.html", "https://www.anderswo.example/release_1.html"),
        ("release_1.html", "https://www.anderswo.example/presse/release_1.html"),
        ("\n\t  release_\n\t1.html\r\n", "https://www.anderswo.example/presse/release_1.html"),
        ("https://other.example/x", "https://other.example/x"),
    ],
)
def test_addresses_are_made_absolute(href: str, expected: str) -> None:
    assert source().address(href) == expected


def test_a_source_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        source().name = "Anders"  # type: ignore[misc]


def test_every_part_refuses_unknown_keys() -> None:
    for part in ("limits", "gone", "gates", "release", "pages"):
        with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
            source(**{part: {"unknown": 1}})
