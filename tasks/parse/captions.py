"""Which caption belongs to which picture.

A caption stands inside its figure, right after its picture, or after the address block with the other captions, in
the pictures' order. Where that does not settle it, nothing is guessed: the caption becomes a finding.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from config.source import Figures
from tasks.parse.figures import read_figure
from tasks.parse.pieces import Piece
from tasks.types.reading import Figure

Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture and where on the page it stands."""

    figure: Figure
    piece: Piece


def pair_captions(
    before: Sequence[Piece], body: Sequence[Piece], after: Sequence[Piece], rules: Figures, absolute: Absolute
) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The pictures with their captions, in page order, and findings on captions that found no picture."""
    above = _pair_above(before, rules, absolute)
    shown = _pair_marked(body, rules, absolute)
    seen = [*shown, *(_Seen(figure, piece) for piece in after if (figure := _figure(piece, rules, absolute)))]
    captions = [piece for piece in after if not piece.picture]
    seen, captions = _pair_by_text(seen, captions)
    seen, captions = _pair_by_order(seen, captions)
    seen, captions = _pair_by_place(seen, captions)
    findings = tuple(f"caption without a picture: {piece.text!r}" for piece in captions)
    return _merge([*above, *(one.figure for one in seen)]), findings


def _figure(piece: Piece, rules: Figures, absolute: Absolute) -> Figure | None:
    return read_figure(piece.node, rules, absolute) if piece.picture else None


def _pair_above(pieces: Sequence[Piece], rules: Figures, absolute: Absolute) -> list[Figure]:
    """Pictures before the title, each followed by its texts: the alt text, then the caption (older templates)."""
    figures: list[Figure] = []
    for at, piece in enumerate(pieces):
        if figure := _figure(piece, rules, absolute):
            texts = []
            for follower in pieces[at + 1 :]:
                if follower.picture:
                    break
                texts.append(follower.text)
            caption = texts[:2][-1] if texts else None
            figures.append(replace(figure, caption=figure.caption or caption))
    return figures


def _pair_marked(pieces: Sequence[Piece], rules: Figures, absolute: Absolute) -> list[_Seen]:
    """Pictures in the text, and the captions that a selector marks, each for the picture before it."""
    seen: list[_Seen] = []
    for piece in pieces:
        if figure := _figure(piece, rules, absolute):
            seen.append(_Seen(figure, piece))
        elif piece.caption and seen and not seen[-1].figure.caption:
            seen[-1] = _with_caption(seen[-1], piece)
    return seen


def _pair_by_text(seen: list[_Seen], captions: list[Piece]) -> tuple[list[_Seen], list[Piece]]:
    """Captions that begin as one picture's attributes do."""
    left = []
    for caption in captions:
        matching = [
            at for at, one in enumerate(seen) if not one.figure.caption and _same_start(one.figure, caption.text)
        ]
        if len(matching) == 1:
            seen[matching[0]] = _with_caption(seen[matching[0]], caption)
        else:
            left.append(caption)
    return seen, left


def _pair_by_order(seen: list[_Seen], captions: list[Piece]) -> tuple[list[_Seen], list[Piece]]:
    """As many captions as pictures without one: first to first."""
    open_ = [at for at, one in enumerate(seen) if not one.figure.caption]
    if len(open_) != len(captions):
        return seen, captions
    for at, caption in zip(open_, captions, strict=True):
        seen[at] = _with_caption(seen[at], caption)
    return seen, []


def _pair_by_place(seen: list[_Seen], captions: list[Piece]) -> tuple[list[_Seen], list[Piece]]:
    """A caption that shares an element with one picture and no other."""
    left = []
    for caption in captions:
        around = next((node for node in caption.node.parents if any(_inside(one, node) for one in seen)), None)
        near = [at for at, one in enumerate(seen) if around is not None and _inside(one, around)]
        if len(near) == 1 and not seen[near[0]].figure.caption:
            seen[near[0]] = _with_caption(seen[near[0]], caption)
        else:
            left.append(caption)
    return seen, left


def _inside(one: _Seen, node: object) -> bool:
    return any(parent is node for parent in one.piece.node.parents)


def _with_caption(one: _Seen, caption: Piece) -> _Seen:
    return replace(one, figure=replace(one.figure, caption=caption.text))


def _same_start(figure: Figure, caption: str) -> bool:
    hints = [hint.rstrip(" .") for hint in (figure.attribute_caption, figure.alt) if hint]
    return any(len(hint) > 10 and caption.startswith(hint) for hint in hints)


def _merge(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure an original: a slider and its full view show the same picture twice."""
    merged: dict[str, Figure] = {}
    for figure in figures:
        first = merged.get(figure.urls[0])
        merged[figure.urls[0]] = _fill(first, figure) if first else figure
    return tuple(merged.values())


def _fill(first: Figure, second: Figure) -> Figure:
    return Figure(
        urls=tuple(dict.fromkeys((*first.urls, *second.urls))),
        alt=first.alt or second.alt,
        caption=first.caption or second.caption,
        overlay=first.overlay or second.overlay,
        attribute_caption=first.attribute_caption or second.attribute_caption,
        attribute_credit=first.attribute_credit or second.attribute_credit,
    )
