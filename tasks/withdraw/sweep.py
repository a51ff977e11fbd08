"""Taking away what nobody may have any more: the published bytes of what is withdrawn, all of what is erased.

The ledger says what that is, so it can be done at any time and any number of times: each publication does it once more
for the years it publishes, and so ends what a crash left undone or what a run that did not know yet brought back.

Bytes are shared: an image that another release shows stays as long as that one shows it, and of its renditions those
that a published page names: the others hold the words of the release that is withdrawn. A run may have found such
bytes in place just before they went, and may only then have said so; so what went is looked for once more, and who
publishes a release makes sure of its bytes (`tasks.media.originals.put_up`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.errors import StoreError
from tasks.ledger.withdrawals import hidden_media, shown_media
from tasks.media.originals import put_up
from tasks.store.store import Store
from tasks.types.edition import YearEdition
from tasks.types.ledger import UNDATED, Entry


@dataclass(frozen=True, slots=True)
class Swept:
    """What went; and what stays because other releases (by their ids) show it, by path."""

    removed: tuple[str, ...] = ()
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()


def sweep(store: Store, source: str, entries: Iterable[Entry]) -> Swept:
    """Remove what these entries say that nobody may have; `StoreError` where something does not go."""
    decided = [entry for entry in entries if entry.decisions]
    removed = [key for entry in decided if entry.erased for key in store.erase(source, entry.id)]
    hidden = sorted({one for entry in decided for one in hidden_media(entry)})
    standing = [path for folder, sha256 in hidden for path in store.standing_media(folder, sha256)]
    if not standing:
        return Swept(tuple(removed))
    elsewhere = _shown(store, standing)
    named = _named(store) if elsewhere else frozenset()
    elsewhere = {path: ids for path, ids in elsewhere.items() if path in named or not _is_rendition(path)}
    gone = [path for path in standing if path not in elsewhere]
    for folder, sha256 in hidden:
        if folder == "images" and not any(sha256 in path for path in elsewhere):
            store.remove_sheet(sha256)
    for path in gone:
        store.remove_medium(path)
    if gone:
        _make_good(store, gone)
    shared = ((path, ids) for path, ids in elsewhere.items() if not _is_rendition(path))
    return Swept((*removed, *gone), tuple(sorted(shared)))


def _shown(store: Store, paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Which releases show these files, or what renditions are made of, by path."""
    found: dict[str, tuple[str, ...]] = {}
    for source, entry in _everyone(store):
        stems = {_stem(path) for path in shown_media(entry)}
        for path in paths:
            if _stem(path) in stems:
                found[path] = (*found.get(path, ()), f"{source}/{entry.id}")
    return found


def _named(store: Store) -> frozenset[str]:
    """Every rendition that a published page shows."""
    volumes = [(source, shard) for source in store.sources() for shard in store.shards(source) if shard != UNDATED]
    editions = (store.read(f"edition/{source}/{year}.json", YearEdition) for source, year in volumes)
    return frozenset(
        path for edition in editions if edition for one in edition.releases.values() for path in one.renditions
    )


def _make_good(store: Store, gone: Iterable[str]) -> None:
    stems = {_stem(path) for path in gone}
    for _, entry in _everyone(store):
        if not stems.isdisjoint(_stem(path) for path in shown_media(entry)):
            put_up(store, entry)


def _everyone(store: Store) -> Iterable[tuple[str, Entry]]:
    for source in store.sources():
        for shard in store.shards(source):
            for entry in store.read_ledger(source, shard).entries.values():
                yield source, entry


def _is_rendition(path: str) -> bool:
    return "." not in path.rpartition("/")[2][:65]


def _stem(path: str) -> str:
    """The path up to the digest's end, which an original and its renditions share."""
    folder, shard, name = path.split("/")
    return f"{folder}/{shard}/{name[:64]}"


def check_erased(store: Store, source: str, entry: Entry) -> None:
    """`StoreError` unless nothing but the ledger's entry is left of that release in its own rooms."""
    if entry.erased and (left := store.rooms_of(source, entry.id)):
        raise StoreError(f"{source}/{entry.id}: {len(left)} objects were not erased, the first {left[0]}; run it again")
