"""The pages that lead to releases by date: start page, source page, a year's page and its months'."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from tasks.site.pages.leaves import Leaf, Yearbook, named
from tasks.site.pages.lines import line
from tasks.site.pages.parts import Part, divide
from tasks.site.rendering import Listed, Site, render, wording
from tasks.site.slugs import UNNAMED
from tasks.types.edition import Published, ReleaseRow, RootIndex, ShelvesEdition, SourceRow, YearIndex

PART = 50
"""Releases on a page of a list; the newest of several holds up to twice as many."""
_WHOLE = 60
_NEWEST = 20
_EARLIER = 12


@dataclass(frozen=True)
class Front:
    """What a source's front page says besides: its numbers, and one day of the year in earlier years."""

    pictures: int = 0
    credits: int = 0
    publishers: int = 0
    day: str | None = None
    earlier: tuple[tuple[int, ReleaseRow], ...] = ()

    @classmethod
    def of(cls, shelves: ShelvesEdition) -> "Front":
        """The same of what stands published; of that day in the newest year the newest releases tell."""
        years = shelves.years.values()
        credited = {name for year in years for name in year.credits} - {UNNAMED}
        day = shelves.anniversary
        held = sorted(day.releases.items(), reverse=True) if day else []
        newest = max(shelves.years, default="")
        return cls(
            pictures=sum(year.pictures for year in years),
            credits=len(credited),
            publishers=len({name for year in years for name in year.publishers}),
            day=day.day if day else None,
            earlier=tuple((int(year), row) for year, rows in held if year != newest for row in rows)[:_EARLIER],
        )


_BARE = Front()
_NONE: Mapping[str, Front] = MappingProxyType({})


def start_page(root: RootIndex, latest: Sequence[Listed], site: Site, fronts: Mapping[str, Front] = _NONE) -> str:
    """`index.html`: what this is, the sources with their years and fronts, the latest releases in the order given."""
    named = len(root.sources) > 1
    names = {source.id: (source.name,) if named else () for source in root.sources}
    lines = [line(one.row, f"{one.source.id}/{one.year}/", site, *names[one.source.id]) for one in latest]
    day = f"{wording(site).local_day(root.generated):%m-%d}"
    earlier = [
        line(row, f"{source}/{year}/", site, *names[source])
        for source, front in fronts.items()
        if front.day == day
        for year, row in front.earlier
    ]
    return render(
        "start.html.j2",
        site,
        path="index.html",
        up="",
        trail=(),
        root=root,
        lines=lines,
        day=wording(site).day_of_year(day),
        earlier=earlier,
        numbers=_numbers(root.sources, fronts.values(), site),
    )


def source_page(source: SourceRow, latest: Sequence[Listed], site: Site, front: Front = _BARE) -> str:
    """`<source>/index.html`: the source's years and latest releases."""
    return render(
        "source.html.j2",
        site,
        path=f"{source.id}/index.html",
        up="../",
        trail=((source.name, None),),
        source=source,
        lines=[line(one.row, f"{one.year}/", site) for one in latest],
        day=wording(site).day_of_year(front.day) if front.day else "",
        earlier=[line(row, f"{year}/", site) for year, row in front.earlier],
        numbers=_numbers([source], [front], site),
    )


def _numbers(sources: Iterable[SourceRow], fronts: Iterable[Front], site: Site) -> list[tuple[str, str]]:
    """How much there is, each number with what it counts."""
    words, held = wording(site), list(fronts)
    counted = {
        "releases": sum(source.releases for source in sources),
        "images": sum(front.pictures for front in held),
        "number_credits": sum(front.credits for front in held),
        "number_publishers": sum(front.publishers for front in held),
    }
    return [tuple(words.count(key, n).split("\N{NO-BREAK SPACE}", 1)) for key, n in counted.items() if n]  # type: ignore[misc]


def year_page(year: YearIndex, source_name: str, site: Site) -> str:
    """`<source>/<year>/index.html`: the year's months; all its releases where they are few, else the newest."""
    words = wording(site)
    by_month = groupby(year.releases, key=lambda row: month_of(row, site))
    months = [(month, tuple(rows)) for month, rows in by_month]
    is_whole = len(year.releases) <= _WHOLE
    return render(
        "year.html.j2",
        site,
        path=f"{year.source}/{year.year}/index.html",
        up="../../",
        trail=((source_name, "../index.html"), (str(year.year), None)),
        source_name=source_name,
        year=year.year,
        total=len(year.releases),
        months=[(month, f"{month:02}.html", words.month(month), len(rows)) for month, rows in months],
        lists_=[(month, [line(row, "", site) for row in rows]) for month, rows in months] if is_whole else [],
        newest=[] if is_whole else [line(row, "", site) for row in year.releases[:_NEWEST]],
    )


def month_pages(book: Yearbook, releases: Sequence[Published]) -> list[Leaf]:
    """`<source>/<year>/<MM>.html` of every month that has releases; `releases`: the year's, newest first."""
    leaves = []
    for month, held in groupby(releases, key=lambda one: month_of(one.row, book.site)):
        parts = divide(f"{month:02}", tuple(held), PART)
        leaves += [_month_leaf(book, month, part) for part in parts]
    return leaves


def month_of(row: ReleaseRow, site: Site) -> int:
    """The month under which a release is listed."""
    return wording(site).date_of(row.date_published).month


def _month_leaf(book: Yearbook, month: int, part: Part[Published]) -> Leaf:
    path = f"{book.folder}{part.name}"

    def write() -> str:
        name = wording(book.site).month(month)
        return render(
            "list.html.j2",
            book.site,
            path=path,
            up="../../",
            trail=((book.name, "../index.html"), (str(book.year), "index.html"), (name, None)),
            title=wording(book.site).say("releases_of", year=f"{name} {book.year}"),
            about=book.name,
            lines=[line(one.row, "", book.site) for one in part.items],
            part=part,
        )

    return Leaf(path, f"{part.older} {part.newer}\n{named(part.items)}", write)
