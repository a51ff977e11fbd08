"""The published indexes: root, year, checks and withdrawals. Every `href` is relative to the file it stands in."""

from typing import Literal

from pydantic import Field

from tasks.types.release import ImageKind, PublishedStatus, Scope, Sha256, Timestamp, Value


class ReleaseRow(Value):
    """One release in a year's index. Of a withdrawn one only what its tombstone says."""

    id: str
    url: str | None = Field(None, description="the city's page; absent where the release was erased")
    headline: str | None = Field(None, description="absent where the release is withdrawn")
    alternative_headline: str | None = None
    date_published: str
    href: str = Field(description="the release.json")
    sha256: Sha256 = Field(description="of the release.json")
    status: PublishedStatus
    version: int
    images: int
    updated: Timestamp = Field(description="when this archive first held the present version")


class YearIndex(Value):
    """`<source>/<year>/index.json`, newest release first."""

    source: str
    year: int
    releases: tuple[ReleaseRow, ...]


class Check(Value):
    last_checked: Timestamp | None = Field(None, description="absent: the city's site was not asked for it yet")
    last_seen: Timestamp | None = None


class Checks(Value):
    """`<source>/<year>/checks.json`: when each release was last asked for and last seen on the city's site."""

    releases: dict[str, Check]


class YearRow(Value):
    year: int
    releases: int
    href: str
    sha256: Sha256


class SourceRow(Value):
    """One source in the root index, newest year first."""

    id: str
    name: str
    releases: int
    first: str = Field(description="datePublished of the oldest release")
    latest: str = Field(description="datePublished of the newest release")
    years: tuple[YearRow, ...]


class RootIndex(Value):
    """`index.json`."""

    generated: Timestamp = Field(description="when the newest change of this edition was archived")
    sources: tuple[SourceRow, ...]


class WithdrawalRow(Value):
    """One withdrawal: what was taken down, since when, why, and when it was put up again."""

    id: str = Field(description="source id / release id")
    at: Timestamp
    scope: Scope
    images: tuple[Sha256, ...] | None = Field(None, description="of scope `images`: these alone; absent: all")
    reason: str | None = None
    restored: Timestamp | None = None
    href: str = Field(description="the release.json")


class Withdrawals(Value):
    """`withdrawals.json`: every withdrawal of a published release, the latest first."""

    withdrawals: tuple[WithdrawalRow, ...]


class File(Value):
    """A published file: what was written, and the ETag by which the storage lists it."""

    sha256: Sha256
    etag: str
    made_from: Sha256 | None = Field(None, description="of a page of a list: names what it was made from")


class Print(Value):
    """A form in which a picture is shown: its path below `public/` and its size."""

    path: str
    width: int
    height: int


class Picture(Value):
    """A picture of a release, as walls and lists show it. `prints`: smallest first; none: it is not displayed."""

    caption: str | None = None
    description: str | None = None
    credit_text: str | None = None
    creators: tuple[str, ...] = ()
    kind: ImageKind | None = None
    prints: tuple[Print, ...] = ()


class Event(Value):
    """What happened to a release after it was first archived. `version`: the one that it made."""

    at: Timestamp
    kind: Literal["edited", "completed", "reparsed", "withdrawn", "restored", "missing", "gone"]
    version: int | None = None
    fields: tuple[str, ...] = Field((), description="in which the version differs from the one before")
    headline: str | None = Field(None, description="of the version; absent where that is a tombstone, or there is none")


class Published(Value):
    """One release as it stands published: what it was made from, its rows, its files by path, what its page shows."""

    made_from: Sha256
    row: ReleaseRow
    files: dict[str, File]
    renditions: dict[str, File] = Field({}, description="of its pictures, by path")
    sheets: tuple[Sha256, ...] = Field((), description="of which originals")
    withdrawals: tuple[WithdrawalRow, ...] = ()
    publisher: str | None = None
    department: str | None = None
    pictures: tuple[Picture, ...] = Field((), description="those that may be shown, in the order of the page")
    events: tuple[Event, ...] = Field((), description="the latest first")


