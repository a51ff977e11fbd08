"""The ledger's values: what this archive knows of each release, and what one observation adds to it.

A ledger is one JSON object a source and year (`undated` for what never read cleanly). A release stays in the year
under which it was first archived, so its address in the archive never changes.

An entry has two parts. What was observed are sets that only grow; what follows from them is derived by the rules of
`tasks.ledger.rules` alone and stored beside them, so that whoever reads a ledger finds it said. Hence observations may
arrive late, twice or from several writers: the entry ends the same. Only version numbers are given in order of arrival:
they are names, and a name once given is never another version's.

What others captured is evidence beside that, `by` whom; it is no check and does not tell how a release stands now.
"""

from datetime import datetime
from typing import Literal

from pydantic import Field

from tasks.types.release import Cause, Scope, Sha256, Status, Timestamp, Value

UNDATED = "undated"

Folder = Literal["images", "files"]
Seen = Literal["read", "unchanged", "set_aside", "missing", "gone", "failed", "witnessed"]
ABSENT: frozenset[Seen] = frozenset({"missing", "gone"})
PRESENT: frozenset[Seen] = frozenset({"read", "unchanged", "set_aside"})
SIGHTED: frozenset[Seen] = PRESENT | {"witnessed"}


class Resource(Value):
    """One fetched address: enough to ask conditionally and to write a revisit record (WARC 1.1, section 6.7)."""

    url: str = Field(description="address that gave the payload: after redirects not the one asked")
    at: Timestamp
    sha256: Sha256 = Field(description="of the content")
    payload: str = Field(description="WARC payload digest")
    warc: str = Field(description="key of the capture that holds the payload")
    etag: str | None = None
    last_modified: str | None = None
    last: Timestamp | None = Field(None, description="when the site last said that it still is so")
    by: str | None = Field(None, description="who captured it; absent: this archive")


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
    reader: str | None = Field(None, description="names how `embedded` was read")
    measured: Timestamp | None = Field(None, description="when it was")

    @property
    def path(self) -> str:
        """Where the original stands in the published tree."""
        return f"{self.folder}/{self.sha256[:2]}/{self.sha256}.{self.extension}"

    @property
    def address(self) -> str:
        """The same, relative to a release's folder."""
        return f"../../../{self.path}"


class Address(Value):
    """An address of the release: when it was last listed or asked, and from when to when the page answered us there."""

    url: str
    asked: Timestamp
    first: Timestamp | None = None
    last: Timestamp | None = None


class State(Value):
    """One state of the page: its content, and the capture that holds it."""

    at: Timestamp
    sha256: Sha256
    warc: str
    by: str | None = Field(None, description="who captured it; absent: this archive")


class ReadAs(Value):
    """What one reader made of one state of the page, from its first to its last try: content, or why there is none."""

    page: Sha256
    reader: str | None = Field(None, description="absent: not known")
    content: Sha256 | None = None
    reason: str | None = None
    first: Timestamp
    last: Timestamp
    complete: bool = Field(True, description="false: an image or file was out of reach")


class Facts(Value):
    """What indexes say of a release without opening it."""

    headline: str
    alternative_headline: str | None = None
    date_published: str
    images: int


class Decision(Value):
    """A decision of this archive to take a release down, or to put it up again. No observation lifts it.

    `tasks.ledger.withdrawals` says what follows from all of them.
    """

    at: Timestamp
    kind: Literal["withdraw", "restore"]
    scope: Scope | None = Field(None, description="what is withdrawn; what is put up again, absent: everything")
    images: tuple[str, ...] = Field((), description="of scope `images`: these alone, by SHA-256 and by address")
    reason: str | None = Field(None, description="published")


class Trace(Value):
    """What is kept of an erased page, image or file: when it was captured, and the hash of what it held."""

    at: Timestamp
    sha256: Sha256
    folder: Folder | None = Field(None, description="absent: a page")


class Erased(Value):
    """What is kept of a release that was erased, besides its id, its checks, its versions' hashes and the decision."""

    date_published: str | None = Field(None, description="the earliest that was known; absent: it was never read")
    traces: tuple[Trace, ...] = ()


class Remark(Value):
    """What the latest check that did not find the page as it was met instead."""

    at: Timestamp
    said: str


class Absence(Value):
    """Since when, and at how many checks in a row, the site answered that the release is not there."""

    since: Timestamp
    checks: int = Field(ge=1)


