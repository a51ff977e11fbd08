"""A release in schema.org's terms alone, for its page: what is this archive's own stands in release.json.

Pictures carry their credit (`creditText`, `creator`, `copyrightNotice`), and `license` only where a note on use is or
names a licence's address: a licence is never guessed. The text stands on the page and is not told a second time.
"""

import re
from typing import Any

from tasks.site.rendering import is_web
from tasks.types.release import Image, Publisher, Release

_OWN = {
    "body", "article_body", "archive", "image", "publisher",
}  # fmt: skip
_OWN_OF_PICTURES = {"kind", "credit_evidence", "credit_claim", "embedded", "withdrawn"}
_LICENCE = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/[\w./-]*\w/?", re.ASCII)


def linked_data(release: Release) -> dict[str, Any]:
    """The release as NewsArticle, valid JSON-LD; addresses inside are relative to the release's folder."""
    data = release.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=_OWN)
    if release.publisher:
        data["publisher"] = _organisation(release.publisher)
    if release.image:
        data["image"] = [_picture(image) for image in release.image]
    return {key: value for key, value in data.items() if value != []} | {"archivedAt": "index.html"}


def _picture(image: Image) -> dict[str, Any]:
    data = image.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=_OWN_OF_PICTURES)
    licence = _licence(image.usage_info or "")
    return {**data, "license": licence} if licence else data


def _licence(note: str) -> str | None:
    """The address of the licence that a note on use is or names, if it does."""
    if is_web(note) and not re.search(r"\s", note):
        return note
    found = _LICENCE.search(note)
    return found[0] if found else None


def _organisation(publisher: Publisher) -> dict[str, Any]:
    address = {
        "streetAddress": publisher.street_address,
        "postalCode": publisher.postal_code,
        "addressLocality": publisher.address_locality,
    }
    said: dict[str, Any] = {
        "name": publisher.name,
        "telephone": publisher.telephone_e164 or publisher.telephone,
        "email": publisher.email,
        "url": publisher.url if publisher.url and is_web(publisher.url) else None,
        "address": _known({"@type": "PostalAddress"}, address),
        "department": _known({"@type": "Organization"}, {"name": publisher.department}),
    }
    return _known({"@type": "Organization"}, said) or {}


def _known(kind: dict[str, str], facts: dict[str, Any]) -> dict[str, Any] | None:
    known = {key: value for key, value in facts.items() if value is not None}
    return {**kind, **known} if known else None
