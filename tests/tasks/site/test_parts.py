"""Long lists in parts: what is full stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.site.pages.parts import divide


@given(st.integers(0, 400), st.integers(1, 60))
def test_nothing_is_lost_and_each_leads_to_the_next(count: int, size: int) -> None:
    parts = divide("05", range(count), size)
    assert [item for part in parts for item in part.items] == list(range(count))
    assert parts[0].name == "05.html"
    assert len({part.name for part in parts}) == len(parts)
    assert [part.older for part in parts] == [*(part.name for part in parts[1:]), None]
    assert [part.newer for part in parts] == [None, *(part.name for part in parts[:-1])]
    assert len(parts[0].items) < 2 * size
    assert all(len(part.items) == size for part in parts[1:])


@pytest.mark.parametrize("count", [49, 99, 100, 149, 1500])
def test_one_item_more_changes_the_front_and_at_most_two_parts(count: int) -> None:
    before = {part.name: part for part in divide("x", range(count, 0, -1), 50)}
    after = {part.name: part for part in divide("x", range(count + 1, 0, -1), 50)}
    changed = {name for name, part in after.items() if part != before.get(name)}
    assert "x.html" in changed
    assert len(changed) <= 3
