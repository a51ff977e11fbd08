"""How versions are published: by number for ever, told in order of time, whatever arrives late."""

import json
from typing import Any

from tasks.normalise import facts_of, version_digest
from tasks.types.ledger import Observation, Read, State
from tests.tasks.publish.archives import SOURCE, Archive, Recording, address, at, content, sha
from tests.tasks.publish.tree import problems, read_tree

FOLDER = "auenstadt/2026/1003/"


def reread(archive: Archive, text: str, hours: float, says: str, read: float) -> None:
    """The page of that time, read again by another reader."""
    release = content("1003", "2026-05-04", says)
    name = version_digest(release)
    archive.store.keep_content(SOURCE, "1003", name, release)
    digest = sha(f"1003 {text}".encode())
    seen = Observation(
        id="1003",
        url=address("1003"),
        at=at(hours),
        outcome="reread",
        reader="r2",
        read_at=at(read),
        state=State(at=at(hours), sha256=digest, warc=f"captures/{digest}.warc.gz"),
        read=Read(content=name, facts=facts_of(release), media={}, incomplete=False),
    )
    archive.record("2026", seen)


def files(recording: Recording) -> dict[str, Any]:
    """The release's JSON files by name, the tree checked."""
    tree = read_tree(recording)
    assert problems(tree) == []
    found = {path.removeprefix(FOLDER): body for path, body in tree.items() if path.startswith(FOLDER)}
    return {name: json.loads(body) for name, body in found.items() if name.endswith(".json")}


def test_a_capture_that_arrives_late_has_a_new_number_and_stands_earlier(
    published: Archive, recording: Recording
) -> None:
    before = files(recording)
    published.read("1003", "2026-05-04", "Noch steht kein Zelt.", -10)
    published.publish(changed_only=True)
    after = files(recording)
    release = after["release.json"]
    assert (release["version"], release["articleBody"]) == (2, before["release.json"]["articleBody"])
    assert [(one["number"], one["cause"]) for one in release["archive"]["versions"]] == [
        (3, "first"),
        (1, "edited"),
        (2, "edited"),
    ]
    times = [capture["at"] for capture in release["archive"]["captures"]]
    assert times == ["2026-05-04T08:00:00Z", "2026-05-04T10:00:00Z", "2026-05-03T22:00:00Z"], "one for each number"
    assert release["archive"]["firstSeen"] == "2026-05-03T22:00:00Z"
    assert after["v3.json"]["articleBody"] == "Noch steht kein Zelt."
    for name in ("v1.json", "v2.json"):
        assert after[name]["articleBody"] == before[name]["articleBody"]
        assert after[name]["archive"]["captures"] == before[name]["archive"]["captures"]
    assert [(step["previous"], step["version"]) for step in after["changes.json"]["steps"]] == [(3, 1), (1, 2)]


def test_a_version_read_anew_is_published_beside_the_one_it_corrects(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    reread(published, "Zwei Zelte stehen dort.", 2, "Zwei Zelte (rot) stehen dort.", 50)
    published.publish(changed_only=True)
    tree, after = read_tree(recording), files(recording)
    assert [tree[f"{FOLDER}{name}"] for name in ("v1.json", "v2.json")] == [
        before[f"{FOLDER}{name}"] for name in ("v1.json", "v2.json")
    ]
    release = after["release.json"]
    assert release["archive"]["versions"][-1] == {
        "number": 3,
        "at": "2026-05-04T10:00:00Z",
        "read": "2026-05-06T10:00:00Z",
        "cause": "reparsed",
        "previous": 2,
        "fields": ["headline", "articleBody", "body"],
    }
    index = json.loads(tree["auenstadt/2026/index.json"])["releases"]
    assert next(row["updated"] for row in index if row["id"] == "1003") == "2026-05-06T10:00:00Z"
