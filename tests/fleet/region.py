"""Several cities of one region on one host, each with as many releases as wanted; every request's time is kept."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

_ROWS = 100
"""Releases on one page of a list."""

_PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main id="main-content">{body}</main></body></html>
"""
_RELEASE = """<h1>{title}</h1>
<p>{day:%d.%m.%Y}</p>
<p>Im Ortsteil {number} von {town} beginnen heute die Arbeiten am neuen Spielplatz. Er bekommt eine Seilbahn, zwei
Schaukeln und einen Brunnen, an dem im Sommer geplanscht werden darf.</p>
<p>Die Bauzeit beträgt {weeks} Wochen. Die Wege durch den Park bleiben offen.</p>
<p>Herausgegeben von:</p>
<p>Stadt {town}<br>Presseamt<br>Am Markt 1<br>45999 {town}</p>
"""


@dataclass
class Region:
    """What is asked of it, and when."""

    towns: tuple[str, ...]
    releases: int
    requests: list[tuple[float, str]] = field(default_factory=list)
    rows: int = _ROWS

    def page(self, path: str) -> str | None:
        """The page at that path."""
        self.requests.append((time.monotonic(), path))
        town, _, rest = path.strip("/").partition("/")
        if town not in self.towns:
            return None
        if rest.startswith("liste-"):
            return self._list(int(rest.removeprefix("liste-").removesuffix(".html")))
        if rest.startswith("meldungen/pressemeldung_"):
            return self._release(town, int(rest.removeprefix("meldungen/pressemeldung_").removesuffix(".de.html")))
        return None

    def _list(self, page: int) -> str:
        numbers = range(self.releases)[(page - 1) * self.rows : page * self.rows]
        rows = [
            f'<li><a href="meldungen/pressemeldung_{number}.de.html">Meldung {number}</a></li>' for number in numbers
        ]
        following = (
            f'<a class="next" href="liste-{page + 1}.html">weiter</a>' if page * self.rows < self.releases else ""
        )
        return _PAGE.format(title="Meldungen", body=f"<ul>{''.join(rows)}</ul>{following}")

    def _release(self, town: str, number: int) -> str:
        day = date(2026, 11, 1) - timedelta(days=number % 300)
        title = f"{town.capitalize()} baut Spielplatz Nummer {number}"
        facts = {"title": title, "day": day, "number": number, "weeks": number % 20 + 2, "town": town.capitalize()}
        return _PAGE.format(title=title, body=_RELEASE.format(**facts))

    def busiest(self, seconds: float) -> int:
        """The most requests in any window of so many seconds."""
        times = [moment for moment, _ in sorted(self.requests)]
        most, first = 0, 0
        for last, moment in enumerate(times):
            while times[first] <= moment - seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    def is_quiet(self, seconds: float) -> Callable[[], bool]:
        """Whether nothing was asked of it for so long."""
        return lambda: bool(self.requests) and time.monotonic() - self.requests[-1][0] > seconds

    def asked_for(self, town: str) -> list[str]:
        """The releases' pages of one town that were asked for, as often as they were."""
        return [path for _, path in self.requests if path.startswith(f"/{town}/meldungen/")]


@contextmanager
def serving(region: Region) -> Iterator[str]:
    """The region's address while it is open."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = region.page(self.path)
            body = (page or "nicht gefunden").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Every request is kept already."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def source_file(folder: Path, town: str, base: str, rate: float) -> Path:
    """The source file of one town."""
    rules = {
        "extends": "sample",
        "id": town,
        "name": f"Stadt {town.capitalize()}",
        "base_url": base,
        "requests_per_second": rate,
        "release": {"pattern": f"/{town}/meldungen/pressemeldung_(?P<id>[0-9]+)\\.de\\.html$"},
        "seeds": [{"kind": "list", "url": f"/{town}/liste-1.html", "row": "li", "link": "a[href]", "next": "a.next"}],
        "pages": {"signs": 1},
        "schedule": None,
        # A page that is new is worth no second look within the trial.
        "recheck": {"fresh_days": 14, "fresh_hours": 24, "full_days": 30, "per_run": 10000},
    }
    path = folder / f"{town}.yaml"
    path.write_text(yaml.safe_dump(rules, allow_unicode=True))
    return path
