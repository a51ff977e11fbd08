"""An archive that was made at once is what a run would have left; its measures count what they say."""

from datetime import UTC, date, datetime
from itertools import islice

from config.load import load_source
from tasks.ledger.book import Ledgers
from tasks.reread import Rereader
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tests.bench.archives import Maker
from tests.bench.calls import counted_calls
from tests.bench.writing import YEARS, write_releases
from tests.conftest import FreshBucket

AT = datetime(2026, 7, 1, 8, tzinfo=UTC)


def test_what_was_made_reads_again_as_it_stands(bucket: FreshBucket) -> None:
    store, source = Store(Bucket(bucket.client, bucket.name)), load_source("sample")
    store.prepare()
    with counted_calls() as calls:
        Maker(store, source, AT).make(write_releases(12, date(2026, 6, 30)))
    pictures = calls.by_kind["PutObject public"]
    assert calls.by_kind["PutObject captures"] == 12 + pictures
    assert calls.by_kind["PutObject releases"] == 12
    entries = Ledgers(store, source).entries
    assert len(entries) == 12
    assert any(entry.media for entry in entries)
    rereader = Rereader(source, store)
    assert [rereader.visit(entry, AT).observations for entry in entries] == [()] * 12


def test_releases_are_the_same_each_time_and_spread_over_the_years() -> None:
    one, other = (tuple(write_releases(60, date(2026, 6, 30))) for _ in range(2))
    assert one == other
    assert one[-1].published == date(2026, 6, 30)
    assert len({release.published.year for release in one}) in (YEARS, YEARS + 1)
    assert len({release.title for release in one}) == 60
    assert list(islice(one, 2)) == sorted(one, key=lambda release: release.published)[:2]
