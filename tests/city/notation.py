"""The light notation of the release files.

`[name](address)` is a link, `**words**` are strong, and a line end inside a paragraph is a line break.
"""

import re
from typing import NamedTuple

from markupsafe import Markup, escape

_LINK = re.compile(r"\[(?P<name>[^\]]+)\]\((?P<href>[^)\s]+)\)")
_STRONG = re.compile(r"\*\*(?P<words>[^*]+)\*\*")


class Anchor(NamedTuple):
    """A link in the text: its words and its address, as written."""

    name: str
    href: str


def plain(text: str) -> str:
    """What a reader sees of that text."""
    return _STRONG.sub(r"\g<words>", _LINK.sub(r"\g<name>", text))


def anchors(text: str) -> tuple[Anchor, ...]:
    """The links in that text, in order."""
    return tuple(Anchor(plain(found["name"]), found["href"]) for found in _LINK.finditer(text))


def markup(text: str) -> Markup:
    """That text as HTML; soft hyphens and no-break spaces become entities, as an editor's tool writes them."""
    html = str(escape(text))
    html = _LINK.sub(r'<a href="\g<href>">\g<name></a>', html)
    html = _STRONG.sub(r"<strong>\g<words></strong>", html)
    html = html.replace("\u00ad", "&shy;").replace("\u00a0", "&nbsp;")
    return Markup(html.replace("\n", "<br />\n"))
