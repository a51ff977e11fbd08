"""What changed from one version to another: the published `changes.json`."""

from typing import Any, Literal

from pydantic import Field

from tasks.types.release import Cause, Timestamp, Value

Operation = Literal["equal", "delete", "insert"]


class TextRun(Value):
    """A run of the text that stayed, went or came. All but what came is the text before, all but what went the one
    after.
    """

    op: Operation
    text: str


class ItemChange(Value):
    """One thing of a list that went (`before` alone), came (`after` alone), changed or moved, with its places."""

    was: int | None = Field(None, ge=0, description="its place before, from 0")
    now: int | None = Field(None, ge=0, description="its place after, from 0")
    before: Any = None
    after: Any = None


class ValueChange(Value):
    """A field as it was and as it is; absent where the release had or has none."""

    before: Any = None
    after: Any = None


class Step(Value):
    """From one version to the next one: why, which fields changed, and how.

    Fields are named and written as in release.json, without what changes though the release says nothing else (see
    `version`). `text` is of `articleBody`; where that changed, `body` is named and not told a second time.
    """

    previous: int = Field(description="number of the version before", ge=1)
    version: int = Field(ge=1)
    at: Timestamp = Field(description="when the page was first seen to say so, or when it was decided")
    cause: Cause
    fields: tuple[str, ...]
    values: dict[str, ValueChange] = Field({})
    items: dict[str, tuple[ItemChange, ...]] = Field({}, description="of image, associatedMedia and citation")
    text: tuple[TextRun, ...] = ()


class Changes(Value):
    """`<source>/<year>/<id>/changes.json`: every step from one version to another, in the order of the versions."""

    identifier: str
    steps: tuple[Step, ...]
