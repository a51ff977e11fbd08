"""The stand-in for the city's website answers as the pipeline's tests rely on."""

import gzip
import hashlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.city import misbehaviour as bad
from tests.city.city import City
from tests.city.media import RENDITIONS, rendition_of
from tests.city.model import Release, load_releases
from tests.city.paint.album import PAINTINGS, documents, paint
from tests.city.server import listen, serving
from tests.city.site import release_answer

LIST = "/meldungen/meldungen_letzte_tage.de.jsp"
TRAM = "/meldungen/pressemeldung_1595069.de.html"
TOWN_HALL = "/media/wwwmusterstadt/pressebilder/rathaus.jpg"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def city() -> City:
    return City.sample()


@pytest.fixture
def visitor(city: City) -> Iterator[httpx.Client]:
    with serving(city) as base_url, httpx.Client(base_url=base_url, timeout=5) as client:
        yield client


def text_of(page: bytes) -> str:
    return BeautifulSoup(page, "lxml").get_text(" ", strip=True)


def in_order(text: str, *parts: str | None) -> bool:
    """Whether the parts follow one another in the text, white space aside."""
    seen = "".join(text.split())
    places, start = [], 0
    for part in filter(None, parts):
        start = seen.find("".join(part.split()), start)
        places.append(start)
    return -1 not in places


def rows(response: httpx.Response) -> list[tuple[str, str]]:
    page = BeautifulSoup(response.text, "lxml")
    links = page.select("td[headers=title] a")
    dates = [cell.get_text() for cell in page.select("td[headers=date]")]
    found = [re.sub(r"\s", "", str(link["href"])) for link in links]
    return list(zip(dates, found, strict=True))


def test_the_sample_is_varied() -> None:
    releases = load_releases()
    pictures = [picture for release in releases for picture in release.pictures]
    assert len(releases) >= 40
    assert {release.published.year for release in releases} == set(range(2016, 2027))
    assert {block.type for release in releases for block in release.body} == {
        "paragraph",
        "heading",
        "list",
        "quote",
        "table",
    }
    assert {release.date_form for release in releases} == {"paragraph", "div", "time", "line"}
    assert {release.publisher_form for release in releases} == {"lines", "label apart", "blocks", "divs"}
    assert {None, "", "null"} < {picture.alt for picture in pictures}
    assert {picture.kind for picture in pictures} == {"photo", "graphic", "visualisation", "plan"}
    assert {picture.file for picture in pictures} | {"logo.png"} == set(PAINTINGS)
    by_date = [int(r.id) for r in sorted(releases, key=lambda r: r.published)]
    assert by_date != sorted(by_date), "ids rise, but not strictly with the date"


@pytest.mark.parametrize("release", load_releases(), ids=lambda release: release.id)
def test_a_release_page_has_the_site_s_order(release: Release) -> None:
    answer = release_answer(City.of([release]).view(), release)
    assert release.publisher is not None
    assert release.encoding in answer.content_type
    captions = [picture.line for picture in release.pictures if picture.caption_in == "block" and not picture.slider]
    captions += [picture.line for picture in release.pictures if picture.caption_in == "block" and picture.slider]
    release_parts = (release.title, release.subtitle, f"{release.published:%d.%m.%Y}", release.teaser[:40])
    publisher = (release.label, release.publisher.name, release.publisher.postal_code, "Telefon:", "E-Mail:")
    year = f"© {datetime.now(UTC).year} Stadt Musterstadt"
    old = [part for picture in release.pictures for part in (picture.alt, picture.line)]
    parts = (*old, *release_parts, *publisher) if release.template == "old" else (*release_parts, *publisher, *captions)
    assert in_order(
        text_of(answer.body).replace("\N{SOFT HYPHEN}", ""), *(p and p.replace("\u00ad", "") for p in parts), year
    )


