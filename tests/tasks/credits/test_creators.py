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
        ("Haus im Park", "O Haus im Park"),
        ("Initiative Kinder im Blick", "O Initiative Kinder im Blick"),
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
        ("Jule Harkort (freie Fotografin)", "P Jule Harkort"),
        ("Jule Harkort, Pressesprecherin der Stadt Lindenau", "P Jule Harkort"),
        ("Jule Harkort, Ratsmitglied", "P Jule Harkort"),
        ("Henrik Tolle jun.", "P Henrik Tolle jun."),
        ("J.Harkort", "P J.Harkort"),
        ("Jule d'Harkort", "P Jule d'Harkort"),
        ("Anna und Henrik Tolle", "P Anna|P Henrik Tolle"),
        ("Jule Harkort (oben) und Henrik Tolle (unten)", "P Jule Harkort|P Henrik Tolle"),
        ("Jule Harkort, Henrik Tolle (beide Stadt Lindenau)", "P Jule Harkort|P Henrik Tolle|O Stadt Lindenau"),
        ("Jule Harkort (Klinikum Moosbach (AöR))", "P Jule Harkort|O Klinikum Moosbach (AöR)"),
        ("Stadt Lindenau: Jule Harkort", "O Stadt Lindenau|P Jule Harkort"),
        ("Stadt Lindenau (1), privat (2)", "O Stadt Lindenau"),
        ("Jule Harkort, Amt für Straßen und Verkehr", "P Jule Harkort|O Amt für Straßen und Verkehr"),
        ("Jule Harkort, Fachbereich Kultur", "P Jule Harkort|O Fachbereich Kultur"),
        ("Stadt Lindenau, Presse- und Kommunikationsamt", "O Stadt Lindenau|O Presse- und Kommunikationsamt"),
        ("Referat für Presse und Kommunikation", "O Referat für Presse und Kommunikation"),
        ("Dezernat für Umwelt, Verkehr und Sport", "O Dezernat für Umwelt, Verkehr und Sport"),
        ("Untere Denkmalbehörde", "O Untere Denkmalbehörde"),
        ("Städtische Museen Moosbach", "O Städtische Museen Moosbach"),
        ("Sport- und Bäderbetriebe Moosbach", "O Sport- und Bäderbetriebe Moosbach"),
        ("Heimatverein Moosbach, e. V.", "O Heimatverein Moosbach, e. V."),
        ("Moosbau GmbH & Co. KG", "O Moosbau GmbH & Co. KG"),
        ("Moosbau GmbH und Co. KG, Jule Harkort", "O Moosbau GmbH und Co. KG|P Jule Harkort"),
        ("Moosbau GmbH und Tolle GmbH", "O Moosbau GmbH|O Tolle GmbH"),
        ("Tolle, Brandis & Partner mbB", "O Tolle, Brandis & Partner mbB"),
        ("Tolle + Brandis Architekten", "O Tolle + Brandis Architekten"),
        ("Tolle Architekten, Moosbach/Jule Harkort", "O Tolle Architekten, Moosbach|P Jule Harkort"),
        ("Museum Moos, Essen", "O Museum Moos, Essen"),
        ("abc Architekten", "O abc Architekten"),
        ("abc tolle brandis GmbH", "O abc tolle brandis GmbH"),
        (
            "Jule Harkort, LWG - Lindenauer Hausgesellschaft mbH",
            "P Jule Harkort|O LWG - Lindenauer Hausgesellschaft mbH",
        ),
        ("Kreisverband Moosbach/Auental", "O Kreisverband Moosbach/Auental"),
        ("ARGE Tolle/Brandis", "O ARGE Tolle/Brandis"),
        ("AB/CD-Fraktion", "O AB/CD-Fraktion"),
        ('Verein "Moos hilft"', 'O Verein "Moos hilft"'),
        ("„Moosbühne“ e. V.", "O „Moosbühne“ e. V."),
        ("Mit freundlicher Genehmigung des Heimatvereins Moosbach", "O Heimatvereins Moosbach"),
        ("Archiv der Stadt Lindenau", "O Archiv der Stadt Lindenau"),
        ("Sammlung Harkort", "O Sammlung Harkort"),
        ("privates Archiv", ""),
        ("Künstlerarchiv", ""),
        ("z. V. g.", ""),
        ("unbekannter Fotograf", ""),
        ("KI-generiert", ""),
        ("Stadt Moosbach, eigene Darstellung", "O Stadt Moosbach"),
        ("imago images / Jule Harkort", "O imago images|P Jule Harkort"),
        ("Jule Harkort/picture alliance via Getty Images", "P Jule Harkort|O picture alliance|O Getty Images"),
        ("moos_fan auf Pixabay", "O moos_fan|O Pixabay"),
        ("OpenStreetMap-Mitwirkende", "O OpenStreetMap-Mitwirkende"),
        ("@jule_knipst", "P @jule_knipst"),
        ("@stadt_lindenau", "O @stadt_lindenau"),
        ("Jule Harkort (@jule_knipst)", "P Jule Harkort"),
        ("Jule Harkort, www.harkort-foto.de", "P Jule Harkort|O www.harkort-foto.de"),
        ("Dortmund Hafenlicht", "O Dortmund Hafenlicht"),
        ("Ruhr Lichter", "O Ruhr Lichter"),
        ("Essener Lichtwerk", "O Essener Lichtwerk"),
        ("Bremer Hafenfunk", "O Bremer Hafenfunk"),
        ("Moospark Essen", "O Moospark Essen"),
        ("Karl Essen", "P Karl Essen"),
        ("Moosnetz Essen", "O Moosnetz Essen"),
        ("Rot-Grün Dortmund", "O Rot-Grün Dortmund"),
        ("Anna Bund", "P Anna Bund"),
        ("Anna Winter", "P Anna Winter"),
        ("Dr. Anna Münster", "P Dr. Anna Münster"),
        ("K. Essen", "P K. Essen"),
        ("Hagen Tolle", "P Hagen Tolle"),
        ("Jule Harkort, Dortmund", "P Jule Harkort"),
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


@pytest.mark.parametrize("name", ["Karl Moosbach", "Dr. Anna Moosbach", "K. Moosbach", "Anna Maria Moosbach"])
def test_a_surname_may_be_a_town(name: str) -> None:
    read = read_credit(f"© {name}", organisations=["Stadt Moosbach"], localities=["Moosbach"])
    assert [(creator.type_, creator.name) for creator in read.creators] == [("Person", name)]


def test_a_town_behind_a_name_is_no_creator() -> None:
    read = read_credit("© Jule Harkort, Lindenau", localities=["Lindenau"])
    assert [creator.name for creator in read.creators] == ["Jule Harkort"]
