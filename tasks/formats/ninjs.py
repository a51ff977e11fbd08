"""`ninjs.json`: a release as IPTC ninjs 3.1, for newsrooms whose systems read that and not schema.org. Pure.

The item is the release (`type` text), its pictures and files are its associations: the credit as printed is `by`, the
SHA-256 an alternative id, what was read into `creator` stands in `people` and `organisations`. A withdrawn release or
picture is `canceled`. The `uri` names an item: the release's page here where the tree knows its own address, or else
the city's page; a picture's is the address it came from. `href` is relative to the file, as every link of the tree is
(the schema annotates it as `uri`: who asserts formats must resolve it first).

ninjs knows only full times. `contentCreated` follows the feeds: a date without a time is that day's first moment where
the archive stands.
"""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from tasks.formats.xhtml import xhtml
from tasks.site.rendering import Site, printable, utc, wording
from tasks.types.release import Attachment, Creator, Image, Publisher, Release, Tombstone

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")
_GRAPHICS = frozenset({"graphic", "plan", "logo"})


def ninjs(release: Release | Tombstone, year: int, site: Site) -> bytes:
    """The file beside that release.json; `year` is the volume in which the release stands."""
    first, latest = _held(release)
    item = {
        "uri": _identity(release, year, site),
        "standard": _STANDARD,
        "type": "text",
        "pubStatus": "canceled" if release.archive.status == "withdrawn" else "usable",
        "version": str(release.version),
        "firstCreated": utc(first),
        "versionCreated": utc(latest) if latest else None,
        "contentCreated": wording(site).local(release.date_published).isoformat(),
        "altIds": _ids(identifier=release.identifier, url=release.url),
    }
    item |= _said(release) if isinstance(release, Release) else {"representationType": "partial"}
    return (printable(json.dumps(_known(item), ensure_ascii=False, indent=1)) + "\n").encode()


def _said(release: Release) -> dict[str, Any]:
    """What the release itself says."""
    publisher = release.publisher
    return {
        "representationType": "full",
        "language": release.in_language,
        "headlines": _texts(main=release.headline, subtitle=release.alternative_headline),
        "bodies": [_plain(release.article_body), _marked_up(release)] if release.body else None,
        "located": publisher.address_locality if publisher else None,
        "organisations": [_organisation(publisher)] if publisher else None,
        "copyrightNotice": release.copyright_notice,
        "associations": [
            *(_picture(image, number) for number, image in enumerate(release.image, 1)),
            *map(_attachment, release.associated_media),
        ],
    }


def _identity(release: Release | Tombstone, year: int, site: Site) -> str:
    source, _, number = release.identifier.partition("/")
    page = site.address(f"{source}/{year}/{number}/index.html") or release.url
    return _uri(page) if page else uuid5(NAMESPACE_URL, release.identifier).urn


def _held(release: Release | Tombstone) -> tuple[datetime, datetime | None]:
    """Since when this archive holds the release, and this version of it."""
    told = release.archive.versions
    if not told:
        return release.archive.first_seen, None
    this = [one.read for one in told if release.version in (one.number, *(one.also or ()))]
    return min(one.read for one in told), max(this, default=None)


def _plain(text: str) -> dict[str, Any]:
    counts: dict[str, Any] = {"charCount": len(text), "wordCount": len(text.split())}
    return {"role": "main", "contentType": "text/plain", **counts, "value": text}


def _marked_up(release: Release) -> dict[str, Any]:
    return {"role": "main", "contentType": "application/xhtml+xml", "value": xhtml(release.body)}


def _organisation(publisher: Publisher) -> dict[str, Any]:
    lines = [line for line in (publisher.department, publisher.street_address) if line]
    address: dict[str, Any] = {
        "lines": lines,
        "postalCode": publisher.postal_code,
        "locality": publisher.address_locality,
    }
    ways: dict[str, Any] = {
        "phone": publisher.telephone_e164 or publisher.telephone,
        "email": publisher.email,
        "web": publisher.url,
    }
    contact: list[dict[str, Any]] = [{"type": way, "value": value} for way, value in ways.items() if value]
    if known := _known(address):
        contact.append({"type": "address", "address": known})
    return _known({"name": publisher.name, "rel": "publisher", "contactInfo": contact})


def _picture(image: Image, number: int) -> dict[str, Any]:
    persons, organisations = (_creators(image.creator, type_) for type_ in ("Person", "Organization"))
    sha256 = image.sha256 or (image.withdrawn.sha256 if image.withdrawn else None)
    return _known(
        {
            "name": f"picture-{number}",
            "rel": "picture",
            "uri": _uri(image.url),
            "type": "graphic" if image.kind in _GRAPHICS else "picture",
            "pubStatus": "canceled" if image.withdrawn else "usable",
            "by": image.credit_text,
            "people": persons,
            "organisations": organisations,
            "copyrightNotice": image.copyright_notice,
            "usageTerms": image.usage_info,
            "descriptions": _texts(caption=image.caption, alt=image.description),
            "renditions": _renditions(image),
            "altIds": _ids(sha256=sha256),
        }
    )


def _creators(creators: tuple[Creator, ...] | None, type_: str) -> list[dict[str, str]]:
    return [{"name": one.name, "rel": "creator"} for one in creators or () if one.type_ == type_]


def _attachment(file: Attachment) -> dict[str, Any]:
    """A linked file; ninjs has no type for documents, and a type is not required."""
    return _known(
        {
            "name": file.name,
            "rel": "attachment",
            "uri": _uri(file.url),
            "renditions": _renditions(file),
            "altIds": _ids(sha256=file.sha256),
        }
    )


def _renditions(medium: Image | Attachment) -> list[dict[str, Any]]:
    if medium.content_url is None:
        return []
    pixels = {"width": medium.width, "height": medium.height} if isinstance(medium, Image) else {}
    facts = {"contentType": medium.encoding_format, **pixels, "sizeInBytes": medium.content_size}
    return [_known({"name": "original", "href": medium.content_url, **facts})]


def _texts(**texts: str | None) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": text} for role, text in texts.items() if text]


def _ids(**ids: str | None) -> list[dict[str, str]]:
    return [{"role": role, "value": value} for role, value in ids.items() if value]


def _uri(address: str) -> str:
    """The address with what RFC 3986 allows in none escaped."""
    whole = _STRAY.sub("%25", address)
    return quote(whole, safe="%:/?#@!$&'()*+,;=~", errors="replace")


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """What is known of it: neither None nor an empty list."""
    return {key: value for key, value in data.items() if value not in (None, [])}