def test_the_list_shows_every_release_newest_first(city: City, visitor: httpx.Client) -> None:
    found, target = [], f"{LIST}?pageNo=1"
    while target:
        response = visitor.get(target)
        page = rows(response)
        assert len(page) <= 10
        found += page
        following = BeautifulSoup(response.text, "lxml").select_one('a[title="Eine Seite vorblättern."]')
        target = str(following["href"]).strip() and f"/meldungen/{str(following['href']).strip()}" if following else ""
    days = [datetime.strptime(day, "%d.%m.%Y").replace(tzinfo=UTC) for day, _ in found]
    assert days == sorted(days, reverse=True)
    everywhere = sum(len(release.paths) for release in city.releases.values())
    assert len(found) == everywhere == len(city.releases) + 1, "one release has two addresses"


def test_other_pages_list_releases(city: City, visitor: httpx.Client) -> None:
    newest = city.view().releases[0]
    for path in ("/rathaus/presse/pressecenter.de.jsp", "/aktuell.de.html", "/inhaltsverzeichnis.de.html", "/feed.xml"):
        assert newest.path.rpartition("/")[2] in visitor.get(path).text, path
    assert visitor.get("/suche.de.html?query=lichterfest").text.count("pressemeldung_") == 2
    topic = text_of(visitor.get("/leben/mobilitaet/aktuelle_meldungen.de.html").content)
    assert in_order(topic, "Musterstadt, 27.05.2026", newest.title, f"Lesen Sie mehr zum Thema: {newest.title} ...")
    sitemap = visitor.get("/sitemap.xml").text
    assert all(
        f"<loc>{visitor.base_url.join(path)}</loc>" in sitemap for r in city.releases.values() for path in r.paths
    )
    assert "Disallow: /intern/" in visitor.get("/robots.txt").text


def test_all_links_of_all_releases_lead_somewhere(city: City, visitor: httpx.Client) -> None:
    targets = set()
    for release in city.releases.values():
        page = BeautifulSoup(visitor.get(release.path).content, "lxml")
        named = [tag.get(name) for name in ("href", "src", "data-media") for tag in page.select(f"[{name}]")]
        inside = [href for href in map(str, named) if not href.startswith(("http", "mailto:", "tel:", "#"))]
        targets |= {str(httpx.URL(release.path).join(re.sub(r"\s", "", href))) for href in inside}
    assert [target for target in sorted(targets) if visitor.head(target).status_code != 200] == []


@pytest.mark.parametrize("path", [TRAM, TOWN_HALL, "/media/wwwmusterstadt/dokumente/haushalt-kurz-erklaert.pdf"])
def test_conditional_requests(visitor: httpx.Client, path: str) -> None:
    first = visitor.get(path)
    assert first.status_code == 200
    for name, given in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")):
        again = visitor.get(path, headers={name: first.headers[given]})
        assert (again.status_code, again.content) == (304, b"")
    assert visitor.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert visitor.get(path, headers={"If-Modified-Since": "Fri, 01 Jan 2010 00:00:00 GMT"}).status_code == 200
    head = visitor.head(path)
    assert head.content == b""
    assert head.headers["content-length"] == str(len(first.content))
    assert visitor.post(path).status_code == 405


def test_pictures_have_renditions_beside_them(visitor: httpx.Client) -> None:
    for name, size in RENDITIONS.items():
        with Image.open(io.BytesIO(visitor.get(rendition_of(TOWN_HALL, name)).content)) as picture:
            assert picture.size == size
    assert visitor.get("/media/wwwmusterstadt/pressebilder/nichts.jpg").status_code == 404


