"""A picture's credit from every place that names one."""

import pytest

from tasks.credits.crediting import KnownNames, credit_notes, credit_picture, embedded_metadata
from tasks.types.ledger import EmbeddedCredit, Medium
from tasks.types.reading import Figure
from tasks.types.release import CreditClaim, EmbeddedMetadata, Image

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
        (Figure(URLS, caption="Der Markt.", page_credit="Fotos: Ruth Seidel"), "page", "Ruth Seidel"),
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


@pytest.mark.parametrize(
    ("embedded", "text", "creators"),
    [
        (EmbeddedCredit(caption="Der Markt am Morgen. Foto: Ruth Seidel"), "Ruth Seidel", ["Ruth Seidel"]),
        (EmbeddedCredit(caption="Der Markt am Morgen."), None, []),
        (
            EmbeddedCredit(creators=("Jonas Ahlers",), caption="Markt. Foto: Ruth Seidel"),
            "Jonas Ahlers",
            ["Jonas Ahlers"],
        ),
        (EmbeddedCredit(copyright="© Ruth Seidel"), "Ruth Seidel", ["Ruth Seidel"]),
        (EmbeddedCredit(copyright="© 2024 Stadt Lindenau"), "Stadt Lindenau", []),
        (EmbeddedCredit(copyright="© 2024"), None, []),
    ],
)
def test_a_file_that_alone_names_somebody(embedded: EmbeddedCredit, text: str | None, creators: list[str]) -> None:
    credit = credit_picture(Figure(URLS, alt="Der Markt"), medium(embedded), KNOWN)
    assert (credit.credit_text, [creator.name for creator in credit.creators]) == (text, creators)
    assert credit.evidence == ("embedded" if text else None)


@pytest.mark.parametrize(
    ("printed", "notice", "claims"),
    [
        ("Ruth Seidel", "© Jonas Ahlers", [("embedded", "Jonas Ahlers", False)]),
        ("Stadt Lindenau", "© 2024 Jonas Ahlers", [("embedded", "Jonas Ahlers", False)]),
        ("Ruth Seidel", "© Stadt Lindenau", []),
        ("Ruth Seidel", "© Baumgart Architekten GmbH", []),
        ("Ruth Seidel", "© 2024 Ruth Seidel", [("embedded", "Ruth Seidel", True)]),
        ("Ruth Seidel, Stadt Lindenau", "© Stadt Lindenau", [("embedded", "Stadt Lindenau", True)]),
        ("Ruth Seidel", "© 2024", []),
        ("Ruth Seidel", "Alle Rechte vorbehalten", []),
    ],
)
def test_a_notice_contradicts_a_credit_only_where_it_is_another_person_s(
    printed: str, notice: str, claims: list[tuple[str, str, bool]]
) -> None:
    figure = Figure(URLS, caption=f"Der Markt. Foto: {printed}")
    credit = credit_picture(figure, medium(EmbeddedCredit(copyright=notice)), KNOWN)
    assert (credit.credit_text, credit.evidence, credit.copyright_notice) == (printed, "caption", notice)
    said = [(claim.credit_evidence, claim.credit_text, claim.agrees) for claim in credit.claims]
    assert said == [("caption", printed, True), *claims]


def test_a_notice_that_contradicts_the_file_s_own_by_line_is_kept_too() -> None:
    embedded = EmbeddedCredit(creators=("Ruth Seidel",), copyright="© Jonas Ahlers")
    credit = credit_picture(Figure(URLS, caption="Foto: Ruth Seidel"), medium(embedded), KNOWN)
    assert [(claim.credit_text, claim.agrees) for claim in credit.claims] == [
        ("Ruth Seidel", True),
        ("Ruth Seidel", True),
        ("Jonas Ahlers", False),
    ]


@pytest.mark.parametrize(
    ("figure", "form"),
    [
        (Figure(URLS, caption="Der Markt. Foto: Ruth Seidel"), "label and colon"),
        (Figure(URLS, overlay="© Ruth Seidel"), "sign"),
        (Figure(URLS, attribute_credit="Ruth Seidel"), "name by its place"),
        (Figure(URLS, caption="Der Markt."), None),
    ],
)
def test_the_form_that_read_the_leading_credit(figure: Figure, form: str | None) -> None:
    assert credit_picture(figure, None, KNOWN).form == form


def test_what_the_file_says_is_published_as_it_stands() -> None:
    said = EmbeddedCredit(
        creators=("Ruth Seidel",), credit="RS / Stadt", copyright="© RS", usage="Nur Presse", caption="Der Markt"
    )
    assert embedded_metadata(said) == EmbeddedMetadata(
        creator=("Ruth Seidel",),
        credit_line="RS / Stadt",
        copyright_notice="© RS",
        usage_terms="Nur Presse",
        caption="Der Markt",
    )
    assert embedded_metadata(EmbeddedCredit(caption="Der Markt")).to_json() == {"caption": "Der Markt"}


def test_notes_say_where_credits_disagree_and_how_many_pictures_have_none() -> None:
    claims = (
        CreditClaim(credit_evidence="caption", credit_text="Ruth Seidel", agrees=True),
        CreditClaim(credit_evidence="embedded", credit_text="Jonas Ahlers", agrees=False),
    )
    credited = Image(url=URLS[0], credit_text="Ruth Seidel", credit_evidence="caption", credit_claim=claims)
    silent = Image(url=URLS[0])
    assert credit_notes([]) == []
    assert credit_notes([silent]) == ["no credit anywhere: 1 of 1 picture"]
    assert credit_notes([credited, silent, silent]) == [
        f"{URLS[0]}: credits disagree: caption 'Ruth Seidel', embedded 'Jonas Ahlers'",
        "no credit anywhere: 2 of 3 pictures",
    ]
    assert "creditText" not in silent.to_json()
