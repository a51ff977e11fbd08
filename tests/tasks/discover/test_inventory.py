"""What a site's lists name by month, where they were walked to their ends."""

from datetime import UTC, date, datetime

import pytest

from tasks.discover.inventory import take_inventory
from tasks.discover.walk import Discovery, SeedReport
from tasks.types.web import Find

NOW = datetime(2026, 5, 27, 6, 0, tzinfo=UTC)


def find(id_: str, day: date | None) -> Find:
    return Find(id=id_, url=f"https://www.auenstadt.example/{id_}.html", date=day)


def seed(finds: int, problem: str | None = None, *, is_whole: bool = True) -> SeedReport:
    return SeedReport("https://www.auenstadt.example/", "list", finds, finds, 1, False, problem, is_whole=is_whole)


FINDS = (find("1", date(2026, 5, 2)), find("2", date(2026, 5, 1)), find("3", date(2025, 12, 31)), find("4", None))


def test_it_counts_by_month_and_says_what_has_no_day() -> None:
    inventory = take_inventory(Discovery(FINDS, (seed(4), seed(0, "404"))), NOW)
    assert inventory is not None
    assert (inventory.months, inventory.undated, inventory.at) == ({"2025-12": 1, "2026-05": 2}, 1, NOW)


@pytest.mark.parametrize("cut", [seed(4, "stopped after 50 pages"), seed(4, is_whole=False)])
def test_of_a_walk_that_was_cut_short_there_is_none(cut: SeedReport) -> None:
    assert take_inventory(Discovery(FINDS, (cut,)), NOW) is None
    assert take_inventory(Discovery((), (seed(0, "404"),)), NOW) is None
