"""Writing the published tree: only files that changed, and what an overtaken attempt wrote once more."""

from collections.abc import Mapping

from tasks.bucket import FOREVER, Bucket, Kind
from tasks.publish.compose import Files, digest

_KINDS = {
    "html": Kind("text/html; charset=utf-8"),
    "json": Kind("application/json"),
    "atom": Kind("application/atom+xml"),
    "css": Kind("text/css; charset=utf-8", FOREVER),
    "svg": Kind("image/svg+xml", FOREVER),
}


class Press:
    """Writes files below `public/` for one edition, over as many attempts as compare-and-swap takes."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._suspect: set[str] = set()
        self._written: set[str] = set()

    def begin(self) -> None:
        """Start an attempt. What an earlier one wrote may have covered a newer state, so it is written again."""
        self._suspect |= self._written

    def put(self, files: Files, standing: Mapping[str, str]) -> dict[str, str]:
        """Write the files, in order, that differ from those standing; the digests of all of them."""
        digests = {path: digest(body) for path, body in files.items()}
        for path, body in files.items():
            if standing.get(path) != digests[path] or path in self._suspect:
                self._bucket.put(f"public/{path}", body, _KINDS[path.rsplit(".", 1)[-1]])
                self._written.add(path)
                self._suspect.discard(path)
        return digests

    def is_suspect(self, paths: Mapping[str, str]) -> bool:
        """Whether any of these files must be written again."""
        return not self._suspect.isdisjoint(paths)

    @property
    def written(self) -> int:
        """How many files were written."""
        return len(self._written)
