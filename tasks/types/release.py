"""The normalised release: the published `release.json`, in schema.org terms, valid JSON-LD.

A field that the page does not give is absent. Times are UTC with `Z`; `datePublished` is as precise as the page
(a date, or a time in UTC). All lengths are in the unit the field's name or schema.org gives: pixels for `width`
and `height`, bytes for `contentSize`.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel


def _whole_second(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(microsecond=0)


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes, hexadecimal")]
Timestamp = Annotated[
    AwareDatetime,
    AfterValidator(_whole_second),
    PlainSerializer(lambda t: t.strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str, when_used="json"),
    Field(description="time in UTC, whole seconds, RFC 3339 with Z"),
]
Status = Literal["live", "missing", "gone", "withdrawn"]
PublishedStatus = Literal["live", "missing", "gone", "withdrawn", "unchecked"]
"""`unchecked`: known by what others captured alone; the city's site was not asked for it yet."""
Cause = Literal["first", "edited", "reparsed", "completed", "withdrawn", "restored"]
"""Why a version is one of its own: the first; edited by the city; read anew by a better reader; an image or file that
was out of reach is there; taken down here, or put up again."""
Scope = Literal["images", "page", "all"]
"""What is withdrawn: pictures; everything from readers; everything from storage, too."""
CreditEvidence = Literal["caption", "overlay", "attribute", "embedded", "page"]
ImageKind = Literal["photo", "graphic", "visualisation", "plan", "logo"]


