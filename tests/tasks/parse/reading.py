"""Pages of a few lines, read by the rules of the bundled sample city."""

from config.load import load_source
from tasks.parse.page import read_page
from tasks.types.reading import Reading

SOURCE = load_source("sample")
URL = "http://127.0.0.1:8410/meldungen/pressemeldung_1.de.html"
HEAD = "<h1>Neue Bänke im Stadtgarten</h1><p>12.03.2024</p>"
TEXT = "<p>Am Samstag haben Ehrenamtliche die ersten Bänke aufgestellt.</p>"
ADDRESS = "<p>Herausgegeben von:</p><p>Stadt Musterstadt<br>Rathausplatz 1<br>44990 Musterstadt</p>"
END = "<p>© 2026 Stadt Musterstadt</p>"


def read(html: str, content_type: str | None = "text/html; charset=utf-8", url: str = URL) -> Reading:
    """The reading of a whole page."""
    return read_page(html.encode(), content_type, url, SOURCE)


def release(
    text: str = TEXT, *, above: str = "", head: str = HEAD, address: str = ADDRESS, after: str = "", older: bool = False
) -> Reading:
    """The reading of a release's parts in their order, in the frame of the present template or the older one."""
    parts = f"{above}{head}{text}{address}{after}{END}"
    main = f"<div>{parts}</div>" if older else f"<main id='main-content'>{parts}</main>"
    return read(f"<html><head><title>Meldung</title></head><body>{main}</body></html>")
