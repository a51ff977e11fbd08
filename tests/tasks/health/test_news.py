"""What became of a release, between two states of its entry."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.health.news import news_of
from tasks.types.ledger import Entry, Facts, State, Version
from tasks.types.release import Status

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)


def entry(status: Status | None = "live", content: str | None = "a") -> Entry:
    digest = (content or "a") * 64
    state = State(at=AT, sha256=digest, warc="captures/town/1/x.warc.gz")
    version = Version(number=1, cause="first", at=AT, read=AT, content=digest, capture=state)
    facts = Facts(headline="Laubannahme", date_published="2026-05-04", images=0)
    return Entry(
        id="1",
        url="http://127.0.0.1/1",
        status=status,
        first_seen=AT,
        contents={digest: facts} if content else {},
        versions=(version,) if content else (),
        current=1 if content else None,
    )


def happenings(before: Entry | None, after: Entry) -> list[str]:
    return [one.happening for one in news_of(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, entry(), ["new"]),
        (entry(None, None), entry(), ["new"]),
        (None, entry(None, None), []),
        (entry(), entry(), []),
        (entry(), entry(content="b"), ["changed"]),
        (entry(), entry("missing"), ["missing"]),
        (entry("missing"), entry("missing"), []),
        (entry("missing"), entry("gone"), ["gone"]),
        (entry(), entry("gone"), ["gone"]),
        (entry("gone"), entry(), ["back"]),
        (entry("missing"), entry(content="b"), ["changed", "back"]),
        (None, entry("missing", None), ["missing"]),
        (entry(), entry("withdrawn", "b"), []),
    ],
)
def test_what_happened_is_told_once(before: Entry | None, after: Entry, told: list[str]) -> None:
    assert happenings(before, after) == told


def test_news_say_what_the_release_says() -> None:
    (one,) = news_of(None, entry())
    assert (one.headline, one.published, one.version, one.cause) == ("Laubannahme", "2026-05-04", 1, "first")


@given(st.sampled_from([None, "live", "missing", "gone", "withdrawn"]), st.sampled_from([None, "a", "b"]))
def test_the_same_state_is_no_news(status: Status | None, content: str | None) -> None:
    assert happenings(entry(status, content), entry(status, content)) == []
