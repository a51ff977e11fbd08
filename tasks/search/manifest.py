"""`search/manifest.json`: which bundles there are, and the engine that reads them. Pure."""

import hashlib
from collections.abc import Iterable, Mapping

from pydantic import Field

from tasks.search.places import FOLDER, bundle_folder, listing_path
from tasks.types.release import Sha256, Value


class Listed(Value):
    """A file, relative to the manifest."""

    href: str
    sha256: Sha256


class Engine(Value):
    """What runs in the browser. `folder` is relative to the manifest."""

    folder: str
    files: tuple[Listed, ...]


class Bundle(Value):
    """A source's year. `href` names all its files."""

    source: str
    year: int
    folder: str
    href: str
    sha256: Sha256 = Field(description="of that file: another one, another bundle")


class Manifest(Value):
    """Every bundle, the newest year first."""

    engine: Engine
    bundles: tuple[Bundle, ...]


def manifest(engine: str, files: Mapping[str, bytes], listings: Iterable[tuple[str, int, Sha256]]) -> Manifest:
    """`engine`: its folder, with its files; `listings`: by source and year the digest of what names the bundle."""
    newest = sorted(listings, key=lambda one: (-one[1], one[0]))
    return Manifest(
        engine=Engine(folder=_below(engine), files=tuple(_listed(engine + path, body) for path, body in files.items())),
        bundles=tuple(
            Bundle(
                source=source,
                year=year,
                folder=_below(bundle_folder(source, year)),
                href=_below(listing_path(source, year)),
                sha256=sha256,
            )
            for source, year, sha256 in newest
        ),
    )


def _listed(path: str, body: bytes) -> Listed:
    return Listed(href=_below(path), sha256=hashlib.sha256(body).hexdigest())


def _below(path: str) -> str:
    return path.removeprefix(FOLDER)
