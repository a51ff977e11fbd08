"""Whose a picture is, from every place that says so: caption, overlay, attributes, page, the image's metadata. Pure.

Where the places agree there is one credit with all its evidence. Where they do not, the one that the page shows leads
(`tasks.credits.agreement.ORDER`), every other claim is kept beside it, and nothing is guessed.

A file names its maker in by-line and credit line, or else by a credit in its caption. Its copyright notice names who
holds the rights, which need not be the maker: an employer, an agency or a client may. So a notice of an organisation
contradicts no credit. One of a person does where the credit does not name that person: in German law authorship cannot
be sold, so a person behind `©` claims to be named. Where nothing else names anybody, the notice is the credit, for it
says whom to name beside the picture; but an organisation in it is not said to be the creator.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.credits import Credited, read_caption, read_credit
from tasks.credits.agreement import ORDER, Agreement, Claim, agree, agrees
from tasks.types.ledger import EmbeddedCredit, Medium
from tasks.types.reading import Figure
from tasks.types.release import Creator, CreditClaim, CreditEvidence, EmbeddedMetadata, Image, ImageKind

_KIND_WORDS: tuple[tuple[ImageKind, str], ...] = (
    ("visualisation", r"\w*visualisierung|rendering"),
    ("plan", r"(?:lage|bebauungs|übersichts|stadt|umleitungs|gelände)plan|plan"),
    ("graphic", r"\w*grafik|diagramm|schaubild|illustration|zeichnung"),
    ("logo", r"logo|signet|wort-?bild-?marke"),
    ("photo", r"\w*foto|fotografie|luftbild|luftaufnahme"),
)
_KINDS = tuple(
    (kind, re.compile(rf"(?:(?:der|die|das|eine?|neue[rs]?)\s+)*(?:{words})\b", re.I)) for kind, words in _KIND_WORDS
)

# Encodings made for photographs. What a city shows in one of them, and neither label nor alt text names, is a photo;
# PNG and GIF hold drawings as often, so nothing is said of them.
_PHOTOGRAPHIC = frozenset({"image/jpeg", "image/webp", "image/avif", "image/tiff"})


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is known beforehand of the names in a credit."""

    organisations: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()

    def caption(self, text: str | None) -> Credited | None:
        """A caption, which may hold a credit."""
        return read_caption(text, organisations=self.organisations, localities=self.localities) if text else None

    def credit(self, text: str | None) -> Credited | None:
        """A text that is a credit by its place."""
        return read_credit(text, organisations=self.organisations, localities=self.localities) if text else None


@dataclass(frozen=True, slots=True)
class PictureCredit:
    """What is said of one picture; `claims` holds every place's word, the leading one first.

    `form` is the form of the credit grammar (`tasks.credits.forms`) that read the leading one.
    """

    caption: str | None
    credit_text: str | None
    creators: tuple[Creator, ...]
    kind: ImageKind | None
    evidence: CreditEvidence | None
    usage_info: str | None
    copyright_notice: str | None
    claims: tuple[CreditClaim, ...]
    form: str | None


def credit_picture(figure: Figure, medium: Medium | None, known: KnownNames) -> PictureCredit:
    """The picture's caption and credit; `medium` is what was fetched, None where it was out of reach."""
    embedded = medium.embedded if medium else None
    printed, named = known.caption(figure.caption), known.caption(figure.attribute_caption)
    places: list[tuple[CreditEvidence, Credited | None]] = [
        ("caption", printed),
        ("overlay", known.credit(figure.overlay)),
        ("attribute", known.credit(figure.attribute_credit)),
        ("attribute", named),
        ("page", known.credit(figure.page_credit)),
    ]
    claims = [Claim(place, one.credit_text, one.creators) for place, one in places if one and one.credit_text]
    own = _embedded(embedded, known) if embedded else None
    if own and own.credit_text:
        claims.append(Claim("embedded", own.credit_text, own.creators))
    notice = known.credit(embedded.copyright) if embedded else None
    claims += _of_notice(notice, claims) if notice else []
    agreed = agree(claims)
    lead = agreed.leading
    places += [("embedded", own), ("embedded", notice)]
    read = next((one for place, one in places if lead and one and (place, one.credit_text) == _name(lead)), None)
    described = read if read and lead and lead.evidence != "embedded" else printed
    return PictureCredit(
        caption=(printed and printed.caption) or (named and named.caption) or None,
        credit_text=lead.credit_text if lead else None,
        creators=lead.creators if lead else (),
        kind=_kind(figure, described, medium),
        evidence=lead.evidence if lead else None,
        usage_info=(described and described.usage_info) or (embedded and embedded.usage) or None,
        copyright_notice=embedded.copyright if embedded else None,
        claims=_claims(claims, agreed),
        form=read.form if read else None,
    )


