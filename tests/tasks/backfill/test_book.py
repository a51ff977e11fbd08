"""A backfill as it stands in the storage, and what an audit makes of it."""

from datetime import UTC, date, datetime

import pytest

from config.load import load_source
from tasks.audit.fixity import examine, homes_of
from tasks.backfill.book import Book, name_of, newest_of, round_after
from tasks.backfill.slicing import targets_of
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.types.visit import Outcome
from tasks.types.web import Find
from tests.conftest import FreshBucket

NOW = datetime(2026, 5, 4, 8, 0, 0, 5, tzinfo=UTC)
TARGETS = targets_of([Find("7", "https://a.example/7"), Find("8", "https://a.example/8")], {})


@pytest.fixture
def store(bucket: FreshBucket) -> Store:
    made = Store(Bucket(bucket.client, bucket.name))
    made.prepare()
    return made


def test_a_plan_is_begun_once_remembers_and_is_settled_once(store: Store) -> None:
    book = Book(store, "town", "start_today_0123abcd")
    assert book.plan() is None
    begun = book.begin(None, date(2026, 1, 1), NOW)
    assert book.begin(None, None, NOW) == begun
    book.remember({"https://a.example/list": "captures/town/lists/1.warc.gz"})
    book.remember({"https://a.example/list?2": "captures/town/lists/2.warc.gz"})
    plan = book.settle({"2019-03": TARGETS}, (), known=3, before=0)
    assert (len(plan.pages), plan.slices, plan.known) == (2, {"2019-03": 2}, 3)
    book.record("2019-03", [Outcome("7", "https://a.example/7", "new")])
    assert book.settle({"2019-04": TARGETS}, (), known=0, before=0) == plan, "what is worked on stays as it is"
    assert [one.id for one in book.slice("2019-03").open] == ["8"]
    book.record("2019-03", [Outcome("8", "https://a.example/8", "failed", reason="503")])
    assert [one.reason for one in book.slice("2019-03").open] == ["503"]


def test_a_round_anew_leaves_the_one_before_as_it_is(store: Store) -> None:
    name = "start_today_0123abcd"
    first = newest_of(store, "town", name)
    first.begin(None, None, NOW)
    first.finish(NOW)
    second = round_after(store, "town", first, name)
    second.begin(None, None, NOW)
    third = round_after(store, "town", second, name)
    assert [one.name for one in (first, second, third)] == [name, f"{name}_2", f"{name}_3"]
    assert newest_of(store, "town", name).name == second.name
    assert first.plan() != second.plan()


def test_one_name_for_one_question(store: Store) -> None:
    city = load_source("sample")
    names = [
        name_of(city, None, None, []),
        name_of(city, date(2019, 1, 1), None, []),
        name_of(city, None, None, [b"list"]),
        name_of(city.model_copy(update={"backfill": load_source("essen").backfill}), None, None, []),
    ]
    assert len(set(names)) == len(names)
    assert name_of(city, None, None, [b"a", b"b"]) == name_of(city, None, None, [b"b", b"a"])
    assert names[1].startswith("2019-01-01_today_")


def test_an_audit_knows_every_object_and_where_it_belongs(store: Store) -> None:
    book = Book(store, "town", "start_today_0123abcd")
    book.begin(None, None, NOW)
    book.settle({"undated": TARGETS}, (), known=0, before=0)
    book.keep_elsewhere("example,a)/7 20190101000000 {}\n")
    keys = list(store.bucket.etags("backfill/"))
    assert len(keys) == 3
    for key in keys:
        stored = store.bucket.look(key)
        assert stored is not None
        found = examine(key, stored.body, stored.seal, None)
        assert (found.wrong, found.is_sealed) == (None, True)
        assert key.endswith(".cdxj") or homes_of(stored.body) == {key}
        other = key.replace("0123abcd", "ffffffff")
        wrong = examine(other, stored.body, stored.seal, None).wrong
        assert key.endswith(".cdxj") or wrong == f"is what belongs under {key}"
