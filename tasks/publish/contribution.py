"""What a release gives to the pages of lists: its publisher, its pictures, what happened to it. Pure.

Of what readers may not see there is nothing: of a withdrawn release only that it was withdrawn or put up again, of a
withdrawn picture nothing at all.
"""

from collections.abc import Sequence
from itertools import zip_longest

from tasks.publish.disclosure import Readable
from tasks.renditions.values import View
from tasks.site.pages.names import is_hung
from tasks.site.rendering import from_folder, is_inside, is_shown
from tasks.types.edition import Event, Picture, Print
from tasks.types.ledger import Entry
from tasks.types.release import Image, Release

_PRINTS = 2
_MADE: dict[str, str] = {"edited": "edited", "completed": "completed", "reparsed": "reparsed"}
_DECIDED: dict[str, str] = {"withdrawn": "withdrawn", "restored": "restored"}


def pictures_of(seen: Readable, views: Sequence[View | None], folder: str) -> tuple[Picture, ...]:
    """The release's pictures that stand in the archive, in the page's order; `folder`: where the release stands."""
    pairs = zip_longest(seen.now.image, views)
    return tuple(_picture(image, view, folder) for image, view in pairs if is_hung(image))


def _picture(image: Image, view: View | None, folder: str) -> Picture:
    return Picture(
        caption=image.caption,
        description=image.description,
        credit_text=image.credit_text,
        creators=tuple(one.name for one in image.creator or ()),
        kind=image.kind,
        prints=_prints(image, view, folder),
    )


def _prints(image: Image, view: View | None, folder: str) -> tuple[Print, ...]:
    """The smallest renditions; without any the original, where browsers show it and its size is known."""
    if view and view.renditions:
        return tuple(Print(path=one.path, width=one.width, height=one.height) for one in view.renditions[:_PRINTS])
    size = view.sheet.size if view else image
    url = image.content_url or ""
    if not (is_shown(image.encoding_format) and is_inside(url) and size.width and size.height):
        return ()
    return (Print(path=from_folder(url, folder), width=size.width, height=size.height),)


def events_of(entry: Entry, seen: Readable) -> tuple[Event, ...]:
    """What happened to the release, the latest first."""
    fields = {step.version: step.fields for step in seen.changes.steps}
    headlines = {one.version: one.headline for one in seen.versions if isinstance(one, Release)}
    told = _MADE | _DECIDED if isinstance(seen.now, Release) else _DECIDED
    found = [
        Event.model_validate(
            {
                "at": one.at,
                "kind": told[one.cause],
                "version": one.number,
                "fields": fields.get(one.number, ()),
                "headline": headlines.get(one.number),
            }
        )
        for one in entry.versions
        if one.cause in told
    ]
    if entry.absence and entry.status in ("missing", "gone"):
        found.append(Event.model_validate({"at": entry.absence.since, "kind": entry.status}))
    return tuple(sorted(found, key=lambda one: (one.at, one.version or 0), reverse=True))
