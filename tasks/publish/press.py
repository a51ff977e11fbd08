"""Writing the published tree: only what does not stand there already; removing what a withdrawal takes away."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tasks.errors import OvertakenError
from tasks.publish.compose import Files, digest
from tasks.site.pages.leaves import Leaf
from tasks.store.bucket import Bucket, Kind
from tasks.types.edition import File

Item = TypeVar("Item")
Result = TypeVar("Result")

_AT_ONCE = 8
_LOOSE = (".pf_fragment", ".pf_index")
_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "feed.json": "application/feed+json",
    "cite.json": "application/vnd.citationstyles.csl+json",
    "bib": "application/x-bibtex; charset=utf-8",
    "atom": "application/atom+xml",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "pagefind": "application/octet-stream",
    "pf_fragment": "application/octet-stream",
    "pf_index": "application/octet-stream",
    "pf_meta": "application/octet-stream",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "jsonld": "application/ld+json",
    "gz": "application/gzip",
    "parquet": "application/vnd.apache.parquet",
}


class Press:
    """Writes files below `public/` over the attempts of one compare-and-swap. Thread-safe within an attempt.

    A file is written only over what stood there when the attempt began; where that is no more, another publisher was
    quicker, and the attempt ends with `OvertakenError`. What an attempt is made from is read after it began, so no file
    ever gives way to an older one, even where a publisher stops for long or dies.
    """

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._standing: dict[str, str] = {}
        self._below: dict[str, list[str]] = {}
        self._earlier: set[str] = set()
        self._fresh: set[str] = set()

    def begin(self, folders: Iterable[str], *, deep: bool) -> None:
        """Start an attempt: look what stands in these folders, whoever wrote it."""
        self._earlier |= self._fresh
        self._fresh = set()
        listed = (self._bucket.etags(f"public/{folder}", deep=deep) for folder in folders)
        self._standing = {key.removeprefix("public/"): tag for each in listed for key, tag in each.items()}
        self._below = defaultdict(list)
        for path in self._standing:
            self._below[path.rpartition("/")[0] + "/"].append(path)

    def stands(self, files: Mapping[str, File]) -> bool:
        """Whether all these files stood as remembered when the attempt began."""
        return all(self._standing.get(path) == file.etag for path, file in files.items())

    def has(self, path: str) -> bool:
        """Whether that file stood when the attempt began, whatever it held."""
        return path in self._standing

    def put(self, files: Files, remembered: Mapping[str, File]) -> dict[str, File]:
        """Write, in order, the files that changed or do not stand as remembered; all of them as they stand now.

        Those that nothing leads to until the others are written come first, several at a time.
        """
        loose = [path for path in files if path.endswith(_LOOSE)]
        written = dict(
            zip(loose, at_once(lambda path: self._put(path, files[path], remembered.get(path)), loose), strict=True)
        )
        return {path: written.get(path) or self._put(path, body, remembered.get(path)) for path, body in files.items()}

    def issue(self, leaves: Iterable[Leaf], rendering: str, remembered: Mapping[str, File]) -> dict[str, File]:
        """The same of pages of lists: what was made from the same and stands is not even made again."""
        return {leaf.path: self._issue(leaf, rendering, remembered.get(leaf.path)) for leaf in leaves}

    def _issue(self, leaf: Leaf, rendering: str, remembered: File | None) -> File:
        made_from = digest(f"{leaf.depends}\n{rendering}".encode(errors="replace"))
        if remembered and remembered.made_from == made_from and self.stands({leaf.path: remembered}):
            return remembered
        return self._put(leaf.path, leaf.write().encode(), remembered).model_copy(update={"made_from": made_from})

    def _put(self, path: str, body: bytes, remembered: File | None) -> File:
        sha256 = digest(body)
        if remembered and remembered.sha256 == sha256 and self.stands({path: remembered}):
            return remembered
        self._fresh.add(path)
        etag = self._bucket.overwrite(f"public/{path}", body, kind_of(path), self._standing.get(path))
        if etag is None:
            raise OvertakenError(f"public/{path} was written by another publisher, starting anew")
        return File(sha256=sha256, etag=etag)

    @property
    def standing(self) -> Set[str]:
        """All that stood in these folders when the attempt began."""
        return self._standing.keys()

    def clear(self, folder: str, files: Collection[str]) -> None:
        """Remove what stood right in that folder and is none of these files: what readers may see no more."""
        self.drop(path for path in self._below.get(folder, ()) if path not in files)

    def drop(self, paths: Iterable[str]) -> None:
        """Remove what was published and is no more: a sitemap of a tree that no longer knows its address."""
        for path in paths:
            self._fresh.add(path)
            self._bucket.delete(f"public/{path}")

    def revise(self, revision: int) -> int:
        """The edition's revision after this attempt: a new one where it wrote, so that it meets whoever else wrote."""
        return revision + 1 if self._fresh else revision

    @property
    def written(self) -> int:
        """How many files were written or removed, in all attempts."""
        return len(self._earlier | self._fresh)


def kind_of(path: str, cache: str = "no-cache") -> Kind:
    """How a published file is served."""
    name = path.rsplit("/", 1)[-1]
    return Kind(_TYPES.get(name) or _TYPES[name.rsplit(".", 1)[-1]], cache)


def at_once(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """The work done for every item, several at a time, results in order; the first error is raised."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(work, items))
