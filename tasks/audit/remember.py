"""What an audit leaves for the next one: its report, the captures that stood, a copy of every root, the register.

The register comes last, so what it names stands. Where something of this is wrong itself, it is left as it is unless
the audit repairs.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta

from tasks.audit.claims import lists_of, stem_of, withheld_by
from tasks.audit.places import COPIES, REGISTER, ROOTS, copy_key, place_of, report_key
from tasks.audit.survey import Survey
from tasks.store.bucket import JSON, Bucket
from tasks.types.audit import AuditReport, CaptureList, Register


def remember(bucket: Bucket, survey: Survey, report: AuditReport, *, repairs: bool) -> AuditReport:
    """Keep all that; the report as it is kept."""
    return _Memory(bucket, survey, repairs=repairs).keep(report)


class _Memory:
    def __init__(self, bucket: Bucket, survey: Survey, *, repairs: bool) -> None:
        self._bucket = bucket
        self._survey = survey
        wrong = {one.key for one in survey.findings if one.kind != "contradiction"}
        self._untouched = set() if repairs else wrong
        self._wrong = wrong

    def keep(self, report: AuditReport) -> AuditReport:
        report = self._report(report)
        lists = self._lists()
        for name, listed in lists.items():
            self._write(name, listed.encode())
        copied = self._copy_roots(lists)
        register = self._register(report, (*lists, *copied, copy_key(REGISTER))).encode()
        self._write(copy_key(REGISTER), register)
        self._write(REGISTER, register)
        return report

    def _report(self, report: AuditReport) -> AuditReport:
        """The report as kept: each has a second of its own."""
        while not self._bucket.create(report_key(report.at), report.encode(), JSON):
            report = report.model_copy(update={"at": report.at + timedelta(seconds=1)})
        return report

    def _lists(self) -> dict[str, CaptureList]:
        """All captures that were listed before or are found sound now, but those that a decision took away."""
        held = {
            f"captures/{one.source}/{name}": listed
            for one in self._survey.roots.values()
            if isinstance(one, CaptureList)
            for name, listed in one.captures.items()
        }
        for key, listed in self._survey.listing.items():
            known = held.get(key) == (listed.size, listed.etag)
            if place_of(key).room == "capture" and not known and key not in self._wrong and self._survey.is_sound(key):
                held[key] = (listed.size, listed.etag)
        withheld = withheld_by(self._survey.roots)
        return lists_of({key: listed for key, listed in held.items() if stem_of(key) not in withheld})

    def _copy_roots(self, lists: Mapping[str, CaptureList]) -> list[str]:
        """Copies of all sound roots but the register; every copy there is."""
        held = {key for key in self._survey.listing if key.startswith(COPIES)}
        roots = {key for key in self._survey.examined if place_of(key).room in ROOTS and key not in self._wrong}
        for key in sorted((roots | lists.keys()) - {REGISTER}):
            copy = copy_key(key)
            if self._sha256(copy) != self._sha256(key) or key in lists:
                stored = self._bucket.look(key)
                if stored and stored.is_sealed:
                    self._write(copy, stored.body)
                    held.add(copy)
        return sorted(held)

    def _sha256(self, key: str) -> str | None:
        found = self._survey.examined.get(key)
        return found.sha256 if found else None

    def _register(self, report: AuditReport, kept: Iterable[str]) -> Register:
        before = self._survey.register
        own = {
            name: one.sha256
            for name, one in self._survey.examined.items()
            if place_of(name).room in ("asset", "report") and name not in self._wrong and not one.wrong
        }
        fresh = {report_key(report.at): hashlib.sha256(report.encode()).hexdigest()}
        return Register(
            since=before.since if before else report.at,
            held=dict(sorted({**own, **(before.held if before else {}), **fresh}.items())),
            kept=tuple(sorted({*kept, *self._of_runs(), *(before.kept if before else ())})),
        )

    def _of_runs(self) -> list[str]:
        """What every run writes anew and nothing else names."""
        sound = (key for key in self._survey.examined if key not in self._wrong)
        return [key for key in sound if place_of(key).room in ("agenda", "health")]

    def _write(self, key: str, body: bytes) -> None:
        """Write what changed; where another audit was quicker, its word stands."""
        if key in self._untouched:
            return
        stored = self._bucket.look(key)
        if stored is None or stored.body != body or not stored.is_sealed:
            self._bucket.replace(key, body, JSON, stored.etag if stored else None)
