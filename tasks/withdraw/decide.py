"""Withdrawing and restoring a release: the decision, written to the ledger before anything else happens.

What follows from it is done by whoever publishes: tombstones and marks (`tasks.publish.disclosure`), and the removal
of what nobody may have any more (`tasks.withdraw.sweep`). Both are safe to repeat. So is the decision: asked for once
more, what stands decided is not decided again, and its consequences are carried out to their end.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks.errors import RequestError
from tasks.ledger.rules import decide
from tasks.ledger.withdrawals import Withdrawal, is_erased, takedown, withdrawals_of
from tasks.store.bucket import JSON
from tasks.store.store import Store
from tasks.types.ledger import UNDATED, Decision, Entry
from tasks.types.release import Scope

REASON = 500
"""The longest reason, in characters: it stands in every feed."""
_IDENTIFIER = re.compile(r"([a-z0-9-]+)/([A-Za-z0-9._-]+)")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Case:
    """A release and the ledgers that hold it: its year's; until it is read, or after a crash, `undated`."""

    source: str
    id: str
    entries: Mapping[str, Entry]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(int(shard) for shard in self.entries if shard != UNDATED)

    @property
    def entry(self) -> Entry:
        """The entry that is published."""
        return self.entries[min(self.entries)]  # a year stands before `undated`

    @property
    def pictures(self) -> frozenset[tuple[str, str]]:
        """Address and SHA-256 of each of its pictures."""
        held = ((url, one) for entry in self.entries.values() for url, media in entry.media.items() for one in media)
        return frozenset((url, one.sha256) for url, one in held if one.folder == "images")

    @property
    def withdrawn(self) -> tuple[Withdrawal, ...]:
        """What stands withdrawn of it."""
        return tuple(one for one in withdrawals_of(self.entry) if one.restored is None)


def find_case(store: Store, identifier: str) -> Case:
    """The release of that id (`essen/1097219`)."""
    parts = _IDENTIFIER.fullmatch(identifier)
    if parts is None:
        raise RequestError(f"{identifier!r} is no release's id; they look like essen/1097219")
    source, id_ = parts.groups()
    shards = {shard: store.read_ledger(source, shard).entries for shard in sorted(store.shards(source))}
    if not shards:
        raise RequestError(f"{identifier}: nothing of a source {source!r} is archived")
    entries = {shard: entries[id_] for shard, entries in shards.items() if id_ in entries}
    if not entries:
        raise RequestError(f"{identifier}: no such release in the archive")
    return Case(source, id_, entries)


def withdraw(store: Store, identifier: str, scope: Scope, reason: str, images: Sequence[str], now: datetime) -> Case:
    """Decide that this is withdrawn; the release as it stands then."""
    case = find_case(store, identifier)
    said = " ".join(reason.split())
    if not said:
        raise RequestError("a withdrawal has a reason, and readers are told it")
    if len(said) > REASON:
        raise RequestError(f"the reason is {len(said)} characters long, at most {REASON} can be published")
    if images and scope != "images":
        raise RequestError(f"single images are withdrawn by scope images, not by {scope}")
    if is_erased(case.entry) and scope != "all":
        raise RequestError(f"{identifier} is erased already: nothing is left to withdraw")
    names = _names(case, images) if scope == "images" else ()
    for one in case.withdrawn:
        if (one.scope, one.images, one.reason, one.lifted) == (scope, names, said, frozenset()):
            return _everywhere(store, case)
    decision = Decision(at=now, kind="withdraw", scope=scope, images=names, reason=said)
    return _decide(store, case, _following(case, decision))


def restore(store: Store, identifier: str, scope: Scope | None, images: Sequence[str], now: datetime) -> Case:
    """Decide that what is withdrawn (of that scope, or those images) is put up again; the release as it stands then."""
    case = find_case(store, identifier)
    if is_erased(case.entry):
        raise RequestError(f"{identifier} was erased for good: nothing is left to restore")
    if images and scope not in (None, "images"):
        raise RequestError(f"single images are restored by scope images, not by {scope}")
    names = _names(case, images) if images else ()
    decision = _following(case, Decision(at=now, kind="restore", scope="images" if images else scope, images=names))
    after = decide(case.entry, decision)
    if withdrawals_of(after) != withdrawals_of(case.entry):
        return _decide(store, case, decision)
    last = max(case.entry.decisions, key=lambda one: one.at, default=None)
    if last is None or last.kind != "restore":
        raise RequestError(f"{identifier}: nothing of that is withdrawn")
    return _everywhere(store, case)


def _names(case: Case, images: Collection[str]) -> tuple[str, ...]:
    """What these pictures go by: their digests, and the addresses at which they were found."""
    if not case.pictures:
        raise RequestError(f"{case.source}/{case.id} has no pictures")
    names: set[str] = set()
    for image in images:
        name = image.lower() if _SHA256.fullmatch(image) else image
        found = [pair for pair in case.pictures if name in pair]
        if not found:
            known = ", ".join(sorted({url for url, _ in case.pictures}))
            raise RequestError(f"{case.source}/{case.id} has no picture {image}; it has {known}")
        names.update(name for pair in found for name in pair)
    return tuple(sorted(names))


def _decide(store: Store, case: Case, decision: Decision) -> Case:
    """Write the decision wherever the release stands."""
    written = {
        shard: store.update_ledger(case.source, shard, _change(case.id, decision)).entries[case.id]
        for shard in case.entries
    }
    return Case(case.source, case.id, written)


def _everywhere(store: Store, case: Case) -> Case:
    """The case once all its ledgers hold each of its decisions: a crash may have come between two of them."""
    made = {one: None for entry in case.entries.values() for one in entry.decisions}
    for decision in made:
        if any(decision not in entry.decisions for entry in case.entries.values()):
            case = _decide(store, case, decision)
    return case


def _change(id_: str, decision: Decision) -> Callable[[Mapping[str, Entry]], Mapping[str, Entry]]:
    return lambda entries: {**entries, id_: decide(entries[id_], decision)}


def _following(case: Case, decision: Decision) -> Decision:
    """The decision after all earlier ones, also within one second or by a clock that runs late."""
    earlier = [one.at for entry in case.entries.values() for one in entry.decisions]
    return decision.model_copy(
        update={"at": max((decision.at.replace(microsecond=0), *(at + timedelta(seconds=1) for at in earlier)))}
    )


def renew_copies(store: Store, case: Case) -> None:
    """Bring the copies that an audit keeps of ledgers and editions up to date: none may bring back what was decided."""
    keys = [f"ledger/{case.source}/{shard}.json" for shard in case.entries]
    keys += [f"edition/{case.source}/{year}.json" for year in case.years] + ["edition/root.json"]
    for key in keys:
        stored = store.bucket.get(key)
        if stored and store.bucket.has(f"audit/copies/{key}"):
            store.bucket.put(f"audit/copies/{key}", stored.body, JSON)


def say(case: Case, shared: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """What came of it, in one line."""
    name = f"{case.source}/{case.id}"
    whole = takedown(case.entry)
    if whole:
        said = "erased" if whole.scope == "all" else "withdrawn"
    else:
        count = sum(any(one.takes(*picture) for one in case.withdrawn) for picture in case.pictures)
        said = f"published, {count} of {len(case.pictures)} pictures withdrawn" if count else "published"
    for path, ids in shared:
        said += f"; {path.rpartition('/')[2]} stays published as {', '.join(ids)} shows it"
    return f"{name}: {said}"
