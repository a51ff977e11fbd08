"""Evidence as a WACZ, on the real server: accepted by its validator and replayed by a replay server, byte for byte."""

import gzip
import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen
from zipfile import ZIP_STORED, ZipFile

import pytest

from config.load import load_source
from config.source import Source
from infra.process import free_ports
from infra.s3 import S3Access
from tasks.capture.archivist import Archivist
from tasks.capture.holdings import Holdings
from tasks.capture.wacz import write_wacz
from tasks.errors import RequestError, StoreError
from tasks.importing import Importer
from tasks.ledger.book import Ledgers
from tasks.ledger.rules import decide
from tasks.selection import select
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.types.ledger import Decision
from tasks.types.web import Exchange, Fetched, Find, Validators
from tasks.visit import Span, Visitor
from tests.city.city import City
from tests.city.media import find_media
from tests.city.site import release_answer
from tests.conftest import client_of
from tests.crawls import BASE, Crawl, page_of

BIN = Path(__file__).parent.parent.parent.parent / ".venv-replay/bin"
ID = "1595069"
CITY = City.sample()
RELEASE = CITY.releases[ID]
OTHER = next(one for one in CITY.releases.values() if one.published.year == RELEASE.published.year and one.id != ID)
URL = BASE + RELEASE.path
EARLY, FIRST, SECOND = (datetime(year, 5, 28, 8, 0, tzinfo=UTC) for year in (2018, 2026, 2027))
OLD_PAGE = page_of(CITY, ID).replace(RELEASE.title.encode(), b"Ein anderer Titel")


@dataclass
class Asked:
    """The bundled city, asked without a network at one moment."""

    at: datetime

    def get(self, url: str, *, limit: int, validators: Validators | None = None) -> Fetched:
        path = urlsplit(url).path
        release = next((one for one in CITY.releases.values() if path in one.paths), None)
        answer = release_answer(CITY.view(), release) if release else None
        kind, body = (answer.content_type, answer.body) if answer else find_media(path) or ("text/html", b"")
        headers = (("Content-Type", kind), ("Content-Encoding", "gzip"))
        status, coded = (200, gzip.compress(body, mtime=0)) if body else (404, b"")
        exchange = Exchange(self.at, url, (("Accept", "*/*"),), status, "OK", "HTTP/1.1", headers, coded, "127.0.0.1")
        return Fetched((exchange,), body)


def visit(store: Store, source: Source, id_: str, at: datetime) -> None:
    ledgers = Ledgers(store, source)
    archivist = Archivist(source.id, Asked(at).get, store, "pressearchiv/test")
    visitor = Visitor(source, archivist, store, ledgers.entry, Span())
    ledgers.record(visitor.visit(Find(id_, BASE + CITY.releases[id_].path)).observations)


