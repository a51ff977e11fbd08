"""Other people's captures taken over, on the real server: with their own dates, byte for byte, whatever the order."""

import gzip
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from config.load import load_source
from config.source import Source
from tasks.audit.fixity import capture_digest
from tasks.capture.holdings import Holdings
from tasks.importing import Imported, Importer
from tasks.ledger.book import Ledgers
from tasks.ledger.checks import decode
from tasks.ledger.rules import decide
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.types.ledger import Decision, Entry, Observation
from tests.city.city import City
from tests.conftest import FreshBucket
from tests.crawls import BASE, Crawl, arc, common_crawl, on, page_of, picture

ID = "1595069"
NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
CITY = City.sample()
RELEASE = CITY.releases[ID]
URL = BASE + RELEASE.path
PAGE = page_of(CITY, ID)
EDITED = PAGE.replace(RELEASE.title.encode(), b"Ein anderer Titel")
PICTURES = [one.path for one in RELEASE.pictures]
EARLY, LATE = "2018-05-04T10:00:00", "2019-05-04T10:00:00"


@dataclass
class Archive:
    """An archive that imports, without Prefect."""

    store: Store
    source: Source

    def take(self, *paths: Path, now: datetime = NOW) -> list[Imported]:
        holdings, ledgers = Holdings(self.source), Ledgers(self.store, self.source)
        for path in paths:
            holdings.add(path)
        importer = Importer(self.source, self.store, holdings, now)
        waiting = {entry.id for entry in ledgers.entries if entry.is_incomplete}
        took = [importer.take(id_, ledgers.entry(id_)) for id_ in sorted({*holdings.ids, *waiting})]
        ledgers.record(seen for one in took for seen in one.observations)
        return took

    def entry(self, id_: str = ID) -> Entry:
        entry = Ledgers(self.store, self.source).entry(id_)
        assert entry
        return entry

    def headlines(self) -> list[tuple[int, str, str]]:
        entry = self.entry()
        return [(one.number, one.cause, entry.contents[one.content].headline) for one in entry.versions]

    def keys(self, prefix: str = "captures/") -> dict[str, str]:
        return self.store.bucket.etags(prefix)


@pytest.fixture
def archive(bucket: FreshBucket) -> Archive:
    store = Store(Bucket(bucket.client, bucket.name))
    store.prepare()
    return Archive(store, load_source("sample"))


def whole(folder: Path, name: str = "CRAWL.warc.gz") -> Path:
    """The page and its pictures as the Internet Archive has them."""
    crawl = Crawl()
    crawl.squeezed(URL, EARLY, PAGE)
    for path in PICTURES:
        kind, body = picture(path)
        crawl.answer(BASE + path, "2018-05-05T10:00:00", body, kind)
    return crawl.save(folder / name)


def test_what_vanished_before_we_came_is_archived_with_its_captures_date(archive: Archive, tmp_path: Path) -> None:
    (took,) = archive.take(whole(tmp_path))
    assert (took.outcome.result, took.versions, took.lacking) == ("new", 1, 0)
    assert took.pictures == len(PICTURES)
    entry = archive.entry()
    assert (entry.first_seen, entry.status, entry.last_checked) == (on(EARLY), None, None)
    (version,) = entry.versions
    assert (version.at, version.read, version.capture.by) == (on(EARLY), NOW, "Weltarchiv (CRAWL.warc.gz)")
    assert entry.facts
    assert (entry.facts.headline, entry.facts.images) == (RELEASE.title, len(PICTURES))
    assert version.capture.warc.startswith(f"captures/sample/{ID}/20180504T100000Z-")
    content = archive.store.read_content("sample", ID, version.content)
    assert all(image.content_url for image in content.image)
    assert not entry.is_incomplete


def test_the_stored_records_are_the_files_and_say_where_they_came_from(archive: Archive, tmp_path: Path) -> None:
    path = whole(tmp_path)
    archive.take(path)
    raw = gzip.decompress(path.read_bytes())
    for key in sorted(archive.keys()):
        info, *taken = gzip.decompress(archive.store.read_capture(key)).split(b"\r\n\r\nWARC/1.0\r\n")
        assert b"source-file: CRAWL.warc.gz" in info
        assert b"source-file-sha256: " in info
        assert all(b"WARC/1.0\r\n" + record.removesuffix(b"\r\n\r\n") in raw for record in taken)
        assert [record.split(b"\r\n", 1)[0] for record in taken].count(b"WARC-Type: response") <= 1
        assert len(taken) == 3, "the file's own warcinfo, the request, the answer"


