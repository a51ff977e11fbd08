"""What a file of the copy names: other files, and what it says of their bytes. Pure.

HTML names files by `href`, `src` and `srcset` and in its JSON-LD, feeds and sitemaps by `href` and `loc` and in the
HTML they carry, JSON by the keys in `_NAMING`; a digest or `contentSize` beside one in `_SPOKEN_OF` speaks of the same
file.
"""

import json
import posixpath
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree, html

_NAMING = (
    "href", "contentUrl", "archivedAt", "page", "downloadURL", "accessURL", "landingPage", "conformsTo", "next_url",
)  # fmt: skip
_SPOKEN_OF = ("href", "contentUrl", "downloadURL")
_ABROAD = frozenset({"http", "https", "mailto", "tel", "data", "urn"})
_DEEPEST, _LONGEST = 8, 1000
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")


class Name(NamedTuple):
    """A file as another one names it."""

    link: str
    sha256: str | None = None
    size: int | None = None


class OutsideError(ValueError):
    """A link that no file of a copy may hold."""


def resolve(path: str, link: str) -> str | None:
    """The path that a link in the file of that path leads to; None where it leads elsewhere in the world or nowhere."""
    try:
        parts = urlsplit(link.strip())
    except ValueError as error:
        raise OutsideError("no address") from error
    if parts.scheme.lower() in _ABROAD or not (parts.path or parts.scheme or parts.netloc):
        return None
    named = unquote(parts.path)
    if parts.scheme or parts.netloc or named.startswith("/"):
        raise OutsideError("not relative")
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), named))
    if found == ".." or found.startswith("../"):
        raise OutsideError("leads out of the copy")
    if _CONTROLS.search(found) or found.count("/") > _DEEPEST or len(found) > _LONGEST:
        raise OutsideError("no path of an archive")
    return f"{found}/" if named.endswith("/") else found


def html_names(body: bytes | str) -> Iterator[Name]:
    """Raises ValueError where there is no HTML at all."""
    try:
        page = html.document_fromstring(body)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ValueError("no HTML") from error
    for element in page.iter(etree.Element):
        yield from (Name(link) for link in (element.get("href"), element.get("src")) if link)
        yield from (Name(one.split()[0]) for one in (element.get("srcset") or "").split(",") if one.strip())
        if element.tag == "script" and element.get("type") == "application/ld+json":
            yield from json_names(read_json((element.text or "").encode()))


def home_of(body: bytes) -> str | None:
    """The address that a start page gives as its tree's own."""
    try:
        named = html.document_fromstring(body).xpath("string(//link[@rel='canonical']/@href)")
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return str(named).removesuffix("index.html") if str(named).endswith("/index.html") else None


def xml_names(body: bytes) -> Iterator[Name]:
    """Of a feed or a sitemap. Raises ValueError where there is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ValueError("no XML") from error
    for element in root.iter(etree.Element):
        tag = str(element.tag).rpartition("}")[2]
        if link := element.get("href"):
            yield Name(link)
        if tag == "loc":
            yield Name(element.text or "")
        if tag == "content" and element.get("type") == "html" and element.text:
            yield from html_names(element.text)


def json_names(data: Any) -> Iterator[Name]:
    """Everything that JSON names, however deep."""
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += item.values()
            yield from _named(item)


def _named(item: dict[str, Any]) -> Iterator[Name]:
    sha256, size = _digest(item), item.get("contentSize")
    for key in _NAMING:
        if isinstance(link := item.get(key), str):
            known = key in _SPOKEN_OF
            yield Name(link, sha256 if known else None, size if known and isinstance(size, int) else None)
    if isinstance(text := item.get("content_html"), str) and text:
        yield from html_names(text)


def _digest(item: dict[str, Any]) -> str | None:
    """The SHA-256 that stands beside a link, as the archive writes it or as DCAT does."""
    value = item.get("sha256")
    checksum = item.get("spdx:checksum")
    if value is None and isinstance(checksum, dict) and isinstance(checksum.get("spdx:checksumValue"), dict):
        value = checksum["spdx:checksumValue"].get("@value")
    return value if isinstance(value, str) else None


def read_json(body: bytes) -> Any:
    """The JSON of those bytes; ValueError where they are none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError("no JSON, but HTML" if body.lstrip()[:1] == b"<" else "no JSON") from error
