"""Pages by name: of each publisher its releases, of each person or organisation that is credited its pictures.

Above the years a name has one page, with its years and the newest of what it has; in each year it has a list of all.
What bears no credit has a page of its own, as if that were a name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasks.site.pages.browse import PART as ROWS
from tasks.site.pages.leaves import Leaf, Yearbook, named
from tasks.site.pages.lines import line
from tasks.site.pages.names import Kind, credited, page_of_name
from tasks.site.pages.parts import Part, divide
from tasks.site.pages.wall import PART as PLATES
from tasks.site.pages.wall import Hung, depends_on, hung, plates
from tasks.site.rendering import Site, render, wording
from tasks.site.slugs import slug
from tasks.types.edition import Published

_MOST = 500
_FREQUENT = 60
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Shelf:
    """What stands under one name across the years. `years`: newest first, with how much each has."""

    kind: Kind
    name: str | None
    years: tuple[tuple[str, int], ...]

    @property
    def slug(self) -> str:
        """Its file name."""
        return slug(self.name)

    @property
    def count(self) -> int:
        """How much it has in all."""
        return sum(count for _, count in self.years)


def by_publisher(releases: Iterable[Published]) -> dict[str, list[Published]]:
    """The releases of each publisher, by name, in their order. Of what no page says who published it, nothing."""
    found: dict[str, list[Published]] = defaultdict(list)
    for one in releases:
        if one.publisher:
            found[one.publisher].append(one)
    return dict(found)


def by_credit(releases: Iterable[Published]) -> dict[str | None, list[Hung]]:
    """The pictures of everyone who is credited, by name, in their order; under None those without any credit."""
    found: dict[str | None, list[Hung]] = defaultdict(list)
    for one in hung(releases):
        for name in credited(one.picture.creators, one.picture.credit_text):
            found[name].append(one)
    return dict(found)


def publisher_pages(book: Yearbook, name: str, releases: Sequence[Published]) -> list[Leaf]:
    """`<source>/<year>/publishers/<slug>.html`: all that one published in that year, newest first."""

    def write(part: Part[Published], path: str) -> str:
        lines = [line(one.row, "../", book.site, *([one.department] if one.department else [])) for one in part.items]
        return render("list.html.j2", book.site, **_frame(book, "publishers", name, path), lines=lines, part=part)

    parts = divide(slug(name), releases, ROWS)
    return [_leaf(book, "publishers", part, f"{part.older} {part.newer}\n{named(part.items)}", write) for part in parts]


def credit_pages(book: Yearbook, name: str | None, pictures: Sequence[Hung]) -> list[Leaf]:
    """`<source>/<year>/credits/<slug>.html`: every picture of one in that year, newest first."""

    def write(part: Part[Hung], path: str) -> str:
        shown = plates(part.items, "../../../", "../", book.site)
        return render("wall.html.j2", book.site, **_frame(book, "credits", name, path), plates=shown, part=part)

    parts = divide(slug(name), pictures, PLATES)
    return [_leaf(book, "credits", part, depends_on(part), write) for part in parts]


def emptied_page(book: Yearbook, kind: Kind, path: str) -> str:
    """What stands in place of a list of the year that lists nothing any more."""
    part: Part[Published] = Part(path.rpartition("/")[2], (), None, None)
    return render("list.html.j2", book.site, **_frame(book, kind, "", path), lines=[], part=part)


def _leaf(book: Yearbook, kind: Kind, part: Part, depends: str, write: Callable[[Part, str], str]) -> Leaf:  # type: ignore[type-arg]
    path = f"{book.folder}{kind}/{part.name}"
    return Leaf(path, depends, lambda: write(part, path))


def _frame(book: Yearbook, kind: Kind, name: str | None, path: str) -> Mapping[str, object]:
    """What all pages of a year by name share; an empty name: of nobody in particular."""
    words = wording(book.site)
    shown = name if name is not None else words.say("uncredited")
    trail = [(book.name, "../../index.html"), (words.say(f"by_{kind}"), f"../../{kind}/index.html")]
    if shown:
        trail.append((shown, f"../../{page_of_name(kind, name)}"))
    return {
        "path": path,
        "up": "../../../",
        "trail": (*trail, (str(book.year), None)),
        "title": f"{shown}, {book.year}" if shown else str(book.year),
        "about": book.name,
    }


def name_page(
    shelf: Shelf, source: str, source_name: str, newest: Sequence[Published] | Sequence[Hung], site: Site
) -> str:
    """`<source>/publishers/<slug>/index.html`, `<source>/credits/<slug>/index.html`: its years, the newest of it."""
    kind, year = shelf.kind, shelf.years[0][0]
    hanging = [one for one in newest if isinstance(one, Hung)]
    listed = [one for one in newest if isinstance(one, Published)]
    return render(
        "name.html.j2",
        site,
        **_name_frame(kind, shelf.name, source, source_name, site),
        kind=kind,
        total=_total(kind, shelf.count, site),
        years=[(name, f"../../{name}/{kind}/{shelf.slug}.html", count) for name, count in shelf.years],
        plates=plates(hanging, "../../../", f"../../{year}/", site),
        lines=[line(one.row, f"../../{year}/", site) for one in listed],
    )


def _name_frame(kind: Kind, name: str | None, source: str, source_name: str, site: Site) -> Mapping[str, object]:
    """What all pages at a name's address share."""
    words = wording(site)
    shown = name if name is not None else words.say("uncredited")
    return {
        "path": f"{source}/{page_of_name(kind, name)}",
        "up": "../../../",
        "trail": ((source_name, "../../index.html"), (words.say(f"by_{kind}"), "../index.html"), (shown, None)),
        "title": shown,
        "about": source_name,
    }


