"""What searching needs above the years: the engine, the manifest, and the page, which is written last."""

from collections.abc import Iterable, Mapping, Sequence

from tasks.publish.compose import Files
from tasks.search.engine import engine_files, pagefind_version
from tasks.search.manifest import manifest
from tasks.search.places import FOLDER, MANIFEST, PAGE, engine_folder
from tasks.site.pages.search import search_page
from tasks.site.rendering import Site
from tasks.types.edition import ShelvesEdition, SourceEdition, SourceRow


def search_folders() -> tuple[str, ...]:
    """Where all that stands."""
    folder = engine_folder(pagefind_version())
    return FOLDER, folder, f"{folder}index/"


def publishers_of(shelves: Iterable[ShelvesEdition]) -> list[str]:
    """Whose releases a reader may choose."""
    tallies = (tally for each in shelves for year in each.years.values() for tally in year.publishers.values())
    return sorted({tally.name for tally in tallies if tally.name})


def search_files(
    sources: Mapping[str, SourceEdition], rows: Sequence[SourceRow], publishers: Iterable[str], site: Site
) -> Files:
    """These files by path below `public/`."""
    folder, engine = engine_folder(pagefind_version()), engine_files()
    listings = (
        (source, int(year), summary.search)
        for source, edition in sources.items()
        for year, summary in edition.years.items()
        if summary.search
    )
    return {
        **{folder + path: body for path, body in engine.items()},
        MANIFEST: manifest(folder, engine, listings).encode(),
        PAGE: search_page(rows, publishers, site).encode(),
    }
