"""The ledger's values: what this archive knows of each release, and one check's observation.

A ledger is one JSON object a source and year (`undated` for what never read cleanly). A release stays in the year
under which it was first archived, so its address in the archive never changes.
"""

from typing import Literal

from pydantic import Field

from tasks.types.release import Sha256, Status, Timestamp, Value

UNDATED = "undated"

Folder = Literal["images", "files"]
Seen = Literal["read", "unchanged", "set_aside", "missing", "gone"]
ABSENT: frozenset[Seen] = frozenset({"missing", "gone"})


class Resource(Value):
    """One fetched address: enough to ask conditionally and to write a revisit record (WARC 1.1, section 6.7)."""

    url: str = Field(description="address that gave the payload: after redirects not the one asked")
    at: Timestamp
    sha256: Sha256 = Field(description="of the content")
    payload: str = Field(description="WARC payload digest")
    warc: str = Field(description="key of the capture that holds the payload")
    etag: str | None = None
    last_modified: str | None = None


class EmbeddedCredit(Value):
    """What an image's own metadata says of its credit (IPTC Photo Metadata Standard)."""

    creators: tuple[str, ...] = ()
    credit: str | None = None
    copyright: str | None = None
    usage: str | None = None
    caption: str | None = None


class Medium(Resource):
    """A fetched image or file: its resource and what its bytes really are."""

    folder: Folder
    media_type: str
    extension: str
    size: int
    width: int | None = None
    height: int | None = None
    embedded: EmbeddedCredit | None = None

    @property
    def path(self) -> str:
        """Where the original stands in the published tree."""
        return f"{self.folder}/{self.sha256[:2]}/{self.sha256}.{self.extension}"

    @property
    def address(self) -> str:
        """The same, relative to a release's folder."""
        return f"../../../{self.path}"


class Version(Value):
    """One state of a release: `content` names the stored content, the rest the capture it was read from."""

    number: int = Field(ge=1)
    content: Sha256
    at: Timestamp
    sha256: Sha256 = Field(description="of the page's content")
    warc: str


class SetAside(Value):
    """A page that did not read cleanly, and the reader that tried it."""

    at: Timestamp
    reason: str
    reader: str
    warc: str


class Absence(Value):
    """Since when, and at how many checks in a row, the site answered that the release is not there."""

    since: Timestamp
    checks: int = Field(ge=1)
    reason: str


class Facts(Value):
    """What indexes say of a release without opening it."""

    headline: str
    alternative_headline: str | None = None
    date_published: str
    images: int


class Entry(Value):
    """One release in the ledger."""

    id: str
    url: str
    aliases: tuple[str, ...] = ()
    status: Status = "live"
    first_seen: Timestamp
    last_seen: Timestamp | None = None
    last_checked: Timestamp
    facts: Facts | None = None
    versions: tuple[Version, ...] = ()
    reader: str | None = None
    page: Resource | None = None
    media: dict[str, Medium] = Field({})
    incomplete: bool = Field(False, description="an image or file was out of reach: ask again")
    set_aside: SetAside | None = None
    absence: Absence | None = None

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None


class Ledger(Value):
    """One ledger object: every entry of a source and year, by release id."""

    format: Literal[1] = 1
    source: str
    shard: str = Field(description="year, or `undated`")
    entries: dict[str, Entry] = Field({})


class Read(Value):
    """A page that was read and stored: the content's name and what the ledger keeps of it."""

    content: Sha256
    facts: Facts
    media: dict[str, Medium]
    incomplete: bool


class Observation(Value):
    """One check of one release. `page` is what was fetched, absent where nothing was."""

    id: str
    url: str
    aliases: tuple[str, ...] = ()
    at: Timestamp
    outcome: Seen
    reader: str
    page: Resource | None = None
    read: Read | None = None
    reason: str | None = None
