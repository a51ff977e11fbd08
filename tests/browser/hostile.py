"""An archive of an attacker's making: every text of every release holds known attacks, all else is the pipeline's own.

It is published as any other is, so every kind of page comes of it.
"""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tasks.export import export_tree
from tasks.ledger.rules import decide
from tasks.normalise import facts_of, version_digest
from tasks.site.rendering import Site
from tasks.store.bucket import Bucket
from tasks.store.store import Store
from tasks.types.ledger import Decision, Read, Resource
from tasks.types.release import Content, Scope
from tests.browser.attacks import ATTACKS
from tests.tasks.publish.archives import LEAFLET, SOURCE, Archive, at, medium, observation, resource
from tests.tasks.site.samples import RELEASE

_SHARE = 17
SHARES = tuple("\n".join(ATTACKS[start : start + _SHARE]) for start in range(0, len(ATTACKS), _SHARE))
"""All attacks, several in one text."""
_PICTURE = (Path(__file__).parent.parent / "city" / "images" / "herbstallee.jpg").read_bytes()
_PHOTO = medium(_PICTURE, width=1200, height=800)
_FILE = medium(LEAFLET, "files")
_OWN = {
    "identifier", "date_published", "sha256", "type", "type_", "context", "kind", "credit_evidence", "in_language",
    "telephone_e164", "content_url", "encoding_format",
}  # fmt: skip
"""What is the archive's own word, or of a form that nothing else passes."""


def make_hostile(bucket: Bucket, folder: Path) -> Path:
    """A copy of such an archive: releases that were edited, one withdrawn, one without its pictures."""
    archive = Archive(Store(bucket))
    archive.store.prepare()
    for one, body in ((_PHOTO, _PICTURE), (_FILE, LEAFLET)):
        archive.store.keep_medium(one, body)
    for number, text in enumerate(SHARES):
        _archive(archive, f"{2000 + number}", text, SHARES[number - 1])
    _withdraw(archive, "2000", "page", SHARES[1])
    _withdraw(archive, "2001", "images", SHARES[2])
    archive.publish(Site(publisher=SHARES[2]), name=SHARES[3])
    export_tree(bucket, folder)
    return folder


def _archive(archive: Archive, id_: str, text: str, later: str) -> None:
    """The page said the one, then the other and the one."""
    for hours, said in enumerate((text, f"{later}\n\n{text}")):
        release = _release(id_, said)
        archive.store.keep_content(SOURCE, id_, version_digest(release), release)
        page = Resource(**resource(f"{id_} {hours}".encode(), hours))
        read = Read(content=version_digest(release), facts=facts_of(release), media={}, incomplete=False)
        url = f"https://fremd.example/{text}"
        archive.record("2026", observation(id_, "read", hours, page=page, read=read).model_copy(update={"url": url}))


def _release(id_: str, text: str) -> Content:
    """The sample release with that text wherever a page may say anything; its picture and file are archived."""
    fields = {name: getattr(RELEASE, name) for name in Content.model_fields}
    said: Content = _poisoned(Content.model_validate(fields), text)
    picture = said.image[0].model_copy(update={"content_url": _PHOTO.address, "sha256": _PHOTO.sha256})
    file = said.associated_media[0].model_copy(update={"content_url": _FILE.address, "sha256": _FILE.sha256})
    absent = {"content_url": None, "sha256": None}
    return said.model_copy(
        update={
            "identifier": f"{SOURCE}/{id_}",
            "image": (picture, *(one.model_copy(update=absent) for one in said.image[1:])),
            "associated_media": (file, *said.associated_media[1:]),
        }
    )


def _poisoned(value: Any, text: str, name: str = "") -> Any:
    if isinstance(value, BaseModel):
        names = [one for one in type(value).model_fields if one not in _OWN]
        return value.model_copy(update={one: _poisoned(getattr(value, one), text, one) for one in names})
    if isinstance(value, tuple):
        return tuple(_poisoned(one, text, name) for one in value)
    if isinstance(value, str):
        return f"https://fremd.example/{text}" if name == "url" else text
    return value


def _withdraw(archive: Archive, id_: str, scope: Scope, reason: str) -> None:
    down = Decision(at=at(9), kind="withdraw", scope=scope, reason=reason)
    archive.store.update_ledger(SOURCE, "2026", lambda entries: {**entries, id_: decide(entries[id_], down)})
