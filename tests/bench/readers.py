"""Who reads the pages: this project, and three extractors made for any site.

Each takes the same page through its own public interface. The extractors are given the text already decoded, the
page's address and, where they take one, the language; they fetch nothing. Trafilatura runs as it comes and with the
one setting that improves its text on these pages.
`read` is what the clock measures; `found` brings its result into one form, outside the clock.
"""

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urljoin

import readability
import trafilatura
from bs4 import BeautifulSoup

from tasks.errors import ReadingError
from tasks.normalise import normalise
from tasks.parse.decode import decode
from tasks.parse.page import read_page
from tasks.types.reading import Reading
from tasks.types.release import Content
from tests.bench.truth import Found, Picture, found_in
from tests.golden.saved import Saved

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it misses a package for summaries, which nobody asks it for
    import newspaper


@dataclass(frozen=True)
class Reader:
    """`lacks` names the scores for which it returns nothing at all, on no page."""

    name: str
    read: Callable[[Saved], Any]
    found: Callable[[Saved, Any], Found]
    lacks: frozenset[str] = frozenset()


def _read(page: Saved) -> tuple[Reading, Content] | None:
    """From the bytes to the release's content, its credits taken apart; None of a page that is set aside."""
    try:
        reading = read_page(page.content, page.content_type, page.url, page.source)
    except ReadingError:
        return None
    return reading, normalise(reading, page.id, page.url, {}, page.source)


def _found(page: Saved, read: tuple[Reading, Content] | None) -> Found:
    if read is None:
        return Found("")
    reading, content = read
    return found_in({"pictures": [figure.urls for figure in reading.figures], "content": content.to_json()})


def _trafilatura(page: Saved, *, precise: bool = False) -> Any:
    wanted = {"include_comments": False, "include_images": True, "with_metadata": True, "favor_precision": precise}
    return trafilatura.bare_extraction(_text(page), url=page.url, **wanted)


def _found_by_trafilatura(page: Saved, document: Any) -> Found:
    if document is None:
        return Found("")
    pictures = _pictures(page, [document.image, *document.body.xpath("//graphic/@src")])
    return Found(document.text, document.date, pictures)


def _newspaper(page: Saved) -> Any:
    article = newspaper.Article(page.url, language="de", fetch_images=False)
    article.download(input_html=_text(page))
    return article.parse()


def _found_by_newspaper(page: Saved, article: Any) -> Found:
    day = article.publish_date.date().isoformat() if article.publish_date else None
    return Found(article.text, day, _pictures(page, [article.top_image, *article.images]))


def _readability(page: Saved) -> Any:
    return readability.Document(_text(page), url=page.url).summary()


def _found_by_readability(page: Saved, summary: str) -> Found:
    part = BeautifulSoup(summary, "lxml")
    return Found(part.get_text("\n"), None, _pictures(page, (str(image["src"]) for image in part.select("img[src]"))))


def _text(page: Saved) -> str:
    return decode(page.content, page.content_type).text


def _pictures(page: Saved, addresses: Iterable[str | None]) -> tuple[Picture, ...]:
    return tuple(Picture(frozenset({urljoin(page.url, address)})) for address in addresses if address)


OURS = Reader("pressearchiv", _read, _found)
_AS_DATA = frozenset({"captions", "credits"})
PEERS = (
    Reader("trafilatura", _trafilatura, _found_by_trafilatura, _AS_DATA),
    Reader("trafilatura precise", partial(_trafilatura, precise=True), _found_by_trafilatura, _AS_DATA),
    Reader("newspaper4k", _newspaper, _found_by_newspaper, _AS_DATA),
    Reader("readability-lxml", _readability, _found_by_readability, _AS_DATA | {"dates"}),
)
