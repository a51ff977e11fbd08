"""Withdrawing and restoring on the real server: what readers find, what is left, and that nothing comes back."""

import gzip
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tasks.errors import RequestError
from tasks.store.bucket import JSON, Bucket
from tasks.store.store import Store
from tasks.types.ledger import UNDATED
from tasks.withdraw.decide import REASON as LONGEST
from tasks.withdraw.decide import renew_copies, restore, say, withdraw
from tests.city.media import find_media
from tests.conftest import FreshBucket
from tests.tasks.office import REASON, Office, an_office, words_of
from tests.tasks.publish.archives import DeadError, Dying
from tests.tasks.publish.tree import problems

TRAM, BRIDGE, LIGHTS = "1595069", "1561208", "1503377"
TRAM_PICTURE = "/media/wwwmusterstadt/bilder/verkehr/strassenbahn.jpg"
BRIDGE_PICTURE = "/media/wwwmusterstadt/bilder/verkehr/ruhrbruecke.jpg"
AT = "{http://purl.org/atompub/tombstones/1.0}"


@pytest.fixture
def office(bucket: FreshBucket) -> Office:
    """Three releases; the first two show one picture in common, the last two another, the third has a file."""
    return an_office(Bucket(bucket.client, bucket.name), TRAM, BRIDGE, LIGHTS)


def picture(path: str) -> bytes:
    found = find_media(path)
    assert found
    return found[1]


def stands(office: Office, body: bytes) -> bool:
    """Whether anyone may read these bytes."""
    return body in office.tree().values()


def own_picture(office: Office, id_: str) -> bytes:
    """A picture that this release alone shows."""
    shown = [(one.path, picture(one.path)) for one in office.city.releases[id_].pictures]
    others = {
        picture(one.path)
        for other in (TRAM, BRIDGE, LIGHTS)
        if other != id_
        for one in office.city.releases[other].pictures
    }
    return next(body for _, body in shown if body not in others)


def deleted(office: Office, feed: str) -> list[tuple[str, str | None]]:
    """The Atom feed's deleted entries: whose, and why."""
    root = etree.fromstring(office.tree()[f"{office.source.id}/{feed}"])
    return [(one.get("ref", ""), one.findtext(f"{AT}comment")) for one in root.iter(f"{AT}deleted-entry")]


def entries(office: Office, feed: str = "feed.atom") -> list[str]:
    root = etree.fromstring(office.tree()[f"{office.source.id}/{feed}"])
    atom = "{http://www.w3.org/2005/Atom}"
    return [one.findtext(f"{atom}id") or "" for one in root.iter(f"{atom}entry")]


def test_pictures_go_and_their_records_stay(office: Office) -> None:
    before = office.release(TRAM)
    swept = office.withdraw(TRAM, "images")
    after = office.release(TRAM)
    assert (after["archive"]["status"], after["articleBody"]) == ("live", before["articleBody"])
    for old, new in zip(before["image"], after["image"], strict=True):
        assert not {"contentUrl", "sha256", "width", "contentSize"} & new.keys()
        kept = ("url", "caption", "creditText", "creator")
        assert {key: new.get(key) for key in kept} == {key: old.get(key) for key in kept}
        assert (new["withdrawn"]["reason"], new["withdrawn"]["sha256"]) == (REASON, old["sha256"])
    assert "contentUrl" not in office.json(f"{office.folder(TRAM)}v1.json")["image"][0], "no version shows them"
    assert not stands(office, own_picture(office, TRAM))
    assert stands(office, picture(TRAM_PICTURE)), "another release shows it"
    assert [ids for _, ids in swept.shared] == [(office.name(BRIDGE),)]
    assert [one["cause"] for one in after["archive"]["versions"]] == ["first", "withdrawn"]
    assert (office.row(TRAM)["images"], office.row(TRAM)["status"]) == (0, "live")
    assert REASON in office.tree()[f"{office.folder(TRAM)}index.html"].decode()
    assert deleted(office, "feed.atom") == []
    assert problems(office.tree()) == []


def test_a_shared_picture_goes_when_the_last_release_that_shows_it_gives_it_up(office: Office) -> None:
    office.withdraw(TRAM, "images")
    office.withdraw(BRIDGE, "page")
    assert not stands(office, picture(TRAM_PICTURE))
    assert stands(office, picture("/media/wwwmusterstadt/pressebilder/ruhrbruecke.jpg")), "the third shows it"
    office.restore(BRIDGE)
    assert stands(office, picture(TRAM_PICTURE))
    assert problems(office.tree()) == []


