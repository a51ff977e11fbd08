"""`pressearchiv check`: what a source file finds, field by field, on the site now or on stored pages; nothing is kept.

An operator mends a source file with it: every field names the rule that read it, and a page that does not read shows
what each selector of each template finds there.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from config.errors import ConfigError
from config.source import Source
from tasks.capture.archivist import Fetch
from tasks.capture.warc import Page, read_capture
from tasks.describe import Shown, describe
from tasks.discover.walk import Discovery, discover
from tasks.errors import FetchError, ReadingError
from tasks.ledger.book import Ledgers
from tasks.store.store import Store
from tasks.types.ledger import Entry, Medium
from tasks.types.web import Find

SHOWN = 3
"""How many of the newest releases are read where none is named."""


class _Subject(NamedTuple):
    """A page to be shown, or why there is none."""

    name: str
    id: str
    page: Shown | str
    media: Mapping[str, Medium] = {}


def check_site(source: Source, fetch: Fetch, named: Sequence[str], number: int, out: TextIO) -> bool:
    """Show what the seeds list and how the newest releases read, or the pages that are named; whether all is sound.

    A page is named by its address, by a release's number that the seeds list, or by a file that holds it.
    """
    files = [_from_file(Path(name), source) for name in named if Path(name).is_file()]
    addresses = [Find(source.release.id_of(name) or "", name) for name in named if "://" in name]
    numbers = [name for name in named if "://" not in name and not Path(name).is_file()]
    if numbers or not named:
        # Everything counts as known: each list is asked for its first page only.
        limit = source.limits.page_bytes
        found = discover(
            source, lambda url: fetch(url, limit=limit), lambda _: True, full=False, since=None, until=None
        )
        out.writelines(f"{line}\n" for line in _seeds(found))
        listed = {find.id: find for find in found.finds}
        _refuse_unknown(numbers, listed, "no seed lists it on its first page; name its address")
        addresses += [listed[name] for name in numbers] if named else found.finds[:number]
    pages = [*files, *(_fetched(find, source, fetch) for find in addresses)]
    return _show(pages, source, out)


def check_stored(source: Source, store: Store, named: Sequence[str], number: int, out: TextIO) -> bool:
    """Show how the newest archived releases read today, or those named by number, from their captures alone."""
    entries = {entry.id: entry for entry in Ledgers(store, source).entries}
    _refuse_unknown(named, entries, "not in the archive")
    newest = sorted(entries.values(), key=_published, reverse=True)
    return _show([_stored(entry, store) for entry in ([entries[id_] for id_ in named] or newest[:number])], source, out)


def _published(entry: Entry) -> str:
    return entry.facts.date_published if entry.facts else f"{entry.first_seen:%Y-%m-%d}"


def _refuse_unknown(named: Sequence[str], known: Mapping[str, object], why: str) -> None:
    for name in named:
        if name not in known:
            raise ConfigError(f"check: no release {name!r}: {why}")


def _show(subjects: Sequence[_Subject], source: Source, out: TextIO) -> bool:
    sound = bool(subjects)
    for subject in subjects:
        out.write(f"\n{subject.name}\n")
        if isinstance(subject.page, str):
            reads, lines = False, [subject.page]
        else:
            reads, lines = describe(subject.page, subject.id or "0", source, subject.media)
        out.writelines(f"  {line}\n" for line in lines)
        sound = sound and reads
    return sound


def _first_pages(source: Source, fetch: Fetch) -> Discovery:
    """What the seeds list; everything counts as known, so each is asked for its first page only."""
    limit = source.limits.page_bytes
    return discover(source, lambda url: fetch(url, limit=limit), lambda _: True, full=False, since=None, until=None)


def _seeds(found: Discovery) -> Iterator[str]:
    for seed in found.seeds:
        yield f"{seed.kind:8} {seed.url}: {seed.finds} releases{f' — {seed.problem}' if seed.problem else ''}"
    yield f"{len(found.finds)} releases in all"


def _fetched(find: Find, source: Source, fetch: Fetch) -> _Subject:
    try:
        fetched = fetch(find.url, limit=source.limits.page_bytes)
    except FetchError as error:
        return _Subject(find.url, find.id, str(error))
    if fetched.status != 200:
        return _Subject(find.url, find.id, f"answered {fetched.status}")
    page = Shown(fetched.url, fetched.content, fetched.answer.header("content-type"))
    return _Subject(find.url, find.id, page)


def _stored(entry: Entry, store: Store) -> _Subject:
    name = f"{entry.url} ({entry.id})"
    # Where this archive itself never saw the page, what others captured last.
    page = entry.page or max(entry.states, key=lambda one: (one.at, one.warc), default=None)
    if page is None:
        return _Subject(name, entry.id, "no page was ever captured")
    media = {url: entry.medium(url) or held[-1] for url, held in entry.media.items()}
    return _Subject(name, entry.id, _captured(store.read_capture(page.warc)), media)


def _captured(warc: bytes) -> Shown | str:
    try:
        page = read_capture(warc)
    except ReadingError as error:
        return str(error)
    if not isinstance(page, Page):
        return "the capture refers to an earlier one and holds no content"
    kind = next((value for name, value in page.headers if name.lower() == "content-type"), None)
    return Shown(page.url, page.content, kind)


def _from_file(path: Path, source: Source) -> _Subject:
    """A page that stands in a file: a WARC capture, or the page as saved."""
    content = path.read_bytes()
    if path.name.endswith((".warc", ".warc.gz")):
        page = _captured(content)
        return _Subject(str(path), (source.release.id_of(page.url) if isinstance(page, Shown) else None) or "", page)
    return _Subject(str(path), "", Shown(source.base_url, content, None))
