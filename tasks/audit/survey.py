"""One look at the whole archive: what is listed, what is named, what the bytes that were read turned out to be.

Roots (what names other objects) are read every time, and so is whatever is listed otherwise than it was remembered, or
named by nothing. The other objects are read in turn (`sample`), or all of them (`deep`). Where a root is damaged, its
copy of the last audit speaks for it, so that what it names is not taken for astray.

An archive is audited while runs write to it. What a root names was there before the root was written; where a root
changes while it is audited, what was found by its word is left to the next audit.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain

from tasks.audit.claims import Claim, claims_of, withheld_by
from tasks.audit.compare import Words, compare
from tasks.audit.crosscheck import crosscheck
from tasks.audit.fixity import Examined, examine, read_value
from tasks.audit.places import COPIES, REGISTER, ROOTS, SEALED, place_of
from tasks.audit.remedies import remedy
from tasks.audit.sample import is_due
from tasks.publish.press import at_once
from tasks.store.bucket import Bucket
from tasks.types.audit import Finding, Listed, Notice, Register
from tasks.types.release import Value

Seen = Mapping[str, tuple[Listed, Claim | None, Examined]]
"""What objects were found to be, when they were listed and claimed so."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look found. `roots` are the sound ones, and copies in place of the damaged."""

    listing: Mapping[str, Listed]
    roots: Mapping[str, Value]
    claims: Mapping[str, Claim]
    examined: Mapping[str, Examined]
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]

    @property
    def seen(self) -> Seen:
        """For a later look: what is sound need not be read again as long as it stands and is claimed so."""
        sound = ((key, one) for key, one in self.examined.items() if one.is_sealed and not one.wrong)
        return {key: (self.listing[key], self.claims.get(key), one) for key, one in sound}

    @property
    def register(self) -> Register | None:
        """What the audit remembered."""
        register = self.roots.get(REGISTER)
        return register if isinstance(register, Register) else None

    def is_sound(self, key: str) -> bool:
        """Whether that object was read and found as it should be."""
        return key in self.examined and self.examined[key].wrong is None


def survey(bucket: Bucket, now: datetime, days: int | None, seen: Seen | None = None) -> Survey:
    """Look at everything once, and read every object in so many days, or (None) all of them now.

    What is `seen` and stands as it stood then is not read again.
    """
    listing = bucket.listing()
    own, found = _read_roots(bucket, listing)
    copies = {key.removeprefix(COPIES): value for key, value in own.items() if key.startswith(COPIES)}
    originals = {key: value for key, value in own.items() if not key.startswith(COPIES)}
    roots = {**copies, **originals}
    withheld = withheld_by(roots)
    claims = _with_audit(claims_of(roots, withheld), listing)
    compared = compare(listing, Words(claims, withheld, _blind(listing, claims, roots)), now)
    due = compared.suspects.union(key for key in listing if days is None or is_due(key, now.date(), days))
    examined = {**_read(bucket, listing, claims, due - found.keys(), seen or {}), **found}
    register = roots.get(REGISTER)
    unsealed, notices = _seals(examined, listing, register if isinstance(register, Register) else None)
    every = (*compared.findings, *_damaged(examined, claims), *unsealed, *crosscheck(originals, now))
    findings, left = _settled(every, bucket, listing)
    return Survey(listing, roots, claims, examined, findings, (*compared.notices, *notices, *left))


def _read_roots(bucket: Bucket, listing: Iterable[str]) -> tuple[dict[str, Value], dict[str, Examined]]:
    """Every root and copy that is sound, and what each was found to be."""
    keys = [key for key in listing if place_of(key).room in ROOTS | {"copy"}]
    read = dict(zip(keys, at_once(partial(_read_root, bucket), keys), strict=True))
    values = {key: one[1] for key, one in read.items() if one and one[1]}
    return values, {key: one[0] for key, one in read.items() if one}


def _read_root(bucket: Bucket, key: str) -> tuple[Examined, Value | None] | None:
    stored = bucket.look(key)
    if stored is None:
        return None
    made = examine(key, stored.body, stored.seal, None)
    return made, None if made.wrong else read_value(key, stored.body)