def embedded_metadata(said: EmbeddedCredit) -> EmbeddedMetadata:
    """What the file says of itself, as published."""
    return EmbeddedMetadata(
        creator=said.creators or None,
        credit_line=said.credit,
        copyright_notice=said.copyright,
        usage_terms=said.usage,
        caption=said.caption,
    )


def credit_notes(images: Sequence[Image]) -> list[str]:
    """What an operator should know of these pictures' credits: where the places disagree, and how many have none."""
    notes = [
        f"{image.url}: credits disagree: {image.credit_evidence} {image.credit_text!r}, "
        f"{claim.credit_evidence} {claim.credit_text!r}"
        for image in images
        for claim in image.credit_claim or ()
        if not claim.agrees
    ]
    if silent := sum(image.credit_text is None for image in images):
        notes.append(f"no credit anywhere: {silent} of {len(images)} picture{'s' * (len(images) > 1)}")
    return notes


def _name(claim: Claim) -> tuple[CreditEvidence, str]:
    return claim.evidence, claim.credit_text


def _embedded(embedded: EmbeddedCredit, known: KnownNames) -> Credited | None:
    """What the image says of its maker: its credit line, and everyone whom by-lines and credit line name.

    Where both are silent, a credit in its caption.
    """
    lines = [*embedded.creators, *([embedded.credit] if embedded.credit else [])]
    if not lines:
        return known.caption(embedded.caption)
    read = [one for line in lines if (one := known.credit(line))]
    creators = tuple(dict.fromkeys(creator for one in read for creator in one.creators))
    text = embedded.credit or ", ".join(embedded.creators)
    return replace(read[-1], credit_text=text, creators=creators) if read else None


def _of_notice(notice: Credited, claims: Sequence[Claim]) -> list[Claim]:
    """What a copyright notice adds: the only name, a file's only word that agrees, or a person whom nobody names."""
    people = tuple(creator for creator in notice.creators if creator.type_ == "Person")
    if not notice.credit_text or not notice.creators:
        return []
    if not claims:
        return [Claim("embedded", notice.credit_text, people)]
    claim = Claim("embedded", notice.credit_text, notice.creators)
    file_speaks = any(one.evidence == "embedded" for one in claims)
    if any(agrees(claim, other) for other in claims):
        leads = sorted(claims, key=lambda one: ORDER.index(one.evidence))[0]
        return [] if file_speaks or not agrees(claim, leads) else [claim]
    return [claim] if people else []


def _claims(claims: Sequence[Claim], agreed: Agreement) -> tuple[CreditClaim, ...]:
    ordered = sorted(claims, key=lambda claim: claim is not agreed.leading)
    return tuple(
        CreditClaim(
            credit_evidence=claim.evidence, credit_text=claim.credit_text, agrees=claim not in agreed.conflicting
        )
        for claim in ordered
    )


def _kind(figure: Figure, credited: Credited | None, medium: Medium | None) -> ImageKind | None:
    """What the alt text opens with tells more than a credit's label: a plan's may be `Grafik`, a rendering's `Bild`."""
    named = [kind for kind, form in _KINDS if form.match(figure.alt or "")]
    printed = credited.kind if credited else None
    if named in ([], ["photo"]) and printed:
        return printed
    if named:
        return named[0]
    return "photo" if medium and medium.media_type in _PHOTOGRAPHIC else None
