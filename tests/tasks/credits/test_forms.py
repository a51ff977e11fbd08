"""Each form reads its own example, and its name in many variants; descriptions stay captions."""

import pytest

from tasks.credits import Credited, read_caption, read_credit
from tasks.credits.forms import BARE, FORMS, NO_CREDIT, TRAPS, Form

CITY = ("Stadt Lindenau",)


def caption(text: str) -> Credited:
    return read_caption(text, organisations=CITY)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_reads_its_example(form: Form) -> None:
    read = (read_credit if form.name == BARE else read_caption)(form.example, organisations=CITY)
    assert (read.caption, read.credit_text) == (form.caption, form.credit_text)
    assert tuple(creator.name for creator in read.creators) == form.creators
    assert read.usage_info == form.usage_info


@pytest.mark.parametrize("form", [form for form in FORMS if form.pattern], ids=lambda form: form.name)
def test_a_form_is_named_by_the_row_that_read_it(form: Form) -> None:
    assert caption(form.example).form == ("label and colon" if form.name == "text" else form.name)


@pytest.mark.parametrize(("trap", "text"), TRAPS, ids=lambda one: one[:40])
def test_a_trap_stays_the_caption(trap: str, text: str) -> None:
    read = caption(text)
    assert (read.caption, read.credit_text, read.creators, read.form) == (text, None, (), NO_CREDIT), trap


def test_no_two_forms_share_a_name() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Foto:", "photo"),
        ("Fotos:", "photo"),
        ("Foto :", "photo"),
        ("FOTO:", "photo"),
        ("Photo:", "photo"),
        ("Bild:", "photo"),
        ("Bilder:", "photo"),
        ("Bildquelle:", "photo"),
        ("Bildrechte:", "photo"),
        ("Bildnachweis:", "photo"),
        ("Fotonachweis:", "photo"),
        ("Fotocredit:", "photo"),
        ("Foto-Credit:", "photo"),
        ("Fotograf:", "photo"),
        ("Fotografin:", "photo"),
        ("Archivfoto:", "photo"),
        ("Archivbild:", "photo"),
        ("Luftbild:", "photo"),
        ("Repro:", "photo"),
        ("WAZ-Foto:", "photo"),
        ("Alle Fotos:", "photo"),
        ("Text und Foto:", "photo"),
        ("Foto/Grafik:", "photo"),
        ("Fotos (3):", "photo"),
        ("Bild (Lizenz/Urheber):", "photo"),
        ("Foto ©", "photo"),
        ("Foto: ©", "photo"),
        ("© Foto:", "photo"),
        ("Foto.", "photo"),
        ("Photo by", "photo"),
        ("Foto.:", "photo"),
        ("Foto::", "photo"),
        ("Foto;", "photo"),
        ("Foto (c):", "photo"),
        ("©️ Foto:", "photo"),
        ("Foto/©", "photo"),
        ("Foto-Copyright:", "photo"),
        ("Foto Credit:", "photo"),
        ("Foto & Copyright:", "photo"),
        ("Foto und Repro:", "photo"),
        ("Foto, Grafik:", "photo"),
        ("Quelle/Foto:", "photo"),
        ("Foto / Quelle:", "photo"),
        ("Bild- und Textrechte:", "photo"),
        ("Foto-/Bildnachweis:", "photo"),
        ("Bildrechteinhaber:", "photo"),
        ("Bildautorin:", "photo"),
        ("Bildherkunft:", "photo"),
        ("Bildcopyright:", "photo"),
        ("Fotoarchiv:", "photo"),
        ("Drohnenfoto:", "photo"),
        ("Satellitenbild:", "photo"),
        ("Szenenfoto:", "photo"),
        ("Historische Aufnahme:", "photo"),
        ("Foto aus dem Archiv:", "photo"),
        ("Fotos (alle):", "photo"),
        ("Fotos 1 bis 3:", "photo"),
        ("1. Foto:", "photo"),
        ("Foto Seite 1:", "photo"),
        ("Foto l.:", "photo"),
        ("Infografik:", "graphic"),
        ("Bildcollage:", "graphic"),
        ("Diagramm:", "graphic"),
        ("Plakatmotiv:", "graphic"),
        ("Gestaltung:", "graphic"),
        ("Screenshot:", "graphic"),
        ("3D-Visualisierung:", "visualisation"),
        ("Architekturvisualisierung:", "visualisation"),
        ("Computersimulation:", "visualisation"),
        ("Kartengrundlage:", "plan"),
        ("Umleitungsplan:", "plan"),
        ("Geobasisdaten:", "plan"),
        ("Datenquelle:", None),
        ("Rechteinhaberin:", None),
        ("Urheberin:", None),
        ("© by", None),
        ("Grafik:", "graphic"),
        ("Illustration:", "graphic"),
        ("Fotomontage:", "graphic"),
        ("Visualisierung:", "visualisation"),
        ("Rendering:", "visualisation"),
        ("Animation:", "visualisation"),
        ("Lageplan:", "plan"),
        ("Karte:", "plan"),
        ("Logo:", "logo"),
        ("Quelle:", None),
        ("Copyright:", None),
        ("Copyright by", None),
        ("Copyright", None),
        ("©", None),
        ("(c)", None),
    ],
)
def test_a_label_tells_the_kind(label: str, kind: str | None) -> None:
    read = caption(f"Am Abend tagt der Rat. {label} Jule Harkort, Stadt Lindenau")
    assert (read.caption, read.credit_text) == ("Am Abend tagt der Rat.", "Jule Harkort, Stadt Lindenau")
    assert read.kind == kind


