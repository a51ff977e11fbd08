"""`dcat.jsonld`: the archive as datasets for data portals, in the terms of DCAT-AP (and so DCAT-AP.de). Pure.

A catalogue, a dataset a source, a distribution a file in which the dataset can be had whole: each year's bulk files and
the feeds. Every address is relative, as everywhere in the tree: a harvester resolves it against where it got the file.

Stated is only what is known. Who keeps the archive and how to reach them is the installation's to say: without it the
catalogue has no publisher, which DCAT-AP requires, and no portal will take it; that is as it should be. No licence is
named anywhere: a city's releases and pictures belong to those named with them, and the archive grants nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tasks.formats.bulk import bulk_path
from tasks.site.rendering import Site, printable, utc, wording
from tasks.types.edition import RootIndex, SourceRow
from tasks.types.release import Sha256

_IANA = "https://www.iana.org/assignments/media-types/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@id": f"dcat:{name}", "@type": "@id"} for name in ("accessURL", "downloadURL", "landingPage")},
    "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
}
_FEEDS = {"feed.atom": "application/atom+xml", "feed.json": "application/feed+json"}
_BULK = {
    "ndjson.gz": {"dcat:compressFormat": {"@id": f"{_IANA}application/gzip"}},
    "parquet": {"dcat:mediaType": {"@id": f"{_IANA}application/vnd.apache.parquet"}},
}


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps this archive, as the installation says: a name, and an e-mail or web address."""

    name: str | None = None
    contact: str | None = None


def dcat(root: RootIndex, bulk: Mapping[str, Sha256], keeper: Keeper, site: Site) -> bytes:
    """The whole file; `bulk` are the bulk files that stand, by path, with their digests."""
    words = wording(site)
    catalogue = {
        "@context": _CONTEXT,
        "@id": "",
        "@type": "dcat:Catalog",
        "dct:title": _text(words.say("archive"), site),
        "dct:description": _text(words.say("about_keep"), site),
        "dct:modified": _typed(utc(root.generated), "dateTime"),
        "dct:publisher": _publisher(keeper),
        "foaf:homepage": {"@id": "index.html"},
        "dcat:dataset": [_dataset(source, bulk, keeper, site) for source in root.sources],
    }
    return (printable(json.dumps(_known(catalogue), ensure_ascii=False, indent=1)) + "\n").encode()


def _dataset(source: SourceRow, bulk: Mapping[str, Sha256], keeper: Keeper, site: Site) -> dict[str, Any]:
    words = wording(site)
    name = words.say("source_title", name=source.name)
    feeds = [_feed(source, feed, kind) for feed, kind in _FEEDS.items()]
    years = [_year(source, year.year, ending, bulk) for year in source.years for ending in _BULK]
    return _known(
        {
            "@id": f"#{source.id}",
            "@type": "dcat:Dataset",
            "dct:identifier": source.id,
            "dct:title": _text(name, site),
            "dct:description": _text(f"{name}. {words.say('about_keep')} {words.say('about_check')}", site),
            "dct:publisher": _publisher(keeper),
            "dcat:contactPoint": _contact(keeper),
            "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE"},
            "landingPage": f"{source.id}/index.html",
            "dct:temporal": {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": _typed(source.first[:10], "date"),
                "dcat:endDate": _typed(source.latest[:10], "date"),
            },
            "dcat:distribution": [*(year for year in years if year), *feeds],
        }
    )


def _year(source: SourceRow, year: int, ending: str, bulk: Mapping[str, Sha256]) -> dict[str, Any] | None:
    """A year's bulk file as a distribution, if it stands."""
    path = bulk_path(source.id, year, ending)
    if path not in bulk:
        return None
    return {
        "@id": f"#{source.id}/{year}/{ending}",
        "@type": "dcat:Distribution",
        "dct:title": f"{source.name} {year}, {ending.partition('.')[0].upper()}",
        "accessURL": path,
        "downloadURL": path,
        **_BULK[ending],
        **({"conformsTo": "schema/release.schema.json"} if ending == "ndjson.gz" else {}),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(bulk[path], "hexBinary"),
        },
    }


def _feed(source: SourceRow, feed: str, kind: str) -> dict[str, Any]:
    path = f"{source.id}/{feed}"
    return {
        "@id": f"#{path}",
        "@type": "dcat:Distribution",
        "dct:title": f"{source.name}, {feed}",
        "accessURL": path,
        "dcat:mediaType": {"@id": f"{_IANA}{kind}"},
    }


def _publisher(keeper: Keeper) -> dict[str, Any] | None:
    return {"@type": "foaf:Agent", "foaf:name": keeper.name} if keeper.name else None


def _contact(keeper: Keeper) -> dict[str, Any] | None:
    if not keeper.contact:
        return None
    way = {"vcard:hasURL": {"@id": keeper.contact}}
    if "://" not in keeper.contact:
        way = {"vcard:hasEmail": {"@id": f"mailto:{keeper.contact}"}}
    return _known({"@type": "vcard:Organization", "vcard:fn": keeper.name, **way})


def _text(text: str, site: Site) -> dict[str, str]:
    return {"@language": site.language, "@value": text}


def _typed(value: str, type_: str) -> dict[str, str]:
    return {"@type": f"xsd:{type_}", "@value": value}


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
