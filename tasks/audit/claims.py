"""What every object that names others says must stand in the bucket, and what is known of its bytes. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from tasks.audit.places import STATUS, STATUS_PAGE, list_key, place_of
from tasks.ledger.withdrawals import hidden_media, shown_media
from tasks.store.keys import sheet_key
from tasks.types.audit import CaptureList, Register
from tasks.types.edition import File, RootEdition, ShelvesEdition, YearEdition
from tasks.types.ledger import Entry, Ledger, Resource, State
from tasks.types.release import Value


@dataclass(frozen=True, slots=True)
class Claim:
    """That an object must stand: who says so, and what is said of it. `content`: SHA-256 of what a capture holds."""

    by: str
    sha256: str | None = None
    content: str | None = None
    size: int | None = None
    etag: str | None = None
    media_type: str | None = None

    def joined(self, other: "Claim") -> "Claim":
        """What both say; where they differ, this one counts."""
        return replace(
            self,
            sha256=self.sha256 or other.sha256,
            content=self.content or other.content,
            size=self.size if self.size is not None else other.size,
            etag=self.etag or other.etag,
            media_type=self.media_type or other.media_type,
        )


def claims_of(roots: Mapping[str, Value], withheld: Mapping[str, str]) -> dict[str, Claim]:
    """Every claim of these objects, by the key that it is made of; none of what a decision took away."""
    found: dict[str, Claim] = {}
    for by, root in roots.items():
        for key, claim in _claims(by, root):
            known = found.get(key)
            found[key] = known.joined(claim) if known else claim
    erased = [
        key for key in found if withheld and place_of(key).room in ("capture", "content") and stem_of(key) in withheld
    ]
    for key in erased:
        del found[key]
    return found


def withheld_by(roots: Mapping[str, Value]) -> dict[str, str]:
    """What decisions to withdraw took away: beginnings of keys, and the ledger that says so."""
    found: dict[str, str] = {}
    for by, root in roots.items():
        for entry in root.entries.values() if isinstance(root, Ledger) else ():
            found |= {f"public/{folder}/{sha256[:2]}/{sha256}": by for folder, sha256 in hidden_media(entry)}
            if entry.erased and isinstance(root, Ledger):
                found |= {f"{room}/{root.source}/{entry.id}/": by for room in ("captures", "releases")}
    return found


def stem_of(key: str) -> str:
    """The beginning of that key by which it would be withheld: up to its digest, or its release's room."""
    place = place_of(key)
    if place.room in ("medium", "rendition"):
        return key[: key.index(place.digest) + len(place.digest)]
    if place.room == "sheet":
        return f"public/images/{place.shard}/{place.digest}"
    return key[: key.rindex("/") + 1] if "/" in key else key


def _claims(by: str, root: Value) -> Iterable[tuple[str, Claim]]:
    match root:
        case Ledger():
            return chain.from_iterable(_of_entry(by, root.source, entry) for entry in root.entries.values())
        case YearEdition():
            files = [root.files, *(published.files for published in root.releases.values())]
            files += [published.renditions for published in root.releases.values()]
            sheets = [sheet_key(sha256) for published in root.releases.values() for sha256 in published.sheets]
            named = (f"ledger/{root.source}/{root.year}.json", *sheets)
            return [*((key, Claim(by)) for key in named), *_of_files(by, files)]
        case RootEdition() | ShelvesEdition():
            return _above_years(by, root)
        case CaptureList():
            listed = root.captures.items()
            return [(f"captures/{root.source}/{name}", Claim(by, size=size, etag=tag)) for name, (size, tag) in listed]
        case Register():
            held = [(key, Claim(by, sha256=sha256)) for key, sha256 in root.held.items()]
            return [*held, *((key, Claim(by)) for key in root.kept)]
        case _:
            return []


def _above_years(by: str, root: RootEdition | ShelvesEdition) -> Iterator[tuple[str, Claim]]:
    """What stands above the years: its files, and of the root the editions that it was made from."""
    if isinstance(root, ShelvesEdition):
        yield from _of_files(by, [root.files])
    else:
        names = [*(volume.rstrip("/") for volume in root.volumes), *(f"{source}/shelves" for source in root.sources)]
        yield from ((f"edition/{name}.json", Claim(by)) for name in names)
        yield from ((key, Claim(by)) for key in (STATUS, STATUS_PAGE))  # whoever publishes posts them first
        yield from _of_files(by, [root.files, *(source.files for source in root.sources.values())])


def _of_entry(by: str, source: str, entry: Entry) -> Iterator[tuple[str, Claim]]:
    if entry.erased:
        return
    media = [medium for held in entry.media.values() for medium in held]
    captured: Iterable[Resource | State] = (
        *entry.states,
        *(version.capture for version in entry.versions),
        *media,
        *([entry.page] if entry.page else []),
    )
    yield from ((one.warc, Claim(by, content=one.sha256)) for one in captured)
    contents = {
        *entry.contents,
        *(version.content for version in entry.versions),
        *(reading.content for reading in entry.readings if reading.content),
    }
    yield from ((f"releases/{source}/{entry.id}/{digest}.json", Claim(by)) for digest in sorted(contents))
    for one in shown_media(entry).values() if entry.decisions else media:
        yield f"public/{one.path}", Claim(by, sha256=one.sha256, size=one.size, media_type=one.media_type)


def _of_files(by: str, volumes: Iterable[Mapping[str, File]]) -> Iterator[tuple[str, Claim]]:
    for files in volumes:
        for path, file in files.items():
            yield f"public/{path}", Claim(by, sha256=file.sha256, etag=file.etag)


def lists_of(captures: Mapping[str, tuple[int, str]]) -> dict[str, CaptureList]:
    """These captures, by key with size and ETag, in the lists that they belong to, by the lists' keys."""
    lists: dict[str, dict[str, tuple[int, str]]] = {}
    names: dict[str, tuple[str, str]] = {}
    for key, listed in sorted(captures.items()):
        place = place_of(key)
        listing = list_key(place.source, place.time[:4])
        names[listing] = place.source, place.time[:4]
        lists.setdefault(listing, {})[key.removeprefix(f"captures/{place.source}/")] = listed
    return {key: CaptureList(source=names[key][0], year=names[key][1], captures=held) for key, held in lists.items()}
