"""Pieces that show themselves as captions: by the element they stand in, or by how they read behind a picture."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bs4 import Tag

from tasks.parse.pieces import Piece
from tasks.types.release import Paragraph

LABEL = (
    r"(?:(?:archiv|luft)?(?:foto|photo|bild|grafik|visualisierung|repro|quelle|copyright)\w{0,12}\s*(?::|©)|©|\(c\))"
)
"""What opens a credit."""

# A paragraph of the text does not end so; a caption often does.
_ENDS_IN_CREDIT = re.compile(rf"(?:.*[^\w-])?{LABEL}\s*\S.{{1,80}}", re.I | re.S)


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
