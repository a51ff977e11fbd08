"""Which caption belongs to which picture.

A caption stands in its figure, in an element marked as one, right behind its picture and ending in a credit, before
the title (older templates), or behind the address with the other captions, in the pictures' order. Where that does
not settle it, nothing is guessed: the caption becomes a finding. What credits pictures and stands at none is read
by `picture_credits`.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from tasks.credits import read_caption
from tasks.parse.divide import Parts
from tasks.parse.marking import candidates, ends_in_credit, is_text
from tasks.parse.pairing import Pairing, join_credits
from tasks.parse.picture_credits import give_credits, take_statements
from tasks.parse.pieces import Piece
from tasks.parse.statements import Read, Statement, read_lines
from tasks.types.reading import Figure


class Paired(NamedTuple):
    """The pictures in page order with what is said of them, the page's parts without that, and findings."""

    figures: tuple[Figure, ...]
    parts: Parts
    findings: tuple[str, ...]


def pair_captions(
    figures: Mapping[int, Figure], parts: Parts, hinted: Collection[int], organisations: Sequence[str]
) -> Paired:
    """The pictures with their captions and with what the page states of their credits elsewhere.

    `hinted` are elements that the source file names for such statements, `organisations` the names known in credits.
    """
    read = partial(read_caption, organisations=organisations)
    taken = take_statements(parts, len({figure.urls[0] for figure in figures.values()}), hinted, read)
    paired, left, behind = _pair(figures, taken.parts, read)
    stated, findings = list(taken.statements) + behind, []
    for caption in left:
        if said := read_lines(caption.lines, read) if paired else ():
            stated += said
        else:
            findings.append(f"caption without a picture: {caption.text!r}")
    credited, unsettled = give_credits(paired, stated, read)
    return Paired(credited, taken.parts, (*findings, *unsettled))


def _pair(
    figures: Mapping[int, Figure], parts: Parts, read: Read
) -> tuple[tuple[Figure, ...], list[Piece], list[Statement]]:
    """The pictures with their captions, captions that found none, and credits of the pictures before them."""
    pieces = (*parts.above, *parts.body, *parts.after)
    texts = (
        *filter(None, [parts.heading]),
        *parts.address,
        *(piece for piece in parts.body if piece.lines and not piece.caption),
    )
    pairing = Pairing(figures, pieces, [piece.node for piece in texts])
    left = [*(piece for piece in (*parts.above, *parts.body) if piece.caption), *candidates(parts.after)]
    left = pairing.by_number(pairing.by_box(pairing.by_text(left)))
    left, stated = pairing.credit_lines(parts.body, left, read)
    left = pairing.in_front(parts.body, pairing.by_neighbourhood(parts.body, left))
    pairing.from_above([piece for piece in parts.above if piece.picture or is_text(piece)])
    left = _by_order(pairing, left, parts.address)
    return pairing.figures, pairing.by_neighbourhood(parts.after, left), stated


def _by_order(pairing: Pairing, left: list[Piece], address: Sequence[Piece]) -> list[Piece]:
    """As many captions as pictures without one; where they are not, then those beside the address, or with a credit."""
    parents = {id(piece.node.parent) for piece in address}
    beside = [piece for piece in left if id(piece.node.parent) in parents]
    for some in (left, beside, list(filter(ends_in_credit, left))):
        if some and (pairing.in_order(some) or pairing.in_order(join_credits(some))):
            return [piece for piece in left if piece not in some]
    return left
