"""What a file says over what it extends, for any two files."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from config.entries import Entry, read_entries
from config.load import merge

TREES = st.dictionaries(
    st.sampled_from("abcd"),
    st.recursive(
        st.integers(0, 9) | st.lists(st.integers(0, 9), max_size=2),
        lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
        max_leaves=6,
    ),
)


def _entry(content: object, file: str) -> Entry:
    return read_entries(yaml.safe_dump(content), file)


@settings(deadline=None)
@given(TREES, TREES)
def test_merging_twice_changes_nothing_more(one: object, two: object) -> None:
    a, b = _entry(one, "a"), _entry(two, "b")
    assert merge(a, a) == a
    assert merge(_entry({}, "none"), a) == a
    assert merge(a, _entry({}, "none")).plain() == a.plain()
    assert merge(merge(a, b), b) == merge(a, b)


@settings(deadline=None)
@given(TREES, TREES)
def test_every_merged_value_keeps_the_file_it_came_from(one: object, two: object) -> None:
    def check(entry: Entry, own: object) -> None:
        for key, value in entry.value.items() if isinstance(entry.value, dict) else ():
            named = isinstance(own, dict) and key in own
            assert value.file == ("own" if named else "base")
            check(value, own[key] if named and isinstance(own, dict) else None)

    check(merge(_entry(one, "base"), _entry(two, "own")), two)
