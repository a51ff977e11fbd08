"""A release as one line of a list."""

from dataclasses import dataclass
from urllib.parse import quote

from tasks.site.rendering import Site, wording
from tasks.types.edition import ReleaseRow


@dataclass(frozen=True)
class Line:
    """A row of a list as shown."""

    row: ReleaseRow
    href: str
    marks: tuple[str, ...]


def line(row: ReleaseRow, folder: str, site: Site, *marks: str) -> Line:
    """The release in a list of a page from which `folder` is its year's; `marks`: what to say of it besides."""
    words = wording(site)
    said = (
        *marks,
        words.count("images", row.images) if row.images else "",
        words.count("version", row.version) if row.version > 1 else "",
        words.say(f"mark_{row.status}") if row.status != "live" else "",
    )
    return Line(row, f"{folder}{page_of(row)}", tuple(filter(None, said)))


def page_of(row: ReleaseRow) -> str:
    """The address of a release's page, as seen from its year's folder."""
    return f"{quote(row.id, safe='', errors='replace')}/index.html"
