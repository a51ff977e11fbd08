"""The archive for data portals: what DCAT-AP requires of each class, and nothing that nobody said."""

import json
from typing import Any

import pytest

from tasks.formats.dcat import Keeper, dcat
from tasks.site.rendering import Site
from tests.tasks.formats.samples import HOME
from tests.tasks.site.samples import DIGEST, ROOT

BULK = {f"data/musterstadt/2026.{ending}": DIGEST for ending in ("ndjson.gz", "parquet")}
KEEPER = Keeper("Stadtarchiv Musterstadt", "archiv@musterstadt.example")
REQUIRED = {  # DCAT-AP 3.0, mandatory properties of its classes
    "dcat:Catalog": {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"},
    "dcat:Dataset": {"dct:title", "dct:description"},
    "dcat:Distribution": {"accessURL"},
    "foaf:Agent": {"foaf:name"},
    "spdx:Checksum": {"spdx:algorithm", "spdx:checksumValue"},
    "dct:PeriodOfTime": set(),
    "vcard:Organization": {"vcard:fn"},
}


def catalogue(keeper: Keeper = KEEPER, site: Site = HOME, bulk: dict[str, str] = BULK) -> Any:
    return json.loads(dcat(ROOT, bulk, keeper, site))


def nodes(data: Any) -> list[dict[str, Any]]:
    """Every node of the graph that has a class."""
    if isinstance(data, list):
        return [node for one in data for node in nodes(one)]
    if not isinstance(data, dict):
        return []
    inner = [node for key, one in data.items() if key != "@context" for node in nodes(one)]
    return [data, *inner] if data.get("@type", "xsd:").partition(":")[0] != "xsd" else inner


def test_each_class_has_what_it_must_have() -> None:
    found = nodes(catalogue())
    assert {node["@type"] for node in found} == set(REQUIRED)
    for node in found:
        assert REQUIRED[node["@type"]] <= node.keys()


def test_every_prefix_and_term_is_in_the_context() -> None:
    data = catalogue()
    for node in nodes(data):
        for key in node:
            assert key.startswith("@") or key.partition(":")[0] in data["@context"]


def test_a_dataset_for_each_source_with_the_files_that_stand() -> None:
    (dataset,) = catalogue()["dcat:dataset"]
    assert dataset["dct:title"] == {"@language": "de", "@value": "Pressemeldungen: Stadt Musterstadt"}
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2024-02-15"
    assert dataset["dct:temporal"]["dcat:endDate"]["@value"] == "2026-05-27"
    whole = [one for one in dataset["dcat:distribution"] if "downloadURL" in one]
    assert [one["downloadURL"] for one in whole] == list(BULK)
    assert [one["spdx:checksum"]["spdx:checksumValue"]["@value"] for one in whole] == [DIGEST, DIGEST]
    feeds = [one["accessURL"] for one in dataset["dcat:distribution"] if "downloadURL" not in one]
    assert feeds == ["musterstadt/feed.atom", "musterstadt/feed.json"]
    ids = [node["@id"] for node in nodes(catalogue()) if "@id" in node]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("site", [Site(), HOME])
def test_every_link_inside_is_relative(site: Site) -> None:
    for node in nodes(catalogue(site=site)):
        for key in ("@id", "accessURL", "downloadURL", "landingPage", "conformsTo"):
            assert "://" not in node.get(key, "")


def test_what_nobody_said_is_absent() -> None:
    said = {key for node in nodes(json.loads(dcat(ROOT, {}, Keeper(), Site("en")))) for key in node}
    unsaid = ("publisher", "license", "rights", "spatial", "accrualPeriodicity", "language", "creator", "issued")
    assert not said & {*(f"dct:{name}" for name in unsaid), "dcat:contactPoint", "spdx:checksum", "downloadURL"}
    assert b"null" not in dcat(ROOT, {}, Keeper(), Site("en"))
    assert catalogue(Keeper())["dcat:dataset"][0]["dcat:distribution"]


@pytest.mark.parametrize(
    ("contact", "way"),
    [
        ("a@b.example", {"vcard:hasEmail": {"@id": "mailto:a@b.example"}}),
        ("https://b.example/kontakt", {"vcard:hasURL": {"@id": "https://b.example/kontakt"}}),
    ],
)
def test_a_contact_is_an_address_of_either_kind(contact: str, way: dict[str, Any]) -> None:
    (dataset,) = catalogue(Keeper("Stadtarchiv", contact))["dcat:dataset"]
    assert dataset["dcat:contactPoint"] == {"@type": "vcard:Organization", "vcard:fn": "Stadtarchiv", **way}


def test_the_same_values_give_the_same_bytes() -> None:
    assert dcat(ROOT, BULK, KEEPER, HOME) == dcat(ROOT, BULK, KEEPER, HOME)
