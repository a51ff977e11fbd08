"""Which pages of lists there are of a year, and what the year tells those above it. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tasks.publish.compose import digest
from tasks.publish.editions import newest_first, shown
from tasks.site.documents import part_digests
from tasks.site.pages.browse import month_of, month_pages
from tasks.site.pages.leaves import Leaf, Yearbook, named
from tasks.site.pages.names import KINDS, Kind
from tasks.site.pages.recent import happenings, year_changes
from tasks.site.pages.shelves import by_credit, by_publisher, credit_pages, publisher_pages
from tasks.site.pages.wall import Hung, hung, year_wall
from tasks.site.rendering import Site
from tasks.site.revisions import revisions
from tasks.site.slugs import slug
from tasks.types.edition import Published, Tally, YearEdition, YearShelf


def leaves_of(book: Yearbook, edition: YearEdition) -> list[Leaf]:
    """Every page that lists releases of the year, those first that the others lead to."""
    every = newest_first(edition)
    open_ = shown(every)
    return [
        *(leaf for name, held in by_publisher(open_).items() for leaf in publisher_pages(book, name, held)),
        *(leaf for name, shots in by_credit(open_).items() for leaf in credit_pages(book, name, shots)),
        *year_wall(book, open_),
        *year_changes(book, every),
        *month_pages(book, every),
    ]


def kind_of_list(path: str, book: Yearbook) -> Kind | None:
    """Which pages above the years may lead to that page of the year; None: none do."""
    return next((kind for kind in KINDS if path.startswith(f"{book.folder}{kind}/")), None)


def shelve(edition: YearEdition, site: Site) -> YearShelf | None:
    """What the year tells those above it; None where nothing of it is published."""
    every = newest_first(edition)
    if not every:
        return None
    open_, events = shown(every), happenings(every)
    return YearShelf(
        revision=edition.revision,
        updated=max(one.row.updated for one in every),
        months=dict(sorted(Counter(f"{month_of(one.row, site):02}" for one in every).items())),
        publishers=dict(_with_parts(by_publisher(open_))),
        credits=dict(_tallies(by_credit(open_))),
        parts=part_digests(open_, named),
        revisions=tuple(revisions(open_)),
        pictures=len(hung(open_)),
        events=len(events),
        changed=events[0].event.at if events else None,
    )


def _tallies(shelves: Mapping[Any, Sequence[Published | Hung]]) -> Iterator[tuple[str, Tally]]:
    for name in sorted(shelves, key=slug):
        releases = [one.release if isinstance(one, Hung) else one for one in shelves[name]]
        yield slug(name), Tally(name=name, count=len(releases), latest=_latest(releases), digest=_digest(releases))


def _with_parts(shelves: Mapping[str, Sequence[Published]]) -> Iterator[tuple[str, Tally]]:
    """The same of publishers, with what the documents of their feeds are made from."""
    for name, tally in _tallies(shelves):
        yield name, tally.model_copy(update={"parts": part_digests(shelves[tally.name or ""], named)})


def _latest(releases: Iterable[Published]) -> str:
    return max(one.row.date_published for one in releases)


def _digest(releases: Iterable[Published]) -> str:
    return digest(named(releases).encode(errors="replace"))
