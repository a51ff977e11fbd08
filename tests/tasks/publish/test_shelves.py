"""What stands published across the years: by publisher, by credit, pictures, changes."""

import uuid
from typing import TYPE_CHECKING

import feedparser
import pytest
from bs4 import BeautifulSoup

from tasks.publish.compose import Volume
from tasks.publish.nameplates import Nameplates
from tasks.publish.shelves import read_shelves
from tasks.site.rendering import Site
from tasks.store.bucket import Bucket
from tasks.types.release import Publisher, Release, Scope
from tests.tasks.office import Office, an_office
from tests.tasks.publish.archives import NAME, SITE, Archive, Recording, observation
from tests.tasks.publish.test_gallery import BRIDGE, TRAM
from tests.tasks.publish.test_interrupted import after_each_write, dead_ends
from tests.tasks.publish.tree import Tree, problems, read_tree

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


@pytest.fixture(scope="module")
def office(s3_client: "S3Client") -> Office:
    """Two releases that show one picture in common; whoever withdraws puts up again."""
    return an_office(Bucket(s3_client, f"test-{uuid.uuid4().hex}"), TRAM, BRIDGE)


def read(tree: Tree, path: str) -> BeautifulSoup:
    return BeautifulSoup(tree[path], "lxml")


def named(tree: Tree, kind: str, source: str = "auenstadt") -> dict[str, str]:
    """The names on the list of publishers or credits, and what it says they have."""
    rows = read(tree, f"{source}/{kind}/index.html").select(".names li")
    return {str(row.a.string): row.select(".number")[0].get_text().replace("\xa0", " ") for row in rows if row.a}


def test_every_picture_hangs_under_everyone_who_is_credited(office: Office) -> None:
    tree, source = office.tree(), office.source.id
    credited = named(tree, "credits", source)
    for id_ in (TRAM, BRIDGE):
        for image in office.release(id_)["image"]:
            for name in [one["name"] for one in image.get("creator", [])] or [image.get("creditText")]:
                assert (name or "ohne Nachweis") in credited
                pages = [body.decode() for path, body in tree.items() if "/credits/" in path and path.endswith(".html")]
                holding = [page for page in pages if f"/{image['sha256']}" in page and f"/{id_}/index.html" in page]
                assert holding
                assert all(image["caption"].split("\n")[0][:30] in page for page in holding if image.get("caption"))


def test_a_wall_shows_the_smallest_rendition_with_its_size_and_moves_nothing(office: Office) -> None:
    images = read(office.tree(), f"{office.source.id}/pictures/index.html").select(".wall img")
    assert images
    for image in images:
        assert str(image["src"]).endswith(".webp")
        assert all(str(image[side]).isdecimal() for side in ("width", "height"))
        assert image["loading"] == "lazy"
        assert [one.split()[1] for one in str(image["srcset"]).split(", ")] == ["480w", "960w"]


@pytest.mark.parametrize("scope", ["images", "page"])
def test_what_is_withdrawn_is_on_no_page_at_once_and_comes_again(office: Office, scope: Scope) -> None:
    before = office.tree()
    taken = [image["sha256"] for image in office.release(TRAM)["image"]]
    kept = {image["sha256"] for image in office.release(BRIDGE)["image"]}
    office.withdraw(TRAM, scope)
    tree = office.tree()
    pages = {
        path: body for path, body in tree.items() if path.endswith(".html") and not path.startswith(office.folder(TRAM))
    }
    for sha256 in set(taken) - kept:
        assert not [path for path, body in pages.items() if sha256.encode() in body]
    assert problems(tree) == []
    assert dead_ends(tree) == []
    assert office.publish(changed_only=False) == 0, "nothing is left to tidy"
    office.hours += 1
    office.restore(TRAM)
    after = office.tree()
    assert {path for path in before if path.endswith(".html")} <= after.keys()
    assert problems(after) == []
    office.hours += 1