def unlisted_page(kind: Kind, name: str | None, source: str, source_name: str, site: Site) -> str:
    """What stands at a name's address before anything of it is listed."""
    part: Part[Published] = Part("index.html", (), None, None)
    frame = _name_frame(kind, name, source, source_name, site)
    return render("list.html.j2", site, **frame, lines=[], part=part)


def names_pages(kind: Kind, shelves: Sequence[Shelf], source: str, source_name: str, site: Site) -> dict[str, str]:
    """`<source>/publishers/index.html`, `<source>/credits/index.html`, and where there are many one page a letter."""
    ordered = sorted(shelves, key=lambda one: (one.name is None, slug(one.name), one.name or ""))
    if len(ordered) <= _MOST:
        return {f"{source}/{kind}/index.html": _names_page(kind, "index.html", ordered, (), source, source_name, site)}
    letters: dict[str, list[Shelf]] = defaultdict(list)
    for one in ordered:
        letters[_letter(one)].append(one)
    tabs = tuple((letter.upper() if letter in _LETTERS else "#", f"{_file(letter)}.html") for letter in sorted(letters))
    frequent = sorted(ordered, key=lambda one: -one.count)[:_FREQUENT]
    pages = {f"{_file(letter)}.html": held for letter, held in letters.items()} | {"index.html": frequent}
    return {
        f"{source}/{kind}/{name}": _names_page(kind, name, held, tabs, source, source_name, site)
        for name, held in pages.items()
    }


def _letter(one: Shelf) -> str:
    first = one.slug[:1]
    return first if one.name is not None and first in _LETTERS else "0"


def _file(letter: str) -> str:
    return f"letter-{letter}"


def _names_page(
    kind: Kind,
    file: str,
    shelves: Sequence[Shelf],
    tabs: Sequence[tuple[str, str]],
    source: str,
    source_name: str,
    site: Site,
) -> str:
    words = wording(site)
    rows = [
        (
            one.name if one.name is not None else words.say("uncredited"),
            f"{one.slug}/index.html",
            _total(kind, one.count, site),
        )
        for one in shelves
    ]
    return render(
        "names.html.j2",
        site,
        path=f"{source}/{kind}/{file}",
        up="../../",
        trail=((source_name, "../index.html"), (words.say(f"by_{kind}"), None)),
        title=words.say(f"by_{kind}"),
        about=source_name,
        kind=kind,
        rows=rows,
        tabs=tabs,
    )


def _total(kind: Kind, count: int, site: Site) -> str:
    return wording(site).count("images" if kind == "credits" else "releases", count)
