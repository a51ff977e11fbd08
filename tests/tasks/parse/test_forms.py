"""Only the order of a release page is sure: in whatever elements it is printed, it reads the same."""

from dataclasses import replace
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import load_source
from tasks.parse.page import read_page
from tasks.types.reading import Reading
from tests.tasks.parse.forms import (
    ADDRESSES,
    CAPTIONS,
    ELSEWHERE,
    END,
    FILES,
    HEADS,
    LABELS,
    PUBLISHERS,
    SHOTS,
    SILENT,
    SLOTS,
    SPEAKING,
    SUBTITLE,
    TEXTS,
    TITLE,
    Form,
    page,
)

SOURCE = load_source("sample")
URL = "http://127.0.0.1:8410/meldungen/pressemeldung_1.de.html"
FRAMES = ("present", "older", "bare")


def read(form: Form) -> Reading:
    return read_page(page(form).encode(), "text/html; charset=utf-8", URL, SOURCE)


def check(form: Form) -> None:
    reading = read(form)
    assert reading.template == ("older" if form.frame == "older" else "present")
    assert (reading.title, reading.subtitle, reading.date) == (TITLE, SUBTITLE, "2024-03-12")
    assert reading.body == TEXTS[form.text][1]
    assert reading.publisher == PUBLISHERS[form.publisher]
    assert [figure.urls[0] for figure in reading.figures] == [urljoin(URL, shot.path) for shot in form.shown]
    assert [figure.caption for figure in reading.figures] == [shot.caption for shot in form.shown]
    assert [(file.url, file.name) for file in reading.files] == (
        [] if form.files == "none" else [(urljoin(URL, "/media/plan.pdf"), "Plan")]
    )
    assert reading.links == ()
    assert reading.copyright_notice == END
    assert reading.findings == ()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("head", HEADS)
def test_head_and_text(frame: str, head: str, text: str) -> None:
    check(Form(frame=frame, head=head, text=text))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_publisher(frame: str, publisher: str, address: str) -> None:
    check(Form(frame=frame, publisher=publisher, address=address))


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_label(label: str, address: str) -> None:
    if label.endswith(":") or address not in ("name behind the label",):
        check(Form(label=label, address=address))


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("picture", SILENT)
@pytest.mark.parametrize("pictures", [1, 2, 3])
def test_pictures_with_their_captions_behind_the_address(slot: str, picture: str, pictures: int) -> None:
    for frame in FRAMES:
        check(Form(frame=frame, slot=slot, picture=picture, pictures=pictures))


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("picture", SPEAKING)
@pytest.mark.parametrize("pictures", [1, 2, 3])
def test_pictures_with_captions_of_their_own(slot: str, picture: str, pictures: int) -> None:
    for frame in FRAMES:
        check(Form(frame=frame, slot=slot, picture=picture, pictures=pictures, speaking=True))


@pytest.mark.parametrize("captions", CAPTIONS)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("publisher", ["office", "name alone"])
def test_captions_behind_an_address(captions: str, address: str, publisher: str) -> None:
    for pictures in (1, 3):
        check(Form(captions=captions, address=address, publisher=publisher, pictures=pictures))


@pytest.mark.parametrize("files", FILES)
@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("frame", FRAMES)
def test_files(frame: str, slot: str, files: str) -> None:
    check(Form(frame=frame, slot=slot, files=files))


@pytest.mark.parametrize("picture", SILENT)
@pytest.mark.parametrize("slot", SLOTS)
def test_pictures_that_lie_elsewhere(picture: str, slot: str) -> None:
    if not picture.startswith("figure and"):
        check(Form(picture=picture, slot=slot, shots=ELSEWHERE, pictures=3))