def test_a_publisher_that_is_no_more_leaves_no_page_and_never_a_dead_end(
    archive: Archive, recording: Recording
) -> None:
    archive.read("1004", "2026-05-05", "Ein Karussell dreht sich.", 3, publisher="Theater Auenstadt")
    archive.read("1005", "2026-05-06", "Der Vorhang fällt.", 3, publisher="Theater Auenstadt")
    archive.publish()
    old = read_tree(recording)
    assert named(old, "publishers") == {"Theater Auenstadt": "2 Meldungen"}
    assert "auenstadt/2026/publishers/theater-auenstadt.html" in old
    feed = feedparser.parse(old["auenstadt/publishers/theater-auenstadt/feed.atom"])
    assert [entry.title for entry in feed.entries] == [
        "Auf dem Kornmarkt: Der Vorhang fällt.",
        "Auf dem Kornmarkt: Ein Karussell dreht sich.",
    ]
    for id_, text in (("1004", "Ein Karussell dreht sich."), ("1005", "Der Vorhang fällt.")):
        archive.read(id_, "2026-05-05", text, 4, publisher="Bühnen Auenstadt")
    recording.bodies.clear()
    recording.calls.clear()
    archive.publish(changed_only=True)
    assert [tree for tree in after_each_write(old, recording) if dead_ends(tree)] == []
    new = read_tree(recording)
    assert [path for path in new if "theater-auenstadt" in path] == []
    assert list(named(new, "publishers")) == ["Bühnen Auenstadt"]
    assert problems(new) == []
    assert archive.publish() == 0


def test_a_page_for_a_name_that_never_came_goes(published: Archive, recording: Recording) -> None:
    before = read_tree(recording)
    release = published.store.must_read("public/auenstadt/2026/1002/release.json", Release)
    release = release.model_copy(update={"publisher": Publisher(name="Theater Auenstadt")})
    volume = Volume("auenstadt", 2026, NAME, "", "")
    Nameplates(published.store, volume, SITE, is_found=False).put_up(release)
    assert read_tree(recording) == before, "what nobody finds leads nobody astray"
    Nameplates(published.store, volume, SITE, is_found=True).put_up(release)
    left = read_tree(recording)
    assert left.keys() - before.keys() == {"auenstadt/publishers/theater-auenstadt/index.html"}
    assert problems(left) == []
    published.publish()
    assert read_tree(recording) == before


def test_changes_are_told_with_their_fields_and_each_revision_is_one_entry(published: Archive) -> None:
    published.record("2025", observation("1001", "gone", 30))
    published.publish(changed_only=True)
    tree = read_tree(published.store.bucket)
    page = read(tree, "auenstadt/changes.html")
    said = [" ".join(row.get_text().split()) for row in page.select(".rows .subtitle")]
    assert said[0].startswith("Von der Seite der Stadt verschwunden")
    assert said[1].startswith("Von der Stadt geändert: Überschrift, Text")
    assert [a["href"] for a in page.select("nav a") if "/changes.html" in str(a["href"])] == [
        "2026/changes.html",
        "2025/changes.html",
    ]
    (entry,) = feedparser.parse(tree["auenstadt/changes.atom"]).entries
    assert entry.title == "Auf dem Kornmarkt: Zwei Zelte stehen dort."
    assert entry.summary == "Von der Stadt geändert: Überschrift, Text"
    published.read("1003", "2026-05-04", "Drei Zelte stehen dort.", 40)
    published.publish(changed_only=True)
    later = feedparser.parse(read_tree(published.store.bucket)["auenstadt/changes.atom"]).entries
    assert [one.id for one in later][1:] == [entry.id], "an entry's id never changes"


def test_the_day_of_the_latest_change_is_told_of_earlier_years(archive: Archive) -> None:
    archive.read("0900", "2019-05-04", "Vor Jahren stand hier ein Riesenrad.", 0)
    archive.publish()
    assert read_shelves(archive.store, "auenstadt").anniversary
    tree = read_tree(archive.store.bucket)
    for path in ("index.html", "auenstadt/index.html"):
        day = read(tree, path).select("section[aria-labelledby=day]")[0]
        assert "4.\xa0Mai" in day.get_text()
        assert [str(a["href"]).rpartition("auenstadt/")[2] for a in day.select("a")] == ["2019/0900/index.html"]


def test_the_sitemap_names_the_lists(archive: Archive) -> None:
    archive.publish(Site(url="https://archiv.example/"))
    tree = read_tree(archive.store.bucket)
    above, year = tree["sitemap-pages.xml"].decode(), tree["auenstadt/2026/sitemap.xml"].decode()
    for path in (
        "about.html",
        "auenstadt/credits/index.html",
        "auenstadt/changes.html",
        "auenstadt/pictures/index.html",
    ):
        assert f"https://archiv.example/{path}<" in above
    for path in ("05.html", "pictures.html", "credits/jette-vollrath.html"):
        assert f"https://archiv.example/auenstadt/2026/{path}<" in year
