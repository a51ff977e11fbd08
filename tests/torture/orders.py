"""What is done to an archive besides filling it: withdrawn, restored, read anew, imported into.

All of it begins with the same archive: that of the second day, audited (an audit keeps copies, which must not outlive
what they are of), with one release withdrawn in two ways, which waits to be restored.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from time import sleep

import yaml

from tasks.audit import audit
from tasks.types.release import Scope
from tests.city.city import City
from tests.crawls import Crawl, page_of, picture
from tests.tasks.office import words_of
from tests.torture.order import Gone, Order
from tests.torture.scene import EDITED, MOVED, NEW, Scene, small_picture

SCOPES: tuple[Scope, ...] = ("images", "page", "all")
VANISHED = "1097219"
"""A release that the city took down before this archive came; a crawler saw it."""

_SHARED = ("lichterfest.jpg",)
"""What the new release and the one that moved both show."""


def orders(scene: Scene) -> list[Scene]:
    """A scene for each order: the archive before it, and what its runs are told."""
    told = (*(_withdraw(scope, NEW) for scope in SCOPES), _restore(EDITED), _reparse(scene), _import(scene))
    before = _before(scene)
    return [replace(before, order=order) for order in told]


def orders_in_turn(scene: Scene) -> list[Scene]:
    """The same, to be carried out one after another over the archive of the first day."""
    images, page, everything = (_withdraw(scope, EDITED) for scope in SCOPES)
    told = (images, page, _restore(EDITED), _reparse(scene), _import(scene), everything)
    return [replace(scene, order=order) for order in told]


def _before(scene: Scene) -> Scene:
    store = scene.bucket()
    scene.run(store)
    for scope in SCOPES[:2]:
        replace(scene, order=_withdraw(scope, EDITED)).run(store)
    report = audit(store, datetime.now(UTC))
    assert not report.findings, report.findings
    sleep(1.1)  # the archive's times are whole seconds
    since = datetime.now(UTC).replace(microsecond=0)
    sleep(1.1)
    return replace(scene, base=store.bucket.name, since=since)


def _withdraw(scope: Scope, id_: str) -> Order:
    given = {"release": f"town/{id_}", "scope": scope, "reason": "Bitte der Abgebildeten"}
    return Order(f"withdraw {scope}", "withdraw", given, _gone(scope, id_))


def _restore(id_: str) -> Order:
    return Order("restore", "restore", {"release": f"town/{id_}"})


def _gone(scope: Scope, id_: str) -> Gone:
    """What is left nowhere of that release: words, and the pictures and files that no other release shows."""
    release = City.sample().releases[id_]
    own = [small_picture(one.path) for one in release.pictures if one.path.rpartition("/")[2] not in _SHARED]
    digests = tuple(hashlib.sha256(one).hexdigest() for one in own)
    if scope == "images":
        return Gone("public/", digests, tuple(own))
    files = [picture(one.path)[1] for one in release.attachments]
    names = (*digests, *(hashlib.sha256(one).hexdigest() for one in files))
    words = (*words_of(release), *own, *files)
    if scope == "page":
        return Gone("public/", names, words)
    evidence = (f"captures/town/{id_}/", f"releases/town/{id_}/")
    # What the city's lists said on a day is evidence of all releases that they name, and stays.
    return Gone("", (*names, *evidence), (*words, f"pressemeldung_{id_}".encode()), ("captures/town/lists/",))


def _reparse(scene: Scene) -> Order:
    """By rules under which photographers are organisations."""
    file, pages = (
        scene.folder / "rules.yaml",
        {"organisations": ["Amara Lindqvist", "Jonas Wieland", "Stadt Musterstadt"]},
    )
    file.write_text(yaml.safe_dump(yaml.safe_load(scene.file.read_text()) | {"pages": pages}))
    return Order("reparse", "reparse", {"source": str(file)})


def _import(scene: Scene) -> Order:
    """A release that nobody here ever saw, and another one as it was before."""
    rules, city, crawl = yaml.safe_load(scene.file.read_text()), City.sample(), Crawl()
    city.edit(MOVED, title="Lichterfest an der Ruhr: Karten ab Montag")
    for id_ in (VANISHED, MOVED):
        release = city.releases[id_]
        crawl.squeezed(rules["base_url"] + release.path, "2018-05-04T10:00:00", page_of(city, id_))
        for one in release.pictures:
            crawl.answer(rules["base_url"] + one.path, "2018-05-04T10:00:05", small_picture(one.path), "image/jpeg")
    file = crawl.save(scene.folder / "CRAWL-2018.warc.gz")
    return Order("import", "import", {"source": str(scene.file), "files": [str(file)]})
