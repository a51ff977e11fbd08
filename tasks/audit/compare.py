"""What stands in the bucket against what is named, both ways, from the listing alone. Pure.

A run that ended between two writes leaves objects that nothing names yet: what is younger than a day is no finding.
Some objects name themselves and need nobody else. A capture tells its time and digest: a check that found nothing new
leaves one that no ledger names, and so does a list page; only where one stands under a second release as well is it
astray. A content tells its release and digest; the audit's own objects and the site's assets tell what they are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks.audit.claims import Claim, stem_of
from tasks.audit.places import ROOTS, place_of
from tasks.audit.remedies import remedy
from tasks.types.audit import Finding, Kind, Listed, Notice

_YOUNG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of keys: which must stand, which may not (`withheld`), and of which no word is to be had (`blind`).

    The last two name beginnings of keys.
    """

    claims: Mapping[str, Claim]
    withheld: Mapping[str, str]
    blind: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the listing shows; `suspects` are objects to be read now, whosever turn it is."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    suspects: frozenset[str]


def compare(listing: Mapping[str, Listed], words: Words, now: datetime) -> Comparison:
    """Hold the listing against what is said."""
    twins = dict(_twins(listing, words.claims))
    missing = (
        _finding("missing", key, "is named and does not stand", claim.by)
        for key, claim in words.claims.items()
        if key not in listing
    )
    unnamed = [key for key in listing if key not in words.claims]
    judged = [_unnamed(key, listing[key], words, twins.get(key), now) for key in unnamed]
    otherwise = [key for key, claim in words.claims.items() if key in listing and _differs(claim, listing[key])]
    return Comparison(
        (*missing, *(one for one in judged if isinstance(one, Finding))),
        tuple(one for one in judged if isinstance(one, Notice)),
        frozenset(key for key in (*otherwise, *unnamed) if place_of(key).room not in ROOTS),
    )


def _differs(claim: Claim, listed: Listed) -> bool:
    """Whether the object is listed otherwise than it was remembered."""
    return claim.size not in (None, listed.size) or claim.etag not in (None, listed.etag)


def _unnamed(key: str, listed: Listed, words: Words, twin: str | None, now: datetime) -> Finding | Notice | None:
    """What is to be said of an object that no other one names."""
    by = words.withheld.get(stem_of(key))
    if by or twin:
        return _finding(
            "stray", key, "was withdrawn and stands all the same" if by else f"bears the name of {twin}", by
        )
    match place_of(key).room:
        case "rendition":
            return Notice(key=key, what="a rendition that nothing shows any more")
        case "medium" | "file" if any(map(key.startswith, words.blind)):
            return Notice(key=key, what="perhaps named by an object that does not read")
        case "medium" | "file" | "nowhere" if now - listed.modified < _YOUNG:
            return Notice(key=key, what="named by nothing yet, and younger than a day")
        case "medium" | "file" | "nowhere":
            return _finding("stray", key, "is named by nothing", None)
    return None


def _twins(listing: Mapping[str, Listed], claims: Mapping[str, Claim]) -> Iterator[tuple[str, str]]:
    """Captures that nothing names and that bear the name of another one, with that one."""
    named: dict[str, list[str]] = defaultdict(list)
    for key in listing:
        if place_of(key).room == "capture":
            named[key.rsplit("/", 1)[-1]].append(key)
    for keys in named.values():
        own = next((key for key in keys if key in claims), keys[0])
        yield from ((key, own) for key in keys if key not in claims and key != own)


def _finding(kind: Kind, key: str, what: str, by: str | None) -> Finding:
    return Finding(kind=kind, key=key, what=what, named_by=by, remedy=remedy(kind, key))
