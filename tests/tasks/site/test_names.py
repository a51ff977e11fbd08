"""A release leads to the pages of its publisher and of everyone who is credited, wherever these pages stand."""

import pytest

from tasks.site.pages.names import credit_line, names_of, page_of_name
from tasks.types.release import Creator
from tests.tasks.site.samples import ABSENT, PHOTO, PLAN, RELEASE, release
from tests.tasks.site.test_pages import page


def person(name: str) -> Creator:
    return Creator.model_validate({"@type": "Person", "name": name})


def line(text: str | None, *names: str) -> list[tuple[str, bool]]:
    """The pieces of that credit by those people, and which of them are links; each to the page of its own name."""
    creators = tuple(map(person, names)) or None
    pieces = credit_line(PHOTO.model_copy(update={"credit_text": text, "creator": creators}))
    assert all(target == page_of_name("credits", piece) for piece, target in pieces if target)
    return [(piece, target is not None) for piece, target in pieces]


def test_the_names_in_a_credit_are_the_links_and_it_reads_as_printed() -> None:
    assert line("Jette Vollrath, Stadt Musterstadt", "Jette Vollrath", "Stadt Musterstadt") == [
        ("Jette Vollrath", True),
        (", ", False),
        ("Stadt Musterstadt", True),
    ]
    assert line("Archiv Ole Brügge/Lea", "Lea", "Ole Brügge")[1] == ("Ole Brügge", True)


def test_of_names_within_names_the_longest_is_meant_and_no_part_of_a_word() -> None:
    assert line("Ole Brügge-Sand", "Ole Brügge", "Ole Brügge-Sand")[0] == ("Ole Brügge-Sand", True)
    assert line("Olea Sand", "Ole")[0] == ("Olea Sand", False)


def test_who_is_not_spelt_so_in_the_credit_follows_it() -> None:
    assert line("J. Vollrath / O. Brügge", "Jette Vollrath", "Ole Brügge") == [
        ("J. Vollrath / O. Brügge", False),
        (" [", False),
        ("Jette Vollrath", True),
        (", ", False),
        ("Ole Brügge", True),
        ("]", False),
    ]


def test_without_creators_the_credit_itself_is_the_name_and_without_either_there_is_none() -> None:
    assert line("Büro Kranich + Partner") == [("Büro Kranich + Partner", True)]
    assert line(None, "Jette Vollrath", "Ole Brügge") == [
        ("Jette Vollrath", True),
        (", ", False),
        ("Ole Brügge", True),
    ]
    assert line(None) == []


@pytest.mark.parametrize("missing", ["sha256", "content_url"])
def test_a_picture_that_is_not_archived_hangs_nowhere_and_leads_nowhere(missing: str) -> None:
    absent = PHOTO.model_copy(update={missing: None})
    assert credit_line(absent) == [("Jette Vollrath, Stadt Musterstadt", None)]
    assert list(names_of(release(image=(absent, ABSENT), publisher=None))) == []


def test_the_page_leads_to_every_name_under_which_the_release_is_listed() -> None:
    soup = page()
    there = {str(link["href"]) for link in soup.select(".dateline a, address a, figcaption .credit a")}
    named = {f"../../{page_of_name(kind, name)}" for kind, name in names_of(RELEASE)}
    assert named <= there
    assert f"../../{page_of_name('credits', PLAN.credit_text)}" in named
    assert not page(release(publisher=None)).select(".dateline a[href*=publishers]")
