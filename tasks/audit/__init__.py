"""The audit: does the archive still hold what it says it holds, byte for byte?

`survey` looks: the listing against all that names objects, both ways (`claims`, `compare`), the bytes against seal,
name and claim (`fixity`), the roots against one another (`crosscheck`). `repair` and `republish` put right what other
evidence allows (`remedies` is the table), `remember` keeps what the next audit needs. What an audit changes it looks at
again, so a report's `repaired` is what was seen wrong and then seen right.

What vouches for what: a capture's name holds the beginning of its bytes' SHA-256, its records hold their digests, the
ledger holds its content's; a content's name is the digest of what it says; originals bear their SHA-256 as names;
published files have theirs in the editions, and the chain from index.json on is the same digests again. Ledgers,
editions and contents bear a seal (`tasks.store.bucket`), which vouches for every byte. A seal tells damage; against a
forger who holds the credentials only copies elsewhere help.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tasks.audit.reading_again import Rules
from tasks.audit.remember import remember
from tasks.audit.repair import Repair
from tasks.audit.republish import republish
from tasks.audit.sample import DAYS
from tasks.audit.survey import Survey, survey
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.audit import AuditReport, Finding, Notice

_ROUNDS = 6
"""A repair may be what another one needs: a ledger names the captures, a capture holds the picture."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What repairs need besides the archive: how the site is rendered, and the rules of sources for reading pages."""

    site: Site
    rules: Rules


def audit(
    store: Store, now: datetime, *, deep: bool = False, mending: Mending | None = None, days: int = DAYS
) -> AuditReport:
    """Audit the whole archive; with `mending` repair what can be repaired, and so read everything."""
    last = survey(store.bucket, now, None if deep or mending else days)
    found = _by_key(last)
    refused: list[Notice] = []
    told: list[Notice] = []
    for _ in range(_ROUNDS if mending else 0):
        if not mending or not last.findings:
            break
        before = last
        done = Repair(store, last, mending.rules).run()
        refused, told = [*done.refused, *republish(store, last, mending.site)], [*told, *done.told]
        last = survey(store.bucket, now, None, before.seen)
        found = {**_by_key(last), **found}
        if last.findings == before.findings:
            break
    report = _report(now, last, found, deep=deep or mending is not None)
    report = report.model_copy(update={"refused": tuple(refused), "notices": (*told, *report.notices)})
    return remember(store.bucket, last, report, repairs=mending is not None)


def _by_key(looked: Survey) -> dict[tuple[str, str], Finding]:
    return {(one.key, one.kind): one for one in looked.findings}


def _report(now: datetime, last: Survey, found: Mapping[tuple[str, str], Finding], *, deep: bool) -> AuditReport:
    left = {one.key for one in last.findings}
    return AuditReport(
        at=now,
        deep=deep,
        objects=len(last.listing),
        read=len(last.examined),
        size=sum(one.size for one in last.listing.values()),
        findings=last.findings,
        repaired=tuple(one for one in found.values() if one.key not in left),
        notices=last.notices,
    )
