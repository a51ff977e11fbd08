"""The words of a release in a packet: what goes in is what other programs read."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tasks.media.embedded import read_embedded
from tasks.media.embedded.texts import settle
from tasks.renditions import credit_packet, write_credit
from tasks.types.release import Creator, Image
from tests.tasks.renditions.painted import four_corners, saved

URL = "https://bilder.musterstadt.example/a&b.jpg"
DIGEST = "c0" * 32
WEBP = saved(four_corners(8, 8), "WEBP")
FULL = Image(
    url=URL,
    caption="Käthe <Grönemann> & „die Söhne“ 🏗️",
    credit_text="Ährenfeld / Stadt Musterstadt",
    creator=(Creator(type_="Person", name="Tomáš Šimek"), Creator(type_="Organization", name="Atelier 'Süd'")),
    copyright_notice="© Atelier Süd",
    usage_info="Nur zur Berichterstattung.",
    description="Zwei Kräne",
    sha256=DIGEST,
)
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}


def values(packet: bytes, path: str) -> list[str]:
    found = ElementTree.fromstring(packet).findall(f"rdf:RDF/rdf:Description/{path}", SPACES)
    return [element.text or "" for element in found]


def test_all_that_the_release_says_is_read_by_the_archive_itself() -> None:
    embedded = read_embedded(write_credit(WEBP, credit_packet(FULL)))
    assert embedded.creators == ("Tomáš Šimek", "Atelier 'Süd'")
    assert embedded.credit == FULL.credit_text
    assert embedded.copyright == FULL.copyright_notice
    assert embedded.usage == FULL.usage_info
    assert embedded.caption == FULL.caption
    assert (embedded.source, embedded.damaged) == (None, ())


def test_the_packet_says_what_the_picture_was_made_from() -> None:
    packet = credit_packet(FULL)
    assert values(packet, "dc:source") == [URL]
    assert values(packet, "xmpMM:DerivedFrom/stRef:documentID") == [f"sha256:{DIGEST}"]
    assert values(packet, "Iptc4xmpCore:AltTextAccessibility/rdf:Alt/rdf:li") == ["Zwei Kräne"]


def test_texts_have_a_default_language_and_creators_an_order() -> None:
    packet = credit_packet(FULL).decode()
    assert packet.count('<rdf:li xml:lang="x-default">') == 4
    assert packet.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert packet.endswith('<?xpacket end="r"?>')
    assert re.search(r"<rdf:Seq><rdf:li>Tomáš Šimek</rdf:li><rdf:li>", packet)


def test_what_the_release_does_not_say_is_absent() -> None:
    said = ElementTree.fromstring(credit_packet(Image(url=URL))).findall("rdf:RDF/rdf:Description/*", SPACES)
    assert [element.tag for element in said] == [f"{{{SPACES['dc']}}}source"]


def test_equal_words_are_equal_bytes() -> None:
    assert credit_packet(FULL) == credit_packet(Image.model_validate(FULL.to_json()))
    assert credit_packet(FULL) != credit_packet(FULL.model_copy(update={"caption": "anders"}))
    # What the page shows of the file changes no word in it.
    assert credit_packet(FULL) == credit_packet(FULL.model_copy(update={"content_url": "x.jpg", "width": 9}))


WRITABLE = st.text(st.characters(codec="utf-8"), min_size=1)
SPECIAL = st.sampled_from(
    [
        "]]>",
        "<!--",
        "&amp;",
        "\r\n",
        "\t x",
        "\x00\x1b",
        "\ufffe",
        "مرحبا بكم",
        "👩‍👩‍👧",
        "é" * 5_000,
        "'\"",
        "<?xpacket end='r'?>",
    ]
)
TEXTS = st.lists(WRITABLE | SPECIAL, min_size=1, max_size=3).map("".join)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_comes_back_as_it_went_in(caption: str, credit: str, name: str, notice: str) -> None:
    image = FULL.model_copy(
        update={
            "caption": caption,
            "credit_text": credit,
            "creator": (Creator(type_="Person", name=name),) * 2,
            "copyright_notice": notice,
        }
    )
    packet = credit_packet(image)
    read = [
        values(packet, "dc:description/rdf:Alt/rdf:li"),
        values(packet, "photoshop:Credit"),
        values(packet, "dc:creator/rdf:Seq/rdf:li"),
        values(packet, "dc:rights/rdf:Alt/rdf:li"),
    ]
    assert read == [[kept(caption)], [kept(credit)], [kept(name)] * 2, [kept(notice)]]
    embedded = read_embedded(write_credit(WEBP, packet))
    assert embedded.damaged == ()
    assert (embedded.caption, embedded.credit) == (settle(kept(caption)), settle(kept(credit)))


def kept(text: str) -> str:
    """The text with U+FFFD for what XML 1.0 cannot hold: most control characters and two others."""
    return "".join(one if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff") else "\ufffd" for one in text)
