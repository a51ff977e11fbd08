"""Reading what the years' editions say, each once as long as it stands as it was read.

The stages above the years ask for the same editions, one after another and over the attempts of each. A stage begins
with a look at what stands; what changed since it was last read is read again.
"""

from tasks.store.store import Store
from tasks.types.edition import Published, YearEdition


def edition_key(source: str, year: int | str) -> str:
    """Where it is remembered what stands published of a year."""
    return f"edition/{source}/{year}.json"


class Editions:
    """The editions of the years, by source and year."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._standing: dict[str, str] = {}
        self._read: dict[str, tuple[str | None, YearEdition]] = {}

    def begin(self, source: str) -> None:
        """Look which of the source's editions stand, as of now."""
        folder = f"edition/{source}/"
        kept = {key: etag for key, etag in self._standing.items() if not key.startswith(folder)}
        self._standing = kept | self._store.bucket.etags(folder)

    def years(self, source: str) -> tuple[str, ...]:
        """The years that have an edition."""
        folder = f"edition/{source}/"
        names = (key.removeprefix(folder).removesuffix(".json") for key in self._standing if key.startswith(folder))
        return tuple(name for name in names if name.isdecimal())

    def year(self, source: str, year: int | str) -> YearEdition:
        """That year's edition."""
        key = edition_key(source, year)
        known = self._read.get(key)
        if known is None or known[0] is None or known[0] != self._standing.get(key):
            known = self._standing.get(key), self._store.must_read(key, YearEdition)
            self._read[key] = known
        return known[1]

    def releases(self, source: str, year: int | str) -> tuple[Published, ...]:
        """What may be read of that year, newest first: tombstones stand in its index alone."""
        return shown(newest_first(self.year(source, year)))


def newest_first(edition: YearEdition) -> tuple[Published, ...]:
    """All that stands published of the year, in its index's order."""
    held = edition.releases.values()
    return tuple(sorted(held, key=lambda one: (one.row.date_published, one.row.id), reverse=True))


def shown(releases: tuple[Published, ...]) -> tuple[Published, ...]:
    """Those of which readers may know more than that they are withdrawn."""
    return tuple(one for one in releases if one.row.status != "withdrawn")
