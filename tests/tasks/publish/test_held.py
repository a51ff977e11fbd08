"""What a gate holds back: as long as a source's last run failed, readers see what they saw, but for decisions."""

import json
from typing import Any

from tasks.health.keeping import held_back, keep_health
from tasks.ledger.rules import decide
from tasks.publish import everything, publish
from tasks.store.bucket import JSON
from tasks.types.health import Health, RunRecord, Silence, SourceHealth
from tasks.types.ledger import Decision
from tasks.withdraw.decide import restore, withdraw
from tests.tasks.publish.archives import NAME, SITE, SOURCE, Archive, at
from tests.tasks.publish.tree import problems, read_tree

INDEX = f"{SOURCE}/2026/index.json"


def end_run(archive: Archive, ending: str) -> None:
    """The source's last run ended so."""
    failures = ("12 of 20 releases read last have a picture",) if ending == "failed" else ()
    last = RunRecord.model_validate(
        {"started": at(3), "finished": at(4), "ending": ending, "summary": "seen", "failures": failures}
    )
    source = SourceHealth(id=SOURCE, name=NAME, since=at(0), last=last, silence=Silence(days=0))
    keep_health(archive.store, SOURCE, lambda _: Health(source=source))


def changed(archive: Archive) -> Archive:
    """A release is new, one was edited, and the run that saw it failed."""
    archive.read("1002", "2026-05-04T07:30Z", "Der Brunnen steht still.", 3)
    archive.read("1004", "2026-05-05", "Ein Brunnenfest ist angekündigt.", 3)
    end_run(archive, "failed")
    return archive


def take_pictures(archive: Archive, id_: str) -> None:
    """Somebody decides that the release's pictures are withdrawn."""
    decision = Decision(at=at(5), kind="withdraw", scope="images", reason="Nachweis strittig")
    archive.store.update_ledger(SOURCE, "2026", lambda entries: {**entries, id_: decide(entries[id_], decision)})


def told(archive: Archive, path: str) -> Any:
    """What a published file says."""
    return json.loads(read_tree(archive.store.bucket)[path])


def rows(archive: Archive) -> dict[str, Any]:
    """What the year's index says of each release."""
    return {row["id"]: (row["status"], row["version"]) for row in told(archive, INDEX)["releases"]}


def readable(archive: Archive) -> dict[str, str]:
    """Every published file but those that tell how the sources fare and when the site was asked for what."""
    return {
        key: tag
        for key, tag in archive.store.bucket.etags("public/").items()
        if "/status." not in key and not key.endswith("/checks.json")
    }


def test_nothing_new_is_let_out_until_a_run_is_good(published: Archive) -> None:
    before = readable(published)
    changed(published)
    assert held_back(published.store, [SOURCE]) == {SOURCE: "12 of 20 releases read last have a picture"}
    for changed_only in (True, False):
        published.publish(changed_only=changed_only)
        assert readable(published) == before
    assert published.publish(changed_only=True) == 0, "not looked at again and again"
    end_run(published, "good")
    published.publish(changed_only=True)
    assert rows(published) == {"1002": ("live", 2), "1003": ("live", 2), "1004": ("live", 1)}


def test_it_is_let_out_when_somebody_says_so(published: Archive) -> None:
    changed(published)
    publish(published.store, everything(published.store), SITE, judged=True)
    assert rows(published) == {"1002": ("live", 2), "1003": ("live", 2), "1004": ("live", 1)}


def test_of_a_source_that_was_never_good_nothing_is_published(archive: Archive) -> None:
    end_run(archive, "failed")
    archive.publish()
    assert not [key for key in readable(archive) if f"/{SOURCE}/" in key]
    end_run(archive, "warned")
    archive.publish(changed_only=True)
    assert set(rows(archive)) == {"1002", "1003"}


def test_a_withdrawal_is_published_and_takes_nothing_else_along(published: Archive) -> None:
    changed(published)
    withdraw(published.store, f"{SOURCE}/1003", "page", "Auf Wunsch", (), at(5))
    published.publish(changed_only=True)
    assert rows(published) == {"1002": ("live", 1), "1003": ("withdrawn", 3)}
    withdraw(published.store, f"{SOURCE}/1004", "page", "Auf Wunsch", (), at(6))
    published.publish(changed_only=True)
    assert problems(read_tree(published.store.bucket)) == []
    assert rows(published)["1004"][0] == "withdrawn", "the tombstone of what nobody ever read says nothing of it"
    restore(published.store, f"{SOURCE}/1003", None, (), at(7))
    published.publish(changed_only=True)
    assert rows(published)["1003"] == ("live", 4)
    assert rows(published)["1002"] == ("live", 1)


def test_a_picture_goes_at_once_and_a_release_that_nobody_saw_stays_unseen(published: Archive) -> None:
    changed(published)
    for id_ in ("1003", "1004"):
        take_pictures(published, id_)
    published.publish(changed_only=True)
    assert set(rows(published)) == {"1002", "1003"}
    (image,) = told(published, f"{SOURCE}/2026/1003/release.json")["image"]
    assert "withdrawn" in image
    assert problems(read_tree(published.store.bucket)) == []


def test_what_was_damaged_is_written_anew_all_the_same(published: Archive) -> None:
    before = rows(published)
    changed(published)
    published.store.bucket.delete(f"edition/{SOURCE}/2026.json")
    published.publish()
    assert rows(published).keys() == before.keys(), "what stood stands again, what nobody saw stays unseen"
    page = f"public/{SOURCE}/2026/1003/release.json"
    published.store.bucket.put(page, b"{}", JSON)
    published.publish()
    assert told(published, f"{SOURCE}/2026/1003/release.json")["version"] == 2
