"""A release's pictures on its page: renditions that stand, bear its words, and go with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tasks.media.embedded import read_embedded
from tasks.renditions import RECIPE, Sheet, write_credit
from tasks.store.bucket import JSON, Bucket
from tests.conftest import FreshBucket
from tests.tasks.office import Office, an_office
from tests.tasks.publish.archives import Archive
from tests.tasks.publish.tree import problems, read_tree

if TYPE_CHECKING:
    from bs4 import Tag

TRAM, BRIDGE = "1595069", "1561208"


@pytest.fixture
def office(bucket: FreshBucket) -> Office:
    """Two releases that show one picture in common, each with words of its own."""
    return an_office(Bucket(bucket.client, bucket.name), TRAM, BRIDGE)


def pictures(office: Office, id_: str) -> "list[Tag]":
    page = office.tree()[f"{office.folder(id_)}index.html"]
    return list(BeautifulSoup(page, "lxml").select("figure img"))


def renditions(office: Office, id_: str) -> list[str]:
    """The renditions that a release's page names, by path."""
    sets = [str(image["srcset"]) for image in pictures(office, id_) if image.has_attr("srcset")]
    names = [one.split()[0].removeprefix("../../../") for each in sets for one in each.split(",")]
    return [name for name in names if name.endswith(".webp")]


def standing(office: Office) -> set[str]:
    return {path for path in office.tree() if path.endswith(".webp")}


def digests(office: Office, id_: str) -> set[str]:
    return {one["sha256"] for one in office.release(id_)["image"]}


def sheets(office: Office) -> set[str]:
    keys = office.store.bucket.etags("renditions/")
    return {key.rpartition("/")[2].removesuffix(".json") for key in keys}


def test_a_page_offers_its_pictures_in_sizes_and_the_original_as_a_link(office: Office) -> None:
    (first, *_), (data, *_) = pictures(office, TRAM), office.release(TRAM)["image"]
    widths = [one.split()[1] for one in str(first["srcset"]).split(", ")]
    assert widths == ["480w", "960w", "1200w"]
    assert (first["width"], first["height"]) == ("1200", "800")
    assert first["sizes"] == "(min-width: 40rem) 36rem, 100vw"
    assert f"../../../{renditions(office, TRAM)[2]}" == first["src"], "whoever knows no sizes gets the widest"
    page = office.tree()[f"{office.folder(TRAM)}index.html"].decode()
    assert f'<a href="{data["contentUrl"]}">Original</a>' in page
    assert problems(office.tree()) == []


def test_each_bears_the_credit_of_the_release_that_shows_it(office: Office) -> None:
    tree = office.tree()
    for id_ in (TRAM, BRIDGE):
        printed = {one["sha256"]: one.get("creditText") for one in office.release(id_)["image"]}
        paths = renditions(office, id_)
        assert paths
        for path in paths:
            assert read_embedded(tree[path]).credit == printed[path.split("/")[2][:64]]


def test_a_picture_of_two_releases_is_rendered_once(office: Office) -> None:
    tree = office.tree()
    (shared,) = digests(office, TRAM) & digests(office, BRIDGE)
    one, other = (sorted(path for path in renditions(office, id_) if shared in path) for id_ in (TRAM, BRIDGE))
    assert set(one).isdisjoint(other), "they caption it differently"
    for mine, theirs in zip(one, other, strict=True):
        assert write_credit(tree[mine], b"") == write_credit(tree[theirs], b"")
    assert sheets(office) == digests(office, TRAM) | digests(office, BRIDGE)
    assert standing(office) == {*renditions(office, TRAM), *renditions(office, BRIDGE)}


@pytest.mark.parametrize("words", ["all", "one"])
def test_a_lost_rendition_comes_back(office: Office, words: str) -> None:
    before = office.tree()
    (shared,) = digests(office, TRAM) & digests(office, BRIDGE)
    lost = [
        path for path in standing(office) if shared in path and (words == "all" or path in renditions(office, TRAM))
    ]
    for path in lost:
        office.store.bucket.delete(f"public/{path}")
    assert office.publish(changed_only=False) == len(lost) > 0
    assert office.tree() == before
    assert office.publish(changed_only=False) == 0


ODD: dict[str, Callable[[Sheet], bytes]] = {
    "empty": lambda _: b"",
    "by an old recipe": lambda sheet: sheet.model_copy(update={"recipe": RECIPE - 1}).encode(),
    "another's": lambda sheet: sheet.model_copy(update={"sha256": "ab" * 32}).encode(),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_sheet_that_does_not_hold_is_made_anew(office: Office, odd: str) -> None:
    keys = office.store.bucket.etags("renditions/")
    for key in keys:
        office.store.bucket.put(key, ODD[odd](office.store.must_read(key, Sheet)), JSON)
    office.city.edit(TRAM, title="Neue Bahnen kommen später")
    office.hours = 5
    office.visit(TRAM)
    office.publish()
    made = [office.store.read_sheet(sha256) for sha256 in digests(office, TRAM)]
    assert made
    assert all(sheet and sheet.recipe == RECIPE for sheet in made)
    assert problems(office.tree()) == []


def test_they_go_with_their_picture_and_come_again(office: Office) -> None:
    before = office.tree().keys()
    own, shared = digests(office, TRAM) - digests(office, BRIDGE), digests(office, TRAM) & digests(office, BRIDGE)
    office.withdraw(TRAM, "images")
    assert standing(office) == set(renditions(office, BRIDGE)), "of shared pixels the other release's words stay"
    assert sheets(office).isdisjoint(own)
    assert sheets(office) >= shared
    assert not pictures(office, TRAM)
    office.restore(TRAM)
    assert before <= office.tree().keys()
    assert problems(office.tree()) == []


def test_nothing_is_left_of_them_where_all_is_erased(office: Office) -> None:
    office.withdraw(TRAM, "all")
    office.withdraw(BRIDGE, "all")
    assert (standing(office), sheets(office)) == (set(), set())


def test_what_is_no_picture_is_shown_as_it_is(published: Archive, caplog: pytest.LogCaptureFixture) -> None:
    published.read("1004", "2026-05-05", "Ein Karussell dreht sich.", 30)
    published.publish()
    page = BeautifulSoup(read_tree(published.store.bucket)["auenstadt/2026/1004/index.html"], "lxml")
    (image,) = page.select("figure img")
    assert str(image["src"]).endswith(".jpg")
    assert not image.has_attr("srcset")
    assert "no renditions: not an image" in caplog.text