@pytest.mark.parametrize(
    ("text", "left", "credit"),
    [
        ("Der Rat tagt Foto: Jule Harkort", "Der Rat tagt", "Jule Harkort"),
        ("Der Rat tagt - Foto: Jule Harkort", "Der Rat tagt", "Jule Harkort"),
        ("Der Rat tagt – Foto: Jule Harkort", "Der Rat tagt", "Jule Harkort"),
        ("Der Rat tagt | Foto: Jule Harkort", "Der Rat tagt", "Jule Harkort"),
        ("Der Rat tagt (Foto: Jule Harkort).", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. (Foto: Jule Harkort).", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. [Foto: Jule Harkort]", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat (Foto: Jule Harkort), der tagt.", "Der Rat, der tagt.", "Jule Harkort"),
        ("Der Rat (v.l.n.r. A. Probe, Foto: Jule Harkort)", "Der Rat (v.l.n.r. A. Probe)", "Jule Harkort"),
        ("Der Rat tagt.\nFoto:\nJule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt.\nFoto: Jule Harkort\nEr tagt lang.", "Der Rat tagt.\nEr tagt lang.", "Jule Harkort"),
        ("Foto: Jule Harkort. Der Rat tagt.", "Der Rat tagt.", "Jule Harkort"),
        ("Foto: Jule Harkort – Der Rat tagt.", "Der Rat tagt.", "Jule Harkort"),
        ("Archivfoto: Stadt Lindenau/Jule Harkort Der Rat tagt lang.", "Der Rat tagt lang.", None),
        ("Der Rat tagt. Foto: J. Harkort. Er tagt lang.", "Der Rat tagt. Er tagt lang.", "J. Harkort"),
        ("Der Rat tagt. Foto: Ratsverein e. V.", "Der Rat tagt.", "Ratsverein e. V."),
        ("Der Rat tagt. Foto: Jule HarkortBild 6 von 12", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. Foto: Jule Harkort. Bild 6/12", "Der Rat tagt.", "Jule Harkort"),
        ("Bild: So tagt der Rat. Foto: Jule Harkort", "So tagt der Rat.", "Jule Harkort"),
        ("Der Rat tagt. Stadt Lindenau/Archivbild: Jule Harkort", "Der Rat tagt.", "Stadt Lindenau/Jule Harkort"),
        ("Text © Presseamt Lindenau\nBild © Jule Harkort", None, "Jule Harkort"),
        ("Foto links: Jule Harkort, Foto rechts: Henrik Tolle", None, "Jule Harkort; Henrik Tolle"),
        ("Zwei Säle. (Foto 1: J. Harkort, Foto 2: H. Tolle)", "Zwei Säle.", "J. Harkort; H. Tolle"),
        ("Der Saal. Foto: Jule Harkort, Grafik: Stadt Lindenau", "Der Saal.", "Jule Harkort; Stadt Lindenau"),
        ("Der Saal. Foto: Jule Harkort. Foto: Jule Harkort", "Der Saal.", "Jule Harkort"),
        ("Das Paar. Foto: privat", "Das Paar.", "privat"),
        ("Das Paar. (Foto privat)", "Das Paar.", "privat"),
        ("Der Rat tagt.. Foto: Jule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt... Foto: Jule Harkort..", "Der Rat tagt...", "Jule Harkort"),
        ("Der Rat tagt. (Foto: J. Harkort. Abdruck honorarfrei).", "Der Rat tagt.", "J. Harkort"),
        ("Der Rat tagt. Foto: Ratsausschuss O/S. Abdruck honorarfrei.", "Der Rat tagt.", "Ratsausschuss O/S"),
        ("Der Rat tagt. Foto: Ratsverein e. V. Abdruck honorarfrei.", "Der Rat tagt.", "Ratsverein e. V."),
        ("Der Rat tagt; Foto: Jule Harkort", "Der Rat tagt", "Jule Harkort"),
        ("Der Rat tagt.Foto: Jule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. //Foto: Jule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. -Foto: Jule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. + Foto: Jule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. • Foto: Jule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. *Foto: Jule Harkort*", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. {Foto: Jule Harkort}", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. ((Foto: Jule Harkort))", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. Foto: Jule Harkort)", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt (er beginnt, Foto: Jule Harkort)", "Der Rat tagt (er beginnt)", "Jule Harkort"),
        ("Der Rat tagt. (Foto: Jule Harkort", "Der Rat tagt.", "Jule Harkort"),
        ("Der Rat tagt. Foto (Jule Harkort)", "Der Rat tagt.", "Jule Harkort"),
        ("Symbolbild (Foto: Pixabay)", "Symbolbild", "Pixabay"),
        ("Der Saal. Foto oben: Jule Harkort / Foto unten: privat", "Der Saal.", "Jule Harkort; privat"),
        ("Der Saal. Foto: Jule Harkort / Montage: Henrik Tolle", "Der Saal.", "Jule Harkort; Henrik Tolle"),
        ("Der Saal. (Foto: Jule Harkort, Bearbeitung: H. Tolle)", "Der Saal.", "Jule Harkort; H. Tolle"),
        ("Der Saal. Foto: Jule Harkort, Text: Anna Probe", "Der Saal.", "Jule Harkort"),
        ("Der Saal. Foto: Jule Harkort. Copyright: Stadt Lindenau.", "Der Saal.", "Jule Harkort; Stadt Lindenau"),
        ("Der Saal. Image by Jule Harkort from Pixabay", "Der Saal.", "Jule Harkort from Pixabay"),
        ("Fotos: Jule Harkort (links), Henrik Tolle (rechts)", None, "Jule Harkort (links), Henrik Tolle (rechts)"),
        ("„Das Foto: ein Leben“ heißt es. Foto: Jule Harkort", "„Das Foto: ein Leben“ heißt es.", "Jule Harkort"),
        ("Bild oben: Das Bad. Foto: J. Harkort", "Bild oben: Das Bad.", "J. Harkort"),
        ("Gruppenbild: Anna Probe. Foto: J. Harkort", "Gruppenbild: Anna Probe.", "J. Harkort"),
        ("Anna Probe (Foto: privat) leitet das Amt.", "Anna Probe leitet das Amt.", "privat"),
    ],
)
def test_marks_around_a_credit_leave_with_it(text: str, left: str | None, credit: str | None) -> None:
    read = caption(text)
    assert (read.caption, read.credit_text) == (left, credit or "Stadt Lindenau/Jule Harkort")


@pytest.mark.parametrize(
    "text",
    [
        "Foto: Eine Person hält einen Teller.",
        "Foto: Anna Probe (links) und Henrik Tolle (rechts)",
        "Foto: Kinder im Park",
        "Foto: Oberbürgermeisterin Anna Probe",
        "Bild: Blick auf Lindenau",
        "Bild: Feuerwehr im Einsatz",
        "Luftbild: Das Schulzentrum Nord wird erweitert.",
        "Luftbild: Zeche Moosbach",
        "Lageplan: Neubau Grundschule Moosstraße",
        "Karte: Innenstadt Lindenau",
        "Logo: Grüne Woche",
        "Grafik: Behördennummer 4711",
        "Neuer Plan: Radwege",
        "Gruppenfoto: Anna Probe und Henrik Tolle",
        "Unser Foto zeigt v.l. Anna Probe (Grün und Wald) und Henrik Tolle.",
        "Auf dem Foto: Anna Probe und Henrik Tolle",
        "Im Bild (v.l.): Anna Probe, Henrik Tolle",
        "Foto (v.l.n.r.): Anna Probe, Henrik Tolle",
        "Foto v. l. n. r.: Anna Probe, Henrik Tolle",
        "Foto von links: Anna Probe, Henrik Tolle",
        "Bild (v. l.): Anna Probe, Henrik Tolle",
        "Verleihung. v.l.n.r: Anna Probe, Henrik Tolle",
        "Foto: ganz links im Bild",
        "Foto: Mitarbeiter der Feuerwehr Moosbach",
        "Der Rat tagt. Bild: Anna Probe im Rathaus",
        "Der Rat tagt. Bild: Kinder im Museum",
        "Der Rat tagt. Bild unten: Die Feuerwehr im Einsatz",
        "Der Rat tagt. Luftbild: Der Stadtpark",
        "Der Rat tagt. Foto: Anna Probe (l.) und Henrik Tolle (r.)",
        "Der Rat tagt.\nBild: Anna Probe übergibt den Preis.",
        "Foto: Leiterin Anna Probe",
        "Foto: Anna Probe (Mitte)",
        "Foto: Weihnachtsmarkt Moosbach",
        "Foto: Spielplatz Moosstraße",
        "Foto: Rote Rosen",
        "Foto: Blühende Wiese",
        "Foto: Haus der Familie Probe",
        "Foto: 3. Mai 2020",
        'Foto: Fotowettbewerb "Mein Moos"',
        "Bild: Entwicklung der Innenstadt",
        "Bild: Außenansicht Museum",
        "Symbolbild: Impfung",
        "Illustration: Baum",
        "Grafik: Entwicklung der Einwohnerzahl",
        "Die Fotografin: Anna Probe",
        "Anna Probe (Bild Mitte)",
        "Anna Probe, Copyright-Expertin",
        "Fahne © und Wappen im Wind",
        "Wer hat das © erfunden?",
        "Das beste Foto (Anna Probe) gewinnt.",
        "dpa-Umfrage in Moosbach",
        "a) Rathaus, b) Markt",
        "Zwei Frauen zeigen ein Schild „© für alle“.",
        "Vortrag: Anna Probe, Stadt Lindenau",
        "Leitbild: Stadt Lindenau",
        "Fahrplan: Linie 5",
        "Instagram",
        "Google Maps",
        "Anna Probe (Foto) leitet das Amt.",
        "Am schönsten war ein Foto. Henrik Tolle freut sich.",
        "Es blieb ein schönes Bild. Danke.",
        "Das Copyright liegt bei der Stadt.",
        "Bild 6 von 12",
        "Text: Anna Probe",
        "Anna Probe, Stadt Lindenau",
        "Ein Fest.\nAnna Probe eröffnet es.",
        "Foto:",
        "©",
    ],
)
def test_a_description_stays_the_caption(text: str) -> None:
    read = caption(text)
    assert (read.caption, read.credit_text, read.creators, read.form) == (text, None, (), NO_CREDIT)


@pytest.mark.parametrize("text", ["", " \n ", "null", "NULL"])
def test_nothing_printed_is_no_caption(text: str) -> None:
    assert caption(text).caption is None


@pytest.mark.parametrize(
    ("text", "credit", "note"),
    [
        ("Foto: Jule Harkort. Veröffentlichung honorarfrei.", "Jule Harkort", "Veröffentlichung honorarfrei."),
        ("Foto: Jule Harkort (Abdruck honorarfrei)", "Jule Harkort", "Abdruck honorarfrei"),
        ("(Foto: Jule Harkort) (Abdruck honorarfrei.)", "Jule Harkort", "Abdruck honorarfrei."),
        ("Foto: Jule Harkort, honorarfrei", "Jule Harkort", "honorarfrei"),
        ("© Stadt Lindenau. Alle Rechte vorbehalten.", "Stadt Lindenau", "Alle Rechte vorbehalten."),
        ("Foto: Jule Harkort, CC BY 4.0", "Jule Harkort", "CC BY 4.0"),
        ("Foto: Jule Harkort / CC0", "Jule Harkort", "CC0"),
        ("Foto: J. Harkort (CC BY-SA 3.0)", "J. Harkort", "CC BY-SA 3.0"),
        (
            "Foto: J. Harkort, CC BY 4.0, via Wikimedia Commons",
            "J. Harkort, CC BY 4.0, via Wikimedia Commons",
            "CC BY 4.0",
        ),
        ("Foto: Jule Harkort. Der Eintritt ist kostenlos.", "Jule Harkort", None),
        ("Foto: Jule Harkort. Die Brücke ist zur Nutzung freigegeben.", "Jule Harkort", None),
        ("Foto: Jule Harkort, zur Veröffentlichung frei", "Jule Harkort", "zur Veröffentlichung frei"),
        (
            "Foto: Jule Harkort. Bei Nennung der Quelle frei verwendbar.",
            "Jule Harkort",
            "Bei Nennung der Quelle frei verwendbar.",
        ),
        (
            "Foto: Jule Harkort. Bei Veröffentlichung bitte Quelle angeben.",
            "Jule Harkort",
            "Bei Veröffentlichung bitte Quelle angeben.",
        ),
        (
            "Foto: Jule Harkort. Das Foto darf mit Quelle kostenlos verwendet werden.",
            "Jule Harkort",
            "Das Foto darf mit Quelle kostenlos verwendet werden.",
        ),
        ("Foto: Jule Harkort. Nur zur redaktionellen Nutzung.", "Jule Harkort", "Nur zur redaktionellen Nutzung."),
        ("© Stadt Lindenau. All rights reserved.", "Stadt Lindenau", "All rights reserved."),
        ("Foto: Jule Harkort, 2019, honorarfrei", "Jule Harkort", "honorarfrei"),
        ("Foto: Jule Harkort, Lizenz: CC BY 4.0", "Jule Harkort", "Lizenz: CC BY 4.0"),
        ("Foto: Jule Harkort. Lizenz: CC BY-SA 4.0.", "Jule Harkort", "Lizenz: CC BY-SA 4.0."),
        ("Foto: Jule Harkort, lizenziert unter CC BY 4.0", "Jule Harkort", "lizenziert unter CC BY 4.0"),
        (
            "Foto: Jule Harkort (CC BY 4.0, https://creativecommons.org/licenses/by/4.0/)",
            "Jule Harkort",
            "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/",
        ),
        ("Foto: Jule Harkort, CC-BY 2.0 via Flickr", "Jule Harkort, CC-BY 2.0 via Flickr", "CC-BY 2.0"),
        ("Foto: Public Domain", None, "Public Domain"),
        (
            "Karte: Stadt Lindenau, Datenlizenz Deutschland – Namensnennung – Version 2.0",
            "Stadt Lindenau",
            "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        ),
    ],
)
def test_notes_on_use_stand_apart(text: str, credit: str, note: str | None) -> None:
    read = caption(f"Der Rat tagt. {text}")
    assert (read.credit_text, read.usage_info) == (credit, note)


@pytest.mark.parametrize(
    "date",
    [
        ", 2014",
        " 2014",
        " (2014)",
        ", 12.05.2019",
        ", 12. Mai 2019",
        ", Mai 2019.",
        " vom 3.4.2020",
        ", um 1960",
        "; 2020-03-12",
        ", aufgenommen am 3. Mai 2020",
        ", Sommer 2019",
        ", 2019/20",
        ", 05/2019",
        ", Stand: Mai 2019",
        " (Stand 12.05.2019)",
        ", 1920er Jahre",
        ", Aufnahme von 1987",
        ", undatiert",
        " © 2019",
    ],
)
def test_a_date_is_no_part_of_the_credit(date: str) -> None:
    read = caption(f"Der Rat tagt. Foto: Jule Harkort{date}")
    assert (read.caption, read.credit_text) == ("Der Rat tagt.", "Jule Harkort")
    assert "date" in {piece.role for piece in read.pieces}


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (" © Jule Harkort", "Jule Harkort"),
        ("© 2020 Stadt Lindenau", "Stadt Lindenau"),
        ("Foto: Jule Harkort", "Jule Harkort"),
        ("Jule Harkort / Stadt Lindenau", "Jule Harkort / Stadt Lindenau"),
        ("privat", "privat"),
        ("thyssenwerk", "thyssenwerk"),
        ("©Jule Harkort 2021", "Jule Harkort"),
        ("2021 Jule Harkort", "Jule Harkort"),
        ("Jule Harkort © Stadt Lindenau", "Jule Harkort; Stadt Lindenau"),
        ("© Jule Harkort / © Stadt Lindenau", "Jule Harkort; Stadt Lindenau"),
        ("Karte: Jule Harkort", "Jule Harkort"),
        ("Stadt Lindenau/HARKORT", "Stadt Lindenau/HARKORT"),
        ("© zur Erinnerung an den alten Hafen", "zur Erinnerung an den alten Hafen"),
    ],
)
def test_a_place_for_credits_needs_no_label(text: str, credit: str) -> None:
    read = read_credit(text)
    assert (read.credit_text, read.caption) == (credit, None)


@pytest.mark.parametrize(
    "text",
    [
        "Eine Frau hält einen Schirm.",
        "Foto: Eine Frau hält einen Schirm.",
        "null",
        "undefined",
        "© 2024",
        "2024",
        "Bild",
        "Foto",
        "keine Angabe",
        "img_1234.jpg",
        "DSC01234",
    ],
)
def test_a_description_in_a_place_for_credits_is_none(text: str) -> None:
    assert read_credit(text).credit_text is None
