"""Addresses of every kind of organisation, as they print them, and the fields that they fill.

An address is written with `/` between its lines and `//` between its blocks.
"""

import pytest

from tasks.parse.address import Address, read_address
from tasks.types.release import Publisher
from tests.tasks.parse.reading import release

NAME, DEPARTMENT, STREET, CODE, TOWN, PHONE, MAIL, URL = (
    "name",
    "department",
    "street_address",
    "postal_code",
    "address_locality",
    "telephone",
    "email",
    "url",
)
HALL = {STREET: "Rathausplatz 1", CODE: "45990", TOWN: "Musterstadt"}
PLACE = "Rathausplatz 1 / 45990 Musterstadt"


def address(printed: str) -> Address:
    return read_address([block.split(" / ") for block in printed.split(" // ")])


CITY = {NAME: "Stadt Musterstadt", DEPARTMENT: "Presseamt", **HALL}
ADDRESSES = [
    # A city, in many layouts.
    (
        f"Stadt Musterstadt / Presseamt / {PLACE} / Telefon: 0201/88-56007 / E-Mail: presse@stadt.example",
        {**CITY, PHONE: "0201/88-56007", MAIL: "presse@stadt.example"},
    ),
    (
        "Stadt Musterstadt // Presseamt // Rathausplatz 1 // 45990 Musterstadt // "
        "Telefon: 0201 88-0 // presse@stadt.example",
        {**CITY, PHONE: "0201 88-0", MAIL: "presse@stadt.example"},
    ),
    (f"Presseamt / Stadt Musterstadt / {PLACE}", CITY),
    (
        f"Stadt Musterstadt - Der Oberbürgermeister / {PLACE}",
        {NAME: "Stadt Musterstadt - Der Oberbürgermeister", **HALL},
    ),
    (
        "Stadt Musterstadt / Fachbereich 61 / Amt für Stadtplanung und Bauordnung / Rathausplatz 1 / "
        "D-45990 Musterstadt",
        {NAME: "Stadt Musterstadt", DEPARTMENT: "Fachbereich 61, Amt für Stadtplanung und Bauordnung", **HALL},
    ),
    (
        "Stadt Musterstadt, Presseamt, Rathausplatz 1, 45990 Musterstadt, Tel. 0201 88-0, presse@stadt.example",
        {**CITY, PHONE: "0201 88-0", MAIL: "presse@stadt.example"},
    ),
    (
        "Stadt Musterstadt | Presseamt | Rathausplatz 1 | 45990 Musterstadt | Telefon 0201 88-0 | www.stadt.example",
        {**CITY, PHONE: "0201 88-0", URL: "www.stadt.example"},
    ),
    (
        "Stadt Musterstadt · Presseamt · Rathausplatz 1 · 45990 Musterstadt · T 0201 88-0 · E presse@stadt.example",
        {**CITY, PHONE: "0201 88-0", MAIL: "presse@stadt.example"},
    ),
    (
        f"Stadt Musterstadt / Presseamt / {PLACE} / Telefon // 0201 88-0 // E-Mail // presse@stadt.example",
        {**CITY, PHONE: "0201 88-0", MAIL: "presse@stadt.example"},
    ),
    ("Stadt Musterstadt / Presseamt / Rathausplatz 1, 45990 Musterstadt", CITY),
    (
        "Stadt Musterstadt / Presseamt / Rathausplatz 1 / 45990 Musterstadt-Niederwenge",
        {**CITY, TOWN: "Musterstadt-Niederwenge"},
    ),
    ("Stadt Musterstadt / Presseamt / Rathausplatz 1 / DE-45990 Musterstadt", CITY),
    ("Stadt Musterstadt / Presseamt / Rathausplatz 1 / 45990 Musterstadt (Ruhr)", {**CITY, TOWN: "Musterstadt (Ruhr)"}),
    (
        "Stadt Musterstadt / Presseamt / Rathausplatz 1 / 45990 Musterstadt an der Ruhr",
        {**CITY, TOWN: "Musterstadt an der Ruhr"},
    ),
    (
        "Stadt Musterstadt / Presseamt / Rathausplatz 1 / Zimmer 4.17 / 45990 Musterstadt",
        {**CITY, STREET: "Rathausplatz 1, Zimmer 4.17"},
    ),
    (
        "Stadt Musterstadt / Presseamt / Gildehof, Hollestraße 3 / 45990 Musterstadt",
        {**CITY, STREET: "Gildehof, Hollestraße 3"},
    ),
    (
        "Stadt Musterstadt / Presseamt / Hollestraße 3 (Gildehof) / 45990 Musterstadt",
        {**CITY, STREET: "Hollestraße 3 (Gildehof)"},
    ),
    (
        "Stadt Musterstadt / Presseamt / Straße des 17. Juni 135 / 45990 Musterstadt",
        {**CITY, STREET: "Straße des 17. Juni 135"},
    ),
    ("Stadt Musterstadt / Presseamt / Postfach 10 05 51 / 45990 Musterstadt", {**CITY, STREET: "Postfach 10 05 51"}),
    # Companies, foundations, associations, churches, offices.
    (
        f"Wohnbau Musterstadt GmbH & Co. KG / Unternehmenskommunikation / {PLACE}",
        {NAME: "Wohnbau Musterstadt GmbH & Co. KG", DEPARTMENT: "Unternehmenskommunikation", **HALL},
    ),
    (f"Gesellschaft für Stadtentwicklung / mbH / {PLACE}", {NAME: "Gesellschaft für Stadtentwicklung mbH", **HALL}),
    (
        f"Stiftung für Kunst und Kultur / der Sparkasse Musterstadt / {PLACE}",
        {NAME: "Stiftung für Kunst und Kultur der Sparkasse Musterstadt", **HALL},
    ),
    (
        f"Universität Musterstadt / Ressort Presse – Stabsstelle des Rektorats / {PLACE} / "
        f"Telefon: +49 (0) 201 183 - 1 / www.uni.example",
        {
            NAME: "Universität Musterstadt",
            DEPARTMENT: "Ressort Presse – Stabsstelle des Rektorats",
            **HALL,
            PHONE: "+49 (0) 201 183 - 1",
            URL: "www.uni.example",
        },
    ),
    (
        "Polizei Musterstadt / Pressestelle / Telefon: 0201 829 1065 (bis 16 Uhr) / Fax: 0201 829 1069 / "
        "E-Mail: p@polizei.example / https://muster.polizei.example",
        {
            NAME: "Polizei Musterstadt",
            DEPARTMENT: "Pressestelle",
            PHONE: "0201 829 1065",
            MAIL: "p@polizei.example",
            URL: "https://muster.polizei.example",
        },
    ),
    (
        "JobCenter Musterstadt / Ruhrallee 175 / 45990 Musterstadt / Telefon: +49 201 88 56007",
        {
            NAME: "JobCenter Musterstadt",
            STREET: "Ruhrallee 175",
            CODE: "45990",
            TOWN: "Musterstadt",
            PHONE: "+49 201 88 56007",
        },
    ),
    (
        f"Evangelische Kirche in Musterstadt / Kirchenkreis / {PLACE} / Mobil: 0170 1234567",
        {NAME: "Evangelische Kirche in Musterstadt", DEPARTMENT: "Kirchenkreis", **HALL},
    ),
    (
        f"Freunde des Stadtgartens e.V. / c/o Bürgerhaus Nord / {PLACE}",
        {
            NAME: "Freunde des Stadtgartens e.V.",
            STREET: "c/o Bürgerhaus Nord, Rathausplatz 1",
            CODE: "45990",
            TOWN: "Musterstadt",
        },
    ),
    (
        "Bildungswerk Nord e. V. / Am Markt 5 a / 45990 Musterstadt",
        {NAME: "Bildungswerk Nord e. V.", STREET: "Am Markt 5 a", CODE: "45990", TOWN: "Musterstadt"},
    ),
    ("ruhr:WERK gGmbH / Rathausplatz 1 / 45990 Musterstadt", {NAME: "ruhr:WERK gGmbH", **HALL}),
    (
        "Werkstatt & Co / A-1010 Wien / Telefon: +43 1 4000-0",
        {NAME: "Werkstatt & Co", CODE: "1010", TOWN: "Wien", PHONE: "+43 1 4000-0"},
    ),
    ("Feuerwehr Musterstadt", {NAME: "Feuerwehr Musterstadt"}),
    # Contacts.
    ("A / 45990 Ort / Tel. 0201 88-0 Fax 0201 88-1", {PHONE: "0201 88-0"}),
    ("A / 45990 Ort / Telefon: 0201 88-0 E-Mail: a@b.example", {PHONE: "0201 88-0", MAIL: "a@b.example"}),
    ("A / 45990 Ort / Telefon: 0201 88-0 oder 88-1", {PHONE: "0201 88-0 oder 88-1"}),
    ("A / 45990 Ort / Telefon: 0201 88-0, App. 12", {PHONE: "0201 88-0, App. 12"}),
    ("A / 45990 Ort / Bürgertelefon: 115", {PHONE: "115"}),
    ("A / 45990 Ort / Telefon Pressestelle: 0201 88-0", {PHONE: "0201 88-0"}),
    ("A / 45990 Ort / Tel.-Nr.: 0201 88-0", {PHONE: "0201 88-0"}),
    (
        "A / 45990 Ort / T: 0201 88-0 / F: 0201 88-1 / M: 0170 123456 / E: a@b.example / W: b.example",
        {PHONE: "0201 88-0", MAIL: "a@b.example", URL: "b.example"},
    ),
    ("A / 45990 Ort / Telefon/Fax: 0201 88-0", {PHONE: "0201 88-0"}),
    ("A / 45990 Ort / Fax: 0201 88-1 / Telefon: 0201 88-0", {PHONE: "0201 88-0"}),
    ("A / 45990 Ort / Fax // 0201 88-1 // Telefon // 0201 88-0", {PHONE: "0201 88-0"}),
    ("A / 45990 Ort / E-Mail: presse (at) stadt.example", {MAIL: "presse@stadt.example"}),
    ("A / 45990 Ort / E-Mail: presse[at]stadt[dot]example", {MAIL: "presse@stadt.example"}),
    ("A / 45990 Ort / presse(ät)stadt.example", {MAIL: "presse@stadt.example"}),
    ("A / 45990 Ort / Mail: presse @ stadt.example", {MAIL: "presse@stadt.example"}),
    ("A / 45990 Ort / Internet: https://stadt.example/presse?x=1", {URL: "https://stadt.example/presse?x=1"}),
    ("A / 45990 Ort / stadt.example/presse", {URL: "stadt.example/presse"}),
    ("A / 45990 Ort / Website: www.stadt.example", {URL: "www.stadt.example"}),
]


