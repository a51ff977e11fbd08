"""Pieces that show themselves as captions: by the element they stand in, or by how they read behind a picture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from tasks.parse.dates import read_date
from tasks.parse.pieces import Piece
from tasks.types.release import Heading, ListBlock, Paragraph, Table

LABEL = (
    r"(?:(?:archiv|luft)?(?:foto|photo|bild|grafik|visualisierung|repro|quelle|copyright)\w{0,12}\s*(?::|©)|©|\(c\))"
)
"""What opens a credit."""

# A paragraph of the text does not end so; a caption often does.
_ENDS_IN_CREDIT = re.compile(rf"(?:.*[^\w-])?{LABEL}\s*\S.{{1,80}}", re.I | re.S)
_OF_PICTURES = re.compile(r"\b(?:bild|foto|abbildung|galerie)", re.I)


def mark_by_element(pieces: Sequence[Piece], elements: Sequence[Tag]) -> tuple[Piece, ...]:
    """The pieces, with those marked as captions that stand in one of these elements."""
    inside = {id(node) for element in elements for node in (element, *element.find_all(True))}
    return tuple(
        replace(piece, caption=True) if piece.lines and id(piece.node) in inside else piece for piece in pieces
    )


def mark_by_credit(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, with those marked as captions that stand right behind a picture and end in a credit."""
    found: list[Piece] = []
    behind = False
    for piece in pieces:
        reads = behind and isinstance(piece.block, Paragraph) and bool(_ENDS_IN_CREDIT.fullmatch(piece.text))
        found.append(replace(piece, caption=True) if reads else piece)
        behind = piece.picture or found[-1].caption
    return tuple(found)


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
