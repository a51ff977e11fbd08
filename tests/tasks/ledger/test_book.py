"""A source's ledgers over a run, on the real server."""

import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from config.load import load_source
from config.source import Recheck, Source
from tasks.ledger.book import Ledgers
from tasks.ledger.checks import decode
from tasks.ledger.rules import decide
from tasks.store.bucket import JSON, Bucket
from tasks.store.store import Store, agenda_key
from tasks.types.ledger import ABSENT, UNDATED, Decision, Facts, Observation, Read, Resource, Seen
from tasks.types.web import Find
from tasks.visit import Span
from tests.conftest import FreshBucket

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
ALWAYS = Span()
OUTCOMES: tuple[Seen, ...] = ("read", "unchanged", "set_aside", "missing", "gone")


def seen(id_: str, outcome: Seen, hours: float = 0, published: str = "2026-05-04", **more: object) -> Observation:
    at, digest = START + timedelta(hours=hours), "ab" * 32
    facts = Facts(headline=id_, date_published=published, images=0)
    url = f"https://www.auenstadt.example/{id_}"
    page = Resource(url=url, at=at, sha256=digest, payload="sha256:P", warc=f"captures/{id_}.warc.gz")
    read = Read(content=digest, facts=facts, media={}, incomplete=bool(more.get("incomplete")))
    return Observation(
        id=id_,
        url=url,
        at=at,
        outcome=outcome,
        reader=str(more.get("reader", "r1")),
        page=None if outcome in ABSENT else page,
        read=read if outcome == "read" else None,
    )


def calm(city: Source, **rules: object) -> Source:
    """The city under the rules that real ones have."""
    return city.model_copy(update={"recheck": Recheck.model_validate(rules)})


def find(id_: str) -> Find:
    return Find(id_, f"https://www.auenstadt.example/{id_}")


def ids(finds: Iterable[Find]) -> list[str]:
    return [each.id for each in finds]


@pytest.fixture(scope="module")
def city() -> Source:
    return load_source("sample")


@pytest.fixture
def store(bucket: FreshBucket) -> Store:
    store = Store(Bucket(bucket.client, bucket.name))
    store.prepare()
    return store


@pytest.fixture(scope="module")
def played(s3_client: "S3Client") -> Store:
    """A store for many examples, each with a source of its own."""
    store = Store(Bucket(s3_client, f"test-{uuid.uuid4().hex}"))
    store.prepare()
    return store


@pytest.fixture
def ledgers(store: Store, city: Source) -> Ledgers:
    return Ledgers(store, city)


def held(store: Store, city: Source) -> dict[str, list[str]]:
    """The ids that each ledger holds."""
    return {shard: list(store.read_ledger(city.id, shard).entries) for shard in store.shards(city.id)}


def test_a_release_stays_in_the_year_under_which_it_was_first_archived(
    ledgers: Ledgers, store: Store, city: Source
) -> None:
    ledgers.record([seen("1", "read"), seen("2", "read", published="2024-12-31")])
    ledgers.record([seen("1", "read", 1, published="2019-01-01")])
    assert held(store, city) == {"2024": ["2"], "2026": ["1"]}
    assert ledgers.years == (2026, 2024)
    assert Ledgers(store, city).years == (2026, 2024)


def test_what_never_read_cleanly_is_undated_until_it_does(ledgers: Ledgers, store: Store, city: Source) -> None:
    ledgers.record([seen("1", "set_aside"), seen("2", "missing")])
    assert held(store, city) == {UNDATED: ["1", "2"]}
    assert ledgers.years == ()
    later = Ledgers(store, city)
    later.record([seen("1", "read", 24)])
    assert held(store, city) == {"2026": ["1"], UNDATED: ["2"]}
    entry = later.entry("1")
    assert entry
    assert (entry.first_seen, entry.is_aside) == (START, False)


def test_where_a_release_stands_in_both_its_year_gets_what_both_know(
    ledgers: Ledgers, store: Store, city: Source
) -> None:
    ledgers.record([seen("1", "set_aside")])
    unaware = Ledgers(store, city)
    ledgers.record([seen("1", "read", 24)])
    unaware.record([seen("1", "missing", 48)])
    assert held(store, city) == {"2026": ["1"], UNDATED: ["1"]}
    again = Ledgers(store, city)
    entry = again.entry("1")
    assert entry
    assert (entry.status, again.is_archived("1")) == ("missing", True)
    again.record([seen("1", "missing", 49)])
    assert held(store, city) == {"2026": ["1"], UNDATED: []}
    outcomes = [one.outcome for one in decode(store.read_ledger(city.id, "2026").entries["1"].checks)]
    assert outcomes == ["set_aside", "read", "missing", "missing"]


def test_archived_means_a_version_stands(ledgers: Ledgers) -> None:
    ledgers.record([seen("1", "read"), seen("2", "set_aside")])
    assert [ledgers.is_archived(id_) for id_ in ("1", "2", "3")] == [True, False, False]
    assert ledgers.entry("3") is None


