"""The page that searches in the reader's browser."""

from collections.abc import Iterable, Sequence

from tasks.site.rendering import Site, render, wording
from tasks.types.edition import SourceRow

STATES = ("live", "missing", "gone", "unchecked")
"""What a release that may be read can be."""


def search_page(sources: Sequence[SourceRow], publishers: Iterable[str], site: Site) -> str:
    """`search/index.html`: the form, filled in by a link's query; the script that answers it; the ways besides."""
    years = sorted({year.year for source in sources for year in source.years}, reverse=True)
    named = sorted(set(publishers), key=lambda name: (name.casefold(), name))
    return render(
        "search.html.j2",
        site,
        path="search/index.html",
        up="../",
        trail=((wording(site).say("search"), None),),
        sources=sources,
        names=[(source.id, source.name) for source in sources],
        years=[(year, year) for year in years],
        publishers=[(name, name) for name in named],
        states=STATES,
    )
