"""Discovery: walks a source's seeds and gathers the releases they list, one find a release.

Every seed is walked on its own: what goes wrong with one, or with one of its pages, stands in its report and the
others go on. A walk that is cut short by a guard says so. Lists are newest first, so a walk may end early: at a page
of releases that are all archived (unless a full walk or a span of dates is asked for), or all older than that span.
"""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from config.source import ListSeed, Seed, Source
from tasks.discover.listing import Listing, merge_finds, read_listing
from tasks.errors import BlockedError, FetchError, ReadingError
from tasks.health.blocks import demand_entry
from tasks.types.web import Fetched, Find

MAX_SITEMAPS = 50

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SeedReport:
    """How one seed fared. `finds` counts the releases that it lists, `fresh` those that no earlier seed lists.

    `blocks` says how the site kept us out of its pages, where it did; `is_whole` that its lists were walked to their
    ends, and not to where they named nothing new.
    """

    url: str
    kind: str
    finds: int
    fresh: int
    pages: int
    may_be_empty: bool
    problem: str | None
    blocks: tuple[str, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the seeds list together, and how each fared."""

    finds: tuple[Find, ...]
    seeds: tuple[SeedReport, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """The days asked for, both included; a find that gives no date may lie within."""

    since: date | None
    until: date | None

    def holds(self, find: Find) -> bool:
        return find.date is None or not (self.after(find) or self.before(find))

    def before(self, find: Find) -> bool:
        return self.since is not None and find.date is not None and find.date < self.since

    def after(self, find: Find) -> bool:
        return self.until is not None and find.date is not None and find.date > self.until


@dataclass(slots=True)
class _Walk:
    """One seed while it is walked."""

    url: str
    numbered: bool = False
    is_whole: bool = True
    finds: list[Find] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)


def discover(
    source: Source,
    fetch: Callable[[str], Fetched],
    known: Callable[[str], bool],
    *,
    full: bool,
    since: date | None,
    until: date | None,
) -> Discovery:
    """Walks all seeds. `known` says whether the release of an id is archived already."""
    span = _Span(since, until)
    to_the_end = full or since is not None or until is not None

    def enough(finds: tuple[Find, ...]) -> bool:
        older = all(span.before(find) for find in finds)
        return older or (not to_the_end and all(known(find.id) for find in finds))

    merged: tuple[Find, ...] = ()
    reports: list[SeedReport] = []
    for seed in source.seeds:
        walk = _walk(seed, source, fetch, enough)
        together = merge_finds((*merged, *walk.finds))
        reports.append(_report(seed, walk, fresh=len(together) - len(merged)))
        merged = together
    return Discovery(tuple(find for find in merged if span.holds(find)), tuple(reports))


def judge(reports: tuple[SeedReport, ...], remembered: Mapping[str, int], source: Source) -> tuple[str, ...]:
    """Why discovery failed, nothing if it did not. `remembered`: finds of each seed (by url) at the last good run.

    A seed that never listed anything is no failure: its problem in the report is all there is to say.
    """
    failures = [
        f"{report.url} lists no release where it listed {remembered[report.url]}: {report.problem}"
        for report in reports
        if not report.finds and not report.may_be_empty and remembered.get(report.url, 0)
    ]
    total, minimum = sum(report.fresh for report in reports), source.gates.minimum
    if total < minimum:
        failures.append(f"the seeds list {total} releases, at least {minimum} expected (gates.minimum)")
    return tuple(failures)


def _walk(
    seed: Seed, source: Source, fetch: Callable[[str], Fetched], enough: Callable[[tuple[Find, ...]], bool]
) -> _Walk:
    walk = _Walk(source.address(seed.page_url(0)), numbered=seed.is_numbered)
    pending = deque([walk.url])
    most = seed.max_pages if isinstance(seed, ListSeed) else MAX_SITEMAPS
    while pending:
        if len(walk.visited) == most:
            walk.problems.append(f"stopped after {len(walk.visited)} pages, {len(pending)} or more were left")
            break
        listing = _visit(walk, pending.popleft(), seed, source, fetch)
        if listing is None:
            continue
        pending.extend(listing.sitemaps)
        onward = _onward(walk, listing, seed, source)
        if onward and not enough(listing.finds):
            pending.append(onward)
        elif onward:
            walk.is_whole = False
        walk.finds.extend(listing.finds)
    return walk


def _visit(walk: _Walk, url: str, seed: Seed, source: Source, fetch: Callable[[str], Fetched]) -> Listing | None:
    """What that page lists; None, and a problem noted, when it cannot be had or read."""
    if url in walk.visited:
        walk.problems.append(f"the pages run in a circle: {url} comes again")
        return None
    walk.visited.add(url)
    try:
        fetched = fetch(url)
        if fetched.status != 200 and walk.numbered and url != walk.url:
            return None  # one number behind the last page
        if fetched.status != 200:
            walk.problems.append(str(fetched.status) if url == walk.url else f"{url}: {fetched.status}")
            return None
        return _read(seed, fetched, source)
    except (FetchError, ReadingError) as error:
        walk.problems.append(str(error))
        walk.blocks += [error.block] if isinstance(error, BlockedError) else []
        return None


def _read(seed: Seed, fetched: Fetched, source: Source) -> Listing:
    """What the page lists; a page that lists nothing must not be one that keeps us out."""
    try:
        listing = read_listing(seed, fetched.url, fetched.content, source)
    except ReadingError:
        demand_entry(fetched)
        raise
    if not listing.finds and not listing.sitemaps:
        demand_entry(fetched)
    return listing


def _onward(walk: _Walk, listing: Listing, seed: Seed, source: Source) -> str | None:
    """The page to read on with; pages with numbers end where one lists nothing new."""
    onward = source.address(seed.page_url(len(walk.visited))) if walk.numbered else listing.next_url
    listed = {find.id for find in walk.finds}
    if onward and all(find.id in listed for find in listing.finds):
        if not walk.numbered:
            walk.problems.append(f"page {len(walk.visited)} lists nothing new and yet leads on to {onward}")
        return None
    return onward


def _report(seed: Seed, walk: _Walk, fresh: int) -> SeedReport:
    finds = len(merge_finds(walk.finds))
    problems = walk.problems or ([] if finds or seed.may_be_empty else ["lists no release"])
    more = f" (and {len(problems) - 1} more problems)" if len(problems) > 1 else ""
    problem = f"{problems[0]}{more}" if problems else None
    if problem:
        _log.warning("seed %s: %s", walk.url, problem)
    blocks = tuple(dict.fromkeys(walk.blocks))
    return SeedReport(
        walk.url, seed.kind, finds, fresh, len(walk.visited), seed.may_be_empty, problem, blocks, walk.is_whole
    )