def test_what_is_decided_while_a_release_gets_its_year_goes_along(store: Store, city: Source) -> None:
    Ledgers(store, city).record([seen("1", "set_aside")])
    unaware = Ledgers(store, city)
    down = Decision(at=START + timedelta(hours=1), kind="withdraw", scope="all")
    store.update_ledger(city.id, UNDATED, lambda known: {"1": decide(known["1"], down)})
    unaware.record([seen("1", "read", 2)])
    assert held(store, city) == {"2026": ["1"], UNDATED: []}
    entry = Ledgers(store, city).entry("1")
    assert entry == unaware.entry("1")
    assert entry
    assert (entry.status, entry.contents) == ("withdrawn", {})


def test_the_plan_is_what_is_listed_and_news_or_due_then_what_must_be_asked_again(
    ledgers: Ledgers, store: Store, city: Source
) -> None:
    ledgers.record(
        [
            *(seen(id_, "read") for id_ in ("settled", "overdue", "missing", "withdrawn")),
            seen("incomplete", "read", incomplete=True),
            seen("aside", "set_aside"),
            seen("gone", "gone"),
        ]
    )
    ledgers.record([seen(id_, "unchanged", 900) for id_ in ("settled", "incomplete", "withdrawn")])
    ledgers.record([seen("missing", "missing", 900), seen("aside", "set_aside", 900), seen("gone", "gone", 900)])
    withdrawal = Decision(at=START, kind="withdraw", scope="all")
    store.update_ledger(city.id, "2026", lambda known: {**known, "withdrawn": decide(known["withdrawn"], withdrawal)})
    now = START + timedelta(hours=901)
    listed = [find("new"), find("overdue"), find("settled"), find("withdrawn")]
    again = Ledgers(store, calm(city))
    assert ids(again.plan(listed, "r1", ALWAYS, now, full=False)) == ["new", "overdue", "missing", "incomplete"]
    late = now + timedelta(days=40)
    overdue = ["new", "overdue", "settled", "missing", "incomplete"]
    assert ids(again.plan(listed, "r1", ALWAYS, late, full=False))[:5] == overdue
    by_another = ids(again.plan(listed, "r2", ALWAYS, now, full=False))
    assert set(by_another) == {"new", "overdue", "missing", "incomplete", "aside"}
    everything = {"new", "settled", "overdue", "aside", "incomplete", "missing", "gone"}
    assert set(ids(again.plan(listed, "r1", ALWAYS, now, full=True))) == everything


def test_the_budget_bounds_what_is_asked_again_and_nothing_new(ledgers: Ledgers, store: Store, city: Source) -> None:
    ledgers.record([seen(str(number), "read") for number in range(9)])
    again = Ledgers(store, calm(city, per_run=4))
    listed = [find("new"), *(find(str(number)) for number in range(3)), find("newer")]
    planned = ids(again.plan(listed, "r1", ALWAYS, START + timedelta(days=99), full=False))
    assert len(planned) == 6
    assert {"new", "newer"} < set(planned)


@pytest.mark.parametrize("outcome", ["missing", "gone"])
def test_what_is_listed_again_is_news(ledgers: Ledgers, store: Store, city: Source, outcome: Seen) -> None:
    ledgers.record([seen("1", "read"), seen("2", "read")])
    ledgers.record([seen("1", outcome, 1)])
    again = Ledgers(store, calm(city, per_run=0))
    now = START + timedelta(hours=2)
    assert ids(again.plan([find("1"), find("2")], "r1", ALWAYS, now, full=False)) == ["1"]
    moved = Find("2", "https://neu.auenstadt.example/2")
    assert ids(again.plan([moved], "r1", ALWAYS, now, full=False)) == ["2"]


def test_a_span_bounds_what_is_asked_again(ledgers: Ledgers) -> None:
    ledgers.record([seen("old", "read", published="2020-01-01", incomplete=True), seen("new", "read", incomplete=True)])
    ledgers.record([seen("undated", "missing")])
    assert ids(ledgers.plan([], "r1", Span(since=date(2026, 1, 1)), START, full=True)) == ["undated", "new"]


def test_the_plan_asks_where_the_release_stands_and_knows_its_other_addresses(ledgers: Ledgers) -> None:
    moved = seen("1", "read", 1).model_copy(update={"url": "https://neu.auenstadt.example/1"})
    ledgers.record([seen("1", "read", incomplete=True)])
    ledgers.record([moved, seen("1", "missing", 2).model_copy(update={"url": moved.url})])
    (planned,) = ledgers.plan([], "r1", ALWAYS, START, full=False)
    assert planned == Find("1", "https://neu.auenstadt.example/1", aliases=("https://www.auenstadt.example/1",))


