"""The address of whoever publishes, line by line and block by block; what stands behind it is no part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.address import read_address
from tasks.types.release import Publisher

TOWN = {"postal_code": "45127", "address_locality": "Musterstadt"}


def publisher(*lines: str) -> Publisher | None:
    return read_address([lines]).publisher


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        ("A", {"name": "A"}),
        ("A|B", {"name": "A", "department": "B"}),
        ("A|B|C", {"name": "A", "department": "B, C"}),
        ("A|Ruhrallee 175|45127 Musterstadt", {"name": "A", "street_address": "Ruhrallee 175", **TOWN}),
        ("A|D-45127 Musterstadt", {"name": "A", **TOWN}),
        ("A|Am Betriebshof 5a|45127 Musterstadt", {"name": "A", "street_address": "Am Betriebshof 5a", **TOWN}),
        ("A|Hollestraße 3 - 5|45127 Musterstadt", {"name": "A", "street_address": "Hollestraße 3 - 5", **TOWN}),
        ("A|Postfach 10 05|45127 Musterstadt", {"name": "A", "street_address": "Postfach 10 05", **TOWN}),
        (
            "A|B|Rathaus, Porscheplatz|45127 Musterstadt",
            {"name": "A", "department": "B", "street_address": "Rathaus, Porscheplatz", **TOWN},
        ),
        ("A|B|45127 Musterstadt", {"name": "A", "department": "B", **TOWN}),
        ("A|Amt 51|45127 Musterstadt", {"name": "A", "street_address": "Amt 51", **TOWN}),  # a place named so exists
        (
            "A|Amt 51|Hollestr. 3|45127 Musterstadt",
            {"name": "A", "department": "Amt 51", "street_address": "Hollestr. 3", **TOWN},
        ),
        ("A|Amt 51|Telefon: 0201 88", {"name": "A", "department": "Amt 51", "telephone": "0201 88"}),
        ("A|Lindenweg 3|Telefon: 0201 88", {"name": "A", "street_address": "Lindenweg 3", "telephone": "0201 88"}),
        ("A|Ruhrallee 175, 45127 Musterstadt", {"name": "A", "street_address": "Ruhrallee 175", **TOWN}),
        (
            "A|Amt für Straßen und Verkehr|45127 Musterstadt",
            {"name": "A", "department": "Amt für Straßen und Verkehr", **TOWN},
        ),
        ("A|45127 Musterstadt|Deutschland|Telefon: 12 34", {"name": "A", "telephone": "12 34", **TOWN}),
        (
            "A, B, Lindenweg 3, 45127 Musterstadt, Telefon: 12 34",
            {
                "name": "A",
                "department": "B",
                "street_address": "Lindenweg 3",
                **TOWN,
                "telephone": "12 34",
            },
        ),
        (
            "A, B · Lindenweg 3 · 45127 Musterstadt",
            {
                "name": "A",
                "department": "B",
                "street_address": "Lindenweg 3",
                **TOWN,
            },
        ),
        ("A, B|45127 Musterstadt", {"name": "A, B", **TOWN}),
        ("Weberei Nord|Fonds der Stadt", {"name": "Weberei Nord", "department": "Fonds der Stadt"}),
    ],
)
def test_names_and_place(lines: str, fields: dict[str, str]) -> None:
    assert publisher(*lines.split("|")) == Publisher.model_validate(fields)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Telefon: +49 201 88 56007", "telephone", "+49 201 88 56007"),
        ("Tel.: 0201/88-0", "telephone", "0201/88-0"),
        ("Tel. 0201/88-0", "telephone", "0201/88-0"),
        ("Fon 0201 88", "telephone", "0201 88"),
        ("Telefon (Presse): 0201 88", "telephone", "0201 88"),
        ("0201 88-56007", "telephone", "0201 88-56007"),
        ("E-Mail: presse@stadt.example", "email", "presse@stadt.example"),
        ("Mail presse@stadt.example", "email", "presse@stadt.example"),
        ("presse@stadt.example", "email", "presse@stadt.example"),
        ("E-Mail: presse (at) stadt.example", "email", "presse@stadt.example"),
        ("URL: www.stadt.example/presse", "url", "www.stadt.example/presse"),
        ("Internet: stadt.example", "url", "stadt.example"),
        ("www.stadt.example", "url", "www.stadt.example"),
        ("https://stadt.example/a?b", "url", "https://stadt.example/a?b"),
    ],
)
def test_contacts(line: str, field: str, value: str) -> None:
    found = publisher("A", "45127 Musterstadt", line)
    assert found == Publisher.model_validate({"name": "A", **TOWN, field: value})


def test_fax_and_mobile_are_no_telephone() -> None:
    assert publisher("A", "Fax: 0201 1234", "Telefax 0201 12", "Mobil: 0170 12") == Publisher(name="A")


def test_several_contacts_on_one_line() -> None:
    found = publisher("A", "Tel.: 0201 88-0, Fax: 0201 88-1 | E-Mail: a@b.example · www.b.example")
    assert found == Publisher(name="A", telephone="0201 88-0", email="a@b.example", url="www.b.example")


@pytest.mark.parametrize(
    ("blocks", "fields"),
    [
        (
            (["A"], ["Telefon:", "0201 88"], ["E-Mail:"], ["a@b.example"]),
            {"telephone": "0201 88", "email": "a@b.example"},
        ),
        ((["A"], ["Telefon"], ["0201 88"]), {"telephone": "0201 88"}),
        ((["A"], ["Telefon:"], ["E-Mail: a@b.example"]), {"email": "a@b.example"}),
        ((["A"], ["E-Mail:"], ["Blick in den Park"]), {}),
    ],
)
def test_a_value_in_the_next_block(blocks: tuple[list[str], ...], fields: dict[str, str]) -> None:
    assert read_address(blocks).publisher == Publisher.model_validate({"name": "A", **fields})


FIELDS = ["45127 Musterstadt", "Telefon: 0201 88", "E-Mail: a@b.example"]
CAPTIONS = [
    "Blick auf die Baustelle 2019",
    "Am Stadtplatz",
    "Neue Linie 107",
    "Feuerwehr Musterstadt",
    "Foto: Stadt Musterstadt",
    "Einweihung, 45127 Gäste kamen",
    "2019 - 2024",
    "Lindenweg 3",
]


@pytest.mark.parametrize("caption", CAPTIONS)
@pytest.mark.parametrize("fields", [FIELDS[:length] for length in range(4)])
def test_a_caption_behind_it_stays_out(caption: str, fields: list[str]) -> None:
    for blocks in ([["A", "B", *fields]], [["A", "B"], *([field] for field in fields)] if fields else [["A", "B"]]):
        read = read_address([*blocks, [caption], ["Noch ein Bild"]])
        assert read == read_address(blocks)
        assert read.used == 2 + len(fields)


def test_what_fits_no_field_is_said() -> None:
    read = read_address([["A", "45127 Musterstadt", "Sprechzeiten: Mo-Fr", "Telefon: 0201 88"], ["Caption"]])
    assert (read.used, read.unread) == (4, ("Sprechzeiten: Mo-Fr",))


def test_no_lines_name_no_publisher() -> None:
    assert read_address([]) == (None, 0, ())
    assert read_address([["Ein Bild. Foto: Jule Rau"]]).publisher is None
    assert read_address([["w" * 200]]).publisher is None


LINES = st.one_of(st.text(min_size=1, max_size=120), st.sampled_from([*FIELDS, *CAPTIONS, "Telefon:", "A", "Web"]))


@given(st.lists(st.lists(LINES, min_size=1, max_size=5), max_size=6))
def test_any_lines(blocks: list[list[str]]) -> None:
    read = read_address(blocks)
    lines = [line for block in blocks for line in block]
    assert 0 <= read.used <= len(lines)
    if read.publisher:
        printed = "\n".join(lines[: read.used])
        said = read.publisher.model_dump(
            exclude={"type_", "name", "department", "street_address", "email"}, exclude_none=True
        ).values()
        assert all(value in printed for value in said)
