"""Which caption belongs to which picture.

A caption stands in its figure, in an element marked as one, right behind its picture and ending in a credit, before
the title (older templates), or behind the address with the other captions, in the pictures' order. Where that does
not settle it, nothing is guessed: the caption becomes a finding.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from tasks.parse.dates import read_date
from tasks.parse.divide import Parts
from tasks.parse.pairing import Pairing, join_credits
from tasks.parse.pieces import Piece
from tasks.types.reading import Figure
from tasks.types.release import Heading, ListBlock, Table

_OF_PICTURES = re.compile(r"\b(?:bild|foto|abbildung|galerie)", re.I)


def pair_captions(figures: Mapping[int, Figure], parts: Parts) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The pictures with their captions, in page order, and findings on captions that found no picture."""
    pieces = (*parts.above, *parts.body, *parts.after)
    texts = (parts.heading, *parts.address, *(piece for piece in parts.body if piece.lines and not piece.caption))
    pairing = Pairing(figures, pieces, [piece.node for piece in texts])
    left = [*(piece for piece in (*parts.above, *parts.body) if piece.caption), *_candidates(parts.after)]
    left = pairing.by_box(pairing.by_text(left))
    left = pairing.by_neighbourhood(parts.body, left)
    pairing.from_above([piece for piece in parts.above if piece.picture or _is_text(piece)])
    left = _by_order(pairing, left, parts.address)
    left = pairing.by_neighbourhood(parts.after, left)
    return pairing.figures, tuple(f"caption without a picture: {piece.text!r}" for piece in left)


def _candidates(after: Sequence[Piece]) -> Iterator[Piece]:
    """What may be a caption behind the address, up to a heading that opens something else."""
    furniture = False
    for piece in after:
        if isinstance(piece.block, Heading):
            furniture = not _OF_PICTURES.search(piece.text)
        elif piece.caption or (not furniture and _is_text(piece)):
            yield piece


def _is_text(piece: Piece) -> bool:
    """Whether the piece says something that is no heading, no list, no date and not just links."""
    if not piece.lines or isinstance(piece.block, Heading | ListBlock | Table) or read_date(piece.text, "UTC"):
        return False
    return not piece.only_links


def _by_order(pairing: Pairing, left: list[Piece], address: Sequence[Piece]) -> list[Piece]:
    """As many captions as pictures without one; where they are not, then those that stand beside the address."""
    parents = {id(piece.node.parent) for piece in address}
    beside = [piece for piece in left if id(piece.node.parent) in parents]
    for some in (left, beside):
        if some and (pairing.in_order(some) or pairing.in_order(join_credits(some))):
            return [piece for piece in left if piece not in some]
    return left
