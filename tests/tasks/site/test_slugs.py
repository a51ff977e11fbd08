"""File names for names: readable, safe, never shared, the same for ever."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.site.slugs import UNNAMED, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jette Vollrath", "jette-vollrath"),
        ("Stadt Auenstadt", "stadt-auenstadt"),
        (None, UNNAMED),
    ],
)
def test_a_name_that_its_slug_tells_bears_it_bare(name: str | None, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Jörg Müßig", "joerg-muessig"),
        ("jette vollrath", "jette-vollrath"),
        ("Büro Kranich + Partner", "buero-kranich-partner"),
        ("Łukasz Świt", "lukasz-swit"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "n"),
        ("", "n"),
        ("_", "n"),
    ],
)
def test_every_other_name_bears_a_digest(name: str, stem: str) -> None:
    assert re.fullmatch(rf"{stem}-[0-9a-f]{{8}}", slug(name))


@given(st.text(max_size=200), st.text(max_size=200))
def test_slugs_are_safe_and_no_two_names_share_one(one: str, other: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(one))
    assert len(slug(one)) <= 60
    assert (slug(one) == slug(other)) == (one == other)


@given(st.from_regex(r"[A-Za-zäöüß. ]{1,20}", fullmatch=True))
def test_names_that_read_alike_stay_apart(name: str) -> None:
    others = {name.lower(), name.upper(), name.title(), f"{name} ", name.replace(" ", "-")} - {name}
    assert slug(name) not in {slug(one) for one in others}
