"""From a reading and the media found with it to the release's content. Pure.

A version is a version of what the release says. What changes without the release saying anything else makes none:
the page's own time of change, the year in its footer, the address at which page or picture is served, the reading
of its telephone number, which newer tables of the world's numbers may settle.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from config.source import Source
from tasks.credits.crediting import KnownNames, credit_picture, embedded_metadata
from tasks.parse.phone import read_phone
from tasks.types.ledger import Facts, Medium
from tasks.types.reading import Figure, LinkedFile, Reading
from tasks.types.release import (
    Attachment,
    Block,
    Content,
    Image,
    ListBlock,
    ListItem,
    Publisher,
    Table,
)


def normalise(reading: Reading, id_: str, url: str, media: Mapping[str, Medium], source: Source) -> Content:
    """The content of the release. `media` holds what was fetched, by the addresses that the reading names."""
    known = known_names(reading, source)
    return Content(
        identifier=f"{source.id}/{id_}",
        url=url,
        headline=reading.title,
        alternative_headline=reading.subtitle,
        date_published=reading.date,
        date_modified=reading.modified,
        in_language=source.language,
        article_body="\n\n".join(map(block_text, reading.body)),
        body=reading.body,
        publisher=_with_number(reading.publisher, source.country),
        copyright_notice=reading.copyright_notice,
        image=tuple(_image(figure, media, known) for figure in reading.figures),
        associated_media=tuple(_attachment(file, media) for file in reading.files),
        citation=reading.links,
    )


def _with_number(publisher: Publisher | None, country: str | None) -> Publisher | None:
    number = read_phone(publisher.telephone, country) if publisher and publisher.telephone else None
    return publisher.model_copy(update={"telephone_e164": number}) if publisher and number else publisher


def known_names(reading: Reading, source: Source) -> KnownNames:
    """The organisations of the source, the city and the publisher with its town among them."""
    publisher = reading.publisher
    organisations = (*source.pages.organisations, source.name, *([publisher.name] if publisher else []))
    town = publisher.address_locality if publisher else None
    return KnownNames(organisations, (town,) if town else ())


def block_text(block: Block) -> str:
    """A block as plain text: list items and table rows a line each, cells parted by tabs."""
    if isinstance(block, ListBlock):
        return "\n".join(_item_texts(block.items))
    if isinstance(block, Table):
        return "\n".join([*([block.caption] if block.caption else []), *("\t".join(row) for row in block.rows)])
    return block.text


def _item_texts(items: Sequence[ListItem]) -> list[str]:
    return [text for item in items for text in ([item.text] if item.text else []) + _item_texts(item.items)]


def _image(figure: Figure, media: Mapping[str, Medium], known: KnownNames) -> Image:
    url = next((url for url in figure.urls if url in media), figure.urls[-1])
    medium = media.get(url)
    credit = credit_picture(figure, medium, known)
    return Image(
        url=url,
        caption=credit.caption,
        credit_text=credit.credit_text,
        creator=credit.creators or None,
        kind=credit.kind,
        credit_evidence=credit.evidence,
        credit_claim=credit.claims or None,
        copyright_notice=credit.copyright_notice,
        usage_info=credit.usage_info,
        embedded=embedded_metadata(medium.embedded) if medium and medium.embedded else None,
        description=figure.alt,
        **_facts(medium),
    )


def _attachment(file: LinkedFile, media: Mapping[str, Medium]) -> Attachment:
    return Attachment(name=file.name, url=file.url, **_facts(media.get(file.url)))


def _facts(medium: Medium | None) -> dict[str, Any]:
    if medium is None:
        return {}
    size = {"width": medium.width, "height": medium.height} if medium.folder == "images" else {}
    return {
        "content_url": medium.address,
        "encoding_format": medium.media_type,
        "content_size": medium.size,
        "sha256": medium.sha256,
        **size,
    }


def version_digest(content: Content) -> str:
    """SHA-256 over what makes a version."""
    data = version_data(content)
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def version_data(content: Content) -> dict[str, Any]:
    """What makes a version: the content's JSON without what changes though the release says nothing else."""
    data: dict[str, Any] = content.model_dump(mode="json", by_alias=True, exclude_none=True)
    for name in ("url", "dateModified", "copyrightNotice"):
        data.pop(name, None)
    data.get("publisher", {}).pop("telephoneE164", None)
    for item in (*data["image"], *data["associatedMedia"]):
        if "sha256" in item:
            item.pop("url")
    for item in (*data["image"], *data["associatedMedia"], *data["citation"]):
        if "url" in item:
            item["url"] = _within_site(item["url"], content.url)
    return data


def _within_site(url: str, page: str) -> str:
    """That address without scheme and host, where it leads to the page's own site under any of its names."""
    parts, own = urlsplit(url), urlsplit(page)
    if _domain(parts.hostname) != _domain(own.hostname):
        return url
    return urlunsplit(("", "", parts.path, parts.query, parts.fragment))


def _domain(host: str | None) -> str:
    """The last two labels of a name (www.essen.de, neu.essen.de: essen.de); a number is no name."""
    labels = (host or "").split(".")
    return ".".join(labels if labels[-1].isdecimal() else labels[-2:])


def facts_of(content: Content) -> Facts:
    """What indexes say of the release."""
    return Facts(
        headline=content.headline,
        alternative_headline=content.alternative_headline,
        date_published=content.date_published,
        images=sum(image.sha256 is not None for image in content.image),
    )