def test_the_names_of_captures_tell_their_records_and_their_file(archive: Archive, tmp_path: Path) -> None:
    archive.take(whole(tmp_path))
    for key in sorted(archive.keys()):
        digest = capture_digest(archive.store.read_capture(key))
        assert key.endswith(f"-{digest[:16]}.warc.gz")


def checked(archive: Archive, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Every capture, looked at by warcio's own checker."""
    paths = []
    for number, key in enumerate(archive.keys()):
        paths.append(folder / f"capture-{number}.warc.gz")
        paths[-1].write_bytes(archive.store.read_capture(key))
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_warcio_accepts_every_capture(archive: Archive, tmp_path: Path) -> None:
    crawl = Crawl(version="WARC/1.1", gzipped=False)
    first = crawl.squeezed(URL, EARLY, PAGE)
    crawl.revisit(URL, LATE, first)
    old = arc(tmp_path / "alt.arc.gz", [(URL, "2008-03-01T12:00:00", EDITED)])
    archive.take(whole(tmp_path), crawl.save(tmp_path / "B.warc"), old)
    assert len(archive.keys()) > 4
    done = checked(archive, tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_the_same_file_twice_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    path = whole(tmp_path)
    archive.take(path)
    before = archive.keys("")
    (took,) = archive.take(path, now=NOW + timedelta(days=9))
    assert (took.outcome.result, took.versions) == ("unchanged", 0)
    archive.take(path.rename(tmp_path / "renamed.warc.gz"))
    assert archive.keys("") == before


def several(folder: Path) -> list[Path]:
    """Files that need each other: an edit, a revisit of the first page, pictures, and a file of Common Crawl's."""
    first = Crawl()
    page = first.squeezed(URL, EARLY, PAGE)
    second = Crawl()
    second.answer(URL, LATE, EDITED)
    third = Crawl()
    third.revisit(URL, "2020-05-04T10:00:00", page)
    for path in PICTURES:
        kind, body = picture(path)
        third.answer(BASE + path, LATE, body, kind)
    return [
        first.save(folder / "1.warc.gz"),
        second.save(folder / "2.warc.gz"),
        third.save(folder / "3.warc.gz"),
        common_crawl(folder / "4.warc.gz", [(URL, "2017-05-04T10:00:00", PAGE, None)]),
    ]


def emptied(archive: Archive, number: int) -> Archive:
    """Another archive of the same source."""
    bucket = archive.store.bucket.beside(f"{archive.store.bucket.name}-{number}")
    store = Store(bucket)
    store.prepare()
    return Archive(store, archive.source)


def test_the_order_of_files_makes_no_difference(archive: Archive, tmp_path: Path) -> None:
    files = several(tmp_path)
    entries: list[Entry] = []
    for number, order in enumerate(list(permutations(files))[::5]):
        other = emptied(archive, number)
        other.take(*order)
        entries.append(other.entry())
    assert [one.cause for one in entries[0].versions] == ["first", "edited", "edited"]
    assert all(entry == entries[0] for entry in entries)


def test_one_file_after_another_in_any_order_ends_the_same(archive: Archive, tmp_path: Path) -> None:
    """Each on its own, and once more: what waited for another file is there by then."""
    files = several(tmp_path)
    ends = []
    for number, order in enumerate(list(permutations(files))[::5]):
        other = emptied(archive, number)
        for path in (*order, *order):
            other.take(path)
        ends.append(other.entry())
    for end in ends:
        assert (end.checks, end.states, end.media, end.addresses) == (
            ends[0].checks,
            ends[0].states,
            ends[0].media,
            ends[0].addresses,
        )
        assert end.latest
        assert ends[0].latest
        assert end.latest.content == ends[0].latest.content


def test_older_captures_give_older_versions_and_newer_evidence_stands(archive: Archive, tmp_path: Path) -> None:
    crawl, later = Crawl(), Crawl()
    crawl.answer(URL, EARLY, EDITED)
    later.answer(URL, LATE, PAGE)
    archive.take(later.save(tmp_path / "later.warc.gz"))
    archive.take(crawl.save(tmp_path / "early.warc.gz"))
    assert archive.headlines() == [(2, "first", "Ein anderer Titel"), (1, "edited", RELEASE.title)]
    assert archive.entry().current == 1


@pytest.mark.parametrize("named", [True, False])
def test_a_revisit_is_a_sighting_of_what_it_refers_to(archive: Archive, tmp_path: Path, named: bool) -> None:
    crawl = Crawl()
    page = crawl.answer(URL, EARLY, PAGE)
    path = crawl.save(tmp_path / "first.warc.gz")
    again = Crawl()
    again.revisit(URL, LATE, page, named=named)
    archive.take(path)
    archive.take(again.save(tmp_path / "second.warc.gz"))
    entry = archive.entry()
    assert (entry.first_seen, entry.last_seen, len(entry.versions)) == (on(EARLY), on(LATE), 1)
    assert [one.outcome for one in decode(entry.checks)] == ["witnessed", "witnessed"]
    assert len(archive.keys()) == 2


def test_a_revisit_of_nothing_that_is_known_is_set_aside_with_its_reason(archive: Archive, tmp_path: Path) -> None:
    other, crawl = Crawl(), Crawl()
    crawl.revisit(URL, LATE, other.answer(URL, EARLY, PAGE))
    (took,) = archive.take(crawl.save(tmp_path / "lonely.warc.gz"))
    assert took.outcome.result == "set aside"
    assert "neither in these files nor held here" in (took.outcome.reason or "")
    assert took.observations == ()


def test_what_common_crawl_cut_short_is_kept_set_aside_and_never_published(archive: Archive, tmp_path: Path) -> None:
    path = common_crawl(tmp_path / "CC.warc.gz", [(URL, EARLY, PAGE[: len(PAGE) // 2], "length")])
    (took,) = archive.take(path)
    assert took.outcome.result == "set aside"
    assert "WARC-Truncated: length" in (took.outcome.reason or "")
    entry = archive.entry()
    assert (entry.versions, entry.is_aside, entry.first_seen) == ((), True, on(EARLY))
    whole_page = common_crawl(tmp_path / "CC-2.warc.gz", [(URL, LATE, PAGE, None)])
    archive.take(whole_page)
    assert [one.at for one in archive.entry().versions] == [on(LATE)]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda crawl: crawl.answer(URL, EARLY, b"\x1f\x8bnot", headers=[("Content-Encoding", "gzip")]), "decompress"),
        (lambda crawl: crawl.answer(URL, EARLY, PAGE, headers=[("Content-Encoding", "br")]), "'br'"),
        (lambda crawl: crawl.answer(URL, "2031-05-04T10:00:00", PAGE), "lies in the future"),
        (lambda crawl: crawl.answer(URL, EARLY, b"x" * 40_000_000), "larger than"),
    ],
)
def test_what_cannot_be_trusted_is_told_and_left(archive: Archive, tmp_path: Path, harm: Any, said: str) -> None:
    crawl = Crawl()
    harm(crawl)
    (took,) = archive.take(crawl.save(tmp_path / "odd.warc.gz"))
    assert (took.outcome.result, took.observations) == ("set aside", ())
    assert said in (took.outcome.reason or "")
    assert archive.keys("ledger/") == {}


def test_a_record_that_is_not_what_its_digests_say_is_told_and_not_stored(archive: Archive, tmp_path: Path) -> None:
    crawl = Crawl(gzipped=False)
    crawl.answer(URL, EARLY, PAGE)
    path = crawl.save(tmp_path / "harmed.warc")
    path.write_bytes(path.read_bytes().replace(b"</h1>", b"!</h1", 1))
    (took,) = archive.take(path)
    assert (took.outcome.result, took.observations) == ("set aside", ())
    assert "a damaged record" in (took.outcome.reason or "")
    assert archive.keys("") == {}


def test_answers_that_show_no_release_are_passed_over(archive: Archive, tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.answer(URL, EARLY, b"", status="301 Moved Permanently")
    crawl.answer(URL, EARLY, b"weg", status="404 Not Found")
    crawl.answer(f"https://web.archive.example/web/2018id_/{URL}", EARLY, PAGE)
    crawl.answer(f"{BASE}/impressum.de.html", EARLY, PAGE)
    assert archive.take(crawl.save(tmp_path / "none.warc.gz")) == []


def test_addresses_match_whatever_scheme_and_port_the_crawler_wrote(archive: Archive, tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.answer(f"https://127.0.0.1{RELEASE.path}", EARLY, PAGE)
    for path in PICTURES:
        kind, body = picture(path)
        crawl.answer(f"http://127.0.0.1:80{path}", EARLY, body, kind)
    (took,) = archive.take(crawl.save(tmp_path / "other.warc.gz"))
    assert (took.outcome.result, took.lacking) == ("new", 0)


def test_pictures_come_from_the_time_nearest_to_the_page(archive: Archive, tmp_path: Path) -> None:
    crawl, path = Crawl(), PICTURES[0]
    kind, body = picture(path)
    other_kind, other = next(picture(one.path) for release in CITY.releases.values() for one in release.pictures
                             if one.path not in PICTURES and picture(one.path)[0] == kind)  # fmt: skip
    crawl.answer(URL, EARLY, PAGE)
    crawl.answer(BASE + path, "2016-01-01T00:00:00", other, other_kind)
    crawl.answer(BASE + path, "2018-09-01T00:00:00", body, kind)
    crawl.answer(BASE + path, "2024-01-01T00:00:00", other, other_kind)
    archive.take(crawl.save(tmp_path / "pictures.warc.gz"))
    ((medium,),) = [media for url, media in archive.entry().media.items() if url.endswith(path)]
    assert (medium.at, medium.by) == (on("2018-09-01T00:00:00"), "Weltarchiv (pictures.warc.gz)")
    assert archive.store.read_medium(medium) == body


def test_pictures_of_a_later_file_complete_what_lacked_them(archive: Archive, tmp_path: Path) -> None:
    crawl, more = Crawl(), Crawl()
    crawl.answer(URL, EARLY, PAGE)
    for path in PICTURES:
        kind, body = picture(path)
        more.answer(BASE + path, EARLY, body, kind)
    (took,) = archive.take(crawl.save(tmp_path / "page.warc.gz"))
    assert (took.pictures, took.lacking) == (0, len(PICTURES))
    assert archive.entry().is_incomplete
    (took,) = archive.take(more.save(tmp_path / "pictures.warc.gz"), now=NOW + timedelta(days=1))
    assert (took.pictures, took.lacking, took.outcome.result) == (len(PICTURES), 0, "changed")
    assert [cause for _, cause, _ in archive.headlines()] == ["first", "completed"]


def test_what_was_withdrawn_does_not_come_back(archive: Archive, tmp_path: Path) -> None:
    archive.take(whole(tmp_path))
    down = Decision(at=NOW + timedelta(hours=1), kind="withdraw", scope="page", reason="auf Wunsch")
    archive.store.update_ledger("sample", str(RELEASE.published.year), lambda entries: {ID: decide(entries[ID], down)})
    before = archive.keys("")
    crawl = Crawl()
    crawl.answer(URL, LATE, EDITED)
    (took,) = archive.take(crawl.save(tmp_path / "later.warc.gz"))
    assert "withdrawn" in (took.outcome.reason or "")
    assert archive.keys("") == before


def test_a_release_known_by_others_alone_is_asked_for_next(archive: Archive, tmp_path: Path) -> None:
    from tasks.visit import Span  # noqa: PLC0415

    archive.take(whole(tmp_path))
    ledgers = Ledgers(archive.store, archive.source)
    (find,) = ledgers.plan((), "r", Span(), NOW, full=False)
    assert (find.id, find.url) == (ID, URL)
    missing = Observation(id=ID, url=URL, at=NOW, outcome="missing", reader="r", reason="404")
    ledgers.record([missing])
    assert archive.entry().status == "missing"


def notes(took: Sequence[Imported]) -> list[str]:
    return [note for one in took for note in one.outcome.notes]


def test_a_picture_that_is_none_is_told_and_the_next_nearest_taken(archive: Archive, tmp_path: Path) -> None:
    crawl, path = Crawl(), PICTURES[0]
    kind, body = picture(path)
    crawl.answer(URL, EARLY, PAGE)
    crawl.answer(BASE + path, EARLY, b"<html>Nicht gefunden</html>", "text/html")
    crawl.answer(BASE + path, LATE, body, kind)
    took = archive.take(crawl.save(tmp_path / "odd.warc.gz"))
    assert any("not an image: the bytes are HTML" in note for note in notes(took))
    assert archive.entry().facts
    assert any(medium.at == on(LATE) for media in archive.entry().media.values() for medium in media)
