"""Seeds walked over a city given as pages: address to answer."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from config.source import Source
from tasks.discover.walk import MAX_SITEMAPS, Discovery, SeedReport, discover, judge
from tasks.errors import UnavailableError
from tasks.types.web import Exchange, Fetched

HOST = "https://www.musterstadt.example"


def a_source(*seeds: dict[str, object], **more: object) -> Source:
    return Source.model_validate(
        {
            "id": "musterstadt",
            "name": "Musterstadt",
            "base_url": HOST,
            "language": "de",
            "time_zone": "Europe/Berlin",
            "release": {"pattern": r"/(?P<id>\d+)\.html$"},
            "seeds": seeds,
            "pages": {
                "templates": [{"id": "a", "applies": "main", "root": "main", "figures": {"figure": "figure"}}],
                "publisher_labels": ["Herausgegeben von:"],
            },
            **more,
        }
    )


def a_list(**more: object) -> dict[str, object]:
    return {"kind": "list", "url": "/liste/1", "row": "li", "date": "i", "next": "a.next", **more}


LINKS: dict[str, object] = {"kind": "links", "url": "/aktuell"}
SITEMAP: dict[str, object] = {"kind": "sitemap", "url": "/sitemap.xml"}


class City:
    """Answers by address; a number is a status without a page; what is not there does not answer."""

    def __init__(self, pages: dict[str, str | int]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def fetch(self, url: str) -> Fetched:
        path = url.removeprefix(HOST)
        self.asked.append(path)
        if path not in self.pages:
            raise UnavailableError(f"{url}: no answer", url)
        page = self.pages[path]
        status, content = (page, b"") if isinstance(page, int) else (200, page.encode())
        at = datetime(2026, 7, 1, tzinfo=UTC)
        return Fetched((Exchange(at, url, (), status, "", "HTTP/1.1", (), content, "127.0.0.1"),), content)


def page(rows: Iterable[int | tuple[int, str]], onward: str | None = None) -> str:
    pairs = [row if isinstance(row, tuple) else (row, "") for row in rows]
    items = "".join(f'<li><i>{day}</i><a href="/{number}.html">Meldung {number}</a></li>' for number, day in pairs)
    return f"<ul>{items}</ul>" + (f'<a class="next" href="{onward}">weiter</a>' if onward else "")


def pages(*rows: Iterable[int | tuple[int, str]]) -> dict[str, str | int]:
    last = len(rows)
    return {f"/liste/{n}": page(each, f"/liste/{n + 1}" if n < last else None) for n, each in enumerate(rows, 1)}


def walk(
    city: City,
    source: Source,
    *,
    known: Iterable[int] = (),
    full: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> Discovery:
    archived = {str(number) for number in known}
    return discover(source, city.fetch, archived.__contains__, full=full, since=since, until=until)


def ids(discovery: Discovery) -> list[int]:
    return [int(find.id) for find in discovery.finds]


def test_a_list_is_walked_to_its_end() -> None:
    discovery = walk(City(pages([9, 8], [7, 6], [5])), a_source(a_list()))
    assert ids(discovery) == [9, 8, 7, 6, 5]
    assert discovery.seeds == (SeedReport(f"{HOST}/liste/1", "list", 5, 5, 3, False, None),)


def test_known_ground_ends_a_walk_unless_it_is_full() -> None:
    city = City(pages([9, 8], [7, 6], [5]))
    assert ids(walk(city, a_source(a_list()), known=[7, 6])) == [9, 8, 7, 6]
    assert ids(walk(city, a_source(a_list()), known=[8, 6])) == [9, 8, 7, 6, 5]
    assert ids(walk(city, a_source(a_list()), known=[9, 8, 7, 6], full=True)) == [9, 8, 7, 6, 5]


DATED = pages(
    [(9, "09.01.2026"), (8, "08.01.2026")],
    [(7, "07.01.2026"), (6, "")],
    [(5, "05.01.2026")],
    [(4, "04.01.2026")],
    [(3, "03.01.2026")],
)


def test_a_span_of_dates_looks_past_known_ground_and_stops_behind_it() -> None:
    city = City(DATED)
    since, until = date(2026, 1, 5), date(2026, 1, 8)
    assert ids(walk(city, a_source(a_list()), known=range(10), since=since, until=until)) == [8, 7, 6, 5]
    assert city.asked == ["/liste/1", "/liste/2", "/liste/3", "/liste/4"]


@pytest.mark.parametrize(
    ("seed", "rows", "expected", "problem"),
    [
        (a_list(), {"/liste/1": page([2], "/liste/2"), "/liste/2": page([1], "/liste/1")}, [2, 1], "circle"),
        (a_list(), {"/liste/1": page([2], "/liste/2"), "/liste/2": page([2], "/liste/3")}, [2], "nothing new"),
        (a_list(max_pages=2), pages([3], [2], [1]), [3, 2], "stopped after 2 pages, 1 or more were left"),
        (a_list(), {"/liste/1": page([2], "/liste/2")}, [2], "/liste/2: no answer"),
        (a_list(), {"/liste/1": page([2], "/liste/2"), "/liste/2": 404}, [2], "/liste/2: 404"),
        (a_list(), {"/liste/1": "kein Markup"}, [], "without any markup"),
        (a_list(), {"/liste/1": "<p>leer</p>"}, [], "lists no release"),
        (a_list(), {"/liste/1": 410}, [], "410"),
    ],
)
def test_what_cuts_a_walk_short_is_reported_and_finds_are_kept(
    seed: dict[str, object], rows: dict[str, str | int], expected: list[int], problem: str
) -> None:
    discovery = walk(City({**rows, "/aktuell": page([77])}), a_source(seed, LINKS))
    assert ids(discovery) == [*expected, 77]
    assert problem in (discovery.seeds[0].problem or "")
    assert discovery.seeds[1].problem is None


def test_a_dead_seed_says_only_its_status() -> None:
    assert walk(City({"/aktuell": 404}), a_source(LINKS)).seeds[0].problem == "404"


def test_a_seed_that_may_be_empty_has_no_problem_when_it_is() -> None:
    assert walk(City({"/aktuell": "<p>"}), a_source({**LINKS, "may_be_empty": True})).seeds[0].problem is None


def test_seeds_are_merged_by_id_and_each_report_says_what_was_fresh() -> None:
    city = City({"/liste/1": page([(2, "02.01.2026"), (1, "")]), "/aktuell": page([3, 2])})
    discovery = walk(city, a_source(LINKS, a_list()))
    assert ids(discovery) == [3, 2, 1]
    assert discovery.finds[1].date == date(2026, 1, 2)
    assert [(seed.finds, seed.fresh) for seed in discovery.seeds] == [(2, 2), (2, 1)]


def sitemap(*numbers: int) -> str:
    return f"<urlset>{''.join(f'<url><loc>{HOST}/{number}.html</loc></url>' for number in numbers)}</urlset>"


def index(*paths: str) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{path}</loc></sitemap>' for path in paths)}</sitemapindex>"


def test_a_sitemap_index_is_followed_and_a_broken_part_does_not_stop_it() -> None:
    city = City(
        {
            "/sitemap.xml": index("/a", "/b", "/c", "/d"),
            "/a": sitemap(1),
            "/b": 404,
            "/d": index("/e"),
            "/e": sitemap(2),
        }
    )
    discovery = walk(city, a_source(SITEMAP))
    assert ids(discovery) == [1, 2]
    assert discovery.seeds[0].problem == f"{HOST}/b: 404 (and 1 more problems)"


def test_too_many_sitemaps_are_cut_and_the_cut_is_reported() -> None:
    parts = {f"/part/{number}": sitemap(number) for number in range(1, 61)}
    discovery = walk(City({"/sitemap.xml": index(*parts), **parts}), a_source(SITEMAP))
    assert len(discovery.finds) == MAX_SITEMAPS - 1
    assert discovery.seeds[0].problem == "stopped after 50 pages, 11 or more were left"


def a_report(finds: int, *, fresh: int | None = None, may_be_empty: bool = False) -> SeedReport:
    problem = None if finds or may_be_empty else "404"
    return SeedReport("u", "links", finds, finds if fresh is None else fresh, 1, may_be_empty, problem)


@pytest.mark.parametrize(
    ("report", "remembered", "minimum", "failures"),
    [
        (a_report(3), {"u": 90}, 1, ()),
        (a_report(0), {"u": 9}, 0, ("u lists no release where it listed 9: 404",)),
        (a_report(0), {}, 0, ()),
        (a_report(0), {"u": 0}, 0, ()),
        (a_report(0, may_be_empty=True), {"u": 9}, 0, ()),
        (a_report(0), {}, 1, ("the seeds list 0 releases, at least 1 expected (gates.minimum)",)),
        (a_report(3, fresh=2), {}, 3, ("the seeds list 2 releases, at least 3 expected (gates.minimum)",)),
    ],
)
def test_silence_is_judged_by_what_is_remembered(
    report: SeedReport, remembered: dict[str, int], minimum: int, failures: tuple[str, ...]
) -> None:
    assert judge((report,), remembered, a_source(LINKS, gates={"minimum": minimum})) == failures


def test_pages_with_numbers_are_walked_to_the_first_that_is_not_there() -> None:
    pages: dict[str, str | int] = {
        "/seite/0": "<li><a href='/3.html'>Drei</a></li>",
        "/seite/10": "<li><a href='/2.html'>Zwei</a></li>",
        "/seite/20": 404,
    }
    city = City(pages)
    found = discover(
        a_source(a_list(url="/seite/{page}", first=0, step=10, next=None)),
        city.fetch,
        lambda _: False,
        full=True,
        since=None,
        until=None,
    )
    assert (city.asked, [find.id for find in found.finds]) == (list(pages), ["3", "2"])
    assert [(seed.url, seed.problem) for seed in found.seeds] == [(f"{HOST}/seite/0", None)]


def test_pages_with_numbers_end_where_one_lists_nothing_new() -> None:
    city = City({f"/seite/{number}": "<li><a href='/3.html'>Drei</a></li>" for number in range(1, 9)})
    found = discover(
        a_source(a_list(url="/seite/{page}")), city.fetch, lambda _: False, full=True, since=None, until=None
    )
    assert (city.asked, [seed.problem for seed in found.seeds]) == (["/seite/1", "/seite/2"], [None])