@pytest.mark.parametrize("named", ["address", "digest"])
def test_one_picture_by_address_or_digest(office: Office, named: str) -> None:
    wanted = next(one for one in office.release(TRAM)["image"] if one["url"].endswith(TRAM_PICTURE))
    office.withdraw(TRAM, "images", wanted["url"] if named == "address" else wanted["sha256"].upper())
    marks = {one["url"]: "withdrawn" in one for one in office.release(TRAM)["image"]}
    assert marks.pop(wanted["url"])
    assert not any(marks.values())
    (row,) = office.json("withdrawals.json")["withdrawals"]
    assert (row["scope"], row["images"]) == ("images", [wanted["sha256"]])
    office.restore(TRAM, None, wanted["url"])
    assert not any("withdrawn" in one for one in office.release(TRAM)["image"])
    assert "restored" in office.json("withdrawals.json")["withdrawals"][0]


def test_a_page_becomes_a_tombstone(office: Office) -> None:
    office.hours = 5
    office.city.edit(TRAM, title="Neue Bahnen kommen später")
    office.visit(TRAM)
    office.publish()
    assert "changes.json" in office.files(TRAM)
    url = office.release(TRAM)["url"]
    urn, (revision,) = next(one for one in entries(office)), entries(office, "changes.atom")
    office.hours = 6
    office.withdraw(TRAM, "page", reason="Auf Wunsch der Stadt")
    assert office.files(TRAM) == ["index.html", "ninjs.json", "release.json", "v3.json"]
    stone = office.release(TRAM)
    assert stone == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": office.name(TRAM),
        "url": url,
        "datePublished": "2026-05-27",
        "image": [],
        "associatedMedia": [],
        "version": 3,
        "archive": stone["archive"],
    }
    assert stone["archive"]["status"] == "withdrawn"
    assert stone["archive"]["withdrawn"] == {
        "at": "2026-05-28T14:00:00Z",
        "scope": "page",
        "reason": "Auf Wunsch der Stadt",
    }
    assert [one["cause"] for one in stone["archive"]["versions"]] == ["first", "edited", "withdrawn"]
    row = office.row(TRAM)
    assert (row["id"], row["url"], row["status"], row["version"], row["images"]) == (TRAM, url, "withdrawn", 3, 0)
    assert "headline" not in row
    assert deleted(office, "feed.atom") == [(urn, "Auf Wunsch der Stadt")]
    assert urn not in entries(office, "feed.atom")
    assert deleted(office, "changes.atom") == [(revision, "Auf Wunsch der Stadt")]
    assert list(entries(office, "changes.atom")) == []
    feed = office.json(f"{office.source.id}/feed.json")
    assert [one["id"] for one in feed["_archive"]["withdrawn"]] == [urn]
    assert urn not in [one["id"] for one in feed["items"]]
    shown = [key for key in office.traces(office.city.releases[TRAM]) if key.startswith("public/")]
    assert shown == []
    assert not stands(office, own_picture(office, TRAM))
    assert problems(office.tree()) == []
    (logged,) = office.json("withdrawals.json")["withdrawals"]
    assert logged == {
        "id": office.name(TRAM),
        "at": "2026-05-28T14:00:00Z",
        "scope": "page",
        "reason": "Auf Wunsch der Stadt",
        "href": f"{office.folder(TRAM)}release.json",
    }


def test_what_was_withdrawn_is_restored_as_a_version_of_its_own(office: Office) -> None:
    before = office.tree()
    old = office.release(TRAM)
    office.withdraw(TRAM, "images")
    office.withdraw(TRAM, "page")
    office.restore(TRAM)
    new = office.release(TRAM)
    assert [one["cause"] for one in new["archive"]["versions"]] == ["first", "withdrawn", "withdrawn", "restored"]
    assert (new["version"], new["archive"]["status"]) == (4, "live")
    changed = ("version", "archive")
    assert {k: v for k, v in new.items() if k not in changed} == {k: v for k, v in old.items() if k not in changed}
    assert office.json(f"{office.folder(TRAM)}v3.json")["archive"]["status"] == "withdrawn", "a tombstone stood then"
    assert office.json(f"{office.folder(TRAM)}v1.json") == old
    assert {path for path in before if path.startswith(("images/", "files/"))} <= office.tree().keys()
    assert deleted(office, "feed.atom") == []
    assert problems(office.tree()) == []


