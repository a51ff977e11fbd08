"""Whose a picture is, from every place that says so: caption, overlay, attributes, and the image's own metadata. Pure.

Where the places agree there is one credit with all its evidence. Where they do not, the one that the page shows leads
(`tasks.agreement.ORDER`), every other claim is kept beside it, and nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.agreement import Agreement, Claim, agree
from tasks.credits import Credited, read_caption, read_credit
from tasks.types.ledger import EmbeddedCredit, Medium
from tasks.types.reading import Figure
from tasks.types.release import Creator, CreditClaim, CreditEvidence, ImageKind

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
    """What is said of one picture; `claims` holds every place's word, the leading one first."""

    caption: str | None
    credit_text: str | None
    creators: tuple[Creator, ...]
    kind: ImageKind | None
    evidence: CreditEvidence | None
    usage_info: str | None
    copyright_notice: str | None
    claims: tuple[CreditClaim, ...]


def credit_picture(figure: Figure, medium: Medium | None, known: KnownNames) -> PictureCredit:
    """The picture's caption and credit; `medium` is what was fetched, None where it was out of reach."""
    embedded = medium.embedded if medium else None
    printed, named = known.caption(figure.caption), known.caption(figure.attribute_caption)
    places: list[tuple[CreditEvidence, Credited | None]] = [
        ("caption", printed),
        ("overlay", known.credit(figure.overlay)),
        ("attribute", known.credit(figure.attribute_credit)),
        ("attribute", named),
    ]
    claims = [Claim(place, one.credit_text, one.creators) for place, one in places if one and one.credit_text]
    if embedded and (own := _embedded_claim(embedded, known)):
        claims.append(own)
    agreed = agree(claims)
    lead = agreed.leading
    read = next((one for place, one in places if lead and one and (place, one.credit_text) == _name(lead)), printed)
    return PictureCredit(
        caption=(printed and printed.caption) or (named and named.caption) or None,
        credit_text=lead.credit_text if lead else None,
        creators=lead.creators if lead else (),
        kind=_kind(figure, read, medium),
        evidence=lead.evidence if lead else None,
        usage_info=(read and read.usage_info) or (embedded and embedded.usage) or None,
        copyright_notice=embedded.copyright if embedded else None,
        claims=_claims(claims, agreed),
    )


def _name(claim: Claim) -> tuple[CreditEvidence, str]:
    return claim.evidence, claim.credit_text


def _embedded_claim(embedded: EmbeddedCredit, known: KnownNames) -> Claim | None:
    """What the image says of itself: its credit line, and everyone whom by-lines and credit line name."""
    lines = [*embedded.creators, *([embedded.credit] if embedded.credit else [])]
    read = [one for line in lines if (one := known.credit(line))]
    creators = tuple(dict.fromkeys(creator for one in read for creator in one.creators))
    text = embedded.credit or ", ".join(embedded.creators)
    return Claim("embedded", text, creators) if text else None


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
