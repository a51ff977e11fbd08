"""What the archive keeps, how, since when; and how much: by month, what is archived beside what the site listed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.site.rendering import Site, render, wording
from tasks.types.edition import Inventory, RootIndex, ShelvesEdition, SourceRow

_WIDTH, _HEIGHT, _LABELS = 480, 120, 5


@dataclass(frozen=True)
class Year:
    """A year's months: of each how many releases are archived, how many the site listed (None: not known).

    `months`: how many of them had begun when the archive was last changed or the lists were last walked.
    """

    year: int
    archived: tuple[int, ...]
    listed: tuple[int | None, ...]
    months: int = 12


@dataclass(frozen=True)
class Holdings:
    """What is archived of a source by month, oldest year first, and what is known of its site's lists."""

    source: SourceRow
    years: tuple[Year, ...]
    listed_at: str | None
    undated: int

    @classmethod
    def of(cls, source: SourceRow, shelves: ShelvesEdition, listed: Inventory | None) -> "Holdings":
        """The same of what stands published and of the last inventory."""
        archived = {int(year): shelf.months for year, shelf in shelves.years.items()}
        named = {int(month[:4]) for month in listed.months} if listed else set[int]()
        spoken = archived.keys() | named
        span = range(min(spoken), max(spoken) + 1) if spoken else ()
        end = max(source.latest[:7], f"{listed.at:%Y-%m}" if listed else "")
        years = tuple(_year(year, archived.get(year, {}), listed, end) for year in span)
        return cls(source, years, f"{listed.at:%Y-%m-%d}" if listed else None, listed.undated if listed else 0)

    @property
    def is_listed(self) -> bool:
        """Whether anything is known of what the site listed by month."""
        return any(count is not None for year in self.years for count in year.listed)


@dataclass(frozen=True)
class Chart:
    """The bars of a chart as SVG paths, the ground line's width and height, and labels by their place."""

    archived: str
    listed: str
    width: int
    height: int
    labels: tuple[tuple[float, str], ...]


def about_page(root: RootIndex, holdings: Sequence[Holdings], site: Site) -> str:
    """`about.html`: each source with its chart, and the same numbers as a table."""
    shown = [(one, chart(one)) for one in holdings]
    trail = ((wording(site).say("about"), None),)
    return render("about.html.j2", site, path="about.html", up="", trail=trail, root=root, holdings=shown)


def _year(year: int, archived: Mapping[str, int], listed: Inventory | None, end: str) -> Year:
    """Before the first month that the site lists nothing is known of it; from then on what it lists not is none."""
    first = min(listed.months, default=None) if listed else None
    names = [f"{number:02}" for number in range(1, 13)]

    def count(name: str) -> int | None:
        month = f"{year}-{name}"
        known = listed and first and first <= month <= f"{listed.at:%Y-%m}"
        return listed.months.get(month, 0) if listed and known else None

    begun = sum(f"{year}-{name}" <= end for name in names)
    return Year(year, tuple(archived.get(name, 0) for name in names), tuple(count(name) for name in names), begun)


def chart(holdings: Holdings) -> Chart:
    """Bars for what is archived, and around them a line for what was listed: where it rises above, there is a gap."""
    archived = [count for year in holdings.years for count in year.archived]
    listed = [count or 0 for year in holdings.years for count in year.listed]
    most, step = max((*archived, *listed, 1)), _WIDTH / max(1, len(archived))
    every = max(1, -(-len(holdings.years) // _LABELS))
    labels = ((n * 12 * step, str(one.year)) for n, one in enumerate(holdings.years) if n % every == 0)
    return Chart(
        " ".join(_bars(archived, most, step, 0.8)),
        " ".join(_bars(listed, most, step, 0.8)) if holdings.is_listed else "",
        _WIDTH,
        _HEIGHT,
        tuple((round(place, 1), name) for place, name in labels),
    )


def _bars(counts: Sequence[int], most: int, step: float, share: float) -> Iterator[str]:
    for place, count in enumerate(counts):
        if count:
            height = max(1, round(count * _HEIGHT / most, 1))
            yield f"M{place * step:.1f} {_HEIGHT}v-{height:g}h{step * share:.1f}v{height:g}z"
