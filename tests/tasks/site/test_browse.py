"""The pages that lead to releases: how they list much and little, and that they stay light."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tasks.site.pages.about import Holdings, about_page
from tasks.site.pages.browse import Front, month_pages, start_page, year_page
from tasks.site.pages.leaves import Yearbook
from tasks.site.pages.recent import Happened, changes_page, happenings, said, year_changes
from tasks.site.pages.shelves import Shelf, by_credit, by_publisher, credit_pages, names_pages, publisher_pages
from tasks.site.pages.wall import year_wall
from tasks.site.rendering import Site, wording
from tasks.types.edition import Event, Inventory, Picture, Print, Published, ShelvesEdition, YearIndex, YearShelf
from tests.tasks.site.samples import DIGEST, LATEST, NOW, ROOT, SOURCE, row

SITE = Site()
BOOK = Yearbook("musterstadt", "Stadt Musterstadt", 2026, SITE)
LIMIT = 100_000
LONG = "Straßenbauarbeiten zwischen Gartenstraße & Mühlenufer: Was Anwohnerinnen und Anwohner jetzt wissen müssen"
WIDE = Print(path=f"images/3f/{DIGEST}-960-1-abcdef01.webp", width=960, height=640)
SMALL = Print(path=f"images/3f/{DIGEST}-480-1-abcdef01.webp", width=480, height=320)


def picture(credit: str | None = "Jette Vollrath, Stadt Musterstadt", *creators: str, **facts: Any) -> Picture:
    text = "Die neue Brücke über die Aue, gesehen vom Mühlenufer. " * 4
    return Picture(**{"caption": text, "credit_text": credit, "creators": creators, "prints": (SMALL, WIDE)} | facts)


def published(number: int, day: str = "2026-05-27", *pictures: Picture, **facts: Any) -> Published:
    one = row(number, day, f"{LONG} ({number})", alternative_headline=LONG, images=len(pictures))
    return Published(**{"made_from": DIGEST, "row": one, "files": {}, "pictures": pictures} | facts)


def many(count: int) -> list[Published]:
    """So many in a year, newest first, all by one publisher, each with a picture by the same person."""
    days = (f"2026-{12 - n * 12 // count:02}-{28 - n % 28:02}" for n in range(count))
    return [published(n, day, picture(None, "Jette Vollrath"), publisher="Amt") for n, day in enumerate(days)]


def read(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml")


def test_a_year_of_1500_stays_light_on_every_page() -> None:
    releases = many(1500)
    index = YearIndex(source="musterstadt", year=2026, releases=tuple(one.row for one in releases))
    leaves = [
        *month_pages(BOOK, releases),
        *publisher_pages(BOOK, "Amt", releases),
        *credit_pages(BOOK, "Jette Vollrath", by_credit(releases)["Jette Vollrath"]),
        *year_wall(BOOK, releases),
    ]
    heaviest = max(leaves, key=lambda leaf: len(leaf.depends))
    for leaf in (heaviest, *{leaf.path.split("/")[2]: leaf for leaf in leaves}.values()):
        assert len(leaf.write().encode()) < LIMIT, leaf.path
    soup = read(year_page(index, "Stadt Musterstadt", SITE))
    assert len(str(soup).encode()) < LIMIT
    assert [a["href"] for a in soup.select("nav .years a")] == [f"{month:02}.html" for month in range(12, 0, -1)]
    assert len(soup.select(".rows li")) == 20
    assert len({leaf.path for leaf in leaves}) == len(leaves)


def test_a_small_year_is_listed_whole() -> None:
    index = YearIndex(source="musterstadt", year=2026, releases=tuple(one.row for one in many(60)))
    assert len(read(year_page(index, "Stadt Musterstadt", SITE)).select(".rows li")) == 60


def test_one_release_more_is_other_pages_of_its_month_alone() -> None:
    before, after = many(300), many(300)
    after.insert(0, published(9999, "2026-12-30", publisher="Amt"))
    known = {leaf.path: leaf.depends for leaf in month_pages(BOOK, before)}
    changed = [leaf.path for leaf in month_pages(BOOK, after) if known.get(leaf.path) != leaf.depends]
    assert changed == ["musterstadt/2026/12.html"]


def test_pictures_stand_under_their_creators_else_their_credit_else_none() -> None:
    shots = by_credit(
        [published(1, "2026-05-27", picture("A, B", "Ole Sand", "Stadtarchiv"), picture("Büro Kranich"), picture(None))]
    )
    assert list(shots) == ["Ole Sand", "Stadtarchiv", "Büro Kranich", None]
    (leaf,) = credit_pages(BOOK, None, shots[None])
    page = read(leaf.write())
    assert leaf.path == "musterstadt/2026/credits/_.html"
    assert "ohne Bildnachweis" in page.select(".wall .credit")[0].get_text()
    assert page.select(".wall .file a")[0]["href"] == "../1/index.html"


def test_a_picture_that_is_not_displayed_is_still_told_with_its_credit() -> None:
    (leaf,) = year_wall(BOOK, [published(1, "2026-05-27", picture("Büro Kranich", prints=()))])
    page = read(leaf.write())
    assert not page.select("img")
    assert "Büro Kranich" in page.select(".wall figcaption")[0].get_text()


def test_publishers_that_no_page_names_are_none() -> None:
    assert by_publisher([published(1)]) == {}


@pytest.mark.parametrize(("count", "files"), [(0, 1), (500, 1), (501, 28)])
def test_many_names_are_parted_by_their_letters(count: int, files: int) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [None, "Ärztin Übel", *(f"{letters[n % 26].upper()}na {letters[n // 26]}olle" for n in range(count))]
    shelves = [Shelf("credits", name, (("2026", 3),)) for name in names[:count]]
    pages = names_pages("credits", shelves, "musterstadt", "Stadt Musterstadt", SITE)
    assert len(pages) == files
    listed = {a["href"] for page in pages.values() for a in read(page).select(".names a")}
    assert len(listed) == count
    assert all(len(page.encode()) < LIMIT for page in pages.values())


EDITED = Event(at=NOW, kind="edited", version=2, fields=("articleBody", "body", "image"))


def test_an_event_says_its_fields_once_and_leads_to_the_comparison_where_there_is_one() -> None:
    assert said(EDITED, wording(SITE)) == "Von der Stadt geändert: Text, Bilder"
    files = {"musterstadt/2026/7/changes.html": {"sha256": DIGEST, "etag": "e"}}
    for held, expected in (({}, ["7/index.html"]), (files, ["7/index.html", "7/changes.html"])):
        (leaf,) = year_changes(BOOK, [published(7, events=(EDITED,), files=held)])
        assert [a["href"] for a in read(leaf.write()).select(".rows a")] == expected


def test_reading_anew_is_no_news_and_a_withdrawn_release_keeps_its_name_to_itself() -> None:
    reread = published(1, events=(Event(at=NOW, kind="reparsed", version=3),))
    stone = published(2, events=(Event(at=NOW, kind="withdrawn", version=2),))
    stone = stone.model_copy(update={"row": row(2, "2026-05-27", None, status="withdrawn")})
    found = happenings([reread, stone])
    assert [one.release.row.id for one in found] == ["2"]
    page = changes_page("musterstadt", "Stadt Musterstadt", [(2026, found[0])], [("2026", 1)], SITE)
    assert read(page).select(".rows .title")[0].get_text() == "Zurückgezogene Meldung 2"
    assert isinstance(found[0], Happened)


def shelves(**months: int) -> ShelvesEdition:
    year = YearShelf(revision=1, updated=NOW, months={name[1:]: count for name, count in months.items()}, pictures=9)
    return ShelvesEdition(source="musterstadt", years={"2026": year})


def test_gaps_show_where_the_site_lists_more_than_is_archived() -> None:
    listed = Inventory(
        at=datetime(2026, 5, 27, tzinfo=UTC), months={"2025-12": 2, "2026-01": 5, "2026-05": 4}, undated=3
    )
    held = Holdings.of(SOURCE, shelves(m01=5, m05=3), listed)
    assert [one.year for one in held.years] == [2025, 2026]
    page = read(about_page(ROOT, [held], SITE))
    cells = [[cell.get_text() for cell in line.select("th, td")] for line in page.select("tbody tr")]
    assert cells[0] == ["2026", "5 / 5", "0 / 0", "0 / 0", "0 / 0", "3 / 4", *["–"] * 7, "8"]
    assert cells[1][1:4] == ["0", "0", "0"], "of what the site does not list any more nothing is known"
    assert cells[1][12] == "0 / 2"
    assert len(page.select("section svg[role=img] path")) == 3
    assert "3\xa0gelistete\xa0Meldungen\xa0ohne\xa0Tag" in page.get_text()


def test_where_nothing_is_known_of_the_lists_the_page_says_so() -> None:
    page = read(about_page(ROOT, [Holdings.of(SOURCE, shelves(m05=3), None)], SITE))
    assert "ist nicht bekannt" in page.get_text()
    assert not re.search(r"\d / \d", page.select("table")[0].get_text())


def test_the_start_page_tells_the_numbers_and_one_day_of_earlier_years() -> None:
    front = Front(pictures=1200, credits=31, publishers=4, day="05-27", earlier=((2019, row(5, "2019-05-27")),))
    page = read(start_page(ROOT, LATEST, SITE, {"musterstadt": front}))
    numbers = [" ".join(one.get_text().split()) for one in page.select(".numbers li")]
    assert numbers == ["1.234 Meldungen", "1.200 Bilder", "31 Bildnachweise", "4 Herausgeber"]
    assert page.select("section[aria-labelledby=day] a")[0]["href"] == "musterstadt/2019/5/index.html"
    other = Front(day="05-26", earlier=front.earlier)
    assert not read(start_page(ROOT, LATEST, SITE, {"musterstadt": other})).select("section[aria-labelledby=day]")