@pytest.fixture(scope="module")
def store(s3: S3Access, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An archive with two releases: one visited twice, and captured earlier by others with another title."""
    store, source = Store(Bucket(client_of(s3), "test-wacz")), load_source("sample")
    store.prepare()
    visit(store, source, ID, FIRST)
    visit(store, source, ID, SECOND)
    visit(store, source, OTHER.id, FIRST)
    crawl, holdings, ledgers = Crawl(), Holdings(source), Ledgers(store, source)
    crawl.squeezed(URL, f"{EARLY:%Y-%m-%dT%H:%M:%S}", OLD_PAGE)
    holdings.add(crawl.save(tmp_path_factory.mktemp("crawl") / "CRAWL.warc.gz"))
    took = Importer(source, store, holdings, SECOND + timedelta(days=1)).take(ID, ledgers.entry(ID))
    ledgers.record(took.observations)
    return store


def written(store: Store, name: str, file: Path) -> Path:
    chosen = select(store, name)
    write_wacz(store, chosen.source, chosen.name, chosen.entries, file)
    return file


@pytest.fixture(scope="module")
def release(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(store, f"sample/{ID}", tmp_path_factory.mktemp("wacz") / "release.wacz")


@pytest.fixture(scope="module")
def year(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(store, f"sample/{RELEASE.published.year}", tmp_path_factory.mktemp("wacz") / "year.wacz")


def test_it_holds_every_capture_exactly_as_stored(store: Store, release: Path) -> None:
    keys = store.captures_of("sample", ID)
    with ZipFile(release) as package:
        assert package.read(f"archive/sample-{ID}.warc.gz") == b"".join(map(store.read_capture, keys))
        assert {info.compress_type for info in package.infolist()} == {ZIP_STORED}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_says_what_it_holds_and_by_which_digests(release: Path) -> None:
    with ZipFile(release) as package:
        described = json.loads(package.read("datapackage.json"))
        assert (described["profile"], described["wacz_version"]) == ("data-package", "1.1.1")
        for resource in described["resources"]:
            body = package.read(resource["path"])
            assert (resource["hash"], resource["bytes"]) == (f"sha256:{sha256(body).hexdigest()}", len(body))
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{sha256(package.read('datapackage.json')).hexdigest()}"
        head, *pages = map(json.loads, package.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert [(page["url"], page["ts"], page["title"]) for page in pages] == [
        (URL, "2018-05-28T08:00:00Z", "Ein anderer Titel"),
        (URL, "2026-05-28T08:00:00Z", RELEASE.title),
    ]


def test_the_index_finds_every_answer(release: Path) -> None:
    with ZipFile(release) as package:
        index, places = package.read("indexes/index.cdx.gz"), package.read("indexes/index.idx").splitlines()
        warc = package.read(f"archive/sample-{ID}.warc.gz")
    lines = gzip.decompress(index).decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        said = json.loads(line.split(" ", 2)[2])
        record = gzip.decompress(warc[int(said["offset"]) :][: int(said["length"])])
        assert record.startswith(b"WARC/1.")
        assert f"WARC-Target-URI: {said['url']}\r\n".encode() in record
    mimes = [json.loads(line.split(" ", 2)[2])["mime"] for line in lines]
    assert mimes.count("warc/revisit") == 1, "the second visit of the page"
    place = json.loads(places[1].split(b" ", 2)[2])
    assert gzip.decompress(index[place["offset"] :][: place["length"]]).decode().splitlines()[0] == lines[0]


def test_the_same_evidence_gives_the_same_bytes(store: Store, year: Path, tmp_path: Path) -> None:
    again = written(store, f"sample/{RELEASE.published.year}", tmp_path / "again.wacz")
    assert again.read_bytes() == year.read_bytes()


@pytest.mark.parametrize("name", ["release", "year"])
def test_its_own_validator_accepts_it(request: pytest.FixtureRequest, name: str) -> None:
    file = request.getfixturevalue(name)
    done = subprocess.run([BIN / "wacz", "validate", "-f", file], capture_output=True, text=True, check=False)
    assert (done.returncode, "Valid Wacz" in done.stdout or "is valid" in done.stdout.lower()) == (0, True), done.stdout


def test_warcio_accepts_every_record(year: Path, tmp_path: Path) -> None:
    with ZipFile(year) as package:
        package.extractall(tmp_path)
    done = subprocess.run(
        [BIN / "warcio", "check", *(tmp_path / "archive").iterdir()], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture(scope="module")
def replay(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A replay server with a collection made of the year's file."""
    home, port = tmp_path_factory.mktemp("replay"), free_ports(1)[0]
    for command in (("init", "coll"), ("add", "--unpack-wacz", "coll", str(year))):
        subprocess.run([BIN / "wb-manager", *command], cwd=home, check=True, capture_output=True)
    server = subprocess.Popen(
        [BIN / "wayback", "-b", "127.0.0.1", "-p", str(port)],
        cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield f"{address}/coll"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(address).close()
            return
        except URLError:
            time.sleep(0.1)
    raise AssertionError("the replay server does not answer")


def replayed(replay: str, at: datetime, url: str) -> bytes:
    """The content as it was captured, nothing rewritten."""
    with urlopen(f"{replay}/{at:%Y%m%d%H%M%S}id_/{url}") as answer:
        body = bytes(answer.read())
        return gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body


@pytest.mark.parametrize(("at", "page"), [(EARLY, OLD_PAGE), (FIRST, page_of(CITY, ID)), (SECOND, page_of(CITY, ID))])
def test_pages_are_replayed_as_they_were_revisits_and_others_captures_too(
    replay: str, at: datetime, page: bytes
) -> None:
    assert replayed(replay, at, URL) == page


@pytest.mark.parametrize("at", [FIRST, SECOND])
def test_pictures_are_replayed_as_they_were(replay: str, at: datetime) -> None:
    for picture in RELEASE.pictures:
        found = find_media(picture.path)
        assert found
        assert replayed(replay, at, BASE + picture.path) == found[1]


def test_a_reader_sees_the_page_framed_for_replay(replay: str) -> None:
    with urlopen(f"{replay}/{FIRST:%Y%m%d%H%M%S}mp_/{URL}") as answer:
        assert RELEASE.title in answer.read().decode()


def test_what_is_withdrawn_is_not_given_away(store: Store, tmp_path: Path) -> None:
    entry = select(store, f"sample/{ID}").entries[0]
    down = decide(entry, Decision(at=SECOND, kind="withdraw", scope="page", reason="auf Wunsch"))
    with pytest.raises(RequestError, match="no evidence that may be given away"):
        write_wacz(store, "sample", "x", [down], tmp_path / "none.wacz")
    assert list(tmp_path.iterdir()) == []
    pictures = decide(entry, Decision(at=SECOND, kind="withdraw", scope="images", reason="auf Wunsch"))
    write_wacz(store, "sample", "x", [pictures], tmp_path / "page.wacz")
    with ZipFile(tmp_path / "page.wacz") as package:
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
    assert "image/" not in "".join(lines)
    assert "text/html" in "".join(lines)


def test_a_place_that_cannot_be_written_is_one_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        written(store, f"sample/{ID}", tmp_path / "nowhere" / "x.wacz")


@pytest.mark.parametrize("name", ["sample/1", "sample/1999", "sample", "sample/2026/1", "sample/1/2/3", "nowhere/2026"])
def test_a_name_of_nothing_is_one_line(store: Store, name: str) -> None:
    with pytest.raises(RequestError, match=f"^{name}: no "):
        select(store, name)


def test_a_release_is_named_with_or_without_its_year(store: Store) -> None:
    assert select(store, f"sample/{ID}").entries == select(store, f"sample/{RELEASE.published.year}/{ID}").entries
    assert {entry.id for entry in select(store, f"sample/{RELEASE.published.year}").entries} == {ID, OTHER.id}