def test_one_scope_is_restored_alone(office: Office) -> None:
    office.withdraw(TRAM, "images")
    office.withdraw(TRAM, "page")
    office.restore(TRAM, "page")
    assert all("withdrawn" in one for one in office.release(TRAM)["image"])
    assert not stands(office, own_picture(office, TRAM))


def test_no_trace_is_left_of_what_is_erased(office: Office) -> None:
    office.hours = 5
    office.city.edit(LIGHTS, title="Lichterfest fällt aus, Karten gelten im nächsten Jahr")
    office.visit(LIGHTS)
    office.hours = 6
    office.visit(LIGHTS)  # a revisit, which refers to a capture that goes
    office.publish()
    release = office.city.releases[LIGHTS]
    own = own_picture(office, LIGHTS)
    leaflet = picture(release.attachments[0].path)
    assert len(office.traces(release, own, leaflet)) > 10
    url = office.release(LIGHTS)["url"]
    office.withdraw(LIGHTS, "all", reason="Löschung nach Art. 17 DSGVO")
    assert office.traces(release, own, leaflet) == []
    assert not [key for key in office.store.bucket.etags("") if f"/{LIGHTS}/" in key and not key.startswith("public/")]
    everything = b"".join(
        stored.body for key in office.store.bucket.etags("") if (stored := office.store.bucket.get(key))
    )
    assert url.encode() not in everything
    year = office.tree()[f"data/{office.source.id}/{office.release(LIGHTS)['datePublished'][:4]}.ndjson.gz"]
    assert url.encode() not in gzip.decompress(year)
    stone = office.release(LIGHTS)
    assert (stone["archive"]["captures"], "url" in stone) == ([], False)
    assert office.files(LIGHTS) == ["index.html", "ninjs.json", "release.json", "v3.json"]
    entry = office.entry(LIGHTS)
    assert (entry.url, entry.contents, entry.media, entry.states) == ("", {}, {}, ())
    assert entry.erased
    assert hashlib.sha256(own).hexdigest() in {one.sha256 for one in entry.erased.traces}
    assert {one.folder for one in entry.erased.traces} == {None, "images", "files"}
    assert stands(office, picture(BRIDGE_PICTURE)) == (picture(BRIDGE_PICTURE) in shown_by(office, BRIDGE))
    assert problems(office.tree()) == []


def shown_by(office: Office, id_: str) -> list[bytes]:
    return [picture(one.path) for one in office.city.releases[id_].pictures]


@pytest.mark.parametrize("scope", ["images", "page", "all"])
def test_no_later_run_brings_it_back(office: Office, scope: Any) -> None:
    office.withdraw(TRAM, scope)
    own, keys = own_picture(office, TRAM), office.store.rooms_of(office.source.id, TRAM)
    visited = office.run(TRAM, BRIDGE, LIGHTS)
    assert visited == (3 if scope == "images" else 2)
    office.hours = 30
    office.city.edit(TRAM, title="Neue Bahnen kommen später")
    office.city.replace(
        office.city.releases[TRAM].pictures[1].path, picture("/media/wwwmusterstadt/presse/2019/rathaus.jpg")
    )
    office.run(TRAM, BRIDGE, LIGHTS)
    office.reread()
    office.publish(changed_only=False)
    assert not stands(office, own)
    assert not stands(office, picture("/media/wwwmusterstadt/presse/2019/rathaus.jpg")), "nor another in its place"
    if scope != "images":
        assert office.release(TRAM)["archive"]["status"] == "withdrawn"
        assert office.store.rooms_of(office.source.id, TRAM) == (keys if scope == "page" else ())
    assert problems(office.tree()) == []


def test_a_run_that_did_not_know_brings_nothing_back(office: Office) -> None:
    """It visited before the decision, and writes after everything was erased."""
    office.hours = 5
    office.city.edit(TRAM, title="Neue Bahnen kommen später, aber sicher noch in diesem Jahr")
    ledgers, visitor = office.visitor()
    late = office.finds([TRAM])
    office.withdraw(TRAM, "all")
    ledgers.record(visitor.visit(late[0]).observations)
    assert office.store.rooms_of(office.source.id, TRAM), "its captures"
    office.publish()
    assert office.traces(office.city.releases[TRAM], own_picture(office, TRAM)) == []
    assert office.entry(TRAM).contents == {}


