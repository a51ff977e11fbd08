"""From a reading to the release's content, and what of it makes another version."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_source
from tasks.normalise import block_text, facts_of, normalise, version_digest
from tasks.types.ledger import Medium
from tasks.types.reading import Figure, LinkedFile, Reading
from tasks.types.release import (
    Attachment,
    Block,
    Content,
    Heading,
    Image,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Publisher,
    Quote,
    Table,
)

SOURCE = load_source("sample")
PAGE = "https://www.essen.de/meldungen/pressemeldung_1.de.html"
PICTURE, FILE = "https://media.essen.de/a.jpg", "https://media.essen.de/p.pdf"
AT = datetime(2024, 3, 12, 9, tzinfo=UTC)

READING = Reading(
    template="present",
    title="Neue Bänke",
    subtitle="Ab Mai",
    date="2024-03-12",
    modified=AT,
    body=(Paragraph(text="Am Samstag."), Heading(level=3, text="Zahlen"), Quote(text="Schön!\nSehr.")),
    links=(Link(name="Mehr", url="https://www.essen.de/mehr"),),
    publisher=Publisher(name="Parkverein Nord", address_locality="Nordhausen"),
    figures=(Figure(urls=(PICTURE,), alt="Bank", caption="Die Bank. Foto: Jule Rau"),),
    files=(LinkedFile(FILE, "Plan"),),
    copyright_notice="© 2026 Stadt Musterstadt",
    rules={},
    findings=(),
)


def medium(address: str, **changes: Any) -> Medium:
    picture = address.endswith("jpg")
    known: dict[str, Any] = {
        "at": AT,
        "url": address,
        "sha256": "a" * 64,
        "payload": "sha256:x",
        "warc": "w",
        "folder": "images" if picture else "files",
        "media_type": "image/jpeg" if picture else "application/pdf",
        "extension": "jpg" if picture else "pdf",
        "size": 7,
        "width": 3 if picture else None,
        "height": 2 if picture else None,
    }
    return Medium.model_validate(known | changes)


MEDIA = {PICTURE: medium(PICTURE), FILE: medium(FILE, sha256="b" * 64)}


def content(reading: Reading = READING, url: str = PAGE, **media: Medium) -> Content:
    return normalise(reading, "1", url, MEDIA, SOURCE)


def image(**said: Any) -> Image:
    reading = replace(READING, figures=(Figure(**{"urls": (PICTURE,)} | said),))
    return normalise(reading, "1", PAGE, {}, SOURCE).image[0]


def test_every_field_has_its_place() -> None:
    read = content()
    assert (read.identifier, read.url, read.in_language) == ("sample/1", PAGE, "de")
    assert (read.headline, read.alternative_headline) == ("Neue Bänke", "Ab Mai")
    assert (read.date_published, read.date_modified) == ("2024-03-12", AT)
    assert (read.body, read.article_body) == (READING.body, "Am Samstag.\n\nZahlen\n\nSchön!\nSehr.")
    assert (read.publisher, read.copyright_notice) == (READING.publisher, "© 2026 Stadt Musterstadt")
    assert read.citation == READING.links
    assert facts_of(read).model_dump(exclude_none=True) == {
        "headline": "Neue Bänke",
        "alternative_headline": "Ab Mai",
        "date_published": "2024-03-12",
        "images": 1,
    }


def test_what_the_page_does_not_give_is_absent() -> None:
    bare = replace(
        READING, subtitle=None, modified=None, publisher=None, copyright_notice=None, links=(), figures=(), files=()
    )
    given_ = {name for name, value in content(bare).to_json().items() if value}
    assert given_ == {
        "@context", "@type", "identifier", "url", "headline", "datePublished", "inLanguage", "articleBody", "body",
    }  # fmt: skip


def test_facts_of_media_are_those_of_the_bytes() -> None:
    read = content()
    (shown,), (file,) = read.image, read.associated_media
    assert shown == Image(
        content_url=f"../../../images/aa/{'a' * 64}.jpg", url=PICTURE, description="Bank", kind="photo",
        caption="Die Bank.", credit_text="Jule Rau", creator=shown.creator, credit_evidence="caption",
        credit_claim=shown.credit_claim, width=3, height=2, encoding_format="image/jpeg", content_size=7,
        sha256="a" * 64,
    )  # fmt: skip
    assert file == Attachment(
        name="Plan", content_url=f"../../../files/bb/{'b' * 64}.pdf", url=FILE, encoding_format="application/pdf",
        content_size=7, sha256="b" * 64,
    )  # fmt: skip


def test_a_picture_out_of_reach_keeps_what_is_said_of_it() -> None:
    shown = image(urls=(PICTURE, "https://media.essen.de/a_0660_3zu2.jpg"), caption="Die Bank. Foto: Jule Rau")
    assert (shown.url, shown.content_url, shown.sha256) == ("https://media.essen.de/a_0660_3zu2.jpg", None, None)
    assert (shown.caption, shown.credit_text) == ("Die Bank.", "Jule Rau")


@pytest.mark.parametrize(
    ("said", "caption", "credit", "evidence"),
    [
        ({"caption": "Die Bank. Foto: Rau", "overlay": "© Lind"}, "Die Bank.", "Rau", "caption"),
        ({"caption": "Die Bank.", "overlay": "© Lind", "attribute_credit": "© Ott"}, "Die Bank.", "Lind", "overlay"),
        ({"caption": "Die Bank.", "attribute_credit": "© Ott"}, "Die Bank.", "Ott", "attribute"),
        ({"attribute_caption": "Die Bank. Foto: Rau"}, "Die Bank.", "Rau", "attribute"),
        ({"attribute_caption": "Die Bank.", "overlay": "Jule Rau"}, "Die Bank.", "Jule Rau", "overlay"),
        ({"caption": "Foto: Rau", "attribute_caption": "Die Bank."}, "Die Bank.", "Rau", "caption"),
        ({"caption": "Die Bank.", "attribute_caption": "Anders. Foto: Rau"}, "Die Bank.", "Rau", "attribute"),
        ({"caption": "Die Bank."}, "Die Bank.", None, None),
        ({"caption": "null", "overlay": "null"}, None, None, None),
        ({}, None, None, None),
    ],
)
def test_where_a_credit_is_found(
    said: dict[str, str], caption: str | None, credit: str | None, evidence: str | None
) -> None:
    shown = image(**said)
    assert (shown.caption, shown.credit_text, shown.credit_evidence) == (caption, credit, evidence)


@pytest.mark.parametrize("name", ["Stadt Musterstadt", "Grünes Band Nord"])
def test_the_city_and_the_publisher_are_organisations(name: str) -> None:
    reading = replace(
        READING,
        publisher=Publisher(name="Grünes Band Nord"),
        figures=(Figure(urls=(PICTURE,), overlay=f"© Jule Rau, {name}"),),
    )
    (shown,) = normalise(reading, "1", PAGE, {}, SOURCE).image
    assert [(creator.type_, creator.name) for creator in shown.creator or ()] == [
        ("Person", "Jule Rau"),
        ("Organization", name),
    ]


@pytest.mark.parametrize(
    ("alt", "caption", "kind"),
    [
        ("Rendering des Neubaus", "Neubau © Büro Ost GmbH", "visualisation"),
        ("Die Visualisierung der Bank", "Bild: Büro Ost GmbH", "visualisation"),
        ("Lageplan", "Bänke. Grafik: Büro Ost GmbH", "plan"),
        ("Grafik: Zahl der Bänke", None, "graphic"),
        ("Infografik", None, "graphic"),
        ("Neues Logo", None, "logo"),
        ("Luftbild der Bänke", "Bänke © Jule Rau", "photo"),
        ("Foto: Eine Bank", "Bänke. Grafik: Büro Ost GmbH", "graphic"),
        ("Eine Bank", "Bänke. Foto: Jule Rau", "photo"),
        ("Eine Bank", "Bänke © Jule Rau", None),
        ("Planung am Tisch", None, None),
        (None, None, None),
    ],
)
def test_kind(alt: str | None, caption: str | None, kind: str | None) -> None:
    assert image(alt=alt, caption=caption).kind == kind


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Paragraph(text="a\nb"), "a\nb"),
        (ListBlock(ordered=True, items=(ListItem(text="a", items=(ListItem(text="b"),)), ListItem(text=""))), "a\nb"),
        (Table(caption="t", header=True, rows=(("a", "b"), ("c", ""))), "t\na\tb\nc\t"),
    ],
)
def test_blocks_as_plain_text(block: Block, text: str) -> None:
    assert block_text(block) == text


DIGEST = version_digest(content())

HOSTS = st.sampled_from(["www.essen.de", "essen.de", "neu.essen.de"])


@given(
    HOSTS,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["", "pressemeldungen_einladungen/"]),
    st.integers(2000, 2100),
    st.datetimes(timezones=st.just(UTC)),
)
def test_where_and_when_it_is_served_makes_no_version(
    host: str, scheme: str, folder: str, year: int, at: datetime
) -> None:
    served = replace(
        READING,
        modified=at,
        copyright_notice=f"© {year} Stadt Musterstadt",
        links=(Link(name="Mehr", url=f"{scheme}://{host}/mehr"),),
        rules={"title": "another"},
        findings=("odd",),
    )
    assert version_digest(content(served, f"{scheme}://{host}/meldungen/{folder}pressemeldung_1.de.html")) == DIGEST


def test_nor_does_the_address_of_archived_bytes() -> None:
    moved, file = "https://neu.essen.de/b.jpg", "https://neu.essen.de/q.pdf"
    reading = replace(READING, figures=(replace(READING.figures[0], urls=(moved,)),), files=(LinkedFile(file, "Plan"),))
    media = {moved: MEDIA[PICTURE], file: MEDIA[FILE]}
    assert version_digest(normalise(reading, "1", PAGE, media, SOURCE)) == DIGEST


@pytest.mark.parametrize(
    ("printed", "number"),
    [("0201 88-56007", "+492018856007"), ("+43 1 4000-0", "+43140000"), ("0201 88-0 oder -1", None), ("115", None)],
)
def test_a_telephone_number_stands_as_printed_and_in_the_world_s_form(printed: str, number: str | None) -> None:
    reading = replace(READING, publisher=Publisher(name="Parkverein Nord", telephone=printed))
    publisher = content(reading).publisher
    assert publisher
    assert (publisher.telephone, publisher.telephone_e164) == (printed, number)
    abroad = normalise(reading, "1", PAGE, MEDIA, SOURCE.model_copy(update={"country": None}))
    assert version_digest(abroad) == version_digest(content(reading))


FIGURE = READING.figures[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Neue Bänke!"},
        {"subtitle": "Ab Juni"},
        {"subtitle": None},
        {"date": "2024-03-13"},
        {"body": READING.body[:2]},
        {"body": READING.body[::-1]},
        {"body": (Paragraph(text="Am Samstag."), Paragraph(text="Zahlen"), READING.body[2])},
        {"publisher": None},
        {"publisher": Publisher(name="Parkverein Nord")},
        {"links": ()},
        {"links": (Link(name="Mehr", url="https://www.essen.de/weniger"),)},
        {"links": (Link(name="Mehr", url="https://anderswo.example/mehr"),)},
        {"figures": ()},
        {"figures": (replace(FIGURE, alt="Eine Bank"),)},
        {"figures": (replace(FIGURE, caption="Die Bank. Foto: Jule Lind"),)},
        {"figures": (replace(FIGURE, caption="Die Bank."),)},
        {"figures": (FIGURE, replace(FIGURE, urls=("https://media.essen.de/b.jpg",)))},
        {"files": ()},
        {"files": (LinkedFile(FILE, "Der Plan"),)},
    ],
)
def test_what_the_release_says_does(changes: dict[str, Any]) -> None:
    assert version_digest(content(replace(READING, **changes))) != DIGEST


def test_so_do_other_bytes() -> None:
    for address in MEDIA:
        media = MEDIA | {address: medium(address, sha256="c" * 64)}
        assert version_digest(normalise(READING, "1", PAGE, media, SOURCE)) != DIGEST


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_two_texts_differ(one: str, other: str) -> None:
    digests = {version_digest(content(replace(READING, body=(Paragraph(text=text),)))) for text in (one, other)}
    assert len(digests) == len({one, other})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_numbers_are_no_names_of_one_site(host: str) -> None:
    reading = replace(READING, links=(Link(name="Mehr", url=f"http://{host}:8410/mehr"),))
    same = replace(READING, links=(Link(name="Mehr", url="http://127.0.0.1:1/mehr"),))
    page = "http://127.0.0.1:8410/x"
    assert (version_digest(content(reading, page)) == version_digest(content(same, page))) is (host == "127.0.0.1")
