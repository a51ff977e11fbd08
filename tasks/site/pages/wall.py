"""Walls of pictures, each with its caption, its credit and the release that shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.site.pages.leaves import Leaf, Yearbook, named
from tasks.site.pages.lines import Line, line
from tasks.site.pages.parts import Part, divide
from tasks.site.rendering import Site, render, wording
from tasks.types.edition import Picture, Published

PART = 24
"""Pictures on a page; the newest of several holds up to twice as many."""
_SHOWN = 2


@dataclass(frozen=True)
class Hung:
    """A picture, and the release that shows it."""

    picture: Picture
    release: Published


@dataclass(frozen=True)
class _Plate:
    """A picture as a wall shows it: addresses as seen from its page. No `src`: it is not displayed here."""

    picture: Picture
    line: Line
    src: str | None
    srcset: str
    width: int = 0
    height: int = 0


def hung(releases: Iterable[Published]) -> list[Hung]:
    """Every picture of these releases, in their order."""
    return [Hung(picture, one) for one in releases for picture in one.pictures]


def plates(pictures: Iterable[Hung], up: str, folder: str, site: Site) -> list[_Plate]:
    """The pictures on a page from which `up` leads to the root and `folder` to their year."""
    return [_plate(one.picture, line(one.release.row, folder, site), up) for one in pictures]


def _plate(picture: Picture, shown_by: Line, up: str) -> _Plate:
    if not picture.prints:
        return _Plate(picture, shown_by, None, "")
    smallest, few = picture.prints[0], picture.prints[:_SHOWN]
    srcset = ", ".join(f"{up}{one.path} {one.width}w" for one in few) if len(few) > 1 else ""
    return _Plate(picture, shown_by, f"{up}{smallest.path}", srcset, smallest.width, smallest.height)


def year_wall(book: Yearbook, releases: Sequence[Published]) -> list[Leaf]:
    """`<source>/<year>/pictures.html`: every picture of the year; it stands even where there is none."""
    parts = divide("pictures", hung(releases), PART)
    return [_leaf(book, part) for part in parts]


def _leaf(book: Yearbook, part: Part[Hung]) -> Leaf:
    def write() -> str:
        frame = book.frame(part, "pictures_of", ("pictures", "../pictures/index.html"))
        return render("wall.html.j2", book.site, **frame, plates=plates(part.items, "../../", "", book.site))

    return Leaf(f"{book.folder}{part.name}", depends_on(part), write)


def depends_on(part: Part[Hung]) -> str:
    """Names all that a page of that part shows."""
    places = " ".join(str(one.release.pictures.index(one.picture)) for one in part.items)
    return f"{part.older} {part.newer} {places}\n{named(one.release for one in part.items)}"


def newest_wall(
    source: str, name: str, newest: Sequence[tuple[int, Hung]], years: Sequence[tuple[str, int]], site: Site
) -> str:
    """`<source>/pictures/index.html`: the newest pictures, each with its year; the years with how many they have."""
    return render(
        "walls.html.j2",
        site,
        path=f"{source}/pictures/index.html",
        up="../../",
        trail=((name, "../index.html"), (wording(site).say("pictures"), None)),
        about=name,
        plates=[one for year, each in newest for one in plates([each], "../../", f"../{year}/", site)],
        years=[(year, f"../{year}/pictures.html", count) for year, count in years],
    )
