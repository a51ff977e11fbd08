"""What readers may see of a release: everything that is published of it is made from this. Pure.

Of a release that is withdrawn whole they see a tombstone, now and in place of each version that a withdrawal made; its
other versions, and what changed between them, are not published. Of a withdrawn picture they see its record (address,
caption, credit) with when and why it was withdrawn, in every version; neither its bytes nor what was told from them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tasks.ledger.withdrawals import picture_withdrawal, takedown, withdrawals_of
from tasks.publish.changes import compose_changes
from tasks.publish.compose import compose_release, compose_tombstone, compose_versions
from tasks.types.changes import Changes
from tasks.types.edition import WithdrawalRow
from tasks.types.ledger import Entry
from tasks.types.release import Content, Image, Release, Sha256, Tombstone, WithdrawnImage

_KEPT = {
    "url", "caption", "credit_text", "creator", "kind", "credit_evidence", "credit_claim", "copyright_notice",
    "usage_info", "description",
}  # fmt: skip
"""What the page says of a picture. Whatever else is known of one goes with its bytes."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A release as readers may see it: now, in every version that is open to them, and what changed between those."""

    now: Release | Tombstone
    versions: tuple[Release | Tombstone, ...]
    changes: Changes


def readable(source: str, entry: Entry, content: Callable[[Sha256], Content]) -> Readable:
    """What readers may see of that entry; `content` gives what a version says, by its digest."""
    stones = _tombstones(source, entry)
    whole = takedown(entry)
    if whole:
        now = stones[whole.decided[-1]]
        return Readable(now, tuple(stones.values()), Changes(identifier=now.identifier, steps=()))
    contents = {name: disclose(content(name), entry) for name in dict.fromkeys(one.content for one in entry.versions)}
    changes = compose_changes(entry, contents)
    numbered = {one.version: one for one in stones.values()}
    versions = tuple(numbered.get(one.version, one) for one in compose_versions(entry, contents, changes))
    return Readable(compose_release(entry, contents, changes), versions, changes)


def _tombstones(source: str, entry: Entry) -> dict[datetime, Tombstone]:
    """What stands in place of the versions that withdrawals of the whole release made, by when it was decided."""
    decided = {at: one for one in withdrawals_of(entry) if one.scope != "images" for at in one.decided}
    return {
        version.at: compose_tombstone(source, entry, version.number, decided[version.at])
        for version in entry.versions
        if version.cause == "withdrawn" and version.at in decided
    }


def disclose(content: Content, entry: Entry) -> Content:
    """The content without the bytes of its withdrawn pictures."""
    if not entry.decisions:
        return content
    return content.model_copy(update={"image": tuple(_disclosed(image, entry) for image in content.image)})


def _disclosed(image: Image, entry: Entry) -> Image:
    taken = picture_withdrawal(entry, image.url, image.sha256)
    if taken is None:
        return image
    mark = WithdrawnImage(at=taken.at, reason=taken.reason, sha256=image.sha256)
    return Image.model_validate({**image.model_dump(include=_KEPT), "withdrawn": mark})


def withdrawal_rows(source: str, year: int, entry: Entry) -> tuple[WithdrawalRow, ...]:
    """The release's lines in the public log of withdrawals: no word of the release itself."""
    return tuple(
        WithdrawalRow(
            id=f"{source}/{entry.id}",
            at=one.at,
            scope=one.scope,
            images=tuple(name for name in one.images if "://" not in name) or None,
            reason=one.reason,
            restored=one.restored,
            href=f"{source}/{year}/{entry.id}/release.json",
        )
        for one in withdrawals_of(entry)
    )
