"""Enlarged pages are as large as the real ones and say the same."""

import json
import re

import pytest

from tests.bench.pages import enlarge
from tests.bench.truth import Found, found_in, truth_of
from tests.golden.saved import Saved, read_saved, saved_pages

PAGES = {page.name: page for page in saved_pages()}
SOME = (
    "essen-1200115-older-two-pictures",
    "essen-1600101-one-picture",
    "essen-1600125-no-publisher",
    "essen-1600126-declared-otherwise",
    "gelsenkirchen-91008-og-title-only",
    "muenster-1290104-credit-in-the-body",
    "muenster-1290105-tables-no-picture",
    "sample-1097219",
    "sample-1299546",
    "sample-1418755",
    "sample-1588914",
)
some_pages = pytest.mark.parametrize("page", [PAGES[name] for name in SOME], ids=lambda page: page.name)


@some_pages
def test_a_page_reads_as_the_small_one(page: Saved) -> None:
    large = enlarge(page)
    assert 250_000 < len(large.content) < 270_000
    assert read_saved(large) == read_saved(page)
    assert "setAside" not in read_saved(page)


@some_pages
def test_enlarging_takes_nothing_away_and_is_the_same_each_time(page: Saved) -> None:
    large, at = enlarge(page).content, 0
    for part in re.findall(rb"<[^>]*>|[^<]+", page.content):
        at = large.index(part, at) + len(part)
    assert large == enlarge(page).content


@some_pages
def test_what_was_written_is_what_was_reviewed(page: Saved) -> None:
    """The two kinds of truth agree where both are known."""
    assert as_told(truth_of(page)) == as_told(found_in(json.loads(page.expected.read_text("utf-8"))))


def as_told(release: Found) -> tuple[object, ...]:
    shown = [(picture.caption, picture.credit) for picture in release.pictures]
    return " ".join(release.body.split()), release.day, shown
