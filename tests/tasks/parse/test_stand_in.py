"""Every page of the stand-in city reads, and reads as what is written in its release file."""

import json
from functools import cache
from typing import TypeVar
from urllib.parse import urljoin

import pytest
from pydantic import BaseModel

from config.load import load_source
from tasks.normalise import block_text, normalise
from tasks.parse.page import read_page
from tasks.types.reading import Reading
from tasks.types.release import Attachment, Block, Content, ListBlock, ListItem
from tests.city.city import City
from tests.city.model import Picture, Release
from tests.city.site import release_answer

SOURCE = load_source("sample")
VIEW = City.sample().view()
Model = TypeVar("Model", bound=BaseModel)

every_release = pytest.mark.parametrize("truth", VIEW.releases, ids=lambda release: release.id)
every_picture = pytest.mark.parametrize(
    ("truth", "number"),
    [(release, number) for release in VIEW.releases for number in range(len(release.pictures))],
    ids=lambda value: value.id if isinstance(value, Release) else str(value),
)


def address(path: str) -> str:
    return urljoin(SOURCE.base_url, path)


def seen(text: str) -> str:
    """That text as it is printed: soft hyphens print nothing, spaces look alike."""
    return text.replace("\u00ad", "").replace("\u00a0", " ")


def seen_in(model: Model) -> Model:
    shown = seen(json.dumps(model.model_dump(mode="json"), ensure_ascii=False))
    return type(model).model_validate_json(shown)


def told(items: tuple[ListItem, ...]) -> tuple[ListItem, ...]:
    """These items, the nested of which are bulleted unless said."""
    return tuple(
        item.model_copy(update={"items": told(item.items), "ordered": bool(item.ordered) if item.items else None})
        for item in items
    )


def text_of(truth: Release) -> tuple[Block, ...]:
    return tuple(
        block.model_copy(update={"items": told(block.items)}) if isinstance(block, ListBlock) else block
        for block in map(seen_in, truth.text)
    )


@cache
def read(truth: Release) -> Reading:
    answer = release_answer(VIEW, truth)
    return read_page(answer.body, answer.content_type, address(truth.path), SOURCE)


@cache
def normalised(truth: Release) -> Content:
    return normalise(read(truth), truth.id, address(truth.path), {}, SOURCE)


@every_release
def test_it_reads_without_a_doubt(truth: Release) -> None:
    reading = read(truth)
    assert reading.template == {"present": "present", "old": "older"}[truth.template]
    assert len(reading.findings) == (truth.publisher is None)


@every_release
def test_the_head(truth: Release) -> None:
    content = normalised(truth)
    assert content.headline == seen(truth.title)
    assert content.alternative_headline == (seen(truth.subtitle) if truth.subtitle else None)
    assert content.date_published == truth.published.isoformat()
    assert content.date_modified == truth.modified


@every_release
def test_the_text(truth: Release) -> None:
    content, text = normalised(truth), text_of(truth)
    assert content.body == text
    assert content.article_body == "\n\n".join(map(block_text, text))


@every_release
def test_the_publisher(truth: Release) -> None:
    found = normalised(truth).publisher
    printed = found.model_copy(update={"telephone_e164": None}) if found else None
    assert printed == (seen_in(truth.publisher) if truth.publisher else None)
    assert not found or bool(found.telephone_e164) == bool(found.telephone)
    assert normalised(truth).copyright_notice == f"© {VIEW.year} Stadt Musterstadt"


@every_release
def test_the_links_and_files(truth: Release) -> None:
    content = normalised(truth)
    links = {urljoin(address(truth.path), anchor.href): seen(anchor.name) for anchor in reversed(truth.links)}
    links = {url: name for url, name in links.items() if url.startswith("http")}  # no telephone numbers
    assert {link.url: link.name for link in content.citation} == links
    files = [Attachment(name=seen(file.name), url=address(file.path)) for file in truth.attachments]
    assert list(content.associated_media) == files


@every_release
def test_the_pictures(truth: Release) -> None:
    first = [figure.urls[0] for figure in read(truth).figures]
    assert first == list(dict.fromkeys(address(picture.path) for picture in truth.pictures))


def alt(picture: Picture) -> str | None:
    return seen(picture.alt).strip() if picture.alt not in (None, "", "null") else None


@every_picture
def test_a_picture(truth: Release, number: int) -> None:
    picture, image = truth.pictures[number], normalised(truth).image[number]
    assert image.caption == (seen(picture.caption) if picture.caption else None)
    assert image.credit_text == ("; ".join(map(seen, picture.credits)) or None)
    assert image.usage_info == (seen(picture.usage) if picture.usage else None)
    assert image.description == alt(picture)


@every_picture
def test_a_credit(truth: Release, number: int) -> None:
    picture, image = truth.pictures[number], normalised(truth).image[number]
    places = {"caption": 0, "overlay": 1, "attribute": 2}
    evidence = min(picture.credit_in, key=lambda place: places[place], default=None)
    if picture.caption_in == "title" and evidence == "caption":
        evidence = "attribute"
    assert image.credit_evidence == evidence
    assert image.kind in (picture.kind, None)
    if picture.kind != "photo":
        assert image.kind == picture.kind
