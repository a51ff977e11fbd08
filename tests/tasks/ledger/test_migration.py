"""Ledgers of an earlier format: what a stored one said is said after it is read, and goes on from there."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.source import Gone
from tasks.ledger.checks import decode
from tasks.ledger.migration import upgrade
from tasks.ledger.rules import observe
from tasks.store.bucket import JSON, Bucket
from tasks.store.store import Store
from tasks.types.ledger import Entry, Ledger, Observation, Resource
from tests.conftest import FreshBucket

SAMPLE = (Path(__file__).parent / "format-1.json").read_bytes()
OLD: dict[str, Any] = json.loads(SAMPLE)["entries"]
START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
LEDGER = Ledger.model_validate_json(upgrade(SAMPLE))


def check(entry: Entry, hours: float) -> Observation:
    """The page unchanged at that time."""
    page = entry.page or Resource(url=entry.url, at=START, sha256="ab" * 32, payload="p", warc="captures/x")
    at = START + timedelta(hours=hours)
    return Observation(id=entry.id, url=entry.url, at=at, outcome="unchanged", reader="r2", page=page)


def outcomes(id_: str) -> list[tuple[str, float]]:
    checks = decode(LEDGER.entries[id_].checks)
    return [(one.outcome, (one.at - START) / timedelta(hours=1)) for one in checks]


@pytest.mark.parametrize("id_", OLD)
def test_what_was_published_of_a_release_stays(id_: str) -> None:
    old, entry = OLD[id_], LEDGER.entries[id_].to_json()
    for name in ("id", "url", "status", "firstSeen", "lastSeen", "lastChecked"):
        assert entry.get(name) == old.get(name), name
    versions, before = entry.get("versions", []), old.get("versions", [])
    assert [(one["number"], one["content"], one["capture"]["warc"]) for one in versions] == [
        (one["number"], one["content"], one["warc"]) for one in before
    ]
    facts = LEDGER.entries[id_].facts
    assert (facts.to_json() if facts else None) == old.get("facts")


@pytest.mark.parametrize("id_", OLD)
def test_the_rules_find_the_same_again(id_: str) -> None:
    entry = LEDGER.entries[id_]
    after = observe(entry, check(entry, 200), Gone())
    assert [one.number for one in after.versions] == [one.number for one in entry.versions]
    assert after.versions == entry.versions
    assert after.status == "live"
    assert entry.last_seen is None or after.first_seen == entry.first_seen


def test_the_checks_that_have_a_time_are_carried_over() -> None:
    assert outcomes("1001") == [("read", 0), ("unchanged", 30)]
    assert outcomes("1002") == [("read", 0), ("read", 24), ("unchanged", 48)]
    assert outcomes("1003") == [("read", 0), ("missing", 24)]
    assert outcomes("1004") == [("read", 0), ("missing", 24), ("gone", 100)]
    assert outcomes("1005") == [("read", 0), ("set_aside", 24)]
    assert outcomes("1007") == [("gone", 0)]


def test_what_was_unfinished_stays_unfinished() -> None:
    assert [id_ for id_, entry in LEDGER.entries.items() if entry.is_incomplete] == ["1006"]
    assert [id_ for id_, entry in LEDGER.entries.items() if entry.is_aside] == ["1005"]
    assert LEDGER.entries["1006"].aliases == ("https://www.auenstadt.example/meldungen/pressemeldung_1006.de.html",)


def test_what_superseded_versions_were_read_by_stays_unknown() -> None:
    first, second = LEDGER.entries["1002"].readings
    assert (first.reader, second.reader) == (None, "r1")
    assert [one.cause for one in LEDGER.entries["1002"].versions] == ["first", "edited"]


def test_a_stored_one_is_read_and_its_next_change_writes_the_present_format(bucket: FreshBucket) -> None:
    store = Store(Bucket(bucket.client, bucket.name))
    store.prepare()
    store.bucket.put("ledger/auenstadt/2026.json", SAMPLE, JSON)
    assert store.read_ledger("auenstadt", "2026") == LEDGER
    later = observe(LEDGER.entries["1001"], check(LEDGER.entries["1001"], 200), Gone())
    store.update_ledger("auenstadt", "2026", lambda known: {**known, "1001": later})
    stored = store.bucket.get("ledger/auenstadt/2026.json")
    assert stored
    assert json.loads(stored.body)["format"] == 2
    assert store.read_ledger("auenstadt", "2026").entries == {**LEDGER.entries, "1001": later}


def test_what_is_no_earlier_ledger_is_left_as_it_is() -> None:
    for body in (b"", b"[]", LEDGER.encode(), b'{"format": 1, "source": "a"}', b'{"format": 1, '):
        assert upgrade(body) == body
