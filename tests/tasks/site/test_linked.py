"""The linked data of a release page is schema.org's and guesses no licence."""

import pytest

from tasks.site.pages.linked import linked_data
from tests.tasks.site.samples import PHOTO, RELEASE, release

# schema.org 30: properties of NewsArticle, ImageObject, MediaObject, Organization and PostalAddress (with those of
# the types above them) as far as they are used here.
ARTICLE = set(
    "@context @type identifier url headline alternativeHeadline datePublished dateModified inLanguage publisher "
    "copyrightNotice image associatedMedia citation version archivedAt".split()
)
PICTURE = set(
    "@type contentUrl url caption creditText creator copyrightNotice usageInfo license description width height "
    "encodingFormat contentSize sha256".split()
)
ORGANISATION = set("@type name department address telephone email url".split())


def test_every_name_is_schema_orgs() -> None:
    data = linked_data(RELEASE)
    assert data.keys() <= ARTICLE
    assert data["publisher"].keys() <= ORGANISATION
    assert all(picture.keys() <= PICTURE for picture in data["image"])


def test_a_publisher_has_an_address_and_an_office() -> None:
    assert linked_data(RELEASE)["publisher"] == {
        "@type": "Organization",
        "name": "Stadt Musterstadt",
        "telephone": "+49 000 123 45-0",
        "email": "presse@musterstadt.example",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Rathausplatz 3",
            "postalCode": "00123",
            "addressLocality": "Musterstadt",
        },
        "department": {"@type": "Organization", "name": "Presse- und Kommunikationsamt"},
    }
    assert "publisher" not in linked_data(release(publisher=None))


@pytest.mark.parametrize(
    ("note", "licence"),
    [
        ("Veröffentlichung honorarfrei", None),
        ("Nur mit Genehmigung, siehe https://www.musterstadt.example/rechte", None),
        ("https://www.musterstadt.example/lizenz", "https://www.musterstadt.example/lizenz"),
        (
            "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_a_licence_stands_only_where_there_is_its_address(note: str | None, licence: str | None) -> None:
    picture = PHOTO.model_copy(update={"usage_info": note})
    [found] = linked_data(release(image=(picture,)))["image"]
    assert found.get("license") == licence
    assert (found["creditText"], found.get("usageInfo")) == (PHOTO.credit_text, note)
