"""One round of injuries: every one is found and named, what can be rebuilt is as it was, and what cannot is told."""

import json
from random import Random

from tasks.audit.places import Room, place_of
from tasks.store.bucket import Stored
from tasks.types.audit import AuditReport
from tests.tasks.audit.archives import Archive
from tests.tasks.audit.injuries import Injury, injure

LASTING: frozenset[Room] = frozenset({"content", "medium", "asset", "file", "ledger", "record", "year", "root", "list"})
"""What is rebuilt even where its own bytes are nowhere any more: said here once more, apart from the audit's table."""
MEMORY: frozenset[Room] = frozenset({"register", "copy", "list"})
"""What every audit writes anew."""

STATUS: frozenset[Room] = frozenset({"status"})
"""What every publication, one that repairs too, posts anew from how the sources fare."""


def play(archive: Archive, seed: int, number: int) -> tuple[list[Injury], AuditReport]:
    """Injure the archive, have it audited and repaired, check all that, and make good what could not be repaired."""
    before = archive.everything()
    injuries = injure(archive, Random(seed), number)
    report = archive.audit(repair=True)
    after = archive.everything()
    named = {one.key for one in (*report.findings, *report.repaired)}
    left = {one.key for one in report.findings}
    injured = {key: injury for injury in injuries for key in injury.keys}
    assert injured.keys() - named == set(), (seed, "not found", [injured[key] for key in injured.keys() - named])
    assert left - injured.keys() == set(), (seed, "found where nothing was done")
    for key, injury in injured.items():
        if _comes_back(injury, key):
            assert key not in left, (seed, injury, [one for one in report.findings if one.key == key])
        elif key in left:
            assert not _same(before.get(key), after.get(key), key), (seed, injury, "told as lost and is not")
    changed = {key for key in before.keys() | after.keys() if not _same(before.get(key), after.get(key), key)}
    own = {key for key in changed if place_of(key).room in MEMORY | STATUS | {"report"} and key not in left}
    assert changed - own == left, (seed, "lost without a word")
    for key in left:
        archive.put(key, before[key].body, before[key].seal)
    return injuries, report


def _comes_back(injury: Injury, key: str) -> bool:
    return not injury.loses_bytes or place_of(key).room in LASTING | MEMORY


def _same(before: Stored | None, after: Stored | None, key: str) -> bool:
    """Byte for byte; an edition counts its own writes, and they are no part of what it says."""
    if before is None or after is None or before.body == after.body:
        return (before is None) == (after is None)
    if place_of(key).room not in ("year", "shelves", "root"):
        return False
    return _said(before) == _said(after)


def _said(edition: Stored) -> object:
    return json.loads(edition.body, object_hook=lambda one: {**one, "revision": 0})
