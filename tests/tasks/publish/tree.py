"""A reader's check of a published tree: every link leads to a file of the tree, every digest is right."""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from tasks.store.bucket import Bucket

Tree = Mapping[str, bytes]
_LINKS = (
    "href", "contentUrl", "archivedAt", "page", "downloadURL", "accessURL", "landingPage", "conformsTo", "next_url",
)  # fmt: skip
_OUTSIDE = ("http", "https", "mailto", "tel")
_FEEDS = re.compile(r".*/(?:feed\.atom|feed\.json|changes\.atom|(?:archive|changes)/[\d-]+\.(?:atom|json))")


def read_tree(bucket: Bucket, known: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """Every published file by path."""
    return {
        key.removeprefix("public/"): body
        for key, body in read_all(bucket, "public/", {} if known is None else known).items()
    }


def read_all(bucket: Bucket, prefix: str, known: dict[str, bytes]) -> dict[str, bytes]:
    """Every object below the prefix; what stands under an ETag that is known by now is not asked for again."""
    listed = bucket.etags(prefix)
    for key, etag in listed.items():
        if etag not in known and (stored := bucket.get(key)):
            known[etag] = stored.body
    return {key: known[etag] for key, etag in listed.items()}


def problems(tree: Tree, home: str | None = None) -> list[str]:
    """Every broken link and every wrong digest. `home`: the address under which feeds may name the tree's files."""
    return [*_broken_links(tree, home), *_wrong_digests(tree)]


def _broken_links(tree: Tree, home: str | None) -> Iterator[str]:
    for path, body in tree.items():
        for link in links(path, body):
            is_named = home and link.startswith(home) and _FEEDS.fullmatch(path)
            found = link.removeprefix(home or "") if is_named else resolve(path, link)
            if found not in tree:
                yield f"{path}: {link}"


def resolve(path: str, link: str) -> str:
    """The path of the file that a link in that file leads to."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return f"not relative: {link}"
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))


@cache
def links(path: str, body: bytes) -> tuple[str, ...]:
    """Every link inside the archive that the file holds."""
    if path.endswith(".html"):
        return (*_of_html(body.decode()), *_of_linked_data(body))
    if path.endswith((".json", ".jsonld")) and not path.startswith("schema/"):
        return tuple(_of_json(json.loads(body)))
    if path.endswith(".atom"):
        return tuple(_of_atom(body))
    return ()


def _of_html(text: str) -> Iterator[str]:
    for element in html.fromstring(text).iter():
        for link in filter(None, (element.get("href"), element.get("src"))):
            if not link.startswith("#") and urlsplit(link).scheme not in _OUTSIDE:
                yield link


def _of_linked_data(body: bytes) -> Iterator[str]:
    for block in html.document_fromstring(body).iter("script"):
        yield from _of_json(json.loads(block.text or "{}"))


def _of_json(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for item in data:
            yield from _of_json(item)
    elif isinstance(data, dict):
        yield from (value for key, value in data.items() if key in _LINKS and isinstance(value, str))
        yield from _of_html(data.get("content_html") or "<p></p>")
        for value in data.values():
            yield from _of_json(value)


def _of_atom(body: bytes) -> Iterator[str]:
    for element in etree.fromstring(body).iter():
        if (link := element.get("href")) and urlsplit(link).scheme not in _OUTSIDE:
            yield link
        if str(element.tag).endswith("content"):
            yield from _of_html(element.text or "<p></p>")


def _wrong_digests(tree: Tree) -> Iterator[str]:
    """From the root index over the years' to every release, and the pictures and files that it names."""
    for year in _years(tree):
        yield from _wrong(tree, "index.json", year)
        for release in json.loads(tree[year["href"]])["releases"]:
            yield from _wrong(tree, year["href"], release)
            at = resolve(year["href"], release["href"])
            data = json.loads(tree[at])
            for item in (*data["image"], *data["associatedMedia"]):
                if "withdrawn" not in item:
                    yield from _wrong(tree, at, {"href": item["contentUrl"], "sha256": item["sha256"]})


def _years(tree: Tree) -> list[dict[str, Any]]:
    return [year for source in json.loads(tree["index.json"])["sources"] for year in source["years"]]


def _wrong(tree: Tree, path: str, named: Mapping[str, Any]) -> Iterator[str]:
    found = resolve(path, named["href"])
    if hashlib.sha256(tree.get(found, b"")).hexdigest() != named["sha256"]:
        yield f"{path}: the digest of {found}"
