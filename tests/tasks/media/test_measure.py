"""Archived images and files as the ledger keeps them."""

from datetime import UTC, datetime

import pytest

from tasks.errors import MediaError
from tasks.media.measure import measure, measure_again, metadata_reader
from tasks.types.ledger import Resource
from tests.tasks.pictures import picture, xmp, xmp_creators

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
RESOURCE = Resource(url="https://media.auenstadt.example/x", at=NOW, sha256="ab" * 32, payload="p", warc="captures/x")
CREDITED = picture("JPEG", xmp=xmp(xmp_creators("Jette Vollrath")))


def test_an_image_is_measured_with_what_it_says_of_its_credit() -> None:
    medium = measure(CREDITED, RESOURCE, "images", 10**6)
    assert (medium.media_type, medium.extension, medium.size) == ("image/jpeg", "jpg", len(CREDITED))
    assert medium.width
    assert medium.embedded
    assert medium.embedded.creators == ("Jette Vollrath",)
    assert (medium.reader, medium.measured) == (metadata_reader(), NOW)
    assert measure(picture("PNG"), RESOURCE, "images", 10**6).embedded is None


def test_a_file_is_recognised_and_has_no_size_in_pixels() -> None:
    medium = measure(b"%PDF-1.7\n%%EOF\n", RESOURCE, "files", 10**6)
    assert (medium.media_type, medium.width, medium.reader) == ("application/pdf", None, None)


def test_what_is_no_image_is_refused() -> None:
    with pytest.raises(MediaError):
        measure(b"<html>", RESOURCE, "images", 10**6)


def test_measuring_again_reads_the_metadata_and_nothing_else() -> None:
    medium = measure(CREDITED, RESOURCE, "images", 10**6)
    earlier = medium.model_copy(update={"embedded": None, "reader": "an earlier one", "measured": None})
    assert measure_again(earlier, CREDITED, NOW) == medium
