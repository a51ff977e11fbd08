"""Reading a release page whole, beside extractors for any site and beside parsing the same bytes and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import eq

import lxml.html
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from tasks.parse.page import read_page
from tests.bench.clock import Times, Work, measure
from tests.bench.pages import enlarge, measured_pages
from tests.bench.readers import OURS, PEERS, Reader
from tests.bench.scores import Scores, score
from tests.bench.truth import Found, truth_of
from tests.golden.saved import Saved, read_saved

ROUNDS = 5
EVERY = 4
"""Times are taken of every fourth page."""

LXML = "lxml alone"
READ_ALONE = "its reading alone"


@dataclass(frozen=True)
class Comparison:
    """What was measured in one run. `unchanged` counts the pages that read, enlarged, as they did before."""

    pages: Sequence[Saved]
    timed: Sequence[Saved]
    unchanged: int
    scores: Mapping[str, Scores]
    times: Times


def compare() -> Comparison:
    """Score everyone on every page, then take the times of some."""
    small = measured_pages()
    pages = tuple(map(enlarge, small))
    truths = tuple(map(truth_of, pages))
    scores = {reader.name: _score(reader, pages, truths) for reader in (OURS, *PEERS)}
    unchanged = sum(map(eq, map(read_saved, pages), map(read_saved, small)))
    timed = pages[::EVERY]
    works = _works()
    for work in works.values():
        work(timed[0])
    return Comparison(pages, timed, unchanged, scores, measure(works, timed, ROUNDS))


def _score(reader: Reader, pages: Sequence[Saved], truths: Sequence[Found]) -> Scores:
    return score([(reader.found(page, reader.read(page)), true) for page, true in zip(pages, truths, strict=True)])


def _works() -> dict[str, Work]:
    """Whose time is taken: the readers, our reading without the work on credits behind it, and parsers alone."""
    return {
        OURS.name: OURS.read,
        READ_ALONE: lambda page: read_page(page.content, page.content_type, page.url, page.source),
        LXML: lambda page: lxml.html.document_fromstring(page.content),
        "bs4, whole page": lambda page: BeautifulSoup(page.content, "lxml"),
        "bs4, main part": lambda page: BeautifulSoup(page.content, "lxml", parse_only=SoupStrainer(_main_part(page))),
        **{peer.name: peer.read for peer in PEERS},
    }


def _main_part(page: Saved) -> str:
    return "main" if b"<main" in page.content else "body"