def test_several_runs_at_once_lose_nothing(store: Store, city: Source) -> None:
    def run(worker: int) -> None:
        mine = Ledgers(store, city)
        for turn in range(3):
            mine.record([seen(f"{worker}-{turn}", "read"), seen("shared", "unchanged", worker + turn / 10)])

    Ledgers(store, city).record([seen("shared", "read")])
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(run, range(6)))
    entries = store.read_ledger(city.id, "2026").entries
    assert set(entries) == {"shared", *(f"{worker}-{turn}" for worker in range(6) for turn in range(3))}
    assert entries["shared"].last_seen == START + timedelta(hours=5.2)


def test_recording_the_same_again_writes_nothing(ledgers: Ledgers, store: Store, city: Source) -> None:
    ledgers.record([seen("1", "read"), seen("2", "missing")])
    before = store.shards(city.id)
    Ledgers(store, city).record([seen("1", "read"), seen("2", "missing")])
    assert store.shards(city.id) == before


def keys(store: Store) -> list[str]:
    return list(store.bucket.etags("ledger/"))


def test_the_agenda_is_kept_when_told_and_only_where_it_changed(ledgers: Ledgers, store: Store, city: Source) -> None:
    ledgers.record([seen("1", "read"), seen("2", "missing")])
    assert agenda_key(city.id) not in keys(store)
    ledgers.keep_agenda()
    before = store.bucket.etags("ledger/")
    assert agenda_key(city.id) in before
    Ledgers(store, city).keep_agenda()
    assert store.bucket.etags("ledger/") == before


@settings(max_examples=8, phases=(Phase.generate,))
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("123456"), st.sampled_from(OUTCOMES), st.integers(2024, 2026)), max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_who_plans_by_the_agenda_plans_the_same(
    played: Store, city: Source, runs: list[list[tuple[str, Seen, int]]]
) -> None:
    source = calm(city).model_copy(update={"id": f"c{uuid.uuid4().hex[:12]}"})
    for turn, run in enumerate(runs):
        ledgers = Ledgers(played, source)
        ledgers.record([seen(id_, outcome, turn * 40, f"{year}-03-01") for id_, outcome, year in run])
        if turn % 2 == 0:
            ledgers.keep_agenda()
    listed = [find("1"), find("2"), find("7")]
    for days in (0, 3, 40):
        now = START + timedelta(days=days)
        by_agenda = Ledgers(played, source)
        played.bucket.delete(agenda_key(source.id))
        by_ledgers = Ledgers(played, source)
        for full in (False, True):
            plans = [one.plan(listed, "r2", ALWAYS, now, full=full) for one in (by_agenda, by_ledgers)]
            assert plans[0] == plans[1]
        assert (by_agenda.years, by_agenda.latest) == (by_ledgers.years, by_ledgers.latest)
        assert by_agenda.entries == by_ledgers.entries
        by_agenda.keep_agenda()


def test_what_another_run_wrote_meanwhile_is_read_again(store: Store, city: Source) -> None:
    mine, other = Ledgers(store, city), Ledgers(store, city)
    other.record([seen("1", "read")])
    mine.record([seen("2", "read")])
    mine.keep_agenda()
    assert ids(Ledgers(store, city).plan([], "r1", ALWAYS, START, full=True)) == ["1", "2"]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"source": "other", "madeFor": "", "ledgers": {}}'])
def test_an_agenda_that_cannot_be_read_is_made_anew(ledgers: Ledgers, store: Store, city: Source, body: bytes) -> None:
    ledgers.record([seen("1", "read")])
    store.bucket.put(agenda_key(city.id), body, JSON)
    again = Ledgers(store, city)
    assert again.is_archived("1")
    again.keep_agenda()
    assert Ledgers(store, city).is_archived("1")


def test_a_ledger_is_read_where_a_release_in_it_is_asked_for(ledgers: Ledgers, store: Store, city: Source) -> None:
    ledgers.record([seen("1", "read"), seen("2", "read", published="2024-02-01", incomplete=True)])
    ledgers.keep_agenda()
    again = Ledgers(store, calm(city))
    store.bucket.delete(f"ledger/{city.id}/2026.json")
    assert ids(again.plan([find("1")], "r1", ALWAYS, START, full=False)) == ["2"]
    assert (again.is_settled("1"), again.entry("1"), again.is_settled("3")) == (True, None, False)


def test_the_newest_release_tells_the_latest_day(ledgers: Ledgers) -> None:
    assert ledgers.latest is None
    ledgers.record([seen("1", "read"), seen("2", "read", published="2024-12-31"), seen("3", "missing")])
    assert ledgers.latest == "2026-05-04"


def test_leafing_through_gives_every_release_once_whatever_is_recorded_meanwhile(
    ledgers: Ledgers, store: Store, city: Source
) -> None:
    ledgers.record([seen("1", "set_aside"), seen("2", "read"), seen("3", "read", published="2024-02-01")])
    again, found = Ledgers(store, city), []
    assert len(again) == 3
    for entries in again.leaf_through():
        found.append(ids(find(entry.id) for entry in entries))
        again.record([seen("1", "read", 1)])
    assert found == [["1"], ["3"], ["2"]]
    assert held(store, city) == {"2024": ["3"], "2026": ["1", "2"], UNDATED: []}
