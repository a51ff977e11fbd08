"""Rereading on the real server: what stored captures say now, from the captures and what is archived alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from config.load import load_source
from config.source import Gone, Source
from tasks.capture.archivist import Archivist
from tasks.capture.warc import Revisit, read_capture
from tasks.ledger.rules import observe
from tasks.reread import Rereader
from tasks.store.bucket import Bucket, Kind
from tasks.store.store import Store
from tasks.types.ledger import Entry, Observation, State
from tasks.types.web import Exchange, Fetched, Find, Validators
from tasks.visit import Span, Visitor
from tests.city.city import City
from tests.city.media import find_media
from tests.city.site import release_answer
from tests.conftest import FreshBucket

ID = "1595069"
START = datetime(2026, 5, 28, 8, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:8410"


@dataclass
class Site:
    """The bundled city, asked without a network; `hours` is the time of its answers."""

    city: City
    hours: float = 0

    def get(self, url: str, *, limit: int, validators: Validators | None = None) -> Fetched:
        path = urlsplit(url).path
        release = next((one for one in self.city.releases.values() if path in one.paths), None)
        answer = release_answer(self.city.view(), release) if release else None
        kind, body = (answer.content_type, answer.body) if answer else find_media(path) or ("text/html", b"")
        exchange = Exchange(
            at=START + timedelta(hours=self.hours),
            url=url,
            request_headers=(),
            status=200 if body else 404,
            reason="OK",
            protocol="HTTP/1.1",
            response_headers=(("Content-Type", kind),),
            body=body,
            address="127.0.0.1",
        )
        return Fetched((exchange,), body)


@dataclass
class Archive:
    """An archive of one release of that city, worked on by hand."""

    site: Site
    store: Store
    source: Source
    entry: Entry | None = None

    def visit(self, hours: float = 0, source: Source | None = None) -> Entry:
        self.site.hours = hours
        city = source or self.source
        archivist = Archivist(city.id, self.site.get, self.store, "pressearchiv/test")
        visitor = Visitor(city, archivist, self.store, lambda _: self.entry, Span())
        return self.observed(visitor.visit(Find(ID, BASE + self.site.city.releases[ID].path)).observations)

    def observed(self, observations: Iterable[Observation]) -> Entry:
        for seen in observations:
            self.entry = observe(self.entry, seen, Gone())
        assert self.entry
        return self.entry

    def reread(self, hours: float = 100, source: Source | None = None) -> tuple[Observation, ...]:
        assert self.entry
        return Rereader(source or self.source, self.store).reread(self.entry, START + timedelta(hours=hours))


@pytest.fixture
def archive(bucket: FreshBucket) -> Archive:
    store = Store(Bucket(bucket.client, bucket.name))
    store.prepare()
    return Archive(Site(City.sample()), store, load_source("sample"))


def otherwise(source: Source) -> Source:
    """Rules under which credits over pictures are not seen."""
    first, *rest = source.pages.templates
    figures = first.figures.model_copy(update={"overlay": "figcaption.nowhere"})
    templates = (first.model_copy(update={"figures": figures}), *rest)
    return source.model_copy(update={"pages": source.pages.model_copy(update={"templates": templates})})


def test_what_reads_as_before_is_nothing_to_tell(archive: Archive) -> None:
    archive.visit()
    assert archive.reread() == ()
    assert Rereader(archive.source, archive.store).visit(archive.visit(1), START).outcome.result == "unchanged"


def test_every_state_of_the_page_is_read_anew_at_its_own_time(archive: Archive) -> None:
    archive.visit()
    archive.site.city.edit(ID, title="Neue Bahnen kommen später")
    before = archive.visit(24)
    first, second = archive.reread(source=otherwise(archive.source))
    assert (first.at, second.at) == (START, START + timedelta(hours=24))
    assert first.read_at == second.read_at == START + timedelta(hours=100)
    after = archive.observed([first, second])
    assert [one.cause for one in after.versions] == ["first", "reparsed", "edited", "reparsed"]
    assert after.checks == before.checks
    assert after.page == before.page
    assert archive.reread(200, otherwise(archive.source)) == ()


def test_pictures_of_an_earlier_state_are_those_of_its_time(archive: Archive) -> None:
    url = BASE + archive.site.city.releases[ID].pictures[0].path
    first = archive.visit()
    held = first.medium(url)
    assert held
    newer = held.model_copy(update={"at": START + timedelta(hours=30), "sha256": "ab" * 32, "warc": "captures/new"})
    archive.entry = first.model_copy(update={"media": {**first.media, url: (held, newer)}})
    archive.site.city.edit(ID, title="Neue Bahnen kommen später")
    archive.entry = archive.visit(24)
    reread = archive.reread(source=otherwise(archive.source))
    assert [seen.read and seen.read.media[url].sha256 for seen in reread] == [held.sha256, newer.sha256]


def test_a_revisit_leads_to_the_capture_it_refers_to(archive: Archive) -> None:
    entry = archive.visit()
    archive.visit(24)
    keys = list(archive.store.bucket.etags(f"captures/sample/{ID}/"))
    revisits = [key for key in keys if isinstance(read_capture(archive.store.read_capture(key)), Revisit)]
    assert entry.page
    state = State(at=START + timedelta(hours=24), sha256=entry.page.sha256, warc=revisits[0])
    archive.entry = entry.model_copy(update={"states": (*entry.states, state)})
    (seen,) = archive.reread(source=otherwise(archive.source))
    assert seen.read
    assert seen.state == state


@pytest.mark.parametrize(
    ("harm", "said"), [(b"no WARC", "a damaged WARC capture"), (None, "does not hold the page that the ledger says")]
)
def test_a_damaged_capture_is_told_and_nothing_lost(archive: Archive, harm: bytes | None, said: str) -> None:
    entry = archive.visit()
    assert entry.page
    other = next(key for key in archive.store.bucket.etags("captures/") if key != entry.page.warc)
    body = harm or archive.store.read_capture(other)
    archive.store.bucket.put(entry.page.warc, body, Kind("application/warc"))
    after = archive.observed(archive.reread())
    assert after.newest
    assert said in (after.newest.reason or "")
    assert after.versions == entry.versions
    assert archive.reread(200) == (), "told once"


def test_a_lost_capture_is_noticed_and_keeps_no_edit_from_being_archived(archive: Archive) -> None:
    entry = archive.visit()
    assert entry.page
    archive.store.bucket.delete(entry.page.warc)
    archive.site.city.edit(ID, title="Neue Bahnen kommen später")
    after = archive.visit(24, otherwise(archive.source))
    assert after.facts
    assert after.facts.headline == "Neue Bahnen kommen später"
    assert Rereader(archive.source, archive.store).visit(after, START).outcome.result == "failed"


def test_a_picture_s_own_metadata_is_read_anew_from_the_original_where_that_has_another_reader(
    archive: Archive,
) -> None:
    entry = archive.visit()
    url, (held, *_) = next((url, media) for url, media in entry.media.items() if media[0].embedded)
    earlier = held.model_copy(update={"embedded": None, "reader": "an earlier one"})
    archive.entry = entry.model_copy(update={"media": {**entry.media, url: (earlier,)}})
    (seen,) = archive.reread()
    after = archive.observed([seen])
    medium = after.medium(url)
    assert medium
    assert (medium.embedded, medium.reader) == (held.embedded, held.reader)
    assert medium.measured == START + timedelta(hours=100)
    assert len(after.media[url]) == 1
    assert archive.reread(200) == ()
