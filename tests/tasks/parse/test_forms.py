"""Only the order of a release page is sure: in whatever elements it is printed, it reads the same."""

from dataclasses import replace
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tasks.parse.forms import (
    ADDRESSES,
    CAPTIONS,
    ELSEWHERE,
    END,
    FILES,
    FRAMES,
    HEADS,
    LABELS,
    PUBLISHERS,
    SILENT,
    SLOTS,
    SPEAKING,
    SUBTITLE,
    TEXTS,
    TITLE,
    Form,
    Frame,
    Slot,
    page,
)
from tests.tasks.parse.reading import URL, read

# A page's own footer is told from an address by its label; where the text quotes one too, it cannot be.
QUOTED = "a date and a label in it"


def check(form: Form) -> None:
    reading = read(page(form))
    assert reading.template == ("older" if form.frame == "older" else "present")
    assert (reading.title, reading.subtitle, reading.date) == (TITLE, SUBTITLE, "2024-03-12")
    assert reading.body == TEXTS[form.text][1]
    assert reading.publisher == PUBLISHERS[form.publisher]
    assert [(figure.urls[0], figure.caption) for figure in reading.figures] == [
        (urljoin(URL, shot.path), shot.caption) for shot in form.shown
    ]
    files = [] if form.files == "none" else [(urljoin(URL, "/media/plan.pdf"), "Plan")]
    assert [(file.url, file.name) for file in reading.files] == files
    assert (reading.links, reading.copyright_notice, reading.findings) == ((), END, ())


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("text", TEXTS)
def test_subtitle_date_and_text(head: str, text: str) -> None:
    check(Form(head=head, text=text))


@pytest.mark.parametrize("publisher", PUBLISHERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_publisher(publisher: str, address: str) -> None:
    check(Form(publisher=publisher, address=address))


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("address", ["label and lines", "one block", "definition list", "table with the label"])
def test_label(label: str, address: str) -> None:
    check(Form(label=label, address=address))


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("picture", SILENT)
@pytest.mark.parametrize("pictures", [1, 3])
def test_pictures_with_captions_behind_the_address(slot: Slot, picture: str, pictures: int) -> None:
    check(Form(slot=slot, picture=picture, pictures=pictures))


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("picture", SPEAKING)
@pytest.mark.parametrize("pictures", [1, 3])
def test_pictures_with_captions_of_their_own(slot: Slot, picture: str, pictures: int) -> None:
    check(Form(slot=slot, picture=picture, pictures=pictures, speaking=True))


@pytest.mark.parametrize("captions", CAPTIONS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_captions_never_leak_into_an_address(captions: str, address: str) -> None:
    check(Form(captions=captions, address=address, publisher="name alone", pictures=2))


@pytest.mark.parametrize("files", FILES)
@pytest.mark.parametrize("frame", FRAMES)
def test_files(frame: Frame, files: str) -> None:
    check(Form(frame=frame, files=files))


@pytest.mark.parametrize("picture", sorted(set(SILENT) - {"figure and img"}))  # that one names no original
def test_pictures_that_lie_elsewhere(picture: str) -> None:
    check(Form(picture=picture, slot="text", shots=ELSEWHERE, pictures=3))


def test_no_picture() -> None:
    check(Form(pictures=0))


@settings(max_examples=120, deadline=None)
@given(
    st.builds(
        Form,
        frame=st.sampled_from(FRAMES),
        head=st.sampled_from(list(HEADS)),
        text=st.sampled_from(list(TEXTS)),
        publisher=st.sampled_from(list(PUBLISHERS)),
        address=st.sampled_from(list(ADDRESSES)),
        pictures=st.integers(0, 3),
        slot=st.sampled_from(SLOTS),
        captions=st.sampled_from(list(CAPTIONS)),
        files=st.sampled_from(list(FILES)),
    ).filter(lambda form: (form.text, form.address) != (QUOTED, "footer")),
    st.one_of(
        st.tuples(st.just(True), st.sampled_from(list(SPEAKING))),
        st.tuples(st.just(False), st.sampled_from(list(SILENT))),
    ),
)
def test_any_form_with_any_other(form: Form, picture: tuple[bool, str]) -> None:
    check(replace(form, speaking=picture[0], picture=picture[1]))
