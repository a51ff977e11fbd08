"""Do the places that name a picture's maker say the same? Pure.

A claim is what one place says. Two claims agree when each name of one is a name of the other, or when their words are
the same though one was read as more names; `RULES` lists what makes no difference. Everything else is a conflict,
above all another name, and `privat` (which names nobody) beside a photographer.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.credits import read_credit
from tasks.types.release import Creator, CreditEvidence

# What is printed for readers leads; what the file says of itself comes last, since it outlives every change of use.
ORDER: tuple[CreditEvidence, ...] = ("caption", "overlay", "attribute", "page", "embedded")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place says: its credit as printed, and whom it names."""

    evidence: CreditEvidence
    credit_text: str
    creators: tuple[Creator, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """The claim that leads, every kind of place that agrees with it (its own first), and the claims that do not."""

    leading: Claim | None
    evidence: tuple[CreditEvidence, ...]
    conflicting: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A difference that is none: two credits that agree."""

    difference: str
    one: str
    other: str


RULES = (
    Rule("case", "Ruth Seidel", "RUTH SEIDEL"),
    Rule("punctuation", "Karl-Heinz Obermann", "Karl Heinz Obermann"),
    Rule("punctuation", "Heimatverein Lindenau e.V.", "Heimatverein Lindenau eV"),
    Rule("spelling without umlauts and accents", "Käthe Grönemann", "Kaethe Groenemann"),
    Rule("separators", "Ruth Seidel / Stadt Lindenau", "Ruth Seidel, Stadt Lindenau"),
    Rule("order of the names", "Stadt Lindenau, Ruth Seidel", "Ruth Seidel (Stadt Lindenau)"),
    Rule("order within a name", "Seidel, Ruth", "Ruth Seidel"),
    Rule("label", "Foto: Ruth Seidel", "© Ruth Seidel"),
    Rule("added town", "Ruth Seidel, Lindenau", "Ruth Seidel"),
    Rule("added town", "Baumgart Architekten GmbH, Hattenrode", "Baumgart Architekten GmbH"),
    Rule("initials", "R. Seidel", "Ruth Seidel"),
    Rule("middle names", "Ruth M. Seidel", "Ruth Seidel"),
    Rule("title", "Dr. Ruth Seidel", "Ruth Seidel"),
    Rule("particle", "Karl von Berg", "Karl Berg"),
    Rule("surname alone", "Seidel", "Ruth Seidel"),
    Rule("fewer names", "Ruth Seidel", "Ruth Seidel, Stadt Lindenau"),
    Rule("fewer names", "Stadt Lindenau", "Ruth Seidel, Stadt Lindenau"),
    Rule("nobody named", "privat", "Foto: Privat"),
)

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "đ": "d"})
# Words of a person's name that may be left out.
_BESIDE = frozenset("dr prof dipl ing von van vom der den de zu zur".split())
_INVERTED = re.compile(r"([\w'’-]+), ([\w'’-]+)")

Words = tuple[str, ...]


def agree(claims: Sequence[Claim]) -> Agreement:
    """Weigh the claims about one picture. One without a word claims nothing."""
    said = [claim for claim in claims if any(_words(name.name) for name in claim.creators or _read(claim).names)]
    if not said:
        return Agreement(None, (), ())
    leading, *others = sorted(said, key=lambda claim: ORDER.index(claim.evidence))
    agreeing = [claim for claim in others if agrees(leading, claim)]
    return Agreement(
        leading=leading,
        evidence=tuple(dict.fromkeys(claim.evidence for claim in (leading, *agreeing))),
        conflicting=tuple(claim for claim in others if claim not in agreeing),
    )


def agrees(one: Claim, other: Claim) -> bool:
    """Whether both say the same. Each claim agrees with itself, and the order of the two makes no difference."""
    if one.creators and one.creators == other.creators:
        return True  # which needs no reading
    return _read(one).agrees_with(_read(other))


@dataclass(frozen=True, slots=True)
class _Read:
    """What a claim says, read: whom it names, and its text without a label."""

    names: tuple[Creator, ...]
    text: str

    def agrees_with(self, other: "_Read") -> bool:
        if _names_all(self.names, other.names) or _names_all(other.names, self.names):
            return True
        return len(self.names) != len(other.names) and sorted(_words(self.text)) == sorted(_words(other.text))


def _read(claim: Claim) -> _Read:
    """The claim, read. A credit that names nobody stands for itself; `Seidel, Ruth` is one person."""
    text = read_credit(claim.credit_text).credit_text or claim.credit_text
    creators = claim.creators or read_credit(text).creators
    inverted = _INVERTED.fullmatch(text)
    if inverted and [creator.type_ for creator in creators] == ["Person", "Person"]:
        return _Read((Creator(type_="Person", name=f"{inverted[2]} {inverted[1]}"),), text)
    return _Read(creators or (Creator(type_="Organization", name=text),), text)


def _words(text: str) -> Words:
    """The words of that text, spelt plainly and in small letters."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_SPELT)
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    return tuple(re.findall(r"\w+", letters))


def _names_all(few: tuple[Creator, ...], many: tuple[Creator, ...]) -> bool:
    return all(any(_same(creator, other) for other in many) for creator in few)


def _same(one: Creator, other: Creator) -> bool:
    if "".join(_words(one.name)) == "".join(_words(other.name)):
        return True
    if one.type_ == other.type_ == "Person":
        return _same_person(_words(one.name), _words(other.name))
    return _added_town(one.name, other.name) or _added_town(other.name, one.name)


def _added_town(longer: str, shorter: str) -> bool:
    firm, comma, _ = longer.rpartition(",")
    return bool(comma) and _words(firm) == _words(shorter)


def _same_person(one: Words, other: Words) -> bool:
    """The same surname, and given names that fit as far as both are given."""
    (*ours, surname), (*theirs, other_surname) = _bare(one), _bare(other)
    if sorted(_bare(one)) == sorted(_bare(other)):
        return True
    return surname == other_surname and all(map(_fits, ours, theirs))


def _bare(name: Words) -> Words:
    return tuple(word for word in name if word not in _BESIDE) or name or ("",)


def _fits(given: str, other: str) -> bool:
    return given == other or (min(len(given), len(other)) == 1 and given[0] == other[0])
