"""Whether what the ledgers, the editions and the root say agrees, within each and with one another. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from config.source import Gone
from tasks.audit.places import ROOT
from tasks.audit.remedies import remedy
from tasks.ledger.rules import settle
from tasks.types.audit import Finding
from tasks.types.edition import RootEdition, YearEdition
from tasks.types.ledger import UNDATED, Entry, Ledger
from tasks.types.release import Value

_DERIVED = ("url", "absence", "first_seen", "last_seen", "last_checked", "versions", "current")
_DUE = timedelta(days=1)


def crosscheck(roots: Mapping[str, Value], now: datetime) -> Iterator[Finding]:
    """Every contradiction. `roots`: the sound ones, by key."""
    for key, root in roots.items():
        if isinstance(root, Ledger):
            yield from _within(key, root)
            if root.shard != UNDATED:
                edition = roots.get(f"edition/{root.source}/{root.shard}.json")
                yield from _published(root, edition if isinstance(edition, YearEdition) else None, now)
        if isinstance(root, YearEdition):
            yield from _rows(key, root)
    top = roots.get(ROOT)
    if isinstance(top, RootEdition):
        yield from _years(top, roots)


def _within(key: str, ledger: Ledger) -> Iterator[Finding]:
    """What an entry derives follows from what it observed. How long an absence lasts is the source's rule."""
    for id_, entry in ledger.entries.items():
        fresh = settle(entry, Gone())
        wrong = [name for name in _DERIVED if getattr(fresh, name) != getattr(entry, name)]
        if fresh.status != entry.status and not {fresh.status, entry.status} <= {"missing", "gone"}:
            wrong.append("status")
        if id_ != entry.id:
            wrong.append("id")
        if wrong:
            yield _contradiction(key, f"{id_}: {', '.join(wrong)} does not follow from what was observed", key)


def _published(ledger: Ledger, edition: YearEdition | None, now: datetime) -> Iterator[Finding]:
    """What the ledger archives is published, and nothing else is."""
    by, key = f"ledger/{ledger.source}/{ledger.shard}.json", f"edition/{ledger.source}/{ledger.shard}.json"
    releases = edition.releases if edition else {}
    for id_, entry in ledger.entries.items():
        if id_ not in releases and _is_due(entry, now):
            yield _contradiction(key, f"{id_} is archived and not published", by)
    for id_ in releases:
        if id_ not in ledger.entries:
            yield _contradiction(key, f"{id_} is published and not in the ledger", by)


def _is_due(entry: Entry, now: datetime) -> bool:
    return bool(entry.versions) and not entry.decisions and now - entry.versions[0].known > _DUE


def _rows(key: str, edition: YearEdition) -> Iterator[Finding]:
    folder = f"{edition.source}/{edition.year}/"
    for id_, one in edition.releases.items():
        file = one.files.get(f"{folder}{one.row.href}")
        if file is None or file.sha256 != one.row.sha256:
            yield _contradiction(key, f"{id_}: the year's index names another release.json than was written", key)


def _years(top: RootEdition, roots: Mapping[str, Value]) -> Iterator[Finding]:
    for source, edition in top.sources.items():
        for year, summary in edition.years.items():
            volume = roots.get(f"edition/{source}/{year}.json")
            if not isinstance(volume, YearEdition):
                continue  # missing or damaged: said by whoever names it
            file = volume.files.get(f"{source}/{year}/index.json")
            if file is None or file.sha256 != summary.sha256:
                yield _contradiction(
                    ROOT, f"{source}/{year}: the root index names another index.json than stands", ROOT
                )


def _contradiction(key: str, what: str, by: str) -> Finding:
    return Finding(kind="contradiction", key=key, what=what, named_by=by, remedy=remedy("contradiction", key))
