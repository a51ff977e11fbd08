"""Releases of an invented city, to be searched."""

from typing import Any

from tasks.types.release import Creator, Image, Publisher, Release, Standing

SHA = "a" * 64


def release(id_: str, published: str, headline: str, text: str, **more: Any) -> Release:
    return Release(
        identifier=f"auenstadt/{id_}",
        url="https://www.auenstadt.example/meldung",
        headline=headline,
        date_published=published,
        in_language="de",
        article_body=text,
        body=(),
        version=1,
        archive=Standing.model_validate({"first_seen": "2026-05-04T08:00:00Z", "status": "live", "captures": ()}),
        **more,
    )


def photo(*creators: str, credit: str | None = None, caption: str | None = None) -> Image:
    return Image(
        url="https://media.auenstadt.example/bild.jpg",
        content_url="../../../images/aa/bild.jpg",
        sha256=SHA,
        caption=caption,
        credit_text=credit,
        creator=tuple(Creator.model_validate({"@type": "Person", "name": name}) for name in creators) or None,
    )


BRIDGES = release(
    "1001",
    "2026-05-04",
    "Zwei Brücken werden saniert",
    "Die Arbeiten beginnen im Herbst.",
    alternative_headline="Umleitungen sind ausgeschildert",
    publisher=Publisher(name="Stadt Auenstadt", department="Tiefbauamt"),
    image=(photo("Jette Vollrath", caption="Die Mühlenbrücke von Westen"), photo(credit="Archiv der Stadt")),
)
FOUNTAIN = release("1002", "2026-02-01T07:30Z", "Der Brunnen läuft wieder", "Das Wasser ist klar.")