class YearEdition(Value):
    """`edition/<source>/<year>.json`: what stands published of a year. Paths are relative to `public/`."""

    source: str
    year: int
    revision: int = Field(0, description="grows with every write to the year's files")
    releases: dict[str, Published] = Field({})
    files: dict[str, File] = Field({})
    emptied: dict[str, int] = Field(
        {}, description="pages that list nothing any more and may still be linked, and the revision that emptied each"
    )


class YearSummary(Value):
    """What the root index says of a year."""

    releases: int
    first: str
    latest: str
    updated: Timestamp
    sha256: Sha256 = Field(description="of the year's index.json")
    whole: dict[str, Sha256] = Field({}, description="the files that hold the year whole, by path")
    sitemaps: tuple[str, ...] = Field((), description="the year's sitemaps, by path")
    search: Sha256 | None = Field(None, description="of what names the files of its search bundle")
    withdrawals: tuple[WithdrawalRow, ...] = ()


class Tally(Value):
    """What a year holds under one name: how much of it, when the latest, and a digest of what its list is made from."""

    name: str | None = Field(None, description="absent: what bears no name")
    count: int
    latest: str
    digest: Sha256
    parts: tuple[Sha256, ...] = Field((), description="of each part of a publisher's feed, newest first")


class YearShelf(Value):
    """What a year holds by month, by publisher and by credit (each under its slug), how many pictures and events."""

    revision: int = Field(description="of the year's edition")
    updated: Timestamp = Field(description="when this archive first held the newest version")
    months: dict[str, int] = Field({}, description="releases by month, `01` to `12`")
    publishers: dict[str, Tally] = Field({})
    credits: dict[str, Tally] = Field({})
    parts: tuple[Sha256, ...] = Field((), description="of each part of the feed, newest first")
    revisions: tuple[str, ...] = Field((), description="each as a mark (`tasks.site.revisions`), the latest first")
    pictures: int = 0
    events: int = 0
    changed: Timestamp | None = Field(None, description="the latest event")


class Anniversary(Value):
    """The releases of one day of the year, by year."""

    day: str = Field(description="month and day, `05-27`")
    releases: dict[str, tuple[ReleaseRow, ...]] = Field({})


class ShelvesEdition(Value):
    """`edition/<source>/shelves.json`: what stands published of a source across its years: by publisher, by credit, its
    pictures, its changes.
    """

    source: str
    revision: int = Field(0, description="grows with every write to these files")
    years: dict[str, YearShelf] = Field({})
    anniversary: Anniversary | None = None
    files: dict[str, File] = Field({})


class SourceEdition(Value):
    """What stands published of a source: its years, and its own files with what they were made from."""

    name: str
    years: dict[str, YearSummary] = Field({})
    made_from: Sha256 | None = None
    files: dict[str, File] = Field({})


class RootEdition(Value):
    """`edition/root.json`: what stands published above the years."""

    revision: int = Field(0, description="grows with every write to these files")
    volumes: dict[str, Sha256] = Field({}, description="by `<source>/<year>/`: names what it was published from")
    sources: dict[str, SourceEdition] = Field({})
    made_from: Sha256 | None = None
    files: dict[str, File] = Field({})


class Inventory(Value):
    """What the site's lists named when they were last walked to their ends, by month; not of all a list gives a day."""

    at: Timestamp
    months: dict[str, int] = Field({}, description="by year and month, `2026-05`")
    undated: int = 0


class SourceRecord(Value):
    """`ledger/<source>/source.json`: the source's name, what each seed listed at the last good run, the last full
    walk's inventory, and whether a run was broken off.
    """

    id: str
    name: str
    seeds: dict[str, int] = Field({})
    listed: Inventory | None = Field(None, description="absent: no full walk was good yet")
    under_way: Timestamp | None = Field(
        None,
        description="when the run began that visits many releases; one that broke off leaves it, and the next walks "
        "the lists to their ends: what it had reached hides what it had not",
    )
