"""Archives of any size, made at once: what a run would have stored of these releases, without a network.

Pages are the stand-in's, captured, read and normalised by the pipeline's own parts, and the ledgers are written by its
rules. Only the pictures are simpler than in life: there are few, so their renditions are made once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice

from config.source import Source
from tasks.capture.warc import Capture, write_capture
from tasks.ledger.book import Ledgers
from tasks.media.measure import measure
from tasks.normalise import facts_of, normalise, version_digest
from tasks.parse.page import read_page
from tasks.readers import reader_id
from tasks.store.store import Store
from tasks.types.ledger import Medium, Observation, Read, Resource
from tasks.types.reading import Reading
from tasks.types.web import Exchange, Fetched
from tests.city.city import View
from tests.city.media import find_media
from tests.city.model import Release
from tests.city.site import release_answer

SOFTWARE = "pressearchiv/bench"
_BATCH = 500
_AT_ONCE = 8
_NEAR = 300
"""Older releases that a page may name beside its own."""


@dataclass
class Maker:
    """Stores releases of one source as if all had been visited at that moment."""

    store: Store
    source: Source
    at: datetime
    media: dict[str, Medium] = field(default_factory=dict)

    def make(self, releases: Iterable[Release]) -> None:
        """Store these releases, oldest first, and write their ledgers."""
        ordered = list(releases)
        ledgers = Ledgers(self.store, self.source)
        by_year: dict[int, list[int]] = defaultdict(list)
        for place, release in enumerate(ordered):
            by_year[release.published.year].append(place)
        for release in ordered:
            self._settle_pictures(release)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for places in by_year.values():
                for batch in _batches(places):
                    ledgers.record(pool.map(lambda place: self._visit(ordered, place), batch))

    def _visit(self, ordered: Sequence[Release], place: int) -> Observation:
        release = ordered[place]
        view = View(tuple(reversed(ordered[max(0, place - _NEAR) : place + 1])), self.at.year, _NOTICE)
        answer = release_answer(view, release)
        url = self._url(release.path)
        resource = self._capture(release.id, url, answer.content_type, answer.body, answer.headers)
        reading = read_page(answer.body, answer.content_type, url, self.source)
        media = self._media(reading)
        content = normalise(reading, release.id, url, media, self.source)
        digest = version_digest(content)
        self.store.keep_content(self.source.id, release.id, digest, content)
        read = Read(content=digest, facts=facts_of(content), media=media, incomplete=False)
        return Observation(
            id=release.id,
            url=url,
            aliases=(url,),
            at=self.at,
            outcome="read",
            reader=reader_id(self.source),
            page=resource,
            read=read,
        )

    def _media(self, reading: Reading) -> dict[str, Medium]:
        named = (next((url for url in figure.urls if url in self.media), None) for figure in reading.figures)
        return {url: self.media[url] for url in named if url}

    def _settle_pictures(self, release: Release) -> None:
        """Store the release's pictures, unless an earlier one has them."""
        for picture in release.pictures:
            url, found = self._url(picture.path), find_media(picture.path)
            if url in self.media or found is None:
                continue
            resource = self._capture(release.id, url, found[0], found[1], {})
            medium = measure(found[1], resource, "images", self.source.limits.image_pixels)
            self.store.keep_medium(medium, found[1])
            self.media[url] = medium

    def _url(self, path: str) -> str:
        return self.source.base_url.rstrip("/") + path

    def _capture(self, id_: str, url: str, kind: str, body: bytes, headers: Mapping[str, str]) -> Resource:
        fetched = fetched_as(url, kind, body, self.at, headers)
        capture = write_capture(fetched, software=SOFTWARE)
        key = self.store.keep_capture(self.source.id, id_, name_of(capture), capture.warc)
        return Resource(
            url=url,
            at=capture.at,
            sha256=capture.sha256,
            payload=capture.payload,
            warc=key,
            etag=fetched.validators.etag,
            last_modified=fetched.validators.last_modified,
        )


_NOTICE = "Diese Website verwendet Cookies, um Ihnen den Besuch so angenehm wie möglich zu machen."


def name_of(capture: Capture) -> str:
    return f"{capture.at:%Y%m%dT%H%M%SZ}-{sha256(capture.warc).hexdigest()[:16]}"


def fetched_as(url: str, kind: str, body: bytes, at: datetime, headers: Mapping[str, str]) -> Fetched:
    """What the stand-in would have answered."""
    exchange = Exchange(
        at=at,
        url=url,
        request_headers=(("User-Agent", SOFTWARE),),
        status=200,
        reason="OK",
        protocol="HTTP/1.1",
        response_headers=(("Content-Type", kind), *headers.items()),
        body=body,
        address="127.0.0.1",
    )
    return Fetched((exchange,), body)


def _batches(places: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(places)
    while batch := list(islice(rest, _BATCH)):
        yield batch
