"""Which page stands at which address of the city's website, rendered once until the city changes."""

import hashlib
import math
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from tests.city import pages
from tests.city.captures import SERVERS
from tests.city.city import City, View
from tests.city.media import find_media
from tests.city.model import TOPICS, Release
from tests.city.turn import HTML, Answer

MEDIA_MODIFIED = datetime(2016, 1, 4, 8, tzinfo=UTC)
PER_PAGE = 10

Query = dict[str, list[str]]
Page = Callable[[View, re.Match[str], Query, str], Answer]


def _validators(body: bytes, modified: datetime) -> dict[str, str]:
    return {
        "etag": f'"{hashlib.sha256(body).hexdigest()[:20]}"',
        "last-modified": format_datetime(modified.astimezone(UTC), usegmt=True),
    }


def _html(text: str, status: int = 200) -> Answer:
    return Answer(status, text.encode())


def _list(view: View, _found: re.Match[str], query: Query, _base: str) -> Answer:
    wanted = query.get("pageNo", ["1"])[0]
    number = int(wanted) if wanted.isdecimal() else 1
    rows = [(release, path) for release in view.releases for path in release.paths]
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    return _html(pages.listing(view, shown, number, math.ceil(len(rows) / PER_PAGE)))


def _press_centre(view: View, _found: re.Match[str], _query: Query, _base: str) -> Answer:
    return _html(pages.links(view, "Pressecenter", "/rathaus/presse/pressecenter.de.jsp", view.releases[:8]))


def _portal(view: View, _found: re.Match[str], _query: Query, _base: str) -> Answer:
    return _html(pages.teasers(view, "Aktuell", "/aktuell.de.html", view.releases[:6]))


def _topic(view: View, found: re.Match[str], _query: Query, _base: str) -> Answer:
    topic = next((name for name, slug in TOPICS.items() if slug == found["topic"]), None)
    if topic is None:
        return _html(pages.not_found(view), 404)
    shown = tuple(release for release in view.releases if release.topic == topic)[:12]
    return _html(pages.teasers(view, f"{topic}: Aktuelle Meldungen", found.string, shown))


def _site_map(view: View, _found: re.Match[str], _query: Query, _base: str) -> Answer:
    return _html(pages.site_map(view))


def _search(view: View, _found: re.Match[str], query: Query, _base: str) -> Answer:
    words = query.get("query", [""])[0].casefold()
    hits = tuple(release for release in view.releases if words and words in release.title.casefold())
    return _html(pages.links(view, "Suche", "/suche.de.html", hits))


def _plain_page(view: View, found: re.Match[str], _query: Query, _base: str) -> Answer:
    return _html(pages.plain(view, found["name"].capitalize(), found.string))


def _feed(view: View, _found: re.Match[str], _query: Query, base: str) -> Answer:
    return Answer(200, pages.feed(view, base).encode(), "application/rss+xml; charset=utf-8")


def _sitemap(view: View, _found: re.Match[str], _query: Query, base: str) -> Answer:
    return Answer(200, pages.sitemap(view, base).encode(), "application/xml; charset=utf-8")


def _robots(_view: View, _found: re.Match[str], _query: Query, base: str) -> Answer:
    lines = ("User-agent: *", "Disallow: /intern/", "Disallow: /suche.de.html", "", f"Sitemap: {base}/sitemap.xml", "")
    return Answer(200, "\n".join(lines).encode(), "text/plain; charset=utf-8")


def _stylesheet(_view: View, _found: re.Match[str], _query: Query, _base: str) -> Answer:
    return Answer(200, pages.stylesheet(), "text/css; charset=utf-8")


_PAGES: tuple[tuple[re.Pattern[str], Page], ...] = tuple(
    (re.compile(pattern), page)
    for pattern, page in (
        (r"/meldungen/meldungen_letzte_tage\.de\.jsp", _list),
        (r"/rathaus/presse/pressecenter\.de\.jsp", _press_centre),
        (r"/|/aktuell\.de\.html", _portal),
        (r"/leben/(?P<topic>\w+)/aktuelle_meldungen\.de\.html", _topic),
        (r"/inhaltsverzeichnis\.de\.html", _site_map),
        (r"/suche\.de\.html", _search),
        (r"/(?P<name>impressum|datenschutz|kontakt)\.de\.html", _plain_page),
        (r"/feed\.xml", _feed),
        (r"/sitemap\.xml", _sitemap),
        (r"/robots\.txt", _robots),
        (r"/layout/stadt\.css", _stylesheet),
    )
)


def release_answer(view: View, release: Release) -> Answer:
    """A release's page as the site sends it."""
    body = pages.release(view, release)
    content_type = HTML if release.encoding == "utf-8" else f"text/html; charset={release.encoding}"
    return Answer(200, body, content_type, _validators(body, release.modified))


class Site:
    """The website of a city."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._lock = threading.Lock()
        self._revision = -1
        self._view = city.view()
        self._rendered: dict[tuple[str, str], Answer] = {}

    def answer(self, target: str, base: str) -> Answer:
        """What stands at that path and query; `base` is the address under which the visitor came."""
        with self._lock:
            if self._revision != self._city.revision:
                self._revision, self._view, self._rendered = self._city.revision, self._city.view(), {}
            if (target, base) not in self._rendered:
                self._rendered[target, base] = self._render(target, base)
            return self._rendered[target, base]

    def _render(self, target: str, base: str) -> Answer:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if server := SERVERS.get(path):
            return server(self._city.captures, query)
        for release in self._city.releases.values():
            if path in release.paths:
                return release_answer(self._view, release)
        for pattern, page in _PAGES:
            if found := pattern.fullmatch(path):
                return page(self._view, found, query, base)
        return self._media(path) or self._absent(path)

    def _media(self, path: str) -> Answer | None:
        found, other = find_media(path), self._city.media(path)
        if found is None:
            return None
        media_type, body = found[0], found[1] if other is None else other
        return Answer(200, body, media_type, _validators(body, MEDIA_MODIFIED))

    def _absent(self, path: str) -> Answer:
        if to := self._city.moved(path):
            return Answer(301, b"", headers={"location": to})
        return _html(pages.not_found(self._view), self._city.removed(path) or 404)
