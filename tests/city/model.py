"""The press releases of the city as data: what is true of each, and how the site prints it.

Body blocks, publishers and kinds of pictures are the archive's own types, so that a test can compare what was read with
what was written. Texts may hold the notation of `notation`; `Release.text` is the body as a reader sees it.
"""

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tasks.types.release import Block, ImageKind, Paragraph, Publisher
from tests.city.body import BodyBlock, block_links, plain_block
from tests.city.notation import Anchor

HERE = Path(__file__).parent
Topic = Literal[
    "Mobilität", "Kultur", "Bildung", "Umwelt", "Soziales", "Wirtschaft", "Sicherheit", "Sport", "Stadtentwicklung",
    "Rathaus",
]  # fmt: skip
TOPICS: dict[Topic, str] = {
    "Mobilität": "mobilitaet",
    "Kultur": "kultur",
    "Bildung": "bildung",
    "Umwelt": "umwelt",
    "Soziales": "soziales",
    "Wirtschaft": "wirtschaft",
    "Sicherheit": "sicherheit",
    "Sport": "sport",
    "Stadtentwicklung": "stadtentwicklung",
    "Rathaus": "rathaus",
}


@cache
def _publishers() -> dict[str, Any]:
    known: dict[str, Any] = yaml.safe_load((HERE / "publishers.yaml").read_text("utf-8"))
    return known


def _publisher(data: Any) -> Any:
    return _publishers()[data] if isinstance(data, str) else data


class Data(BaseModel):
    """A frozen part of a release file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Picture(Data):
    """A picture of a release: the truth about it, and the ways in which the page tells it."""

    file: str = Field(description="in images/")
    folder: str = Field("pressebilder", description="the part of the address between the site's media and the name")
    kind: ImageKind = Field("photo", description="what it is; the page need not say so")
    caption: str | None = Field(None, description="without credit and note on use")
    credits: tuple[str, ...] = Field((), description="as printed, without label")
    usage: str | None = Field(None, description="a note on use, as printed")
    printed: str | None = Field(None, description="the caption as printed, where it is more than `caption`")
    credit_in: tuple[Literal["caption", "overlay", "attribute"], ...] = Field((), description="where the page has it")
    caption_in: Literal["block", "title"] = Field("block", description="a block of text, or only the figure's title")
    alt: str | None = Field(None, description="None: no such attribute; may be empty or the word null")
    heading: str | None = None
    slider: bool = False

    @model_validator(mode="after")
    def _holds_credit(self) -> "Picture":
        shown = self.printed or ""
        if "caption" in self.credit_in and not all(credit in shown for credit in self.credits):
            raise ValueError(f"printed caption lacks a credit: {self.credits}")
        return self

    @property
    def path(self) -> str:
        return f"/media/wwwmusterstadt/{self.folder}/{self.file}"

    @property
    def line(self) -> str | None:
        """The caption as printed."""
        return self.printed or self.caption

    @property
    def notice(self) -> str | None:
        """The credit in the form of overlay and attributes."""
        return f" © {', '.join(self.credits)}" if {"overlay", "attribute"} & set(self.credit_in) else None


class Attachment(Data):
    file: str = Field(description="in files/")
    name: str

    @property
    def path(self) -> str:
        return f"/media/wwwmusterstadt/dokumente/{self.file}"

    @property
    def size(self) -> int:
        return (HERE / "files" / self.file).stat().st_size


class Release(Data):
    """One press release."""

    id: str
    title: str
    subtitle: str | None = None
    published: date
    modified: AwareDatetime = Field(description="time of the last change; ten in the morning of that day unless said")
    topic: Topic
    body: tuple[BodyBlock, ...]
    publisher: Annotated[Publisher | None, BeforeValidator(_publisher)]
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    paths: tuple[str, ...] = Field(min_length=1, description="the addresses under which the site lists it")
    template: Literal["present", "old"] = "present"
    label: str = "Herausgegeben von:"
    date_form: Literal["paragraph", "div", "time", "line"] = "paragraph"
    publisher_form: Literal["lines", "label apart", "blocks", "divs"] = "lines"
    encoding: Literal["utf-8", "iso-8859-1"] = "utf-8"
    untidy: bool = Field(False, description="line ends and tabs inside the quotes of addresses")

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, data: dict[str, Any]) -> dict[str, Any]:
        day = date.fromisoformat(str(data["published"]))
        usual = {
            "paths": (f"/meldungen/pressemeldung_{data['id']}.de.html",),
            "modified": datetime.combine(day, time(10), UTC),
        }
        return usual | data

    @property
    def path(self) -> str:
        return self.paths[0]

    @property
    def text(self) -> tuple[Block, ...]:
        """The body as a reader sees it, the notation undone."""
        return tuple(map(plain_block, self.body))

    @property
    def links(self) -> tuple[Anchor, ...]:
        """The links in the body, in order."""
        return tuple(link for block in self.body for link in block_links(block))

    @property
    def teaser(self) -> str:
        first = next((block.text for block in self.text if isinstance(block, Paragraph)), self.title)
        return first if len(first) <= 180 else first[:180].rsplit(" ", 1)[0] + " …"


@cache
def load_releases() -> tuple[Release, ...]:
    """The bundled releases, by id."""
    files = sorted((HERE / "releases").glob("*.yaml"))
    return tuple(Release.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files)
