"""A release that another body than the city published, through the whole flow: every published field.

Its facts (title's form, date, publisher, credit) are those of a real release of 2017; its sentences are not.
"""

from typing import Any

import pytest

from tests.city.model import Release
from tests.flows.conftest import Town

PARAGRAPHS = (
    "Zwölf Monate, zwölf Bilder: Ein neuer Wandkalender zeigt, womit das JobCenter seinen Tag verbringt.",
    '"Viele denken bei uns nur an Bescheide", sagt Dezernent Peer Holtmann. "Das ist nicht einmal die Hälfte."',
    "Die Idee kam aus dem Team für Chancengleichheit. Der Name stand am Ende der ersten Sitzung fest.",
    "Fotografiert wurde nicht im Studio, sondern in Werkstätten, Küchen und Büros.",
    "Im Jahr 2014 erschien der erste Kalender, 2016 der zweite.",
    "Die Auflage beträgt 2.500 Stück; gedruckt wurde in der Nachbarschaft.",
    "Abgegeben wird der Kalender kostenfrei, solange der Vorrat reicht (ab 24.7.).",
)
PUBLISHER = {
    "name": "JobCenter Essen",
    "streetAddress": "Ruhrallee 175",
    "postalCode": "45136",
    "addressLocality": "Essen",
    "telephone": "+49 201 88 56007",
    "telephoneE164": "+492018856007",
    "email": "pressestelle@jobcenter.essen.de",
}
CAPTION = "Dezernent Peer Holtmann, Ayla Brand, BCA beim JobCenter, und Fachbereichsleiter Udo Rehm mit dem Kalender"


@pytest.mark.parametrize("template", ["present", "old"])
@pytest.mark.parametrize("date_form", ["paragraph", "div", "time", "line"])
def test_the_release_comes_out_right_in_every_field(town: Town, template: str, date_form: str) -> None:
    town.city.publish(
        Release.model_validate(
            {
                "id": "1097000",
                "title": '"Was läuft" - JobCenter Essen stellt Kalender für 2018 vor',
                "published": "2017-07-21",
                "topic": "Soziales",
                "template": template,
                "date_form": date_form,
                "body": PARAGRAPHS,
                "publisher": PUBLISHER,
                "pictures": [
                    {
                        "file": "kalender.jpg",
                        "caption": CAPTION,
                        "printed": f"{CAPTION}. Foto: JobCenter Essen, H. Schupetta",
                        "credits": ["JobCenter Essen, H. Schupetta"],
                        "credit_in": ["caption"],
                        "alt": "Drei Menschen mit einem Kalender",
                    }
                ],
            }
        )
    )
    town.report(since="2017-07-21", until="2017-07-21")
    (release,) = town.releases().values()
    image = release.pop("image")[0]
    assert known(release) == {
        "identifier": "town/1097000",
        "url": f"{town.url}/meldungen/pressemeldung_1097000.de.html",
        "headline": '"Was läuft" - JobCenter Essen stellt Kalender für 2018 vor',
        "datePublished": "2017-07-21",
        "inLanguage": "de",
        "articleBody": "\n\n".join(PARAGRAPHS),
        "body": [{"type": "paragraph", "text": text} for text in PARAGRAPHS],
        "publisher": {"@type": "Organization", **PUBLISHER},
        "associatedMedia": [],
        "citation": [],
        "version": 1,
    }
    assert image["caption"] == f"{CAPTION}."
    assert image["creditText"] == "JobCenter Essen, H. Schupetta"
    assert image["creator"] == [
        {"@type": "Organization", "name": "JobCenter Essen"},
        {"@type": "Person", "name": "H. Schupetta"},
    ]
    assert (image["kind"], image["creditEvidence"]) == ("photo", "caption")
    assert image["description"] == "Drei Menschen mit einem Kalender"
    assert (image["width"], image["height"], image["encodingFormat"]) == (1200, 800, "image/jpeg")


def known(release: dict[str, Any]) -> dict[str, Any]:
    """The release without what depends on the day it was archived."""
    changing = ("@context", "@type", "archive", "dateModified", "copyrightNotice")
    return {name: value for name, value in release.items() if name not in changing}