def test_a_city_publishes_edits_and_redecorates(city: City, visitor: httpx.Client) -> None:
    old, before = city.releases["1595069"], visitor.get(TRAM)
    news = old.model_copy(
        update={"id": "1595999", "title": "Neu", "paths": ("/meldungen/pressemeldung_1595999.de.html",)}
    )
    city.publish(news)
    assert rows(visitor.get(LIST))[0][1] == "pressemeldung_1595999.de.html"
    assert visitor.get(TRAM).headers["etag"] == before.headers["etag"]
    with pytest.raises(ValueError, match="published already"):
        city.publish(news)
    edited = city.edit("1595069", title="Anders", body=["Ein Absatz."], published=date(2026, 5, 28))
    assert edited.modified > old.modified
    after = visitor.get(TRAM, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert in_order(text_of(after.content), "Anders", "28.05.2026", "Ein Absatz.")
    city.redecorate("Neuer Hinweis.")
    assert "Neuer Hinweis." in visitor.get(TRAM).text
    with pytest.raises(KeyError):
        city.edit("1", title="Anders")


def test_a_city_moves_removes_and_restores(city: City, visitor: httpx.Client) -> None:
    city.move("1595069", "/meldungen/neu/pressemeldung_1595069.de.html")
    moved = visitor.get(TRAM)
    assert (moved.status_code, moved.headers["location"]) == (301, "/meldungen/neu/pressemeldung_1595069.de.html")
    city.move("1592233", "/meldungen/neu/pressemeldung_1592233.de.html", redirect=False)
    assert visitor.get("/meldungen/pressemeldung_1592233.de.html").status_code == 404
    for status in (404, 410):
        city.remove("1595069", status=status)
        assert visitor.get(moved.headers["location"]).status_code == status
        assert "1595069" not in visitor.get(LIST).text
        assert "1595069" not in city.releases
        city.restore("1595069")
    assert visitor.get(TRAM, follow_redirects=True).status_code == 200


def test_a_picture_can_be_replaced(city: City, visitor: httpx.Client) -> None:
    before = visitor.get(TOWN_HALL)
    city.replace(TOWN_HALL, b"other bytes")
    after = visitor.get(TOWN_HALL, headers={"If-None-Match": before.headers["etag"]})
    assert after.content == b"other bytes"


def test_requests_are_logged(city: City, visitor: httpx.Client) -> None:
    visitor.get(f"{LIST}?pageNo=2", headers={"User-Agent": "tests"})
    visitor.head("/nirgends")
    first, second = city.requests
    assert (first.method, first.path, first.target, first.status) == ("GET", LIST, f"{LIST}?pageNo=2", 200)
    assert first.headers["user-agent"] == "tests"
    assert (second.method, second.status) == ("HEAD", 404)


def test_statuses_heal_after_so_many_times(city: City, visitor: httpx.Client) -> None:
    city.fail(TRAM, bad.Status(503, {"Retry-After": "7"}), times=2)
    assert [visitor.get(TRAM).status_code for _ in range(3)] == [503, 503, 200]
    city.fail(LIST, bad.Status(429))
    city.fail(f"{LIST}?pageNo=2", bad.Status(500, {"Retry-After": "7"}))
    assert visitor.get(LIST).status_code == 429
    assert visitor.get(f"{LIST}?pageNo=2").headers["retry-after"] == "7"
    city.heal(LIST)
    assert visitor.get(f"{LIST}?pageNo=1").status_code == 200


def test_redirects(city: City, visitor: httpx.Client) -> None:
    city.fail(TRAM, bad.RedirectLoop())
    with pytest.raises(httpx.TooManyRedirects):
        visitor.get(TRAM, follow_redirects=True)
    city.fail(TRAM, bad.Redirect("http://127.0.0.1:1/", code=307))
    assert visitor.get(TRAM).headers["location"] == "http://127.0.0.1:1/"


def test_no_answer(city: City, visitor: httpx.Client) -> None:
    city.fail(TRAM, bad.NoAnswer())
    with pytest.raises(httpx.ReadTimeout):
        visitor.get(TRAM, timeout=0.2)
    city.heal(TRAM)
    assert visitor.get(TRAM).status_code == 200
    assert [request.status for request in city.requests] == [None, 200]


def test_slowness(city: City, visitor: httpx.Client) -> None:
    city.fail(TRAM, bad.SlowBody(step=5, seconds=0.05))
    with visitor.stream("GET", TRAM) as response:
        pieces = response.iter_raw()
        assert [len(next(pieces)) for _ in range(4)] == [5, 5, 5, 5]
    city.fail(TRAM, bad.SlowHeaders(seconds=0.05))
    with socket.create_connection((visitor.base_url.host, visitor.base_url.port or 80), timeout=5) as line:
        line.sendall(f"GET {TRAM} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        came = b""
        while b"x-line-3" not in came:
            came += line.recv(100)
    assert came.startswith(b"HTTP/1.1 200 OK\r\nx-line-0: slow\r\n")
    assert b"\r\n\r\n" not in came
    city.heal(TRAM)
    assert visitor.get(TRAM).status_code == 200


def test_broken_bodies(city: City, visitor: httpx.Client) -> None:
    whole, picture = visitor.get(TRAM), visitor.get(TOWN_HALL)
    city.fail(TRAM, bad.Dropped())
    with pytest.raises(httpx.RemoteProtocolError):
        visitor.get(TRAM)
    city.fail(TRAM, bad.Empty())
    assert (visitor.get(TRAM).status_code, visitor.get(TRAM).content) == (200, b"")
    city.fail(TRAM, bad.InvalidUtf8())
    with pytest.raises(UnicodeDecodeError):
        visitor.get(TRAM).content.decode()
    city.fail(TRAM, bad.WrongCharset())
    wrong = visitor.get(TRAM)
    assert (wrong.content, wrong.headers["content-type"]) == (whole.content, "text/html; charset=iso-8859-1")
    city.fail(TOWN_HALL, bad.Truncated())
    half = visitor.get(TOWN_HALL).content
    assert picture.content.startswith(half)
    with pytest.raises(OSError, match="truncated"), Image.open(io.BytesIO(half)) as image:
        image.load()
    city.fail(TOWN_HALL, bad.HtmlAsImage())
    assert visitor.get(TOWN_HALL).content.startswith(b"<!DOCTYPE html>")


def test_bombs(city: City, visitor: httpx.Client) -> None:
    city.fail(TRAM, bad.GzipBomb())
    with visitor.stream("GET", TRAM) as response:
        wire = b"".join(response.iter_raw())
    assert len(wire) < 2_000_000
    with gzip.open(io.BytesIO(wire)) as unpacked:
        assert sum(len(chunk) for chunk in iter(lambda: unpacked.read(1 << 20), b"")) > 200_000_000
    city.fail(TRAM, bad.HugePage())
    with visitor.stream("GET", TRAM) as response:
        assert "content-length" not in response.headers
        assert sum(map(len, response.iter_raw())) > 60_000_000
    city.fail(TOWN_HALL, bad.PixelBomb(3000))
    with Image.open(io.BytesIO(visitor.get(TOWN_HALL).content)) as image:
        image.load()
        assert image.size == (3000, 3000)
    assert len(bad.pixel_bomb()) < 1_000_000


@pytest.mark.parametrize("name", ["rathaustelefon.png", "rathaus.jpg", "schulneubau.webp"])
def test_painting_again_gives_the_same_picture(name: str) -> None:
    kept = (ROOT / "tests/city/images" / name).read_bytes()
    with Image.open(io.BytesIO(kept)) as one, Image.open(io.BytesIO(paint(name))) as other:
        assert one.size == other.size
        # Another build of a codec may write other bytes; the picture is the same to the eye.
        small = [image.convert("RGB").resize((8, 8)).tobytes() for image in (one, other)]
    assert all(abs(before - after) < 8 for before, after in zip(*small, strict=True))


def test_pictures_say_who_made_them() -> None:
    kept = (ROOT / "tests/city/images/rathaus.jpg").read_bytes()
    with Image.open(io.BytesIO(kept)) as image:
        assert b"Lena Brandt, Stadt Musterstadt" in image.info["photoshop"][0x0404]
        assert b"<dc:creator><rdf:Seq><rdf:li>Lena Brandt</rdf:li>" in image.info["xmp"]


def test_documents_are_as_written() -> None:
    for name, content in documents():
        assert (
            hashlib.sha256((ROOT / "tests/city/files" / name).read_bytes()).digest() == hashlib.sha256(content).digest()
        )


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_until_it_is_told_to_stop(signum: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.city", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = re.fullmatch(r"serving (http://127\.0\.0\.1:\d+/)\n", process.stdout.readline())
        assert said
        assert httpx.get(said[1]).status_code == 200
        os.kill(process.pid, signum)
        assert process.communicate(timeout=10) == ("", "")
    assert process.returncode == 0


def test_the_command_names_a_taken_port() -> None:
    with listen() as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "tests.city", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    assert done.stderr == f"city: cannot listen on 127.0.0.1:{port}: Address already in use; name another --port\n"