def _with_audit(claims: Mapping[str, Claim], listing: Iterable[str]) -> dict[str, Claim]:
    """The claims, and those that hold where the register is lost: whatever the audit wrote stands beside it."""
    written = [key for key in listing if place_of(key).room in ("copy", "list", "report")]
    of = {place_of(key).of: Claim(key) for key in written if place_of(key).of}
    return {**of, **({REGISTER: Claim(written[0])} if written else {}), **claims}


def _blind(listing: Iterable[str], claims: Iterable[str], roots: Collection[str]) -> frozenset[str]:
    """Beginnings of the keys that may be named by roots of which no word is to be had."""
    mute = [key for key in {*listing, *claims} if place_of(key).room in ROOTS and key not in roots]
    return frozenset(chain.from_iterable(map(_named_by, mute)))


def _named_by(key: str) -> tuple[str, ...]:
    """Beginnings of the keys that this root may name."""
    place = place_of(key)
    match place.room:
        case "ledger":
            return ("public/images/", "public/files/")
        case "year":
            year = f"{place.source}/{place.shard}"
            return (f"public/{year}/", f"public/data/{year}.", f"public/search/{year}/")
        case "shelves":
            return (f"public/{place.source}/",)
        case "root":
            return ("public/",)
        case _:
            return ()


def _read(
    bucket: Bucket, listing: Mapping[str, Listed], claims: Mapping[str, Claim], due: Iterable[str], seen: Seen
) -> dict[str, Examined]:
    """What was seen and stands so still, and those that are due and were not."""
    still = {key: one[2] for key, one in seen.items() if one[:2] == (listing.get(key), claims.get(key))}
    asked = sorted(key for key in due if key not in still)

    def look(key: str) -> Examined | None:
        stored = bucket.look(key)
        return examine(key, stored.body, stored.seal, claims.get(key)) if stored else None

    return still | {key: one for key, one in zip(asked, at_once(look, asked), strict=True) if one}


def _damaged(examined: Mapping[str, Examined], claims: Mapping[str, Claim]) -> Iterator[Finding]:
    for key, one in examined.items():
        if one.wrong:
            yield _finding(key, one.wrong, claims.get(key))


def _seals(
    examined: Mapping[str, Examined], listing: Mapping[str, Listed], register: Register | None
) -> tuple[list[Finding], list[Notice]]:
    """What lacks its seal: a finding where it was written after the first audit, else one line for all."""
    bare = sorted(key for key, one in examined.items() if not one.is_sealed and not one.wrong)
    bare = [key for key in bare if place_of(key).room in SEALED]
    late = {key for key in bare if register and listing[key].modified > register.since}
    what = "bears no seal, though it was written after the first audit: nothing vouches for all its bytes"
    old = [key for key in bare if key not in late]
    said = f"bears no seal, as {len(old)} objects do that were written before the first audit"
    return [_finding(key, what, None) for key in sorted(late)], [Notice(key=old[0], what=said)] if old else []


def _finding(key: str, what: str, claim: Claim | None) -> Finding:
    by = claim.by if claim else None
    return Finding(kind="damaged", key=key, what=what, named_by=by, remedy=remedy("damaged", key))


def _settled(
    findings: Iterable[Finding], bucket: Bucket, listing: Mapping[str, Listed]
) -> tuple[tuple[Finding, ...], list[Notice]]:
    """The findings that rest on no root that has changed meanwhile; which roots have, and so are left to next time."""
    ordered = sorted(findings, key=lambda one: (one.key, one.kind, one.what))
    if not ordered:
        return (), []
    now = {key: tag for room in ("audit/", "edition/", "ledger/") for key, tag in bucket.etags(room).items()}
    roots = (key for key in listing if place_of(key).room in ROOTS)
    moved = {key for key in roots if now.get(key) != listing[key].etag}
    kept = tuple(one for one in ordered if not moved.intersection((one.key, one.named_by)))
    what = "changed while it was audited: what was found by its word is left to the next audit"
    return kept, [Notice(key=key, what=what) for key in sorted(moved)]
