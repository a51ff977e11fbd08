"""What is indexed of a release."""

from tasks.search.records import credits_of, record_of
from tests.tasks.search.samples import BRIDGES, FOUNTAIN, photo, release


def test_the_text_first_then_pictures_and_publisher() -> None:
    record = record_of(BRIDGES, 2026)
    assert record.path == "auenstadt/2026/1001/index.html"
    assert record.content.split("\n\n") == [
        "Die Arbeiten beginnen im Herbst.",
        "Die Mühlenbrücke von Westen",
        "Archiv der Stadt",
        "Stadt Auenstadt",
        "Tiefbauamt",
    ]
    assert record.request()["meta"] == {
        "title": "Zwei Brücken werden saniert",
        "subtitle": "Umleitungen sind ausgeschildert",
    }


def test_what_a_release_does_not_say_is_not_there() -> None:
    assert record_of(FOUNTAIN, 2026).request()["meta"] == {"title": "Der Brunnen läuft wieder"}


def test_everyone_is_credited_once_and_as_printed_where_no_name_is_told() -> None:
    pictures = (photo("Ida Quast", "Tom Wehl", credit="Quast/Wehl"), photo("Ida Quast"), photo(credit="Pressefoto"))
    assert credits_of(release("1", "2026-01-01", "A", "B", image=pictures)) == ["Ida Quast", "Tom Wehl", "Pressefoto"]
    assert credits_of(FOUNTAIN) == []
