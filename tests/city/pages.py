"""The pages of the city's website, rendered from Jinja templates: functions from a view of the city to text."""

import functools
import json
import posixpath
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tasks.types.release import Publisher
from tests.city.city import View
from tests.city.media import rendition_of
from tests.city.model import HERE, TOPICS, Release
from tests.city.notation import markup

_ZONE = ZoneInfo("Europe/Berlin")
_READ_ALOUD = "https://docreader.readspeaker.example/docreader/?cid=bmuster&lang=de_de&url="
Row = tuple[Release, str]


def _german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(_ZONE)


def _rfc822(day: date) -> str:
    return format_datetime(datetime.combine(day, time(10), UTC), usegmt=True)


def _untidy(href: str) -> str:
    """Line ends and tabs inside an address, as the site's editing system leaves them."""
    folder, slash, name = href.rpartition("/")
    return f"\n\t\t\t{folder}{slash}\n\t\t\t{name}\n\t\t"


def _relative(path: str, here: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(here))


def _read_aloud(path: str) -> str:
    return _READ_ALOUD + quote(f"https://www.musterstadt.example{path}", safe="")


def _address(publisher: Publisher) -> list[tuple[str, str, str | None]]:
    """The lines of an address block: label, text, and where the text leads."""
    town = " ".join(filter(None, (publisher.postal_code, publisher.address_locality)))
    web = publisher.url and (publisher.url if "://" in publisher.url else f"https://{publisher.url}")
    lines = (
        ("", publisher.name, None),
        ("", publisher.department, None),
        ("", publisher.street_address, None),
        ("", town, None),
        ("Telefon: ", publisher.telephone, None),
        ("E-Mail: ", publisher.email, f"mailto:{publisher.email}"),
        ("URL: ", publisher.url, web),
    )
    return [(label, text, href) for label, text, href in lines if text]


@functools.cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(german=_german, local=_local, rfc822=_rfc822, untidy=_untidy, markup=markup)
    made.filters.update(relative=_relative, rendition=rendition_of, read_aloud=_read_aloud, address=_address)
    made.globals["topics"] = TOPICS
    return made


def _render(name: str, view: View, **values: Any) -> str:
    return _templates().get_template(name).render(view=view, **values)


def _related(view: View, release: Release) -> list[Release]:
    """Older releases of the same topic, for the boxes beside a release."""
    older = (other for other in view.releases if other.published < release.published and other.topic == release.topic)
    return [other for other, _ in zip(older, range(3), strict=False)]


def _breadcrumb(release: Release) -> str:
    topic = {"title": release.topic, "url": f"/leben/{TOPICS[release.topic]}/aktuelle_meldungen.de.html"}
    return json.dumps([{"title": "Startseite", "url": "/"}, topic, {"title": "Meldung"}], ensure_ascii=True)


def release(view: View, item: Release) -> bytes:
    """A release's page in its template and encoding."""
    template = "release.html" if item.template == "present" else "release_old.html"
    values = {"release": item, "related": _related(view, item), "breadcrumb": _breadcrumb(item), "here": item.path}
    return _render(template, view, **values).encode(item.encoding, "xmlcharrefreplace")


def listing(view: View, rows: Sequence[Row], number: int, last: int) -> str:
    """One page of the table of all releases."""
    here = "/meldungen/meldungen_letzte_tage.de.jsp"
    return _render("listing.html", view, here=here, rows=rows, number=number, last=last)


def links(view: View, title: str, here: str, releases: Sequence[Release]) -> str:
    """A page that links releases by their titles."""
    return _render("links.html", view, title=title, here=here, releases=releases)


def teasers(view: View, title: str, here: str, releases: Sequence[Release]) -> str:
    """A page with date, title and teaser of releases."""
    return _render("teasers.html", view, title=title, here=here, releases=releases)


def site_map(view: View) -> str:
    return _render("site_map.html", view, here="/inhaltsverzeichnis.de.html")


def plain(view: View, title: str, here: str) -> str:
    return _render("plain.html", view, title=title, here=here)


def not_found(view: View) -> str:
    return _render("not_found.html", view, here="/")


def feed(view: View, base: str) -> str:
    """RSS 2.0 of the newest releases."""
    return _render("feed.xml", view, base=base)


def sitemap(view: View, base: str) -> str:
    """A sitemap (sitemaps.org) of all releases."""
    return _render("sitemap.xml", view, base=base)


def stylesheet() -> bytes:
    return (HERE / "templates" / "stadt.css").read_bytes()
