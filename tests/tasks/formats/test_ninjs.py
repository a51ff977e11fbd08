"""Every release as ninjs keeps IPTC's own schema and says what release.json says, no more."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry, Resource

from tasks.formats.ninjs import ninjs
from tasks.formats.xhtml import xhtml
from tasks.site.rendering import Site
from tasks.types.release import Block, Heading, ListBlock, ListItem, Paragraph, Table, WithdrawnImage
from tests.tasks.formats.samples import HOME, SITES, TOMBSTONE, blocks, city_releases, releases, saved_releases
from tests.tasks.site.samples import DIGEST, NOW, PHOTO, RELEASE, in_status, release

SCHEMA = json.loads((Path(__file__).parents[2] / "standards" / "ninjs-schema_3.1.json").read_text("utf-8"))
GEOJSON = "https://geojson.org/schema/GeoJSON.json"
FORMATS = FormatChecker(formats=())
URI = re.compile(r"[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*", re.ASCII)


@FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    """RFC 3986; a rendition's `href` is relative here, and resolved by whoever reads it."""
    return bool(URI.fullmatch(str(value))) or str(value).startswith("../../../")


@FORMATS.checks("date-time")
def _is_moment(value: object) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", str(value)))


VALIDATOR = Draft202012Validator(
    SCHEMA,
    registry=Registry().with_resource(GEOJSON, Resource.from_contents({"$schema": SCHEMA["$schema"]})),
    format_checker=FORMATS,
)


def item(of: Any, site: Site = HOME) -> Any:
    data = json.loads(ninjs(of, 2026, site))
    VALIDATOR.validate(data)
    return data


def test_a_release_for_newsrooms() -> None:
    data = item(RELEASE)
    assert data["uri"] == "https://archiv.musterstadt.example/presse/musterstadt/2026/1097219/index.html"
    assert data["standard"]["version"] == "3.1"
    assert data["standard"]["schema"] == SCHEMA["$id"]
    assert (data["type"], data["pubStatus"], data["representationType"]) == ("text", "usable", "full")
    assert data["headlines"][0]["value"] == RELEASE.headline
    assert [body["contentType"] for body in data["bodies"]] == ["text/plain", "application/xhtml+xml"]
    assert data["bodies"][0]["value"] == RELEASE.article_body
    assert data["contentCreated"] == "2026-05-27T10:30:00+02:00"
    assert data["located"] == "Musterstadt"
    assert data["organisations"][0]["name"] == "Stadt Musterstadt"
    assert {"role": "url", "value": RELEASE.url} in data["altIds"]
    assert item(RELEASE, Site())["uri"] == RELEASE.url


def test_a_picture_keeps_its_credit() -> None:
    photo, plan, uncredited, absent, leaflet, _ = item(RELEASE)["associations"]
    assert photo["by"] == "Jette Vollrath, Stadt Musterstadt"
    assert photo["people"] == [{"name": "Jette Vollrath", "rel": "creator"}]
    assert photo["organisations"] == [{"name": "Stadt Musterstadt", "rel": "creator"}]
    assert photo["usageTerms"] == PHOTO.usage_info
    assert photo["altIds"] == [{"role": "sha256", "value": DIGEST}]
    assert photo["renditions"] == [
        {
            "name": "original",
            "href": PHOTO.content_url,
            "contentType": "image/jpeg",
            "width": 3000,
            "height": 2000,
            "sizeInBytes": 2_412_345,
        }
    ]
    assert plan["descriptions"][0]["role"] == "alt"
    assert "by" not in uncredited
    assert "renditions" not in absent
    assert leaflet["rel"] == "attachment"


KINDS = (
    *((kind, "picture") for kind in (None, "photo", "visualisation")),
    *((kind, "graphic") for kind in ("plan", "logo", "graphic")),
)


@pytest.mark.parametrize(("kind", "type_"), KINDS)
def test_a_picture_s_type(kind: str | None, type_: str) -> None:
    data = item(release(image=(PHOTO.model_copy(update={"kind": kind}),)))
    assert data["associations"][0]["type"] == type_


@pytest.mark.parametrize("status", ["live", "missing", "gone", "unchecked"])
def test_what_the_city_dropped_stays_usable(status: str) -> None:
    assert item(in_status(status))["pubStatus"] == "usable"


def test_what_is_withdrawn_is_canceled() -> None:
    stone = item(TOMBSTONE)
    assert (stone["pubStatus"], stone["representationType"]) == ("canceled", "partial")
    assert not {"headlines", "bodies", "associations"} & stone.keys()
    assert item(TOMBSTONE, Site())["uri"].startswith("urn:uuid:")
    taken = PHOTO.model_copy(update={"withdrawn": WithdrawnImage(at=NOW, sha256=DIGEST), "content_url": None})
    photo = item(release(image=(taken,)))["associations"][0]
    assert (photo["pubStatus"], photo["by"]) == ("canceled", PHOTO.credit_text)
    assert "renditions" not in photo


@pytest.mark.parametrize("site", SITES)
def test_every_release_of_the_city_and_every_saved_page_keeps_the_schema(site: Site) -> None:
    found = (*city_releases(), *saved_releases())
    assert len(found) > 100
    for one in found:
        data = item(one, site)
        credits_ = [image.credit_text for image in one.image]
        assert [picture.get("by") for picture in data.get("associations", [])[: len(credits_)]] == credits_


@given(releases, st.sampled_from(SITES))
@settings(max_examples=60, deadline=None)
def test_any_release_keeps_the_schema(one: Any, site: Site) -> None:
    data = item(one, site)
    assert ninjs(one, 2026, site) == ninjs(one, 2026, site)
    assert len(data.get("associations", [])) == len(one.image) + len(one.associated_media)
    assert data["firstCreated"] <= data.get("versionCreated", "9")


BODY: tuple[Block, ...] = (
    Paragraph(text="Eins & <zwei>\ndrei"),
    Heading(level=4, text="Vier"),
    ListBlock(ordered=True, start=3, items=(ListItem(text="a", ordered=False, items=(ListItem(text="b"),)),)),
    Table(caption="Maße", header=True, rows=(("Weg", "Meter"), ("Steg", "84"))),
)


def test_blocks_as_xhtml() -> None:
    assert xhtml(BODY) == (
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Eins &amp; &lt;zwei&gt;<br />drei</p><h2>Vier</h2>'
        '<ol start="3"><li>a<ul><li>b</li></ul></li></ol>'
        "<table><caption>Maße</caption><thead><tr><th>Weg</th><th>Meter</th></tr></thead>"
        "<tbody><tr><td>Steg</td><td>84</td></tr></tbody></table></div>"
    )


@given(st.lists(blocks, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_body_is_well_formed(body: list[Block]) -> None:
    root = etree.fromstring(xhtml(body).encode())
    assert len(root) == len(body)
    assert {etree.QName(one).namespace for one in root.iter()} == {"http://www.w3.org/1999/xhtml"}
