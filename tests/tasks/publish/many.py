"""Archives of many releases, their contents and ledgers written straight into the bucket, as runs would have left them.

    python -m tests.tasks.publish.many 30000 20

makes one of 30,000 releases in 20 years in an embedded server, publishes some releases more, one by one, and says how
many objects each wrote and how long it took.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image as Canvas

from infra.s3 import embedded_s3
from tasks.ledger.rules import observe
from tasks.normalise import facts_of, version_digest
from tasks.publish import _volumes, publish
from tasks.publish.editions import Editions, edition_key, newest_first
from tasks.publish.root import publish_root
from tasks.publish.shelves import publish_shelves
from tasks.store.bucket import JSON, Bucket
from tasks.store.store import Store
from tasks.types.edition import YearEdition
from tasks.types.ledger import Entry, Ledger, Medium, Read, Resource
from tasks.types.release import Content, Creator, Image, Publisher
from tests.tasks.publish.archives import GONE, NAME, SITE, SOURCE, Recording, content, medium, observation, resource

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

NEWEST = 2026
_PEOPLE = [
    f"{first} {last}" for first in ("Jette", "Ole", "Almut", "Henning") for last in ("Vollrath", "Brügge", "Sand")
]
_PUBLISHERS = ("Stadt Auenstadt", "Stadt Auenstadt", "Stadt Auenstadt", "Theater am Kornmarkt", "Bäderbetriebe")
_WORDS = "Der Markt am Brunnen öffnet wieder, und wer mag, bringt Kuchen mit. "


def picture() -> bytes:
    """A small picture that is shown as it is."""
    out = BytesIO()
    Canvas.new("RGB", (300, 200), (120, 140, 90)).save(out, "JPEG")
    return out.getvalue()


def release(number: int, day: date, photo: Medium) -> Content:
    """One of many: every other one with a picture, by turns of one of a dozen people."""
    who = _PEOPLE[number % len(_PEOPLE)]
    shown = Image(
        content_url=photo.address,
        url=f"https://media.auenstadt.example/{number}.jpg",
        caption=f"Am Brunnen, Aufnahme {number}.",
        credit_text=f"{who}, Stadt Auenstadt",
        creator=(Creator.model_validate({"@type": "Person", "name": who}),) if number % 7 else None,
        kind="photo",
        credit_evidence="caption",
        encoding_format=photo.media_type,
        content_size=photo.size,
        sha256=photo.sha256,
        width=300,
        height=200,
    )
    text = f"{_WORDS * 8}Nummer {number}."
    return content(str(number), f"{day}", text).model_copy(
        update={
            "headline": f"Auf dem Kornmarkt tut sich etwas, zum {number}. Mal",
            "publisher": Publisher(name=_PUBLISHERS[number % len(_PUBLISHERS)], department="Presseamt"),
            "image": (shown,) if number % 2 else (),
            "associated_media": (),
        }
    )


def keep(store: Store, number: int, day: date, photo: Medium) -> Entry:
    """Store its content; what a ledger says of it."""
    one = release(number, day, photo)
    name = version_digest(one)
    store.keep_content(SOURCE, one.identifier.partition("/")[2], name, one)
    page = Resource(**resource(f"{number}".encode(), 1))
    read = Read(
        content=name, facts=facts_of(one), media={one.image[0].url: photo} if one.image else {}, incomplete=False
    )
    return observe(None, observation(str(number), "read", 1, page=page, read=read), GONE)


def build(store: Store, count: int, years: int) -> dict[str, tuple[str, tuple[int, ...]]]:
    """An archive of so many releases, evenly over these years up to the newest; what `publish` wants to know of it."""
    body = picture()
    photo = medium(body, width=300, height=200)
    store.keep_medium(photo, body)
    each = count // years
    with ThreadPoolExecutor(8) as pool:
        for year in range(NEWEST - years + 1, NEWEST + 1):
            numbers = [year * 10_000 + n for n in range(each)]
            made = pool.map(lambda n, year=year: keep(store, n, _day(year, n, each), photo), numbers)
            ledger = Ledger(source=SOURCE, shard=str(year), entries={one.id: one for one in made})
            store.bucket.put(f"ledger/{SOURCE}/{year}.json", ledger.encode(), JSON)
    return {SOURCE: (NAME, tuple(range(NEWEST - years + 1, NEWEST + 1)))}


def add(store: Store, number: int, day: date) -> None:
    """One release more, in its year's ledger."""
    body = picture()
    entry = keep(store, number, day, medium(body, width=300, height=200))
    store.update_ledger(SOURCE, str(day.year), lambda entries: {**entries, entry.id: entry})


