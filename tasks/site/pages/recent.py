"""What happened to releases after they were archived: edited, not found, gone, withdrawn, put up again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.site.pages.leaves import Leaf, Yearbook, named
from tasks.site.pages.lines import page_of
from tasks.site.pages.parts import Part, divide
from tasks.site.rendering import Site, render, wording
from tasks.site.wording import Wording
from tasks.types.edition import Event, Published

PART = 50


@dataclass(frozen=True)
class Happened:
    """An event, and the release to which it happened."""

    event: Event
    release: Published

    @property
    def place(self) -> tuple[datetime, str, int]:
        """Where it belongs in order of time."""
        return self.event.at, self.release.row.id, self.event.version or 0


@dataclass(frozen=True)
class _Row:
    """An event as shown. `changes`: the page that shows what changed."""

    at: datetime
    headline: str
    href: str
    said: str
    changes: str | None


def happenings(releases: Iterable[Published]) -> list[Happened]:
    """All that happened to these releases, the latest first; but not that a page was read anew."""
    found = (Happened(event, one) for one in releases for event in one.events if event.kind != "reparsed")
    return sorted(found, key=lambda one: one.place, reverse=True)


def year_changes(book: Yearbook, releases: Sequence[Published]) -> list[Leaf]:
    """`<source>/<year>/changes.html`: all that happened to the year's releases; it stands even where nothing did."""
    return [_leaf(book, part) for part in divide("changes", happenings(releases), PART)]


def changes_page(
    source: str, name: str, latest: Sequence[tuple[int, Happened]], years: Sequence[tuple[str, int]], site: Site
) -> str:
    """`<source>/changes.html`: the latest of it, each with its release's year, and the years with how much each has."""
    words = wording(site)
    return render(
        "recent.html.j2",
        site,
        path=f"{source}/changes.html",
        up="../",
        trail=((name, "index.html"), (words.say("recent_changes"), None)),
        title=words.say("recent_changes"),
        about=name,
        rows=[_row(one, f"{year}/", f"{source}/{year}/", words) for year, one in latest],
        years=[(year, f"{year}/changes.html", count) for year, count in years],
        part=None,
    )


def _leaf(book: Yearbook, part: Part[Happened]) -> Leaf:
    def write() -> str:
        rows = [_row(one, "", book.folder, wording(book.site)) for one in part.items]
        frame = book.frame(part, "changes_to", ("recent_changes", "../changes.html"))
        return render("recent.html.j2", book.site, **frame, rows=rows, years=[])

    marks = " ".join(f"{one.event.kind}{one.event.at.timestamp():.0f}" for one in part.items)
    depends = f"{part.older} {part.newer} {marks}\n{named(one.release for one in part.items)}"
    return Leaf(f"{book.folder}{part.name}", depends, write)


def _row(one: Happened, folder: str, place: str, words: Wording) -> _Row:
    row, event = one.release.row, one.event
    page = page_of(row)
    changes = page.replace("index.html", "changes.html")
    is_shown = event.version is not None and f"{place}{row.id}/changes.html" in one.release.files
    return _Row(
        at=event.at,
        headline=row.headline or words.say("withdrawn_title", number=row.id),
        href=f"{folder}{page}",
        said=said(event, words),
        changes=f"{folder}{changes}" if is_shown else None,
    )


def said(event: Event, words: Wording) -> str:
    """What happened, in words: with the fields that differ. Where the text differs, so do its blocks: said once."""
    fields = [name for name in event.fields if name != "body" or "articleBody" not in event.fields]
    told = words.say(f"event_{event.kind}")
    return f"{told}: {', '.join(words.say(f'field_{name}') for name in fields)}" if fields else told
