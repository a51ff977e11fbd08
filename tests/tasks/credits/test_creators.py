"""Persons and organisations are told apart by what is printed; a separator parts only names."""

import pytest

from tasks.credits import read_credit


@pytest.mark.parametrize(
    ("credit", "creators"),
    [
        ("Jule Harkort", "P Jule Harkort"),
        ("J. Harkort", "P J. Harkort"),
        ("H.-J. Harkort", "P H.-J. Harkort"),
        ("Prof. Dr. Jule von der Harkort", "P Prof. Dr. Jule von der Harkort"),
        ("JULE HARKORT", "P JULE HARKORT"),
        ("Harkort", "P Harkort"),
        ("Jule Harkort; Henrik Tolle", "P Jule Harkort|P Henrik Tolle"),
        ("Jule Harkort, Henrik Tolle", "P Jule Harkort|P Henrik Tolle"),
        ("Jule Harkort und Henrik Tolle", "P Jule Harkort|P Henrik Tolle"),
        ("Harkort/Tolle", "P Harkort|P Tolle"),
        ("Jule Harkort (2), Henrik Tolle (1)", "P Jule Harkort|P Henrik Tolle"),
        ("Jule Harkort, Stadt Lindenau", "P Jule Harkort|O Stadt Lindenau"),
        ("Jule Harkort (Stadt Lindenau)", "P Jule Harkort|O Stadt Lindenau"),
        ("Stadt Lindenau (Jule Harkort)", "O Stadt Lindenau|P Jule Harkort"),
        ("Stadt Lindenau / Jule Harkort", "O Stadt Lindenau|P Jule Harkort"),
        ("Stadt Lindenau/Jule Harkort", "O Stadt Lindenau|P Jule Harkort"),
        ("Stadt Lindenau, Harkort", "O Stadt Lindenau|P Harkort"),
        ("Jule Harkort, LWG", "P Jule Harkort|O LWG"),
        ("JobCenter Lindenau, R. Harkort", "O JobCenter Lindenau|P R. Harkort"),
        ("Jule Harkort für die Stadt Lindenau", "P Jule Harkort|O Stadt Lindenau"),
        ("Jule Harkort im Auftrag der Stadt Lindenau", "P Jule Harkort|O Stadt Lindenau"),
        ("Jule Harkort, Mitglied der Bürgerschaft", "P Jule Harkort"),
        ("Harkort, Mitglied der Bürgerschaft", "P Harkort"),
        ("Jule Harkort, Moosbach", "P Jule Harkort"),
        ("Jule Harkort, M.A.", "P Jule Harkort"),
        ("Jule Harkort/Archiv", "P Jule Harkort"),
        ("Tolle Architekten, Moosbach", "O Tolle Architekten, Moosbach"),
        (
            "Tolle & Partner Landschaftsarchitekten mbB, Moosbach",
            "O Tolle & Partner Landschaftsarchitekten mbB, Moosbach",
        ),
        ("Tolle GmbH, ABC_Bau GmbH, Moos Group GmbH", "O Tolle GmbH|O ABC_Bau GmbH|O Moos Group GmbH"),
        ("Lindenauer Haus GmbH (LHG)", "O Lindenauer Haus GmbH (LHG)"),
        ("Grün und Auen", "O Grün und Auen"),
        ("GRÜN UND AUEN", "O GRÜN UND AUEN"),
        ("Bürger- und Heimatverein Moosbach e. V.", "O Bürger- und Heimatverein Moosbach e. V."),
        ("Heimatausschuss Moosbach O/S", "O Heimatausschuss Moosbach O/S"),
        ("Bundesministerium der Künste, für Spiel und Sport", "O Bundesministerium der Künste, für Spiel und Sport"),
        ("Ministerium für Umwelt, Wald und Flur", "O Ministerium für Umwelt, Wald und Flur"),
        ("Stadtarchiv Lindenau, Bestand 952, Nr. 12", "O Stadtarchiv Lindenau"),
        ("Museum am Markt", "O Museum am Markt"),
        ("Freiwillige Feuerwehr Moosbach", "O Freiwillige Feuerwehr Moosbach"),
        ("Kolpingfamilie Lindenau-Moosbach", "O Kolpingfamilie Lindenau-Moosbach"),
        ("Moosbacher BKK", "O Moosbacher BKK"),
        ("MOOSIA BKK", "O MOOSIA BKK"),
        ("LWG - Lindenauer Wohnungsgesellschaft mbH", "O LWG - Lindenauer Wohnungsgesellschaft mbH"),
        ("Land Moosgau", "O Land Moosgau"),
        ("Karla Land", "P Karla Land"),
        ("dpa", "O dpa"),
        ("Jule Harkort/dpa", "P Jule Harkort|O dpa"),
        ("picture alliance/dpa | Jule Harkort", "O picture alliance|O dpa|P Jule Harkort"),
        ("Jule - stock.adobe.com", "P Jule|O stock.adobe.com"),
        ("Adobe Stock / Jule Harkort", "O Adobe Stock|P Jule Harkort"),
        ("AdobeStock_123456", "O AdobeStock_123456"),
        ("Getty Images/iStockphoto", "O Getty Images|O iStockphoto"),
        ("Shutterstock", "O Shutterstock"),
        ("Pixabay", "O Pixabay"),
        ("Screenshot lindenau.de", "O lindenau.de"),
        ("Mit freundlicher Genehmigung der Stadt Lindenau", "O Stadt Lindenau"),
        ("privat", ""),
        ("privat/Stadt Lindenau", "O Stadt Lindenau"),
    ],
)
def test_creators(credit: str, creators: str) -> None:
    read = read_credit(f"© {credit}")
    assert read.credit_text == credit
    assert "|".join(f"{creator.type_[0]} {creator.name}" for creator in read.creators) == creators


@pytest.mark.parametrize("name", ["Moos, Wald und Wiese", "Moos / Wald", "Allmoos", "moosnetz", "Anna Moos"])
def test_a_known_organisation_is_one_whatever_its_name(name: str) -> None:
    alone = read_credit(f"© {name}", organisations=[name])
    assert [(creator.type_, creator.name) for creator in alone.creators] == [("Organization", name)]
    beside = read_credit(f"© {name}, Jule Harkort", organisations=[name])
    assert [(creator.type_, creator.name) for creator in beside.creators] == [
        ("Organization", name),
        ("Person", "Jule Harkort"),
    ]


def test_a_locality_speaks_for_an_organisation() -> None:
    assert read_credit("© Lindenau Kreativ").creators[0].type_ == "Person"
    assert read_credit("© Lindenau Kreativ", localities=["Lindenau"]).creators[0].type_ == "Organization"
    assert read_credit("© Lindenau Kreativ", organisations=["Stadt Lindenau"]).creators[0].type_ == "Organization"


def test_a_town_behind_a_name_is_no_creator() -> None:
    read = read_credit("© Jule Harkort, Lindenau", localities=["Lindenau"])
    assert [creator.name for creator in read.creators] == ["Jule Harkort"]
