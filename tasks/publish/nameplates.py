"""Pages of names that a release leads to before they are published: until then they say that nothing is here.

A release is published before the shelves are, and in a year that readers find already they find it at once. So that it
leads to no dead end, a name that has no page yet gets one first, and only where nothing stands.
"""

from functools import cached_property

from tasks.publish.compose import Volume
from tasks.publish.press import kind_of
from tasks.site.pages.names import KINDS, names_of, page_of_name
from tasks.site.pages.shelves import unlisted_page
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.release import Release, Tombstone


class Nameplates:
    """The pages of a source's names, as far as they stand; `is_found`: readers find the year. Thread-safe."""

    def __init__(self, store: Store, volume: Volume, site: Site, *, is_found: bool) -> None:
        self._store = store
        self._volume = volume
        self._site = site
        self._is_found = is_found

    def put_up(self, release: Release | Tombstone) -> None:
        """Make sure that every page stands to which the release's own leads."""
        if not self._is_found or not isinstance(release, Release):
            return
        for kind, name in names_of(release):
            path = f"{self._volume.source}/{page_of_name(kind, name)}"
            if path not in self._standing:
                page = unlisted_page(kind, name, self._volume.source, self._volume.name, self._site)
                self._store.bucket.create(f"public/{path}", page.encode(), kind_of(path))
                self._standing.add(path)

    @cached_property
    def _standing(self) -> set[str]:
        folders = (f"public/{self._volume.source}/{kind}/" for kind in KINDS)
        return {key.removeprefix("public/") for folder in folders for key in self._store.bucket.etags(folder)}
