"""Where a source's history is looked for besides its lists: the indexes of web archives, and how it is sliced.

A CDX index lists captures by address. Two kinds of server are spoken to: `wayback` (the Internet Archive's CDX server)
and `pywb` (Common Crawl's index server and other web archives'). An index is another host than the city's: it is asked
only where it is named here, at its own pace, and within its own limits.
"""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from config.rules import Rules
from config.values import BaseUrl


def _path(text: str) -> str:
    if not text.startswith("/") or any(char in text for char in " ?#*"):
        raise ValueError("not the beginning of a path, such as /meldungen/")
    return text


def _endpoint(url: str) -> str:
    if "?" in url or "#" in url:
        raise ValueError("not an index's address: it should have no ? and no #")
    return url


class Index(Rules):
    """One CDX index, and how it may be asked."""

    kind: Literal["wayback", "pywb"] = Field(
        description="wayback: the Internet Archive's CDX server; pywb: Common Crawl's and other web archives'"
    )
    url: Annotated[BaseUrl, AfterValidator(_endpoint)] = Field(description="the endpoint, without parameters")
    requests_per_second: float = Field(0.2, gt=0)
    allow_private_addresses: bool = Field(False, description="true only for an index inside your own network")
    rows: int = Field(5000, ge=1, description="captures in one answer (wayback)")
    max_pages: int = Field(1000, ge=1, description="answers to one question; more is an error, not a shorter list")
    answer_bytes: int = Field(50_000_000, gt=0)
    seconds: float = Field(120, gt=0, description="total time for one answer")
    attempts: int = Field(5, ge=1, description="tries of one request on 429, 5xx and timeouts")
    retry_wait: float = Field(120, ge=0, description="longest wait in seconds before a further try")

    @property
    def name(self) -> str:
        """What reports call it."""
        parts = urlsplit(self.url)
        return f"{parts.netloc}{parts.path}"


class Backfill(Rules):
    """How the source's history is gone through."""

    indexes: tuple[Index, ...] = ()
    paths: tuple[Annotated[str, AfterValidator(_path)], ...] = Field(
        ("/",), min_length=1, description="beginnings of the paths at which releases stand; indexes are asked for these"
    )
    slice_releases: int = Field(100, ge=1, description="most releases in one slice; a slice is of one month")
