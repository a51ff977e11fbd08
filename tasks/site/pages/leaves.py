"""Pages of lists: what each is made from is named, so that it is written only where that changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tasks.site.pages.parts import Item, Part
from tasks.site.rendering import Site, wording
from tasks.types.edition import Published


@dataclass(frozen=True)
class Leaf:
    """A page to be: its path in the tree, all that it depends on besides the site's look, and how it is written."""

    path: str
    depends: str
    write: Callable[[], str]


@dataclass(frozen=True)
class Yearbook:
    """A source's year, as its pages name it."""

    source: str
    name: str
    year: int
    site: Site

    @property
    def folder(self) -> str:
        """Where its pages stand in the tree."""
        return f"{self.source}/{self.year}/"

    def frame(self, part: Part[Item], title: str, above: tuple[str, str]) -> Mapping[str, object]:
        """What the pages of a list of the year share; `above`: the words for the page above the years, its address."""
        words = wording(self.site)
        key, href = above
        return {
            "path": f"{self.folder}{part.name}",
            "up": "../../",
            "trail": ((self.name, "../index.html"), (words.say(key), href), (str(self.year), None)),
            "title": words.say(title, year=self.year),
            "about": self.name,
            "part": part,
        }


def named(releases: Iterable[Published]) -> str:
    """Names all that lists show of these releases, in their order."""
    return "\n".join(_named(one) for one in releases)


def _named(one: Published) -> str:
    return " ".join((one.row.id, one.made_from, *(each.path for picture in one.pictures for each in picture.prints)))