def test_bytes_that_another_release_found_in_place_just_before_they_went_are_put_up_again(office: Office) -> None:
    """A run finds the picture in place, then it is taken down, then the run says so."""
    office.withdraw(BRIDGE, "page")
    ledgers, visitor = office.visitor()
    office.city.edit(LIGHTS, pictures=office.city.releases[TRAM].pictures)
    seen = visitor.visit(office.finds([LIGHTS])[0]).observations
    office.withdraw(TRAM, "images")
    assert not stands(office, picture(TRAM_PICTURE))
    ledgers.record(seen)
    office.publish()
    assert stands(office, picture(TRAM_PICTURE))
    assert problems(office.tree()) == []


@pytest.mark.parametrize("scope", ["images", "page", "all"])
def test_deaths_one_upon_the_other_are_ended_by_asking_again(office: Office, scope: Any) -> None:
    """The process dies in front of the first write or removal, then of the second, and so on."""
    own = own_picture(office, TRAM)
    deaths = 0
    while dies(office, scope, deaths):
        deaths += 1
    assert deaths > 10
    assert not stands(office, own)
    assert problems(office.tree()) == []
    if scope == "all":
        assert office.traces(office.city.releases[TRAM], own) == []
    assert office.publish(changed_only=False) == 0


class Removing(Dying):
    """A bucket whose process dies in front of a write or a removal."""

    def delete(self, key: str) -> None:
        self._count()
        Bucket.delete(self, key)


def dies(office: Office, scope: Any, steps: int) -> bool:
    dying = Office(Store(Removing(office.store.bucket, steps)), office.city, hours=office.hours)
    try:
        dying.withdraw(TRAM, scope)
    except DeadError:
        return True
    return False


@pytest.mark.parametrize("steps", [1, 2, 4, 6, 9, 12, 15, 18, 19, 20, 21, 22])
def test_a_death_anywhere_after_the_decision_is_ended_by_the_next_run(bucket: FreshBucket, steps: int) -> None:
    office = an_office(Bucket(bucket.client, bucket.name), TRAM, BRIDGE)
    own = own_picture(office, TRAM)
    assert dies(office, "all", steps)
    assert office.entry(TRAM).status == "withdrawn"
    office.hours = 30
    office.run(BRIDGE)
    assert office.traces(office.city.releases[TRAM], own) == []
    assert problems(office.tree()) == []


def test_asked_for_twice_it_is_decided_once_and_another_reason_replaces_the_first(office: Office) -> None:
    office.withdraw(TRAM, "page")
    before = office.tree()
    office.hours = 1
    office.withdraw(TRAM, "page")
    assert office.tree() == before
    office.hours = 2
    office.withdraw(TRAM, "page", reason="Rechte ungeklärt")
    (row,) = office.json("withdrawals.json")["withdrawals"]
    assert (row["at"], row["reason"]) == ("2026-05-28T08:00:00Z", "Rechte ungeklärt")
    assert not any(REASON.encode() in body for body in office.tree().values())


def test_a_reason_is_text_and_nothing_else(office: Office) -> None:
    hostile = '<script>alert(1)</script> "]]>&amp; \x07 <img src=x onerror=y>'
    office.withdraw(TRAM, "page", reason=hostile)
    office.withdraw(BRIDGE, "images", reason=hostile)
    for path, body in office.tree().items():
        if path.endswith((".html", ".atom")):
            assert b"<script>alert" not in body, path
            assert b"<img src=x" not in body, path
            assert b"\x07" not in body, path
    assert "<script>alert(1)</script>" in office.release(TRAM)["archive"]["withdrawn"]["reason"]
    assert "<script>alert(1)</script>" in (deleted(office, "feed.atom")[0][1] or "")


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda office: withdraw(office.store, "1595069", "page", "x", (), office.now), "look like essen/1097219"),
        (
            lambda office: withdraw(office.store, "nowhere/1", "page", "x", (), office.now),
            "nothing of a source 'nowhere'",
        ),
        (lambda office: withdraw(office.store, "sample/99", "page", "x", (), office.now), "no such release"),
        (lambda office: office.withdraw(TRAM, "page", reason=" \n"), "a withdrawal has a reason"),
        (lambda office: office.withdraw(TRAM, "page", reason="x" * (LONGEST + 1)), "501 characters"),
        (lambda office: office.withdraw(TRAM, "page", "https://x.example/a.jpg"), "single images"),
        (lambda office: office.withdraw(TRAM, "images", "f" * 64), "has no picture fff"),
        (lambda office: office.restore(TRAM), "nothing of that is withdrawn"),
        (lambda office: office.restore(TRAM, "page", "f" * 64), "single images"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    office: Office, ask: Callable[[Office], Any], words: str
) -> None:
    before = office.store.bucket.etags("")
    with pytest.raises(RequestError, match=words):
        ask(office)
    assert office.store.bucket.etags("") == before


