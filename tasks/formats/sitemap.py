"""`sitemap.xml` and its parts (sitemaps.org, protocol 0.9), with pictures in Google's image extension. Pure.

A sitemap holds absolute addresses alone: a tree that does not know its own has none. The root's is an index; it names
one sitemap with the pages above the years, and each year's own, which stands in the year's folder and is written with
it. No part holds more than the protocol's 50,000 addresses, the index no more parts. A withdrawn release is in none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tasks.site.rendering import Site, from_folder, printable, utc
from tasks.types.edition import ReleaseRow, RootIndex
from tasks.types.release import Release, Tombstone

MOST = 50_000
MOST_IMAGES = 1_000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the tree by its path: when it last changed, where that is known, and the pictures on it."""

    path: str
    changed: str | None = None
    images: tuple[str, ...] = ()


def year_page(release: Release | Tombstone, row: ReleaseRow, folder: str) -> Page | None:
    """A release's page in that year's folder (`<source>/<year>/`); None where it is withdrawn."""
    if isinstance(release, Tombstone) or release.archive.status == "withdrawn":
        return None
    place = f"{folder}{row.id}/"
    images = (from_folder(image.content_url, place) for image in release.image if image.content_url)
    return Page(f"{place}index.html", utc(row.updated), tuple(dict.fromkeys(images)))


def year_sitemaps(folder: str, pages: Iterable[Page], site: Site) -> dict[str, bytes]:
    """The sitemaps of a year's folder by path, its own page first: one, unless the year has too many pages for that."""
    if not site.url:
        return {}
    waiting = iter((Page(f"{folder}index.html"), *pages))
    parts = iter(lambda: tuple(islice(waiting, MOST)), ())
    return {f"{folder}{_name(number)}": _urlset(part, site) for number, part in enumerate(parts, 1)}


def root_sitemaps(root: RootIndex, years: Sequence[str], site: Site, lists: Sequence[str] = ()) -> dict[str, bytes]:
    """`sitemap.xml` over the paths of all years' sitemaps, and the one of the pages above the years (and `lists`)."""
    if not site.url:
        return {}
    above = [Page("index.html", utc(root.generated)), *(Page(f"{source.id}/index.html") for source in root.sources)]
    above += map(Page, lists)
    index = Element("sitemapindex", xmlns=_SITEMAP)
    for path in islice(("sitemap-pages.xml", *years), MOST):
        _locate(SubElement(index, "sitemap"), path, site)
    return {"sitemap-pages.xml": _urlset(above, site), "sitemap.xml": _written(index)}


def _name(number: int) -> str:
    return "sitemap.xml" if number == 1 else f"sitemap-{number}.xml"


def _urlset(pages: Iterable[Page], site: Site) -> bytes:
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:image": _IMAGE})
    for page in pages:
        url = SubElement(root, "url")
        _locate(url, page.path, site)
        if page.changed:
            SubElement(url, "lastmod").text = page.changed
        for image in page.images[:MOST_IMAGES]:
            _locate(SubElement(url, "image:image"), image, site, "image:loc")
    return _written(root)


def _locate(place: Element, path: str, site: Site, name: str = "loc") -> None:
    SubElement(place, name).text = site.address(path)


def _written(root: Element) -> bytes:
    indent(root, "")
    text = printable(tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
