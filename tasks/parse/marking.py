"""Pieces that show themselves as captions: by the element they stand in, or by how they read behind a picture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from tasks.credits import read_caption
from tasks.parse.dates import read_date
from tasks.parse.lines import tags
from tasks.parse.pieces import Piece
from tasks.types.release import Heading, ListBlock, Paragraph, Table

LABEL = (
    r"(?:(?:archiv|luft)?(?:foto|photo|bild|grafik|visualisierung|repro|quelle|copyright)\w{0,12}\s*(?::|©)|©|\(c\))"
)
"""What opens a credit."""

# A paragraph of the text does not end so; a caption often does.
_ENDS_IN_CREDIT = re.compile(rf"(?:.*[^\w-])?{LABEL}\s*\S.{{1,80}}", re.I | re.S)
_IS_CREDIT = re.compile(rf"\W{{0,3}}(?:{LABEL}|foto\.).{{1,150}}", re.I | re.S)
_LONGEST_CAPTION = 200
# What a caption may say of its place among the pictures.
_NUMBERED = re.compile(r"\W{0,2}(?:Bild|Foto|Abb(?:ildung|\.))\s?(\d{1,2})\s?[:.)–-]", re.I)
_OF_PICTURES = re.compile(r"\b(?:bild|foto|abbildung|galerie)", re.I)


def mark_by_element(pieces: Sequence[Piece], elements: Sequence[Tag]) -> tuple[Piece, ...]:
    """The pieces, with those marked as captions that stand in one of these elements."""
    inside = {id(node) for element in elements for node in (element, *tags(element))}
    return tuple(
        replace(piece, caption=True) if piece.lines and id(piece.node) in inside else piece for piece in pieces
    )


def mark_by_credit(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, with those marked as captions that stand at a picture and end in a credit.

    At a picture is what stands right behind it, or right before it and behind no other. A short paragraph between a
    picture and a line that is a credit alone is the caption to that credit, where the text goes on behind.
    """
    found: list[Piece] = []
    behind = False
    for at, piece in enumerate(pieces):
        following = pieces[at + 1 : at + 3]
        before = bool(following) and following[0].picture and not piece.picture
        reads = (behind or before) and ends_in_credit(piece)
        parted = behind and len(following) == 2 and _is_short(piece) and _names(following[0]) and _goes_on(following)
        found.append(replace(piece, caption=True) if reads or parted else piece)
        behind = piece.picture or found[-1].caption
    return tuple(found)


def ends_in_credit(piece: Piece) -> bool:
    """Whether it reads as a caption with its credit; a heading only where it is a credit alone."""
    if isinstance(piece.block, Heading):
        return is_credit(piece)
    return isinstance(piece.block, Paragraph) and bool(_ENDS_IN_CREDIT.fullmatch(piece.text))


def is_credit(piece: Piece) -> bool:
    """Whether it is a credit and nothing else."""
    return isinstance(piece.block, Paragraph | Heading) and bool(_IS_CREDIT.fullmatch(piece.text))


def _names(piece: Piece) -> bool:
    """Whether it is a credit by the names in it, not by its label alone."""
    if not is_credit(piece):
        return False
    read = read_caption(piece.text)
    return read.caption is None and bool(read.credit_text)


def _is_short(piece: Piece) -> bool:
    return isinstance(piece.block, Paragraph) and len(piece.lines) == 1 and len(piece.text) <= _LONGEST_CAPTION


def _goes_on(pieces: Sequence[Piece]) -> bool:
    return is_text(pieces[-1]) and not is_credit(pieces[-1])


def candidates(after: Sequence[Piece]) -> Iterator[Piece]:
    """What may be a caption behind the address, up to a heading that opens something else."""
    furniture = False
    for piece in after:
        if isinstance(piece.block, Heading):
            furniture = not _OF_PICTURES.search(piece.text)
        elif piece.caption or (not furniture and is_text(piece)):
            yield piece


def is_text(piece: Piece) -> bool:
    """Whether the piece says something that is no heading, no list, no date and not just links."""
    if not piece.lines or isinstance(piece.block, Heading | ListBlock | Table) or read_date(piece.text, "UTC"):
        return False
    return not piece.only_links


def number_of(piece: Piece) -> int | None:
    """The picture that a caption names by its number, as in `Bild 2: …`."""
    found = _NUMBERED.match(piece.text)
    return int(found[1]) if found else None
