"""A run that is broken off, without Prefect: the next one finds what lies behind what it had reached."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.load import load_source
from config.settings import read_settings
from flows.sequence import BATCH, run_source
from flows.workplace import open_store
from tasks.ledger.book import Ledgers
from tasks.types.edition import SourceRecord
from tasks.types.visit import Visit
from tasks.types.web import Find
from tasks.visit import Span, Visitor
from tests.fleet.region import Region, serving, source_file
from tests.hands import PlainHands

RELEASES = 2 * BATCH + 5


class PulledPlugError(Exception):
    """The machine is gone."""


@dataclass
class Mortal(PlainHands):
    """After so many visits somebody pulls the plug."""

    left: int = RELEASES

    def visit(self, plan: Sequence[Find], visitor: Visitor) -> Generator[Visit, None, None]:
        for visit in super().visit(plan, visitor):
            if not self.left:
                raise PulledPlugError
            self.left -= 1
            yield visit


@pytest.mark.usefixtures("installation")
def test_the_run_after_one_that_broke_off_finds_what_lies_behind_known_ground(tmp_path: Path) -> None:
    region = Region(("altdorf",), RELEASES, rows=BATCH)
    settings = read_settings()
    store = open_store(settings)

    def run(hands: PlainHands) -> int:
        return len(run_source(settings, city, Span(), None, full=False, hands=hands).outcomes)

    def mark() -> bool:
        record = store.read("ledger/altdorf/source.json", SourceRecord)
        return record is not None and record.under_way is not None

    with serving(region) as base:
        city = load_source(str(source_file(tmp_path, "altdorf", base, 1000)))
        with pytest.raises(PulledPlugError):
            run(Mortal(left=BATCH + 2))
        assert len(Ledgers(store, city)) == BATCH, "all of the list's first page, nothing of the others"
        assert mark()
        assert run(PlainHands()) == RELEASES - BATCH
        assert len(Ledgers(store, city)) == RELEASES
        assert not mark()
        asked = len(region.requests)
        assert run(PlainHands()) == 0
    lists = [path for _, path in region.requests[asked:] if "/liste-" in path]
    assert len(lists) == 1, "the next one stops at known ground again"
