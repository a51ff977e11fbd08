"""The Source type: everything that differs between one city's website and another's.

A source file is YAML; `config.load` reads it into a `Source` and refuses what is not written here. Selectors are CSS
(as cssselect reads it), patterns are Python regular expressions, addresses may be relative to `base_url`.
"""

import re
from typing import Annotated, Literal
from urllib.parse import urljoin, urlsplit

from pydantic import Field

from config.backfill import Backfill
from config.gates import Cadence, Gates
from config.rules import Rules
from config.values import (
    BaseUrl,
    Country,
    Cron,
    DateLine,
    Host,
    Language,
    Pattern,
    ReleasePath,
    Selector,
    SourceId,
    TimeZone,
)

Fallback = Literal["json-ld", "opengraph", "microdata"]


class ReleasePattern(Rules):
    """How a release is told from other pages by its address; the group `id` is its identity."""

    pattern: ReleasePath = Field(description="searched in the path of every address; must hold the group (?P<id>…)")
    query: bool = Field(False, description="true: searched in path?query, for sites that number releases there")

    def id_of(self, url: str) -> str | None:
        """The release's number in that address, or None."""
        parts = urlsplit(url)
        found = re.search(self.pattern, f"{parts.path}?{parts.query}" if self.query and parts.query else parts.path)
        return found["id"] if found else None


class _Seed(Rules):
    """One place where releases are listed."""

    url: str = Field(description="absolute, or relative to base_url")
    may_be_empty: bool = Field(
        False, description="true: listing nothing is no news; false: it is a failure once it listed some"
    )

    @property
    def is_numbered(self) -> bool:
        return False

    def page_url(self, _behind: int, /) -> str:
        return self.url


class ListSeed(_Seed):
    """A paged list, newest first: one row a release, a link to the next page or pages with numbers in their address."""

    kind: Literal["list"]
    url: str = Field(description="absolute, or relative to base_url; `{page}` in it stands for a page's number")
    first: int = Field(1, ge=0, description="number of the first page")
    step: int = Field(1, ge=1, description="from one page's number to the next")
    row: Selector
    link: Selector = "a[href]"
    date: Selector | None = None
    next: Selector | None = None
    max_pages: int = Field(1000, ge=1)

    @property
    def is_numbered(self) -> bool:
        """Whether its pages have their numbers in their addresses."""
        return "{page}" in self.url

    def page_url(self, behind: int, /) -> str:
        """The address of the page so many behind the first."""
        return self.url.replace("{page}", str(self.first + behind * self.step))


class LinksSeed(_Seed):
    """Any page whose links match the release pattern."""

    kind: Literal["links"]


class FeedSeed(_Seed):
    """An RSS or Atom feed."""

    kind: Literal["feed"]


class SitemapSeed(_Seed):
    """A sitemap or sitemap index (sitemaps.org), plain or gzipped."""

    kind: Literal["sitemap"]


Seed = Annotated[ListSeed | LinksSeed | FeedSeed | SitemapSeed, Field(discriminator="kind")]


class JsonAttribute(Rules):
    """An attribute that holds facts of a picture as JSON; a path names a member, dots lead into inner objects."""

    attribute: str
    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None


class Figures(Rules):
    """How a template shows pictures. Selectors are tried within one figure; attributes are names."""

    figure: Selector = Field(
        description="whatever may be a picture; of nested matches the outermost counts that shows a single one"
    )
    original: tuple[str, ...] = Field((), description="attributes that may hold the original's address, best first")
    overlay: Selector | None = Field(None, description="element whose text is a credit printed over the picture")
    credit_attributes: tuple[str, ...] = Field((), description="attributes that hold a credit")
    caption: Selector | None = Field(None, description="element whose text is the caption, in a figure or behind it")
    caption_attributes: tuple[str, ...] = Field((), description="attributes that hold a caption")
    json_attributes: tuple[JsonAttribute, ...] = Field((), description="attributes that hold such facts as JSON")
    renditions: Pattern | None = Field(None, description="the part of a rendition's name that the original's lacks")


class Template(Rules):
    """One generation of the site's page template. The first whose `applies` is found on the page reads it."""

    id: str
    applies: Selector = Field(description="found on pages of this template and on no other")
    root: Selector = Field(description="the element that holds the release; exactly one")
    drop: tuple[Selector, ...] = Field(
        (), description="furniture inside the root; what holds the only title or publisher label stays all the same"
    )
    title: Selector = Field("h1", description="exactly one within the root")
    subtitle: Selector | None = Field(None, description="hint; otherwise what stands between title and date")
    date: Selector | None = Field(None, description="hint; otherwise a date alone in its block")
    date_line: DateLine | None = Field(
        None, description="a whole line that holds the date and more: group `date`, and `publisher` if it names one"
    )
    date_above: bool = Field(False, description="true: the date stands above the title")
    publisher: Selector | None = Field(None, description="the address block, for pages that print no publisher label")
    credits: Selector | None = Field(
        None, description="hint: element that lists the pictures' credits; otherwise lines that credit pictures alone"
    )
    file_lists: Selector | None = Field(None, description="furniture too, whose links to files are the release's")
    figures: Figures
    fallbacks: tuple[Fallback, ...] = Field(
        (),
        description="what the page says to machines, in order, for a title, date or text that is found in no other way",
    )


