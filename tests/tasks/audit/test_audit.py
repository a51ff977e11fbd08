"""What an audit tells and mends, one case at a time, on the real storage."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tasks.audit import Mending, audit
from tasks.audit.places import COPIES, REGISTER, place_of
from tasks.capture.warc import Page, read_capture
from tasks.errors import StoreError
from tasks.publish import everything, publish
from tasks.site.rendering import Site
from tasks.store.bucket import JSON, Bucket, Kind, Stored
from tasks.store.store import Store
from tasks.types.audit import AuditReport, CaptureList, Register
from tasks.types.edition import YearEdition
from tasks.types.ledger import Entry, Ledger
from tasks.withdraw.decide import renew_copies, withdraw
from tasks.withdraw.sweep import sweep
from tests.conftest import FreshBucket
from tests.tasks.audit.archives import EDITED, LATER, Archive

LEDGER = "ledger/town/2026.json"


def flipped(body: bytes, bit: int = 8 * 100) -> bytes:
    return body[: bit // 8] + bytes([body[bit // 8] ^ 1 << bit % 8]) + body[bit // 8 + 1 :]


def found(report: AuditReport) -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in report.findings]


def page_of(archive: Archive) -> str:
    return archive.entry(EDITED).states[0].warc


def content_of(archive: Archive) -> str:
    return f"releases/town/{EDITED}/{archive.entry(EDITED).versions[0].content}.json"


def lone_picture(archive: Archive) -> tuple[str, str]:
    """A picture that one capture alone holds, and that capture."""
    ledgers = [archive.store.read_ledger("town", shard) for shard in archive.store.shards("town")]
    entries = [entry for ledger in ledgers for entry in ledger.entries.values()]
    media = [one for entry in entries for held in entry.media.values() for one in held]
    count = Counter(one.sha256 for one in media)
    lone = next(one for one in media if count[one.sha256] == 1 and one.folder == "images")
    return f"public/{lone.path}", lone.warc


def test_a_flip_in_a_ledger_s_text_is_found_and_nobody_reads_it_as_right(archive: Archive) -> None:
    stored = archive.stored(LEDGER)
    place = stored.body.index(b'"headline": "') + 20
    archive.put(LEDGER, flipped(stored.body, 8 * place), stored.seal)
    Ledger.model_validate_json(archive.stored(LEDGER).body)  # it reads, and is wrong
    with pytest.raises(StoreError, match=rf"^{LEDGER}: damaged: not the bytes that were written; run `press"):
        archive.store.read_ledger("town", "2026")
    report = archive.audit(deep=False)
    assert found(report) == [("damaged", LEDGER)]
    assert report.findings[0].remedy.startswith("its copy")
    assert found(archive.audit(repair=True)) == []
    assert archive.stored(LEDGER).body == stored.body


def test_a_damaged_ledger_is_not_put_back_by_an_older_copy_and_a_lost_one_is_as_it_then_stood(archive: Archive) -> None:
    def forget(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
        return {**entries, EDITED: entries[EDITED].model_copy(update={"page": None})}

    copy = archive.stored(COPIES + LEDGER)
    archive.store.update_ledger("town", "2026", forget)
    newer = archive.stored(LEDGER)
    archive.put(LEDGER, flipped(newer.body), newer.seal)
    report = archive.audit(repair=True)
    assert found(report) == [("damaged", LEDGER)]
    assert archive.stored(LEDGER).body == flipped(newer.body)
    archive.store.bucket.delete(LEDGER)
    report = archive.audit(repair=True)
    assert found(report) == []
    assert archive.stored(LEDGER).body == copy.body
    assert [(one.key, one.what[:40]) for one in report.refused] == []
    assert any(one.key == LEDGER and one.what.startswith("put back as it stood") for one in report.notices)


def test_where_a_ledger_and_its_copy_are_lost_what_they_may_name_is_not_called_astray(archive: Archive) -> None:
    for key in (LEDGER, COPIES + LEDGER):
        archive.store.bucket.delete(key)
    report = archive.audit()
    assert {key for kind, key in found(report) if kind == "missing"} == {LEDGER, COPIES + LEDGER}
    assert not [key for kind, key in found(report) if kind == "stray"]
    assert any(place_of(notice.key).room == "medium" for notice in report.notices)


def test_a_capture_that_no_ledger_names_is_missed_all_the_same(archive: Archive) -> None:
    named = archive.stored(LEDGER).body.decode() + archive.stored("ledger/town/2025.json").body.decode()
    unnamed = [key for key in archive.store.bucket.etags("captures/") if key not in named]
    assert {place_of(key).release for key in unnamed} > {"lists"}
    for key in (unnamed[0], archive.key("captures/town/lists/")):
        archive.store.bucket.delete(key)
        report = archive.audit(deep=False)
        assert ("missing", key) in found(report)
        assert next(one for one in report.findings if one.key == key).named_by == "audit/captures/town/2026.json"


def test_an_overwritten_capture_is_found_on_the_same_day_whosever_turn_it_is(archive: Archive) -> None:
    key = page_of(archive)
    stored = archive.stored(key)
    archive.put(key, flipped(stored.body), stored.seal)
    for _ in range(2):
        assert found(archive.audit(deep=False)) == [("damaged", key)]


def test_thirty_days_read_everything_once(archive: Archive) -> None:
    day = datetime.now(UTC) + LATER
    read = [archive.audit(deep=False, now=day + timedelta(days=number)) for number in range(3)]
    whole = archive.audit()
    assert whole.deep
    assert all(not one.deep and one.read < one.objects / 2 for one in read)
    assert whole.read == whole.objects


def test_a_content_comes_back_from_its_published_version_or_else_from_its_page(archive: Archive) -> None:
    key = content_of(archive)
    body = archive.stored(key).body
    archive.store.bucket.delete(key)
    assert found(archive.audit(repair=True)) == []
    assert archive.stored(key).body == body
    for lost in (key, archive.key(f"public/town/2026/{EDITED}/", "v1.json")):
        archive.store.bucket.delete(lost)
    without_rules = audit(archive.store, datetime.now(UTC) + LATER, mending=Mending(Site(), {}))
    assert {key for _, key in found(without_rules)} >= {key}
    assert any("not in the storage, though another" in one.what for one in without_rules.refused)
    assert found(archive.audit(repair=True)) == []
    assert archive.stored(key).body == body


def test_a_picture_comes_back_from_its_capture_and_the_capture_from_its_picture(archive: Archive) -> None:
    picture, capture = lone_picture(archive)
    before = archive.stored(picture), archive.stored(capture)
    archive.put(picture, before[0].body[:-1], before[0].seal)
    assert found(archive.audit(repair=True)) == []
    assert archive.stored(picture) == before[0]
    for body in (flipped(before[1].body, 8 * (len(before[1].body) - 400)), before[1].body[:-2000]):
        archive.put(capture, body, before[1].seal)
        assert found(archive.audit(deep=True)) == [("damaged", capture)]
        assert found(archive.audit(repair=True)) == []
        assert archive.stored(capture) == before[1]
    archive.put(picture, before[0].body[:-1], before[0].seal)
    archive.put(capture, before[1].body[:-2000], before[1].seal)
    assert {key for _, key in found(archive.audit(repair=True))} == {picture, capture}


def test_a_page_s_capture_is_lost_and_said_to_be(archive: Archive) -> None:
    key = page_of(archive)
    archive.put(key, archive.stored(key).body[:-10], archive.stored(key).seal)
    report = archive.audit(repair=True)
    assert found(report) == [("damaged", key)]
    assert "a page's from nothing else" in report.findings[0].remedy


def test_a_wrong_word_in_a_capture_is_found_by_what_the_ledger_says_of_it(archive: Archive) -> None:
    """A capture that is sound in itself, under a name that fits, of another content than the ledger names."""
    key = page_of(archive)
    warc = archive.stored(archive.entry(EDITED).states[1].warc).body
    name = f"{place_of(key).time}-{hashlib.sha256(warc).hexdigest()[:16]}"
    other = f"captures/town/{EDITED}/{name}.warc.gz"
    archive.put(other, warc, hashlib.sha256(warc).hexdigest())
    report = archive.audit()
    assert found(report) == [("damaged", other)]
    assert "which is not the time in its name" in report.findings[0].what


def test_what_a_crash_leaves_is_no_finding_for_a_day(archive: Archive) -> None:
    page = read_capture(archive.stored(page_of(archive)).body)
    assert isinstance(page, Page)
    digest = hashlib.sha256(b"a picture").hexdigest()
    orphan = f"public/images/{digest[:2]}/{digest}.jpg"
    archive.put(orphan, b"a picture", digest)
    young = archive.audit(now=datetime.now(UTC))
    assert (young.findings, [one.key for one in young.notices]) == ((), [orphan])
    assert found(archive.audit()) == [("stray", orphan)]
    report = archive.audit(repair=True)
    assert found(report) == [("stray", orphan)]
    assert [one.what for one in report.refused] == ["stays: its bytes stand nowhere else under a name that is theirs"]


def test_a_stray_that_a_capture_holds_is_removed(archive: Archive) -> None:
    medium = next(one for held in archive.entry(EDITED).media.values() for one in held)
    stray = f"public/files/{medium.sha256[:2]}/{medium.sha256}.{medium.extension}"
    archive.put(stray, archive.stored(f"public/{medium.path}").body)
    report = archive.audit(repair=True)
    assert found(report) == []
    assert [one.key for one in report.repaired] == [stray]


def test_nothing_is_vouched_for_that_bears_no_seal(archive: Archive) -> None:
    body = archive.stored(LEDGER).body
    archive.put(LEDGER, body)
    report = archive.audit()
    assert found(report) == [("damaged", LEDGER)]
    assert "bears no seal" in report.findings[0].what
    assert found(archive.audit(repair=True)) == []
    assert archive.stored(LEDGER).is_sealed
    content = content_of(archive)
    archive.put(content, archive.stored(content).body)
    assert found(archive.audit()) == [("damaged", content)]
    assert found(archive.audit(repair=True)) == []


def test_what_is_older_than_seals_is_one_notice(archive: Archive) -> None:
    for key in archive.store.bucket.etags("audit/"):
        archive.store.bucket.delete(key)
    for key in (LEDGER, content_of(archive)):
        archive.put(key, archive.stored(key).body)
    now = datetime.now(UTC) + timedelta(seconds=2)
    first, second = audit(archive.store, now, deep=True), audit(archive.store, now + LATER, deep=True)
    for report in (first, second):
        assert report.findings == ()
        assert [one.what for one in report.notices] == [
            "bears no seal, as 2 objects do that were written before the first audit"
        ]


def test_the_audit_s_own_memory_is_audited_and_rebuilt(archive: Archive) -> None:
    listed = archive.key("audit/captures/")
    for key in (REGISTER, COPIES + REGISTER, listed, COPIES + listed):
        archive.store.bucket.delete(key)
    assert {key for _, key in found(archive.audit(deep=False))} == {REGISTER}
    archive.audit(repair=True)
    assert found(archive.audit()) == []
    register = archive.store.must_read(REGISTER, Register)
    assert {listed, COPIES + listed, COPIES + LEDGER} < set(register.kept)
    captures = archive.store.must_read(listed, CaptureList).captures
    assert len(captures) == len(archive.store.bucket.etags("captures/"))


def test_a_contradiction_between_ledger_and_edition_is_named_and_published_away(archive: Archive) -> None:
    def forget(edition: YearEdition) -> YearEdition:
        return edition.model_copy(update={"releases": {id_: e for id_, e in edition.releases.items() if id_ != EDITED}})

    key = "edition/town/2026.json"
    empty = YearEdition(source="town", year=2026)
    archive.store.update(key, YearEdition, empty, forget)
    report = archive.audit(deep=False)
    assert ("contradiction", key) in found(report)
    assert {f"{EDITED} is archived and not published"} <= {one.what for one in report.findings}
    assert found(archive.audit(repair=True)) == []


def test_every_report_is_kept_and_names_its_findings(archive: Archive) -> None:
    now = datetime.now(UTC) + LATER
    archive.store.bucket.delete("public/index.json")
    reports = [archive.audit(now=now, deep=False) for _ in range(2)]
    assert reports[0].at < reports[1].at, "each has a second of its own"
    for report in reports:
        key = f"audit/reports/{report.at:%Y%m%dT%H%M%SZ}.json"
        assert archive.store.must_read(key, AuditReport) == report
    assert found(reports[1]) == [("missing", "public/index.json")]
    assert reports[1].findings[0].named_by == "edition/root.json"


def test_what_is_withdrawn_is_missed_by_nobody_and_found_where_it_stands_all_the_same(archive: Archive) -> None:
    picture, capture = lone_picture(archive)
    erased = place_of(capture).release
    held = archive.stored(picture), archive.stored(capture)
    case = withdraw(archive.store, f"town/{erased}", "all", "Auf Wunsch der Stadt", (), datetime.now(UTC))
    publish(archive.store, everything(archive.store), Site())
    sweep(archive.store, "town", case.entries.values())
    renew_copies(archive.store, case)
    report = archive.audit()
    assert report.findings == ()
    assert not [key for key in archive.store.bucket.etags("audit/") if capture in archive.stored(key).body.decode()]
    for key, stored in zip((picture, capture), held, strict=True):
        archive.put(key, stored.body, stored.seal)
    report = archive.audit(deep=False)
    assert found(report) == [("stray", capture), ("stray", picture)]
    assert {one.what for one in report.findings} == {"was withdrawn and stands all the same"}
    assert found(archive.audit(repair=True)) == []


class Busy(Bucket):
    """A bucket in which a run writes to a ledger while the audit reads captures."""

    def __init__(self, bucket: FreshBucket) -> None:
        super().__init__(bucket.client, bucket.name)
        self.runs = 1

    def look(self, key: str) -> Stored | None:
        if key.startswith("captures/") and self.runs:
            self.runs -= 1
            Store(self).update_ledger("town", "2026", lambda entries: {**entries, "1": entries[EDITED]})
        return super().look(key)


def test_what_rests_on_a_ledger_that_changes_meanwhile_is_left_to_the_next_audit(archive: Archive) -> None:
    content = content_of(archive)
    index = "public/index.json"
    for key in (content, index):
        archive.store.bucket.delete(key)
    busy = Store(Busy(archive.bucket))
    report = audit(busy, datetime.now(UTC) + LATER, deep=True)
    assert found(report) == [("missing", index)]
    assert [(one.key, one.what[:31]) for one in report.notices] == [(LEDGER, "changed while it was audited: w")]
    report = audit(busy, datetime.now(UTC) + LATER, deep=True)
    wrong = {content, index, LEDGER, "edition/town/2026.json"}
    assert {key for _, key in found(report)} == wrong, "and an entry under another name is told, which is not published"


def test_a_lost_rendition_and_a_damaged_one_are_made_anew(archive: Archive) -> None:
    lost, damaged = (archive.key("public/images/", ".webp", place) for place in (0, 4))
    sheet, other = (archive.key("renditions/", place=place) for place in (0, 1))
    before = {key: archive.stored(key) for key in (lost, damaged)}
    archive.store.bucket.delete(lost)
    archive.put(damaged, flipped(archive.stored(damaged).body), archive.stored(damaged).seal)
    archive.store.bucket.put(sheet, archive.stored(other).body, JSON)
    expected = [("missing", lost), ("damaged", damaged), ("damaged", sheet)]
    assert sorted(found(archive.audit())) == sorted(expected)
    report = archive.audit(repair=True)
    assert (report.findings, report.refused) == ((), ())
    assert {key: archive.stored(key) for key in before} == before


class Rotting(Bucket):
    """A bucket whose disks rot: bits change under a listing that stays as it was, until the object is written again."""

    def __init__(self, bucket: FreshBucket, *keys: str) -> None:
        super().__init__(bucket.client, bucket.name)
        self.rotten = set(keys)

    def look(self, key: str) -> Stored | None:
        stored = super().look(key)
        return replace(stored, body=flipped(stored.body)) if stored and key in self.rotten else stored

    def put(self, key: str, body: bytes, kind: Kind) -> str:
        self.rotten.discard(key)
        return super().put(key, body, kind)

    def overwrite(self, key: str, body: bytes, kind: Kind, etag: str | None) -> str | None:
        self.rotten.discard(key)
        return super().overwrite(key, body, kind, etag)

    def replace(self, key: str, body: bytes, kind: Kind, etag: str | None) -> bool:
        self.rotten.discard(key)
        return super().replace(key, body, kind, etag)


def test_rot_that_no_listing_shows_is_found_when_its_turn_comes(archive: Archive) -> None:
    keys = (content_of(archive), page_of(archive), lone_picture(archive)[0], "public/index.html")
    rotting = Store(Rotting(archive.bucket, *keys))
    days = [audit(rotting, datetime.now(UTC) + LATER + timedelta(days=number), days=3) for number in range(3)]
    assert sorted(key for report in days for _, key in found(report)) == sorted(keys)


def test_rot_that_no_listing_shows_is_repaired(archive: Archive) -> None:
    page = page_of(archive)
    keys = (content_of(archive), page, lone_picture(archive)[0], "public/index.html", LEDGER, "edition/root.json")
    before = {key: archive.stored(key) for key in keys}
    rotting = Rotting(archive.bucket, *keys)
    report = audit(Store(rotting), datetime.now(UTC) + LATER, mending=Mending(Site(), {}))
    assert found(report) == [("damaged", page)]
    assert rotting.rotten == {page}
    assert {key: archive.stored(key) for key in keys[:-1]} == {key: before[key] for key in keys[:-1]}
    assert {one.key for one in report.repaired} == {*keys} - {page}
