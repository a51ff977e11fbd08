"""Every saved page reads as it is expected to, and every expectation has been reviewed."""

import json

import pytest

from tests.golden.saved import EXPECTED, PAGES, Saved, read_saved, saved_pages

SAVED = saved_pages()


@pytest.mark.parametrize("page", SAVED, ids=lambda page: page.name)
def test_a_page_reads_as_expected(page: Saved) -> None:
    assert page.expected.exists(), "no expectation yet: run `make golden` and review what it writes"
    assert read_saved(page) == json.loads(page.expected.read_text("utf-8"))


def test_no_reading_waits_for_review() -> None:
    assert [file.name for file in EXPECTED.glob("*.new")] == []


def test_every_expectation_and_header_file_has_its_page() -> None:
    names = {page.name for page in SAVED}
    assert {file.stem for file in EXPECTED.glob("*.json")} == names
    assert {file.stem for file in PAGES.iterdir()} == names


def test_the_pages_are_many_and_small() -> None:
    assert len(SAVED) >= 60
    assert sum(len(page.content) for page in SAVED) < 1_500_000
    assert {page.source_id for page in SAVED} == {"essen", "gelsenkirchen", "muenster", "sample"}
