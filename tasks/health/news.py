"""What became of a release, between what the ledger knew of it and what it knows now. Pure."""

from dataclasses import dataclass
from typing import Literal

from tasks.types.ledger import Entry
from tasks.types.release import Cause

Happening = Literal["new", "changed", "missing", "gone", "back"]


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to a release."""

    id: str
    happening: Happening
    url: str
    headline: str | None = None
    published: str | None = None
    version: int | None = None
    cause: Cause | None = None


def news_of(before: Entry | None, after: Entry) -> tuple[News, ...]:
    """What happened; nothing where the release says and stands what it did. A withdrawn release makes no news."""
    if after.status == "withdrawn":
        return ()
    facts = after.facts
    happened = (_said(before, after), _stands(before, after))
    return tuple(
        News(
            id=after.id,
            happening=one,
            url=after.url,
            headline=facts.headline if facts else None,
            published=facts.date_published if facts else None,
            version=after.current,
            cause=after.latest.cause if after.latest else None,
        )
        for one in happened
        if one
    )


def _said(before: Entry | None, after: Entry) -> Happening | None:
    """Whether it says anything, or anything else."""
    if after.latest is None:
        return None
    if before is None or before.latest is None:
        return "new"
    return "changed" if before.latest.content != after.latest.content else None


def _stands(before: Entry | None, after: Entry) -> Happening | None:
    """Whether it left the city's site, or is back."""
    was = before.status if before else None
    if after.status in ("missing", "gone"):
        return after.status if after.status != was else None
    return "back" if was in ("missing", "gone") and after.status == "live" else None