@pytest.mark.parametrize(("printed", "fields"), ADDRESSES)
def test_what_an_address_fills(printed: str, fields: dict[str, str]) -> None:
    known = fields if NAME in fields else {NAME: "A", CODE: "45990", TOWN: "Ort", **fields}
    read = address(printed)
    assert read.publisher == Publisher.model_validate(known)
    assert read.used == printed.count(" / ") + printed.count(" // ") + 1


@pytest.mark.parametrize(
    ("printed", "fields", "unread"),
    [
        (
            "A / Ansprechpartnerin: Jule Rau / 45990 Ort / Telefon: 0201 88-0",
            {PHONE: "0201 88-0"},
            ["Ansprechpartnerin: Jule Rau"],
        ),
        (
            "A // 45990 Ort // Pressesprecher: Udo Rau // Telefon: 0201 88-0",
            {PHONE: "0201 88-0"},
            ["Pressesprecher: Udo Rau"],
        ),
        ("A / Frau Jule Rau / 45990 Ort", {}, ["Frau Jule Rau"]),
        ("A / Kontakt: Jule Rau / Telefon: 0201 88-0 / 45990 Ort", {PHONE: "0201 88-0"}, ["Kontakt: Jule Rau"]),
        ("A / 45990 Ort / V.i.S.d.P.: Jule Rau", {}, ["V.i.S.d.P.: Jule Rau"]),
        (
            "A / 45990 Ort / Öffnungszeiten: Mo–Fr 8–16 Uhr / Telefon: 0201 88-0",
            {PHONE: "0201 88-0"},
            ["Öffnungszeiten: Mo–Fr 8–16 Uhr"],
        ),
        ("A / Mo–Fr 8–16 Uhr / 45990 Ort", {}, ["Mo–Fr 8–16 Uhr"]),
        (
            "A / 45990 Ort / Öffnungszeiten: / Montag bis Freitag, 8 bis 16 Uhr / E-Mail: a@b.example",
            {MAIL: "a@b.example"},
            ["Öffnungszeiten:", "Montag bis Freitag, 8 bis 16 Uhr"],
        ),
        (
            "A / 45990 Ort / Telefon: 0201 88-0 (Mo-Do 8-16 Uhr, Fr 8-12 Uhr)",
            {PHONE: "0201 88-0"},
            ["(Mo-Do 8-16 Uhr, Fr 8-12 Uhr)"],
        ),
        ("A / 45990 Ort / Telefon: 0201 88-0 / Telefon: 0201 88-1", {PHONE: "0201 88-0"}, ["Telefon: 0201 88-1"]),
        (
            "A // 45990 Ort // Telefon: 0201 88-0 // Telefon: 0201 88-1 // E-Mail: a@b.example",
            {PHONE: "0201 88-0", MAIL: "a@b.example"},
            ["Telefon: 0201 88-1"],
        ),
        ("A / 45990 Ort / E-Mail: a@b.example, c@b.example", {MAIL: "a@b.example"}, ["c@b.example"]),
        ("A / 45990 Ort / Postfach 10 05, 45005 Ort", {}, ["Postfach 10 05, 45005 Ort"]),
        ("A / 45990 Ort, Deutschland", {}, ["Deutschland"]),
        ("A / 45990 Ort / E-Mail schreiben", {}, ["E-Mail schreiben"]),
        ("A / 45990 Ort / URL: Zur Homepage", {}, ["URL: Zur Homepage"]),
        ("A / 45990 Ort / Telefon: siehe unten", {}, ["Telefon: siehe unten"]),
        ("A / 45990 Ort / Instagram: @stadt", {}, ["Instagram: @stadt"]),
        ("A / F. Rau / 45990 Ort", {DEPARTMENT: "F. Rau"}, []),
    ],
)
def test_what_fits_no_field_is_said(printed: str, fields: dict[str, str], unread: list[str]) -> None:
    read = address(printed)
    assert read.publisher == Publisher.model_validate({NAME: "A", CODE: "45990", TOWN: "Ort", **fields})
    assert list(read.unread) == unread
    assert read.used == printed.count(" / ") + printed.count(" // ") + 1


