"""Read a printed caption: find its credits, take them out, keep every character's role.

White space is settled first (`settle`): runs become one blank, lines stay lines. Each character then has one role; a
reading is repeated on what is left as caption until nothing more is found, so reading a caption again changes nothing.
No step looks further than a fixed number of characters ahead, so the time grows with the length and no faster.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from tasks.credits.finding import Finding, find
from tasks.credits.forms import DESCRIPTION, NO_CREDIT, TEXT
from tasks.credits.ground import Ground
from tasks.credits.labels import opening_label
from tasks.credits.nouns import kind_of
from tasks.credits.remarks import LICENCE
from tasks.credits.words import LEAD_INS
from tasks.types.release import Creator, ImageKind

# A text whose captions keep yielding credits is no caption; it is left as it is.
_ROUNDS = 4
# What a template prints where there is no caption.
_NOTHING = ("", "null", "undefined")
_CLOSING = ".,;:!?)]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of printed characters: caption, label, credit, date, note, counter, other (a text's credit) or mark."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Credited:
    """The parts of a caption as printed. `pieces` joined is the settled text."""

    caption: str | None
    credit_text: str | None
    creators: tuple[Creator, ...]
    kind: ImageKind | None
    usage_info: str | None
    form: str
    pieces: tuple[Piece, ...]


def settle(text: str) -> str:
    """That text with each run of white space as one blank, empty lines dropped, other line breaks kept."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def read_caption(text: str, *, organisations: Sequence[str] = (), localities: Sequence[str] = ()) -> Credited:
    """Read a caption, which may hold a credit. `organisations` and `localities` are names known beforehand."""
    return _read(settle(text), _ground(tuple(organisations), tuple(localities)), by_place=False)


def read_credit(text: str, *, organisations: Sequence[str] = (), localities: Sequence[str] = ()) -> Credited:
    """Read a text that is a credit by its place: an overlay, a credit attribute. It needs no label."""
    return _read(settle(text), _ground(tuple(organisations), tuple(localities)), by_place=True)


@lru_cache(maxsize=8)  # the names are the source's and the publisher's, the same for many captions
def _ground(organisations: tuple[str, ...], localities: tuple[str, ...]) -> Ground:
    return Ground.of(organisations, localities)


def _read(text: str, ground: Ground, *, by_place: bool) -> Credited:
    if text.casefold() in _NOTHING:
        return _unread(text, None)
    roles = ["caption"] * len(text)
    left = text
    places: list[int | None] = list(range(len(text)))
    findings: list[tuple[int, Finding]] = []
    for _ in range(_ROUNDS):
        found = find(left, ground, by_place=by_place and not findings) if left else []
        if not found:
            return _credited(text, roles, [finding for _, finding in sorted(findings, key=itemgetter(0))], left)
        for finding in found:
            findings.append((next(place for place in places[finding.start :] if place is not None), finding))
            for role, start, end in finding.spans:
                for place in places[start:end]:
                    if place is not None:
                        roles[place] = role
        left, places = _left_over(text, roles)
    return _unread(text, text)


def _left_over(text: str, roles: list[str]) -> tuple[str, list[int | None]]:
    """The caption that is left, and for each of its characters the place in the text (none for a new blank)."""
    left: list[str] = []
    places: list[int | None] = []
    last = 0
    for start, end in _runs(roles):
        first = start + len(text[start:end]) - len(text[start:end].lstrip())
        final = start + len(text[start:end].rstrip())
        if first >= final:
            continue
        glue = _glue(text[last:first], left[-1], text[first]) if left else ""
        left += [*glue, *text[first:final]]
        places += [*(None for _ in glue), *range(first, final)]
        last = final
    return "".join(left), places


def _runs(roles: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for role, run in groupby(roles):
        end = start + sum(1 for _ in run)
        if role == "caption":
            yield start, end
        start = end


def _glue(taken: str, before: str, after: str) -> str:
    if "\n" in taken:
        return "\n"
    return "" if after in _CLOSING or before in "([" else " "


def _pieces(text: str, roles: list[str]) -> tuple[Piece, ...]:
    letters = groupby(zip(roles, text, strict=True), key=itemgetter(0))
    return tuple(Piece(role, "".join(letter for _, letter in run)) for role, run in letters)


def _unread(text: str, caption: str | None) -> Credited:
    opening = opening_label(text)
    pieces = (Piece("caption" if caption else "mark", text),) if text else ()
    return Credited(caption, None, (), opening.kind if opening else None, None, NO_CREDIT, pieces)


def _credited(text: str, roles: list[str], findings: list[Finding], caption: str) -> Credited:
    if not findings:
        return _unread(text, text)
    pieces = _pieces(text, roles)
    credits_ = [finding for finding in findings if finding.form not in (TEXT, DESCRIPTION)]
    described = [finding for finding in findings if finding.form == DESCRIPTION]
    credit_text = _credit_text(pieces)
    led = LEAD_INS.match(credit_text or "")
    kinds = (*(finding.kind for finding in (*credits_, *described)), kind_of(led[0]) if led else None)
    notes = [piece.text.strip().removeprefix("(").removesuffix(")") for piece in pieces if piece.role == "note"]
    notes += [licence[0] for licence in LICENCE.finditer(credit_text or "")]
    return Credited(
        caption=None if caption.casefold() in _NOTHING else caption,
        credit_text=credit_text,
        creators=tuple(dict.fromkeys(creator for finding in credits_ for creator in finding.creators)),
        kind=next((kind for kind in kinds if kind), None),
        usage_info=" ".join(notes) or None,
        form=credits_[0].form,
        pieces=pieces,
    )


def _credit_text(pieces: tuple[Piece, ...]) -> str | None:
    """The credits as printed; several stand behind each other, each once.

    A slash joins what stands in front of a label to what stands behind it, as in `Stadt A/Archivbild: B`.
    """
    printed, between = "", ""
    labels, joins = 0, False
    seen: set[str] = set()
    for piece in pieces:
        if piece.role == "label":
            labels += 1
        elif piece.role == "mark":
            between += piece.text
        elif piece.role == "credit" and piece.text not in seen:
            seen.add(piece.text)
            printed += ("/" if joins and between.strip() == "/" else "; ") * bool(printed) + piece.text
            between, joins, labels = "", labels == 0, 0
    return printed or None
