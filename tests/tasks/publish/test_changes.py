"""What a further publication writes: what changed, and what does not stand as it should."""

import pytest

from tasks.errors import StoreError
from tasks.publish import publish
from tasks.site.rendering import Site
from tasks.store.bucket import JSON
from tests.conftest import FreshBucket
from tests.tasks.publish.archives import NAME, SITE, Archive, Recording, observation
from tests.tasks.publish.tree import problems, read_tree

SOURCE_FILES = ["auenstadt/changes.atom", "auenstadt/feed.atom", "auenstadt/feed.json", "auenstadt/index.html"]
YEAR_FILES = [f"auenstadt/2026/{name}" for name in ("05.html", "changes.html", "checks.json", "index.json")]
SHELVES = ["auenstadt/credits/jette-vollrath/index.html", "auenstadt/changes.html"]
ROOT_FILES = ["dcat.jsonld", "index.html", "index.json"]
BUNDLE = ["data/auenstadt/2026.ndjson.gz", "data/auenstadt/2026.parquet"]


def states(bucket: FreshBucket) -> dict[str, tuple[str, str]]:
    """Every object of the bucket: its ETag and the time of its last write."""
    pages = bucket.client.get_paginator("list_objects_v2").paginate(Bucket=bucket.name)
    rows = [row for page in pages for row in page["Contents"]]
    return {row["Key"]: (row["ETag"], row["LastModified"].isoformat()) for row in rows}


@pytest.mark.parametrize("changed_only", [True, False])
def test_a_second_publication_writes_nothing(
    published: Archive, recording: Recording, bucket: FreshBucket, changed_only: bool
) -> None:
    before = states(bucket)
    assert published.publish(changed_only=changed_only) == 0
    assert states(bucket) == before
    assert [call for call in recording.calls if call[0] == "put"] == []


def test_nothing_new_costs_two_calls(published: Archive, recording: Recording) -> None:
    assert publish(published.store, {"auenstadt": (NAME, (2026, 2025))}, SITE, changed_only=True) == 0
    assert recording.calls == [("etags", "ledger/auenstadt/"), ("get", "edition/root.json")]