class Value(BaseModel):
    """A frozen value whose JSON uses camelCase names and leaves out what is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    def to_json(self) -> dict[str, Any]:
        """The value as JSON-ready data, absent fields left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def encode(self) -> bytes:
        """The value as stored and published: JSON in UTF-8, keys in the type's order, one final newline."""
        return (self.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n").encode()


def _web(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("only http and https addresses")
    return url


WebAddress = Annotated[str, AfterValidator(_web), Field(json_schema_extra={"format": "uri"})]


class Link(Value):
    """A link in the text (schema.org `citation`)."""

    type_: Literal["WebPage"] = Field("WebPage", alias="@type")
    name: str
    url: WebAddress


class Paragraph(Value):
    type: Literal["paragraph"] = "paragraph"
    text: str


class Heading(Value):
    type: Literal["heading"] = "heading"
    level: int = Field(ge=2, le=6)
    text: str


class ListItem(Value):
    text: str
    items: tuple["ListItem", ...] = ()
    ordered: bool | None = Field(None, description="whether the nested items are numbered")


class ListBlock(Value):
    type: Literal["list"] = "list"
    ordered: bool
    start: int | None = Field(None, description="the first item's number, where it is not 1")
    items: tuple[ListItem, ...]


class Quote(Value):
    type: Literal["quote"] = "quote"
    text: str


class Table(Value):
    """Rows of cell texts; `header` says that the first row holds column names."""

    type: Literal["table"] = "table"
    caption: str | None = None
    header: bool
    rows: tuple[tuple[str, ...], ...]


Block = Annotated[Paragraph | Heading | ListBlock | Quote | Table, Field(discriminator="type")]


class Publisher(Value):
    """Who issued the release: the block after `Herausgegeben von:`, as printed."""

    type_: Literal["Organization"] = Field("Organization", alias="@type")
    name: str
    department: str | None = None
    street_address: str | None = None
    postal_code: str | None = None
    address_locality: str | None = None
    telephone: str | None = Field(None, description="as printed")
    telephone_e164: str | None = Field(
        None,
        alias="telephoneE164",
        pattern=r"^\+[1-9][0-9]{1,14}$",
        description="the same number as ITU-T E.164 writes it; absent where the print does not settle it",
    )
    email: str | None = None
    url: str | None = None


class Creator(Value):
    type_: Literal["Person", "Organization"] = Field(alias="@type")
    name: str


class CreditClaim(Value):
    """What one place says of a picture's credit, and whether that agrees with the leading one."""

    credit_evidence: CreditEvidence
    credit_text: str
    agrees: bool


class EmbeddedMetadata(Value):
    """What the file says of itself, verbatim, in the terms of the IPTC Photo Metadata Standard."""

    creator: tuple[str, ...] | None = None
    credit_line: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    caption: str | None = Field(None, description="the standard's Caption/Description")


class WithdrawnImage(Value):
    """A picture that this archive took down: since when, why, and the SHA-256 of its bytes."""

    at: Timestamp
    reason: str | None = None
    sha256: Sha256 | None = None


class Image(Value):
    """A picture of the release (schema.org ImageObject, credits as in IPTC photo metadata).

    `contentUrl` and the facts about the bytes are absent where the bytes could not be archived, or are withdrawn.
    """

    type_: Literal["ImageObject"] = Field("ImageObject", alias="@type")
    content_url: str | None = Field(None, description="in this archive, relative to this file")
    url: WebAddress = Field(description="where it came from")
    caption: str | None = Field(None, description="without the credit")
    credit_text: str | None = Field(None, description="the credit as printed, without its label")
    creator: tuple[Creator, ...] | None = None
    kind: ImageKind | None = None
    credit_evidence: CreditEvidence | None = None
    credit_claim: tuple[CreditClaim, ...] | None = Field(
        None, description="every place that names a credit, the leading one first; a conflict is a claim that disagrees"
    )
    copyright_notice: str | None = Field(None, description="as the image's own metadata has it")
    usage_info: str | None = Field(None, description="a note on use, as printed, or else from the image's metadata")
    embedded: EmbeddedMetadata | None = Field(None, description="what the file's IPTC/IIM, XMP and Exif say")
    description: str | None = Field(None, description="alt text")
    width: int | None = Field(None, gt=0)
    height: int | None = Field(None, gt=0)
    encoding_format: str | None = Field(None, description="media type found in the bytes")
    content_size: int | None = Field(None, gt=0)
    sha256: Sha256 | None = None
    withdrawn: WithdrawnImage | None = Field(None, description="taken down in this archive; its credit stays")


class Attachment(Value):
    """A file that the release links (schema.org MediaObject)."""

    type_: Literal["MediaObject"] = Field("MediaObject", alias="@type")
    name: str
    content_url: str | None = None
    url: WebAddress
    encoding_format: str | None = None
    content_size: int | None = Field(None, gt=0)
    sha256: Sha256 | None = None


class CaptureRef(Value):
    """The evidence behind one version: when it was captured, the page's payload digest, the WARC object's key."""

    at: Timestamp
    sha256: Sha256
    warc: str
    by: str | None = Field(None, description="who captured it, where it was not this archive")


class VersionRef(Value):
    """Why there is a version: what caused it, of which other one it is a change, and in which fields."""

    number: int = Field(ge=1, description="names v<number>.json")
    at: Timestamp = Field(description="when the page was first seen to say so, or when it was decided")
    read: Timestamp = Field(description="since when this archive holds it")
    cause: Cause
    previous: int | None = Field(None, ge=1, description="the version that it is a change of")
    fields: tuple[str, ...] | None = Field(None, description="what differs from that one, by this file's names")
    also: tuple[int, ...] | None = Field(None, description="further numbers of the same version")


class Withdrawn(Value):
    """Since when, why and how far this archive took the release down. `all`: the evidence is erased as well."""

    at: Timestamp
    scope: Literal["page", "all"]
    reason: str | None = None


class Standing(Value):
    """How this archive stands to the release (`archive` in release.json).

    `captures` are in the order of the versions' numbers, `versions` in the order of time.
    """

    first_seen: Timestamp = Field(
        description="the earliest capture or check that shows it, this archive's or another's"
    )
    status: PublishedStatus
    captures: tuple[CaptureRef, ...]
    versions: tuple[VersionRef, ...] = ()
    withdrawn: Withdrawn | None = None


class Content(Value):
    """What a release says: the part of release.json that a version is a version of."""

    context: Literal["https://schema.org"] = Field("https://schema.org", alias="@context")
    type_: Literal["NewsArticle"] = Field("NewsArticle", alias="@type")
    identifier: str = Field(pattern=r"^[a-z0-9-]+/[A-Za-z0-9._-]+$", description="source id / release id")
    url: WebAddress = Field(description="the city's page")
    headline: str
    alternative_headline: str | None = None
    date_published: str = Field(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$")
    date_modified: Timestamp | None = None
    in_language: str
    article_body: str = Field(description="plain text, blocks separated by a blank line")
    body: tuple[Block, ...]
    publisher: Publisher | None = None
    copyright_notice: str | None = None
    image: tuple[Image, ...] = ()
    associated_media: tuple[Attachment, ...] = ()
    citation: tuple[Link, ...] = ()


class Release(Content):
    """A published release: a version's content and how the archive stands to it."""

    version: int = Field(ge=1)
    archive: Standing


class Tombstone(Value):
    """What is published of a withdrawn release, in place of it (`archive.status` is `withdrawn`).

    Its lists are empty: nothing that the release holds is shown.
    """

    context: Literal["https://schema.org"] = Field("https://schema.org", alias="@context")
    type_: Literal["NewsArticle"] = Field("NewsArticle", alias="@type")
    identifier: str = Field(pattern=r"^[a-z0-9-]+/[A-Za-z0-9._-]+$", description="source id / release id")
    url: WebAddress | None = Field(None, description="the city's page; absent where the release was erased")
    date_published: str
    image: tuple[Image, ...] = Field((), max_length=0)
    associated_media: tuple[Attachment, ...] = Field((), max_length=0)
    version: int = Field(ge=1)
    archive: Standing
