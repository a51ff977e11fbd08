"""A release's pictures as its page shows them: renditions, each with that release's words in it.

An original is rendered once; its sheet tells the sizes to everyone after. Other words are written into the pixels that
stand already. Order of writes: renditions, the sheet, then the page that names them; so a crash leaves at most what
nothing shows. Where no renditions can be made, the original is shown.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import BoundedSemaphore, Lock

from tasks.errors import MediaError, OvertakenError
from tasks.publish.compose import digest
from tasks.renditions import (
    MEDIA_TYPE,
    RECIPE,
    Rendered,
    Rendition,
    View,
    credit_packet,
    is_made_of,
    place_renditions,
    render_picture,
    write_credit,
)
from tasks.store.bucket import FOREVER, Kind
from tasks.store.keys import sheet_key
from tasks.store.store import Store
from tasks.types.edition import File, Published
from tasks.types.release import Image, Release, Sha256, Tombstone

log = logging.getLogger(__name__)

_AT_ONCE = 2
_MOST_PIXELS = 150_000_000
"""Each takes four bytes while a picture is rendered."""

_Hung = tuple[View | None, dict[str, File]]
"""How a picture is shown, and the renditions that stand for that."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """How each of a release's pictures is shown (None: as it is), and what stands for that."""

    views: tuple[View | None, ...]
    renditions: dict[str, File]

    @property
    def sheets(self) -> tuple[Sha256, ...]:
        """The originals whose sheets were used."""
        return tuple(dict.fromkeys(view.sheet.sha256 for view in self.views if view))


class Gallery:
    """Renditions in the storage. `thorough`: what was published is looked for, too."""

    def __init__(self, store: Store, *, thorough: bool) -> None:
        self._store = store
        self._thorough = thorough
        self._hands = BoundedSemaphore(_AT_ONCE)
        self._busy: dict[Sha256, Lock] = {}
        self._written = set[str]()

    @property
    def written(self) -> int:
        """How many renditions were written."""
        return len(self._written)

    def stands(self, published: Published) -> bool:
        """Whether all that shows the release's pictures stands as remembered, as far as that is asked."""
        if not self._thorough:
            return True
        files = published.renditions.items()
        return all(self._listed.get(f"public/{path}") == file.etag for path, file in files) and all(
            sheet_key(sha256) in self._listed for sha256 in published.sheets
        )

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        return {**self._store.bucket.etags("public/images/"), **self._store.bucket.etags("renditions/")}

    def show(self, release: Release | Tombstone, remembered: Mapping[str, File]) -> Hanging:
        """The release's pictures, once all that shows them stands; `remembered`: what stood for that before."""
        hung = [self._hang(image, remembered) for image in release.image]
        return Hanging(tuple(view for view, _ in hung), {path: one for _, files in hung for path, one in files.items()})

    def _hang(self, image: Image, remembered: Mapping[str, File]) -> _Hung:
        if not image.content_url or not image.sha256:
            return None, {}
        with self._busy.setdefault(image.sha256, Lock()):
            listed = self._store.bucket.etags(f"public/images/{image.sha256[:2]}/{image.sha256}")
            standing = {key.removeprefix("public/"): etag for key, etag in listed.items()}
            picture = _Picture(image.sha256, credit_packet(image), standing, remembered)
            return self._from_sheet(picture) or self._from_original(picture)

    def _from_sheet(self, picture: "_Picture") -> _Hung | None:
        """Renditions that stand, or whose pixels do; None where there are not all of them."""
        sheet = self._store.read_sheet(picture.sha256)
        if sheet is None or sheet.recipe != RECIPE:
            return None
        placed, files = place_renditions(sheet, picture.packet), dict[str, File]()
        for one in placed:
            file = self._found(one, picture) or self._reworded(one, picture)
            if file is None:
                return None
            files[one.path] = file
        return View(sheet, placed), files

    def _from_original(self, picture: "_Picture") -> _Hung:
        """Renditions made anew; none where that cannot be."""
        rendered = self._render(picture)
        if rendered is None:
            return None, {}
        placed = place_renditions(rendered.sheet, picture.packet)
        files = {
            one.path: self._found(one, picture) or self._put(one, rendered.pixels[one.width], picture) for one in placed
        }
        self._store.keep_sheet(rendered.sheet)
        return View(rendered.sheet, placed), files

    def _found(self, one: Rendition, picture: "_Picture") -> File | None:
        """The rendition, where it stands soundly and as it is remembered."""
        etag, known = picture.standing.get(one.path), picture.remembered.get(one.path)
        if etag is None or (known and known.etag == etag):
            return known if etag else None
        stored = self._store.bucket.look(f"public/{one.path}")
        if stored is None or not stored.is_sealed or (known and known.sha256 != stored.sha256):
            return None
        return File(sha256=stored.sha256, etag=stored.etag)

    def _reworded(self, one: Rendition, picture: "_Picture") -> File | None:
        """The rendition made of the same pixels, where they stand soundly with whatever words."""
        for path in picture.standing:
            if path.startswith(one.kin) and path != one.path:
                stored = self._store.bucket.look(f"public/{path}")
                if stored and stored.is_sealed and is_made_of(stored.body, picture.sha256, one.width):
                    return self._put(one, stored.body, picture)
        return None

    def _render(self, picture: "_Picture") -> Rendered | None:
        path = next((path for path in picture.standing if f"/{picture.sha256}." in path), "")
        with self._hands:
            stored = self._store.bucket.look(f"public/{path}") if path else None
            if stored is None or stored.sha256 != picture.sha256:
                log.warning("%s: no renditions: the original does not stand as it should", path or picture.sha256)
                return None
            try:
                return render_picture(stored.body, max_pixels=_MOST_PIXELS)
            except MediaError as error:
                log.warning("%s: no renditions: %s", path, error)
                return None

    def _put(self, one: Rendition, webp: bytes, picture: "_Picture") -> File:
        """Write the rendition over what was seen there; `OvertakenError` where another publisher was quicker."""
        body, key = write_credit(webp, picture.packet), f"public/{one.path}"
        etag = self._store.bucket.overwrite(key, body, Kind(MEDIA_TYPE, FOREVER), picture.standing.get(one.path))
        if etag is None:
            raise OvertakenError(f"{key} was written by another publisher, starting anew")
        self._written.add(one.path)
        return File(sha256=digest(body), etag=etag)


@dataclass(frozen=True, slots=True)
class _Picture:
    """An original, a release's words for it, the ETags of what stands of it, and what the release remembers of that."""

    sha256: Sha256
    packet: bytes
    standing: Mapping[str, str]
    remembered: Mapping[str, File]
