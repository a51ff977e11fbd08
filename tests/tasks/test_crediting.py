"""A picture's credit from every place that names one."""

import pytest

from tasks.crediting import KnownNames, credit_picture
from tasks.types.ledger import EmbeddedCredit, Medium
from tasks.types.reading import Figure
from tasks.types.release import CreditClaim

KNOWN = KnownNames(("Stadt Lindenau",), ("Lindenau",))
URLS = ("https://www.lindenau.example/bild.jpg",)
OWN = EmbeddedCredit(creators=("Ruth Seidel",), credit="Ruth Seidel, Stadt Lindenau", copyright="© Stadt Lindenau")


def medium(embedded: EmbeddedCredit | None = None, media_type: str = "image/jpeg") -> Medium:
    return Medium.model_validate(
        {
            "url": URLS[0],
            "at": "2026-05-04T08:00:00Z",
            "sha256": "ab" * 32,
            "payload": "sha256:P",
            "warc": "captures/1.warc.gz",
            "folder": "images",
            "media_type": media_type,
            "extension": media_type.rpartition("/")[2],
            "size": 3,
            "embedded": embedded,
        }
    )


@pytest.mark.parametrize(
    ("figure", "evidence", "text"),
    [
        (Figure(URLS, caption="Der Markt. Foto: Ruth Seidel"), "caption", "Ruth Seidel"),
        (Figure(URLS, overlay=" © Ruth Seidel"), "overlay", "Ruth Seidel"),
        (Figure(URLS, attribute_credit="© Ruth Seidel"), "attribute", "Ruth Seidel"),
        (Figure(URLS, attribute_caption="Der Markt (Foto: Ruth Seidel)"), "attribute", "Ruth Seidel"),
        (Figure(URLS, caption="Der Markt."), "embedded", "Ruth Seidel, Stadt Lindenau"),
    ],
)
def test_the_place_that_readers_see_leads_and_agreement_is_kept(figure: Figure, evidence: str, text: str) -> None:
    credit = credit_picture(figure, medium(OWN), KNOWN)
    assert (credit.evidence, credit.credit_text) == (evidence, text)
    assert all(claim.agrees for claim in credit.claims)
    assert [claim.credit_evidence for claim in credit.claims] == list(dict.fromkeys([evidence, "embedded"]))
    assert credit.copyright_notice == "© Stadt Lindenau"


def test_a_conflict_is_kept_beside_the_leading_credit() -> None:
    figure = Figure(URLS, caption="Der Markt. Foto: Jonas Ahlers", overlay="© Jonas Ahlers")
    credit = credit_picture(figure, medium(OWN), KNOWN)
    assert (credit.evidence, credit.credit_text) == ("caption", "Jonas Ahlers")
    assert credit.claims == (
        CreditClaim(credit_evidence="caption", credit_text="Jonas Ahlers", agrees=True),
        CreditClaim(credit_evidence="overlay", credit_text="Jonas Ahlers", agrees=True),
        CreditClaim(credit_evidence="embedded", credit_text="Ruth Seidel, Stadt Lindenau", agrees=False),
    )


def test_no_credit_anywhere_is_none() -> None:
    credit = credit_picture(Figure(URLS, alt="Der Markt", caption="Der Markt am Morgen."), None, KNOWN)
    assert (credit.caption, credit.credit_text, credit.creators, credit.evidence) == (
        "Der Markt am Morgen.",
        None,
        (),
        None,
    )
    assert credit.claims == ()


def test_metadata_without_a_name_claims_nothing() -> None:
    credit = credit_picture(Figure(URLS), medium(EmbeddedCredit(copyright="© 2024", usage="Nur für die Presse")), KNOWN)
    assert (credit.credit_text, credit.claims) == (None, ())
    assert (credit.copyright_notice, credit.usage_info) == ("© 2024", "Nur für die Presse")


@pytest.mark.parametrize(
    ("alt", "caption", "kind"),
    [
        ("Lageplan der Baustelle", "Bild: Ruth Seidel", "plan"),
        ("Visualisierung des Neubaus", "Grafik: Ruth Seidel", "visualisation"),
        ("Ein Foto vom Markt", "Grafik: Ruth Seidel", "graphic"),
        ("Der Markt", "Foto: Ruth Seidel", "photo"),
        ("Der Markt", "© Ruth Seidel", None),
    ],
)
def test_the_kind_comes_from_alt_text_and_label(alt: str, caption: str, kind: str | None) -> None:
    assert credit_picture(Figure(URLS, alt=alt, caption=caption), None, KNOWN).kind == kind


@pytest.mark.parametrize(("media_type", "kind"), [("image/jpeg", "photo"), ("image/png", None), ("image/gif", None)])
def test_a_picture_of_which_nothing_is_said_is_a_photo_by_its_encoding(media_type: str, kind: str | None) -> None:
    assert credit_picture(Figure(URLS, alt="Der Markt"), medium(media_type=media_type), KNOWN).kind == kind
    assert credit_picture(Figure(URLS, alt="Lageplan"), medium(media_type=media_type), KNOWN).kind == "plan"