@pytest.mark.parametrize(
    "caption",
    [
        "45127 Gäste kamen zum Fest",
        "Ansprechpartner: alle Nachbarn. Foto: Jule Rau",
        "Jule Rau, Leiterin des Amtes",
        "Das Team im Einsatz (v.l.)",
        "24 Bänke stehen hier",
        "Neue Bänke am Markt.",
        "Presseamt",
    ],
)
def test_a_caption_behind_it_stays_out(caption: str) -> None:
    for printed in ("Stadt Musterstadt / Presseamt / 45990 Musterstadt / Telefon: 0201 88-0", "Stadt Musterstadt"):
        assert address(f"{printed} // {caption}") == address(printed)


MAILTO, HOME = "<a href='mailto:presse@stadt.example?subject=x'>{}</a>", "<a href='https://stadt.example/'>{}</a>"
LINES = f"Herausgegeben von: / Stadt Musterstadt / Presseamt / {PLACE} / Telefon: 0201 88-0"
WHOLE = {**CITY, PHONE: "0201 88-0", MAIL: "presse@stadt.example"}


@pytest.mark.parametrize(
    ("html", "fields"),
    [
        (f"<p>{LINES} / E-Mail: presse@stadt.example</p>", WHOLE),
        (f"<p>{LINES} / {MAILTO.format('E-Mail schreiben')}</p>", WHOLE),
        (f"<p>{LINES} / E-Mail: {MAILTO.format('schreiben')}</p>", WHOLE),
        (f"<p>{LINES} / {MAILTO.format('Nachricht schreiben')}</p>", WHOLE),
        (f"<p>{LINES} / E-Mail: {MAILTO.format('presse (at) stadt.example')}</p>", WHOLE),
        (f"<p>{LINES} / E-Mail: {MAILTO.format('presse@stadt.example')}</p>", WHOLE),
        (f"<p>{LINES}</p><ul><li>Fax: 0201 88-1</li><li>{MAILTO.format('E-Mail')}</li></ul>", WHOLE),
        (f"<p>{LINES} / Internet: {HOME.format('Zur Homepage')}</p>",
         {**CITY, PHONE: "0201 88-0", URL: "https://stadt.example/"}),
        (f"<p>{LINES} / URL: {HOME.format('stadt.example')}</p>", {**CITY, PHONE: "0201 88-0", URL: "stadt.example"}),
        (f"<p>{LINES} / URL: {HOME.format('www.stadt.example')} / {MAILTO.format('Mail')}</p>",
         {**WHOLE, URL: "www.stadt.example"}),
        ("<table><tr><td>Herausgegeben von:</td><td>Stadt Musterstadt</td></tr><tr><td></td><td>Presseamt</td></tr>"
         f"<tr><td></td><td>{PLACE}</td></tr><tr><td>Telefon:</td><td>0201 88-0</td></tr>"
         f"<tr><td>E-Mail:</td><td>{MAILTO.format('E-Mail schreiben')}</td></tr></table>", WHOLE),
        ("<dl><dt>Herausgegeben von:</dt><dd>Stadt Musterstadt</dd><dd>Presseamt</dd>"
         f"<dd>{PLACE}</dd><dt>Telefon</dt><dd>0201 88-0</dd><dt>E-Mail</dt><dd>presse@stadt.example</dd></dl>", WHOLE),
        ("<p>Herausgegeben von: Stadt Musterstadt, Presseamt, Rathausplatz 1, 45990 Musterstadt, Tel. 0201 88-0, "
         "presse@stadt.example</p>", WHOLE),
        (f"<div><p>{LINES}</p><p>Ansprechpartnerin: Jule Rau</p><p>E-Mail: presse@stadt.example</p></div>", WHOLE),
        (f"<p>{LINES}</p><p>E-Mail: presse@stadt.example</p><p><img src='/b.jpg'></p><p>Foto: Jule Rau</p>", WHOLE),
    ],
)  # fmt: skip
def test_on_a_whole_page(html: str, fields: dict[str, str]) -> None:
    reading = release(address=html.replace(" / ", "<br>"))
    assert reading.publisher == Publisher.model_validate(fields)
    assert len(reading.body) == 1
    assert [finding for finding in reading.findings if "Jule" not in finding] == []
