"""What this archive's own decisions take from readers: the rules of withdrawing and restoring. Pure.

Scopes: `images` takes pictures (all of the release, later ones too, or those that are named), `page` everything of the
release, `all` everything from storage as well. What is withdrawn stays so until a decision lifts it, whatever is
observed; `all` is lifted by none. A release may be withdrawn in several ways at once; putting up again lifts all of
them, or those of one scope, or named pictures. Withdrawn once more in the same way, it stays withdrawn since the first
time, for the reason given last: so a reason that should not have been published can be replaced.

A picture is named by its SHA-256 and by its addresses: whatever matches one of them is that picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tasks.types.ledger import Decision, Entry, Folder, Medium
from tasks.types.release import Scope, Sha256


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is or was withdrawn, and why: `decided` at these times, until `restored`; `lifted` names pictures alone."""

    scope: Scope
    images: tuple[str, ...]
    reason: str | None
    decided: tuple[datetime, ...]
    lifted: frozenset[str] = frozenset()
    restored: datetime | None = None

    @property
    def at(self) -> datetime:
        """Since when."""
        return self.decided[0]

    def takes(self, url: str, sha256: str | None) -> bool:
        """Whether it keeps that picture from readers."""
        names = {url, sha256}
        if self.scope != "images" or self.restored or names & self.lifted:
            return False
        return not self.images or not names.isdisjoint(self.images)


def withdrawals_of(entry: Entry) -> tuple[Withdrawal, ...]:
    """Every withdrawal of the release, by when it began."""
    found: list[Withdrawal] = []
    for one in sorted(entry.decisions, key=lambda one: (one.at, one.kind, one.encode())):
        found = _withdrawn(found, one) if one.kind == "withdraw" else [_lifted(each, one) for each in found]
    return tuple(found)


def _withdrawn(found: list[Withdrawal], decision: Decision) -> list[Withdrawal]:
    new = Withdrawal(decision.scope or "page", decision.images, decision.reason, (decision.at,))
    for place, one in enumerate(found):
        if one.restored is None and (one.scope, one.images) == (new.scope, new.images):
            again = replace(new, decided=(*one.decided, decision.at))
            return [*found[:place], again, *found[place + 1 :]]
    return [*found, new]


def _lifted(one: Withdrawal, decision: Decision) -> Withdrawal:
    if one.restored or one.scope == "all" or decision.scope not in (None, one.scope):
        return one
    lifted = one.lifted.union(decision.images)
    if decision.images and not (one.images and lifted.issuperset(one.images)):
        return replace(one, lifted=lifted)
    return replace(one, restored=decision.at)


def takedown(entry: Entry) -> Withdrawal | None:
    """The withdrawal that keeps the whole release from readers."""
    whole = [one for one in withdrawals_of(entry) if one.scope != "images" and one.restored is None]
    return next((one for one in whole if one.scope == "all"), whole[-1] if whole else None)


def is_erased(entry: Entry) -> bool:
    """Whether everything of the release was, or is to be, erased."""
    whole = takedown(entry)
    return whole is not None and whole.scope == "all"


def picture_withdrawal(entry: Entry, url: str, sha256: str | None) -> Withdrawal | None:
    """The withdrawal that keeps that picture of the release from readers."""
    return next((one for one in reversed(withdrawals_of(entry)) if one.takes(url, sha256)), None)


def shown_media(entry: Entry) -> Mapping[str, Medium]:
    """The images and files of the release that readers may have, by their paths."""
    if not entry.versions or takedown(entry):
        return {}
    held = ((url, medium) for url, media in entry.media.items() for medium in media)
    if entry.decisions:
        held = ((url, one) for url, one in held if one.folder == "files" or _is_open(entry, url, one))
    return {medium.path: medium for _, medium in held}


def _is_open(entry: Entry, url: str, medium: Medium) -> bool:
    return picture_withdrawal(entry, url, medium.sha256) is None


def hidden_media(entry: Entry) -> frozenset[tuple[Folder, Sha256]]:
    """The images and files of the release that readers may not have from it."""
    if not entry.decisions:
        return frozenset()
    held = {(medium.folder, medium.sha256) for media in entry.media.values() for medium in media}
    erased = {(one.folder, one.sha256) for one in (entry.erased.traces if entry.erased else ()) if one.folder}
    return frozenset(held | erased) - {(medium.folder, medium.sha256) for medium in shown_media(entry).values()}
