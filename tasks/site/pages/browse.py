"""The pages that lead to releases: start page, source page, year page."""

from collections.abc import Sequence
from itertools import groupby

from tasks.site.pages.lines import line
from tasks.site.rendering import Listed, Site, render, wording
from tasks.types.edition import RootIndex, SourceRow, YearIndex


def start_page(root: RootIndex, latest: Sequence[Listed], site: Site) -> str:
    """`index.html`: what this is, the sources with their years, the latest releases in the order given."""
    named = len(root.sources) > 1
    lines = [
        line(one.row, f"{one.source.id}/{one.year}/", site, *((one.source.name,) if named else ())) for one in latest
    ]
    return render("start.html.j2", site, path="index.html", up="", trail=(), root=root, lines=lines)


def source_page(source: SourceRow, latest: Sequence[Listed], site: Site) -> str:
    """`<source>/index.html`: the source's years and latest releases."""
    lines = [line(one.row, f"{one.year}/", site) for one in latest]
    trail = ((source.name, None),)
    path = f"{source.id}/index.html"
    return render("source.html.j2", site, path=path, up="../", trail=trail, source=source, lines=lines)


def year_page(year: YearIndex, source_name: str, site: Site) -> str:
    """`<source>/<year>/index.html`: all releases of a year by month, in the index's order (newest first)."""
    words = wording(site)
    by_month = groupby(year.releases, key=lambda row: words.date_of(row.date_published).month)
    months = [(month, [line(row, "", site) for row in rows]) for month, rows in by_month]
    return render(
        "year.html.j2",
        site,
        path=f"{year.source}/{year.year}/index.html",
        up="../../",
        trail=((source_name, "../index.html"), (str(year.year), None)),
        source_name=source_name,
        year=year.year,
        total=len(year.releases),
        months=months,
    )
