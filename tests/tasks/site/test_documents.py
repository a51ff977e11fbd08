"""A feed and its documents hold everything once, and what is full stays as it is."""

import pytest

from tasks.site.documents import PART, Document, documents, not_archived, part_digests

Years = dict[int, list[str]]


def years(*counts: int) -> Years:
    """So many entries in 2026 and the years before it, newest first."""
    return {2026 - n: [f"{2026 - n}:{place}" for place in range(count, 0, -1)] for n, count in enumerate(counts)}


def archived(held: Years) -> list[Document]:
    return documents("archive", {year: part_digests(items, "\n".join) for year, items in held.items()})


@pytest.mark.parametrize("counts", [(), (0,), (1,), (PART,), (2 * PART,), (3 * PART + 7, 0, 2), (1, 5 * PART, PART)])
def test_a_feed_and_its_documents_hold_everything_once(counts: tuple[int, ...]) -> None:
    held = years(*counts)
    newest = next((items for items in held.values() if items), [])
    found = newest[: not_archived(len(newest))]
    for one in archived(held):
        assert 0 < len(one.items(held[one.year])) < 2 * PART
        found += one.items(held[one.year])
    assert found == [item for items in held.values() for item in items]


def test_each_leads_to_the_one_before_it_and_bears_a_name_of_its_own() -> None:
    found = archived(years(2 * PART, 3 * PART, 0, 1))
    assert [one.name for one in found] == [
        "archive/2026-1",
        "archive/2025",
        "archive/2025-2",
        "archive/2025-1",
        "archive/2023",
    ]
    assert [one.before for one in found] == [*(one.name for one in found[1:]), None]


def told(found: list[Document]) -> list[tuple[str, str, str | None]]:
    """All that the documents' files are made from."""
    return [(one.name, one.digest, one.before) for one in found]


def test_whatever_comes_later_changes_no_full_document() -> None:
    before = told(archived(years(3 * PART - 1, PART)))
    for more in (1, PART, 4 * PART):
        assert told(archived(years(3 * PART - 1 + more, PART)))[-len(before) :] == before
    assert told(archived({2027: ["new"], **years(3 * PART - 1, PART)}))[1:] == before, "the year's rest comes on top"


def test_what_goes_changes_the_documents_of_its_year_alone() -> None:
    whole = years(2 * PART, 3 * PART, 3 * PART)
    before, after = archived(whole), archived({**whole, 2025: whole[2025][:-1]})
    changed = {int(name[8:12]) for name, *_ in set(told(before)) ^ set(told(after))}
    assert changed == {2025}


def test_a_document_of_an_edition_that_is_ahead_holds_what_there_is() -> None:
    last = archived(years(3 * PART))[-1]
    assert last.items(["one", "two"]) == ()