def _day(year: int, number: int, each: int) -> date:
    return date(year, 1, 1) + timedelta(days=(number % 10_000) * 300 // max(1, each))


def publish_as_one(store: Store, years: int) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Publish the newest year, and let the others stand as if each had been published with the same releases.

    Of the others stands what publishing one release more reads; for the time that takes, their pages need not.
    """
    publish(store, {SOURCE: (NAME, (NEWEST,))}, SITE, changed_only=True)
    numbers = tuple(range(NEWEST - years + 1, NEWEST + 1))
    edition = store.must_read(edition_key(SOURCE, NEWEST), YearEdition)
    releases = [f"public/{{}}/{{}}/{one.row.href}" for one in newest_first(edition)]
    for year in numbers[:-1]:
        for key in (
            *releases,
            "ledger/{}/{}.json",
            "edition/{}/{}.json",
            "public/{}/{}/index.json",
        ):
            stored = store.bucket.get(key.format(SOURCE, NEWEST))
            body = re.sub(rb'(?:(?<=["/])|(?<="year": ))%d' % NEWEST, b"%d" % year, stored.body if stored else b"")
            place = re.sub(rf"(?<=/){NEWEST}", f"{year}", key.format(SOURCE, year))
            store.bucket.put(place, body, JSON)
    for key in ("edition/root.json", f"edition/{SOURCE}/shelves.json"):
        store.bucket.delete(key)
    volumes = _volumes(store, SOURCE, NAME, numbers, SITE)
    editions = Editions(store)
    publish_shelves(store, volumes, SITE, editions)
    publish_root(store, volumes, SITE, editions, lambda _: None)
    return {SOURCE: (NAME, numbers)}


def measure(client: "S3Client", count: int, years: int) -> Iterator[str]:
    """Build, publish, publish one more: what each took."""
    recording = Recording(Bucket(client, f"many-{count}"))
    store = Store(recording)
    store.prepare()
    start = time.perf_counter()
    build(store, count // years, 1)
    known = publish_as_one(store, years)
    yield f"{count} releases in {years} years, made in {time.perf_counter() - start:.0f} s"
    for turn in range(3):
        add(store, NEWEST * 10_000 + 9_000 + turn, date(NEWEST, 11, 1 + turn))
        recording.calls.clear()
        start, processor = time.perf_counter(), time.process_time()
        files = publish(store, known, SITE, changed_only=True)
        spent, busy = time.perf_counter() - start, time.process_time() - processor
        kinds = {name: sum(call[0] == name for call in recording.calls) for name in ("get", "put", "replace", "etags")}
        yield f"one more: {files} files in {spent:.2f} s (processor {busy:.2f} s), {kinds}"
    yield " ".join(recording.written)
    sizes = {key: len(recording.look(key).body) for key in recording.etags("edition/")}  # type: ignore[union-attr]
    yield f"editions: {max(sizes.values()) / 1e6:.1f} MB the largest, root and shelves " + ", ".join(
        f"{size / 1e3:.0f} kB" for key, size in sizes.items() if not key.rpartition("/")[2][:4].isdecimal()
    )


if __name__ == "__main__":
    from tests.conftest import client_of  # asks for pytest, which only tests have

    with tempfile.TemporaryDirectory() as home, embedded_s3(Path(home)) as access:
        for line in measure(client_of(access), int(sys.argv[1]), int(sys.argv[2])):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
