"""Selectors find what CSS says, whether or not a word in the attributes tells beforehand that they find nothing."""

import pytest
from lxml.html import fromstring

from tasks.parse.selectors import select, select_each, select_in_turn

PAGE = fromstring(
    "<main id='Main'><nav class='a B'><p class='x'>1</p></nav>"
    "<p class='x CookieBar' title='Ä/Icon.SVG'>2</p><img alt=''></main>"
)
LARGE = fromstring(f"<main>{'<i></i>' * 500}<p class='x' id='y'>1</p></main>")


@pytest.mark.parametrize(
    "selector",
    [
        *(
            "nav",
            ".x",
            "#Main",
            "#main",
            "nav .x",
            "nav > .B",
            ".a.B",
            ".a .missing",
            ".B ~ p",
            "nav, .x, img",
            ".missing",
        ),
        *("[class*='cookie' i]", "[title$='.svg' i]", "[title$='.svg']", "[title^='ä' i]", "[alt]", "[alt='']"),
        *(".missing", "[class!=x]", "p:not(.x)", "main:has(> .B)", "p:is(.missing, .x)"),
    ],
)
def test_what_is_found_in_turn_is_what_is_found_at_all(selector: str) -> None:
    found = select(PAGE, selector)
    assert {*select_in_turn(PAGE, [selector])} == {*select_each(PAGE, selector)} == {*found}


def test_what_is_emptied_is_not_searched_again() -> None:
    page = fromstring("<main><nav><p class='x'>1</p></nav><p class='x'>2</p></main>")
    found = []
    for node in select_in_turn(page, ["nav, .x"]):
        found.append(node.tag)
        node[:] = []
    assert found == ["nav", "p"]


def test_a_large_element_is_searched_by_every_selector() -> None:
    assert [node.tag for node in select_in_turn(LARGE, [".x", "#y", "#z"])] == ["p", "p"]