class Version(Value):
    """One thing that the release said, and why that is a version of its own.

    `at` is when the page was first seen to say so, `read` when that state of it was first read so, `capture` the
    evidence.
    """

    number: int = Field(ge=1)
    cause: Cause
    previous: int | None = Field(None, ge=1, description="the version that this one is a change of")
    also: tuple[int, ...] = Field((), description="further numbers under which it was published")
    at: Timestamp
    read: Timestamp
    content: Sha256
    capture: State

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every number under which it stands published."""
        return (self.number, *self.also)

    @property
    def known(self) -> datetime:
        """Since when this archive holds it."""
        return max(self.at, self.read)


class Entry(Value):
    """One release in the ledger: what was observed, then what follows from it."""

    id: str

    checks: str = Field("", description="every check's time and outcome, as `tasks.ledger.checks` writes them")
    addresses: tuple[Address, ...] = ()
    states: tuple[State, ...] = ()
    readings: tuple[ReadAs, ...] = ()
    contents: dict[Sha256, Facts] = Field({}, description="what each content that was read says, in short")
    media: dict[str, tuple[Medium, ...]] = Field({}, description="by the address that the page names")
    decisions: tuple[Decision, ...] = ()
    page: Resource | None = Field(None, description="the page as this archive last saw it")
    remark: Remark | None = None
    erased: Erased | None = Field(None, description="what is left of all that: nothing else comes back")

    url: str = Field(description="of what was erased: empty, since many addresses hold the headline")
    status: Status | None = Field(None, description="absent: no check was answered yet")
    found: Status | None = Field(None, description="of what is withdrawn: its status on the city's site")
    absence: Absence | None = None
    first_seen: Timestamp = Field(description="by whomever; until the page is seen: first asked for")
    last_seen: Timestamp | None = Field(None, description="by whomever")
    last_checked: Timestamp | None = Field(None, description="by an answered check; until one is: last asked for")
    versions: tuple[Version, ...] = Field((), description="in the order of what they are versions of")
    current: int | None = Field(None, description="the number of the version that stands now")

    @property
    def latest(self) -> Version | None:
        """The version that stands now."""
        return next((version for version in self.versions if version.number == self.current), None)

    @property
    def numbered(self) -> dict[int, Version]:
        """Every number that was ever given, and its version."""
        return dict(sorted((number, version) for version in self.versions for number in version.numbers))

    @property
    def facts(self) -> Facts | None:
        """What the version that stands now says, in short."""
        return self.contents.get(self.latest.content) if self.latest else None

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other address under which it was found."""
        return tuple(address.url for address in self.addresses if address.url != self.url)

    @property
    def newest(self) -> ReadAs | None:
        """How the page was last read, as this archive last saw it; until it did, as others last did."""
        shown = self.page or max(self.states, key=lambda one: (one.at, one.warc), default=None)
        own = [one for one in self.readings if shown and one.page == shown.sha256]
        return max(own, key=lambda one: (one.last, one.content or ""), default=None)

    @property
    def is_aside(self) -> bool:
        """Whether the page as it was last seen does not read cleanly."""
        return self.newest is not None and self.newest.content is None

    @property
    def is_incomplete(self) -> bool:
        """Whether an image or file was out of reach: ask again."""
        return self.newest is not None and not self.newest.complete

    @property
    def date_published(self) -> str | None:
        """As the version that stands now gives it; None where nothing was ever read."""
        if self.erased:
            return self.erased.date_published
        return self.facts.date_published if self.facts else None

    def medium(self, url: str) -> Medium | None:
        """The image or file as this archive last found it at that address."""
        return next((one for one in reversed(self.media.get(url, ())) if one.by is None), None)


class Ledger(Value):
    """One ledger object: every entry of a source and year, by release id."""

    format: Literal[2] = 2
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
    """One check of one release; or one reading of a stored page (`reread`), or another one's capture (`witnessed`).

    `page` is what was fetched, absent where nothing was; `state` the stored page that was read again, or the capture
    that holds what was witnessed. `read_at` is absent where the page was read as it was checked.
    """

    id: str
    url: str
    aliases: tuple[str, ...] = ()
    at: Timestamp
    outcome: Seen | Literal["reread"]
    reader: str
    read_at: Timestamp | None = None
    page: Resource | None = None
    state: State | None = None
    read: Read | None = None
    reason: str | None = None