def test_what_was_erased_cannot_be_restored_nor_withdrawn_otherwise(office: Office) -> None:
    office.withdraw(TRAM, "all")
    with pytest.raises(RequestError, match="erased for good"):
        office.restore(TRAM)
    with pytest.raises(RequestError, match="nothing is left to withdraw"):
        office.withdraw(TRAM, "images")
    assert office.withdraw(TRAM, "all").removed == ()


def test_a_release_that_never_read_is_erased_from_undated(office: Office) -> None:
    first = office.source.pages.templates[0].model_copy(update={"title": "h1.nowhere", "root": "#nowhere"})
    pages = office.source.pages.model_copy(update={"templates": (first,)})
    strict = Office(office.store, office.city, office.source.model_copy(update={"pages": pages}))
    other = "1583065"
    strict.visit(other)
    assert other in office.store.read_ledger(office.source.id, UNDATED).entries
    assert office.traces(office.city.releases[other]) != []
    office.withdraw(other, "all")
    assert office.traces(office.city.releases[other]) == []
    assert office.entry(other).status == "withdrawn"
    assert office.json("withdrawals.json")["withdrawals"] == [], "it was never public"


def test_copies_that_an_audit_keeps_know_the_decision(office: Office) -> None:
    key = f"ledger/{office.source.id}/2026.json"
    stored = office.store.bucket.get(key)
    assert stored
    office.store.bucket.put(f"audit/copies/{key}", stored.body, JSON)
    case = withdraw(office.store, office.name(TRAM), "all", REASON, (), office.now)
    office.publish()
    renew_copies(office.store, case)
    assert office.traces(office.city.releases[TRAM]) == []
    assert list(office.store.bucket.etags("audit/")) == [f"audit/copies/{key}"]


def test_what_came_of_it_is_said_in_one_line(office: Office) -> None:
    swept = office.withdraw(TRAM, "images")
    case = withdraw(office.store, office.name(TRAM), "images", REASON, (), office.now)
    said = say(case, swept.shared)
    assert said.startswith("sample/1595069: published, 2 of 2 pictures withdrawn; ")
    assert "stays published as sample/1561208 shows it" in said
    assert say(restore(office.store, office.name(TRAM), None, (), office.now), ()) == "sample/1595069: published"


def test_the_words_that_are_looked_for_stand_in_what_is_published(office: Office) -> None:
    """The search for traces can find something."""
    for id_ in (TRAM, BRIDGE, LIGHTS):
        found = office.traces(office.city.releases[id_])
        assert f"public/{office.folder(id_)}release.json" in found
        assert any(key.startswith("captures/") for key in found)
        assert len(list(words_of(office.city.releases[id_]))) >= 3


def test_a_decision_that_reached_one_of_two_ledgers_reaches_the_other_with_the_next_try(office: Office) -> None:
    before = office.entry(LIGHTS)

    def crash_between_the_ledgers() -> None:
        office.store.update_ledger(office.source.id, UNDATED, lambda entries: {**entries, LIGHTS: before})

    crash_between_the_ledgers()
    office.withdraw(LIGHTS, "all")
    crash_between_the_ledgers()
    office.hours = 1
    office.withdraw(LIGHTS, "all")
    shards = (str(office.city.releases[LIGHTS].published.year), UNDATED)
    year, undated = (office.store.read_ledger(office.source.id, shard).entries[LIGHTS] for shard in shards)
    assert year.decisions == undated.decisions
    assert (undated.erased is not None, undated.url, undated.media) == (True, "", {})
