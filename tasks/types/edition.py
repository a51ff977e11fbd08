"""The published indexes: root, year, checks and withdrawals. Every `href` is relative to the file it stands in."""

from pydantic import Field

from tasks.types.release import PublishedStatus, Scope, Sha256, Timestamp, Value


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


class Published(Value):
    """One release as it stands published: what it was made from, its rows, its files by path, what its page shows."""

    made_from: Sha256
    row: ReleaseRow
    files: dict[str, File]
    renditions: dict[str, File] = Field({}, description="of its pictures, by path")
    sheets: tuple[Sha256, ...] = Field((), description="of which originals")
    withdrawals: tuple[WithdrawalRow, ...] = ()


class YearEdition(Value):
    """`edition/<source>/<year>.json`: what stands published of a year. Paths are relative to `public/`."""

    source: str
    year: int
    revision: int = Field(0, description="grows with every write to the year's files")
    releases: dict[str, Published] = Field({})
    files: dict[str, File] = Field({})


class YearSummary(Value):
    """What the root index says of a year."""

    releases: int
    first: str
    latest: str
    updated: Timestamp
    sha256: Sha256 = Field(description="of the year's index.json")
    whole: dict[str, Sha256] = Field({}, description="the files that hold the year whole, by path")
    sitemaps: tuple[str, ...] = Field((), description="the year's sitemaps, by path")
    withdrawals: tuple[WithdrawalRow, ...] = ()


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


class SourceRecord(Value):
    """`ledger/<source>/source.json`: the source's name, and what each seed listed at the last good run."""

    id: str
    name: str
    seeds: dict[str, int] = Field({})
