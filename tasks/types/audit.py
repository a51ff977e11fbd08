"""What an audit says, and what it remembers for the next one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from tasks.types.release import Sha256, Timestamp, Value

Kind = Literal["missing", "damaged", "stray", "contradiction"]
"""What is wrong: a name without its object; bytes that are not those they should be; an object that nothing names;
two objects that do not say the same."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as the storage lists it."""

    size: int
    etag: str
    modified: datetime


class Finding(Value):
    """One thing that is wrong, and what it takes to put it right."""

    kind: Kind
    key: str
    what: str
    named_by: str | None = Field(None, description="key of what says so")
    remedy: str = Field(description="what it can be rebuilt from, or that it cannot")


class Notice(Value):
    """What is worth knowing and nothing wrong."""

    key: str
    what: str


class AuditReport(Value):
    """`audit/reports/<time>.json`: one audit. `findings` are what stands wrong at its end."""

    at: Timestamp
    deep: bool = Field(description="true: every object was read, not a sample")
    objects: int = Field(description="how many there were")
    read: int = Field(description="how many of them were read and checked")
    size: int = Field(description="bytes of all objects")
    findings: tuple[Finding, ...]
    repaired: tuple[Finding, ...] = Field((), description="what was found and stands right again")
    refused: tuple[Notice, ...] = Field((), description="why a repair that was tried could not be done")
    notices: tuple[Notice, ...] = ()

    @property
    def summary(self) -> str:
        """One line."""
        kinds = ("missing", "damaged", "stray", "contradiction")
        counted = ((kind, sum(one.kind == kind for one in self.findings)) for kind in kinds)
        said = ", ".join(f"{count} {kind}" for kind, count in counted if count)
        mended = f", {len(self.repaired)} repaired" if self.repaired else ""
        return f"{self.objects} objects, {self.read} read: {said or 'sound'}{mended}"


class CaptureList(Value):
    """`audit/captures/<source>/<year>.json`: the captures of that year as they stood when last found sound."""

    source: str
    year: str
    captures: dict[str, tuple[int, str]] = Field({}, description="size and ETag, by `<release>/<name>`")


class Register(Value):
    """`audit/register.json`: what the audit itself must remember, because nothing else names it."""

    since: Timestamp = Field(description="time of the first audit: what was written later bears its seal")
    held: dict[str, Sha256] = Field({}, description="checksums of its reports and of the reading site's assets")
    kept: tuple[str, ...] = Field(
        (), description="capture lists, copies, what runs leave: they change, and bear their seals"
    )
