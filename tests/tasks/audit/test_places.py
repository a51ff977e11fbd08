"""Keys, read."""

import pytest

from tasks.audit.places import Place, place_of

SHA = "ab" * 32


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (
            "captures/town/7/20260504T080000Z-0123456789abcdef.warc.gz",
            Place("capture", "town", "7", time="20260504T080000Z", digest="0123456789abcdef"),
        ),
        (f"releases/town/7/{SHA}.json", Place("content", "town", "7", digest=SHA)),
        (f"public/images/ab/{SHA}.jpg", Place("medium", shard="ab", digest=SHA)),
        (f"public/files/ab/{SHA}.pdf", Place("medium", shard="ab", digest=SHA)),
        (f"public/images/ab/{SHA}-480-1-01234567.webp", Place("rendition", shard="ab", digest=SHA)),
        (f"renditions/ab/{SHA}.json", Place("sheet", shard="ab", digest=SHA)),
        ("public/assets/style-01234567.css", Place("asset", digest="01234567")),
        ("public/index.html", Place("file")),
        (f"public/images/cd/{SHA}.jpg", Place("file")),
        ("ledger/town/source.json", Place("record", "town")),
        ("ledger/town/agenda.json", Place("agenda", "town")),
        ("ledger/town/2026.json", Place("ledger", "town", shard="2026")),
        ("ledger/town/undated.json", Place("ledger", "town", shard="undated")),
        ("edition/root.json", Place("root")),
        ("edition/essen/shelves.json", Place("shelves", source="essen")),
        ("edition/town/2026.json", Place("year", "town", shard="2026")),
        ("audit/register.json", Place("register")),
        ("audit/captures/town/2026.json", Place("list", "town", shard="2026")),
        ("audit/copies/ledger/town/2026.json", Place("copy", of="ledger/town/2026.json")),
        ("audit/copies/audit/register.json", Place("copy", of="audit/register.json")),
        ("audit/reports/20260504T080000Z.json", Place("report")),
        ("backfill/town/start_today_0123abcd/plan.json", Place("plan", "town")),
        ("backfill/town/start_today_0123abcd/slices/2019-03-2.json", Place("slice", "town", shard="2019-03-2")),
        ("backfill/town/start_today_0123abcd_2/elsewhere.cdxj", Place("elsewhere", "town")),
    ],
)
def test_a_key_tells_its_room_and_what_it_says_itself(key: str, place: Place) -> None:
    assert place_of(key) == place


@pytest.mark.parametrize(
    "key",
    [
        "index.html",
        "captures/town/7/20260504T080000Z.warc.gz",
        "captures/town/7/sub/20260504T080000Z-0123456789abcdef.warc.gz",
        f"releases/town/7/{SHA}.json.bak",
        "ledger/town/2026.json ",
        "ledger/Town/2026.json",
        "edition/town/undated.json",
        "audit/copies/ledger/town/notes.json",
        "audit/copies/audit/copies/ledger/town/2026.json",
        "audit/notes.json",
        "backfill/town/start_today_0123abcd/slices/Notes.json",
    ],
)
def test_what_has_no_place_stands_nowhere(key: str) -> None:
    assert place_of(key) == Place("nowhere")
