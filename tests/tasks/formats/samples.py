"""Releases to be written in other formats: invented ones, generated ones, the stand-in city's, the saved pages'."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from config.load import load_source
from tasks.errors import ReadingError
from tasks.normalise import normalise
from tasks.parse.page import read_page
from tasks.site.rendering import Site
from tasks.types.release import (
    Attachment,
    Block,
    Content,
    Creator,
    Heading,
    Image,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Publisher,
    Quote,
    Release,
    Standing,
    Table,
    Tombstone,
    VersionRef,
    Withdrawn,
)
from tests.city.city import City
from tests.city.site import release_answer
from tests.golden.saved import saved_pages
from tests.tasks.site.samples import NOW, RELEASE

Made = TypeVar("Made")
HOME = Site(url="https://archiv.musterstadt.example/presse/")
SITES = (Site(), HOME)
LIVE = Standing(first_seen=NOW, status="live", captures=())
TOMBSTONE = Tombstone(
    identifier=RELEASE.identifier,
    date_published=RELEASE.date_published,
    version=3,
    archive=LIVE.model_copy(update={"status": "withdrawn", "withdrawn": Withdrawn(at=NOW, scope="all")}),
)


def published(content: Content) -> Release:
    return Release.model_validate({**content.model_dump(), "version": 1, "archive": LIVE})


@cache
def city_releases() -> tuple[Release, ...]:
    """Every release of the stand-in city, as its pages read."""
    source, view = load_source("sample"), City.sample().view()
    found = []
    for one in view.releases:
        url = f"https://www.musterstadt.example{one.path}"
        answer = release_answer(view, one)
        reading = read_page(answer.body, answer.content_type, url, source)
        found.append(published(normalise(reading, one.id, url, {}, source)))
    return tuple(found)


@cache
def saved_releases() -> tuple[Release, ...]:
    """Every saved page that reads."""
    found = []
    for page in saved_pages():
        try:
            reading = read_page(page.content, page.content_type, page.url, page.source)
        except ReadingError:
            continue
        found.append(published(normalise(reading, page.id, page.url, {}, page.source)))
    return tuple(found)


def made(type_: Callable[..., Made], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Made]:
    """Values of that type, from these parts alone."""
    return st.fixed_dictionaries(parts).map(lambda known: type_(**known))


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_maybe = st.none() | _text
_digest = st.text("0123456789abcdef", min_size=64, max_size=64)
_moment = st.datetimes(datetime(2001, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_address = st.builds("https://www.musterstadt.example/{}".format, _text)
_number = st.none() | st.integers(1, 10**9)


def _media(folder: str, ending: str) -> st.SearchStrategy[dict[str, Any]]:
    """What is known of a medium that is archived, or nothing."""

    def facts(digest: str, size: int) -> dict[str, Any]:
        path = f"../../../{folder}/{digest[:2]}/{digest}.{ending}"
        return {"sha256": digest, "content_size": size, "content_url": path}

    return st.just({}) | st.builds(facts, _digest, st.integers(1, 10**9))


_creator = st.builds(lambda type_, name: Creator.model_validate({"@type": type_, "name": name}),
                     st.sampled_from(("Person", "Organization")), _text)  # fmt: skip
_image = st.builds(
    lambda media, **said: Image(**media, **said),
    _media("images", "jpg"),
    url=_address,
    caption=_maybe,
    credit_text=_maybe,
    creator=st.none() | st.lists(_creator, max_size=2).map(tuple),
    kind=st.sampled_from((None, "photo", "graphic", "visualisation", "plan", "logo")),
    copyright_notice=_maybe,
    usage_info=_maybe,
    description=_maybe,
    width=_number,
    height=_number,
    encoding_format=st.sampled_from((None, "image/jpeg")),
)
_file = st.builds(lambda media, **said: Attachment(**media, **said), _media("files", "pdf"), name=_text, url=_address)
_item = st.recursive(
    made(ListItem, text=_text),
    lambda items: made(
        ListItem, text=_text, items=st.lists(items, max_size=2).map(tuple), ordered=st.booleans()
    ),
    max_leaves=4,
)  # fmt: skip
blocks: st.SearchStrategy[Block] = st.one_of(
    made(Paragraph, text=_text),
    made(Heading, level=st.integers(2, 6), text=_text),
    made(Quote, text=_text),
    made(ListBlock, ordered=st.booleans(), start=_number, items=st.lists(_item, max_size=2).map(tuple)),
    made(
        Table, caption=_maybe, header=st.booleans(), rows=st.lists(st.lists(_text, max_size=3).map(tuple), max_size=3)
    ),
)
_version = made(
    VersionRef, number=st.integers(1, 3), at=_moment, read=_moment, cause=st.just("edited"),
    also=st.none() | st.just((4,)),
)  # fmt: skip
releases: st.SearchStrategy[Release] = made(
    Release,
    identifier=st.sampled_from(("musterstadt/1", "musterstadt/a.b-2")),
    url=_address,
    headline=_text,
    alternative_headline=_maybe,
    date_published=st.sampled_from(("2026-05-27", "2026-05-27T08:30Z", "2026-05-27T08:30:09Z")),
    date_modified=st.none() | _moment,
    in_language=st.sampled_from(("de", "en", "de-x-ls")),
    article_body=_text,
    body=st.lists(blocks, max_size=3).map(tuple),
    publisher=st.none()
    | made(Publisher, name=_text, department=_maybe, street_address=_maybe, address_locality=_maybe, email=_maybe),
    copyright_notice=_maybe,
    image=st.lists(_image, max_size=3).map(tuple),
    associated_media=st.lists(_file, max_size=2).map(tuple),
    citation=st.lists(made(Link, name=_text, url=_address), max_size=2).map(tuple),
    version=st.integers(1, 4),
    archive=made(
        Standing,
        first_seen=_moment,
        status=st.sampled_from(("live", "missing", "gone", "unchecked")),
        captures=st.just(()),
        versions=st.lists(_version, max_size=3).map(tuple),
    ),
)