def test_a_check_that_finds_nothing_new_rewrites_only_the_checks(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    published.record("2026", observation("1002", "unchanged", 30))
    recording.calls.clear()
    assert publish(published.store, {"auenstadt": (NAME, (2026, 2025))}, SITE, changed_only=True) == 1
    assert [path for path in recording.written if not path.startswith("edition/")] == ["auenstadt/2026/checks.json"]
    assert len(recording.calls) < 60, "whatever else stands in the archive"
    after = read_tree(recording)
    assert {path for path in after if after[path] != before[path]} == {"auenstadt/2026/checks.json"}


def test_an_edit_writes_its_release_its_year_its_source_and_the_root(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    published.read("1003", "2026-05-04", "Drei Zelte stehen dort.", 30)
    recording.calls.clear()
    published.publish(changed_only=True)
    names = (
        "v3.json",
        "changes.json",
        "release.json",
        "ninjs.json",
        "cite.bib",
        "cite.json",
        "changes.html",
        "index.html",
    )
    release = {f"auenstadt/2026/1003/{name}" for name in names}
    assert {*release, *BUNDLE, *YEAR_FILES, *SHELVES, *SOURCE_FILES, *ROOT_FILES} <= set(recording.written)
    last = [max(map(recording.written.index, group)) for group in (release, YEAR_FILES, SHELVES, SOURCE_FILES)]
    assert last == sorted(last), "each only when all stands that it leads to"
    assert [path for path in recording.written if not path.startswith("edition/")][-1] == "index.json"
    assert not any(path.startswith("auenstadt/2025/") for path in recording.written)
    after = read_tree(recording)
    for version in ("v1.json", "v2.json"):
        assert after[f"auenstadt/2026/1003/{version}"] == before[f"auenstadt/2026/1003/{version}"]
    assert problems(after) == []


def test_no_later_check_changes_a_version(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    moved = "https://neu.auenstadt.example/pressemeldung_1003.html"
    published.record("2026", observation("1003", "unchanged", 29, url=moved))
    published.record("2026", observation("1003", "gone", 30, url=moved))
    published.publish()
    after = read_tree(recording)
    assert b'"status": "gone"' in after["auenstadt/2026/1003/release.json"]
    assert b"neu.auenstadt.example" in after["auenstadt/2026/1003/release.json"]
    for version in ("v1.json", "v2.json"):
        assert after[f"auenstadt/2026/1003/{version}"] == before[f"auenstadt/2026/1003/{version}"]


def test_a_release_of_another_year_leaves_the_other_years(published: Archive, recording: Recording) -> None:
    published.read("1004", "2024-03-01", "Ein alter Fund.", 40)
    recording.calls.clear()
    published.publish(changed_only=True)
    assert not [path for path in recording.written if path.startswith(("auenstadt/2025/", "auenstadt/2026/"))]
    documents = [path for path in recording.written if path.startswith("auenstadt/archive/")]
    assert documents == [f"auenstadt/archive/{year}.{ending}" for year in (2024, 2025) for ending in ("atom", "json")]
    assert problems(read_tree(recording)) == []


@pytest.mark.parametrize(
    ("site", "name"),
    [(Site(language="de", url="https://archiv.example/"), "Stadt Auenstadt"), (Site(), "Gemeinde Auenstadt")],
    ids=["another site", "another name"],
)
def test_another_look_rewrites_every_page_once(published: Archive, recording: Recording, site: Site, name: str) -> None:
    unnamed = {"index.html", "withdrawals.html", "status.html", "developers.html"}
    pages = {path for path in read_tree(recording) if path.endswith((".html", ".atom"))} - unnamed
    recording.calls.clear()
    published.publish(site, name, changed_only=True)
    assert pages <= set(recording.written)
    assert not any(path.endswith(("release.json", "v1.json", "v2.json")) for path in recording.written)
    recording.calls.clear()
    assert published.publish(site, name, changed_only=True) == 0
    assert recording.written == []


@pytest.mark.parametrize("harm", ["changed", "removed"])
def test_what_a_stray_hand_did_is_put_right(published: Archive, recording: Recording, harm: str) -> None:
    before = read_tree(recording)
    for harmed in [
        ["auenstadt/2026/1003/v1.json"],
        ["auenstadt/feed.json"],
        ["schema/year.schema.json"],
        ["auenstadt/2026/1002/index.html", "auenstadt/2026/index.json", "auenstadt/2025/checks.json", "index.json"],
    ]:
        for path in harmed:
            if harm == "changed":
                recording.put(f"public/{path}", b"stray", JSON)
            else:
                recording.delete(f"public/{path}")
        assert published.publish() == len(harmed)
        assert read_tree(recording) == before
    assert published.publish() == 0


def test_a_lost_stylesheet_comes_back(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    for path in before:
        if path.startswith("assets/"):
            recording.delete(f"public/{path}")
    published.publish()
    assert read_tree(recording) == before


def test_without_editions_everything_is_published_once_more(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    for key in recording.etags("edition/"):
        recording.delete(key)
    published.publish(changed_only=True)
    assert read_tree(recording) == before
    assert published.publish(changed_only=True) == 0


def test_content_that_is_lost_is_one_line_and_leaves_the_old_tree(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    published.read("1003", "2026-05-04", "Drei Zelte stehen dort.", 30)
    ledger = published.store.read_ledger("auenstadt", "2026")
    lost = ledger.entries["1003"].versions[-1].content
    recording.delete(f"releases/auenstadt/1003/{lost}.json")
    with pytest.raises(StoreError, match=rf"^releases/auenstadt/1003/{lost}\.json: not in the storage"):
        published.publish()
    assert read_tree(recording) == before