class PageRules(Rules):
    """How a release page of this source is read."""

    templates: tuple[Template, ...] = Field(min_length=1)
    publisher_labels: tuple[str, ...] = Field(min_length=1, description="texts that open the address block")
    asides: tuple[Pattern, ...] = Field(
        (), description="a block that matches one whole is the site's, not the release's"
    )
    ends: tuple[Pattern, ...] = Field((), description="a block that matches one whole ends the release")
    error_titles: tuple[Pattern, ...] = Field((), description="found in the title of a page that is no release")
    signs: int = Field(
        0, ge=0, le=3, description="how many of publisher label, end line and closing </html> a whole page has at least"
    )
    attachments: Pattern = Field(r"\.(pdf|docx?|xlsx?|pptx?|odt|ods|zip)$", description="link paths that are files")
    ignore_links: tuple[Pattern, ...] = Field((), description="links that are no citation, such as read-aloud services")
    tools: tuple[Pattern, ...] = Field(
        (), description="texts of links that are tools of the page, such as print or read aloud; matched whole"
    )
    organisations: tuple[str, ...] = Field((), description="names known to be organisations in credits")
    modified_meta: str | None = Field(None, description="name of the meta element with the time of change")


class Limits(Rules):
    """What one resource may cost. Sizes are bytes after decompression, and as many on the wire."""

    page_bytes: int = Field(10_000_000, gt=0)
    image_bytes: int = Field(60_000_000, gt=0)
    file_bytes: int = Field(200_000_000, gt=0)
    image_pixels: int = Field(150_000_000, gt=0)
    seconds: float = Field(60, gt=0, description="total time for one resource, redirects included, retries not")
    redirects: int = Field(5, ge=0)
    attempts: int = Field(4, ge=1, description="tries of one request on 429, 5xx and timeouts")
    retry_wait: float = Field(60, ge=0, description="longest wait in seconds before a further try")


class Gone(Rules):
    """When a missing release counts as gone."""

    checks: int = Field(3, ge=1)
    days: float = Field(3, ge=0)


class Recheck(Rules):
    """How often releases that are archived are asked for again. `archive --full` asks for all of them."""

    fresh_days: float = Field(14, ge=0, description="so long after its publication or last edit a release is fresh")
    fresh_hours: float = Field(6, ge=0, description="a fresh one is asked for again after so long; 0: in every run")
    full_days: float = Field(30, gt=0, description="every release is asked for again at least every so many days")
    per_run: int = Field(200, ge=0, description="most that one run asks for again; what is new comes on top")


class Source(Rules):
    """One city's website."""

    id: SourceId
    name: str = Field(min_length=1)
    base_url: BaseUrl
    hosts: tuple[Host, ...] = Field((), description="hosts besides base_url's that belong to the source")
    language: Language
    time_zone: TimeZone
    country: Country | None = Field(
        None,
        description="ISO 3166-1 alpha-2: whose telephone numbers are printed without +; "
        "without it only numbers with + are read",
    )
    requests_per_second: float = Field(1.0, gt=0, description="to one host")
    allow_private_addresses: bool = Field(False, description="true only for a site inside your own network")
    release: ReleasePattern
    seeds: tuple[Seed, ...] = Field(min_length=1)
    pages: PageRules
    limits: Limits = Limits()
    gone: Gone = Gone()
    recheck: Recheck = Recheck()
    gates: Gates = Gates()
    backfill: Backfill = Backfill()
    schedule: Cron | None = Field(None, description="cron line, in time_zone")
    collision: Literal["cancel", "queue"] = Field(
        "cancel", description="what becomes of a run that is to start while another of the source is under way"
    )
    cadence: Cadence | None = Field(None, description="the days on which releases are expected")
    cadence_days: float | None = Field(None, gt=0, description="longest time without a new release that is no alarm")

    @property
    def all_hosts(self) -> frozenset[str]:
        """Every host that belongs to the source, base_url's included, lower case, without port."""
        return frozenset({(urlsplit(self.base_url).hostname or "").lower(), *(host.lower() for host in self.hosts)})

    def address(self, url: str) -> str:
        """That address made absolute; stray white space inside it removed (hrefs of the site hold newlines)."""
        return urljoin(self.base_url, re.sub(r"[\t\r\n]+", "", url).strip())
