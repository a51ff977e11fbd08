"""What a page says of its pictures' credits elsewhere than at them: found, taken out of the text, given to pictures.

Such statements stand at the end of the text, behind the address, below a heading as `Bildnachweise`, behind a gallery,
or where the source file says so. What stands at a picture comes first (`captions`); a statement that does not say
which picture it means goes to those without a credit of their own. Where that leaves a choice, no picture gets it: it
becomes a finding.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tasks.parse.divide import Parts
from tasks.parse.marking import candidates
from tasks.parse.pieces import Piece, cut
from tasks.parse.statements import Read, Scope, Statement, cut_tail, last_lines, read_below, read_lines, says_more
from tasks.types.reading import Figure
from tasks.types.release import Heading

_PLACES = (("links", "rechts"), ("oben", "unten"), ("links", "mitte", "rechts"), ("oben", "mitte", "unten"))
# A heading or label for credits is short.
_LONGEST_HEADING = 60


class Taken(NamedTuple):
    """A page's parts without the statements that were found in them."""

    parts: Parts
    statements: tuple[Statement, ...]


def take_statements(parts: Parts, pictures: int, hinted: Collection[int], read: Read) -> Taken:
    """The statements in the text and behind the address; `hinted` are elements that the source file names.

    On a page that shows no picture they stay where they are, for then they are all that tells of one.
    """
    body, stated = _below_headings(parts.body, hinted, read)
    body, more = _at_the_end(body, pictures, read)
    stated += more
    if not pictures or not any(map(_is_text, body)):
        return Taken(parts, tuple(stated))
    after, behind = _below_headings(parts.after, hinted, read)
    after, more = _behind_address(after, pictures, read)
    return Taken(replace(parts, body=tuple(body), after=tuple(after)), (*stated, *behind, *more))


def _is_text(piece: Piece) -> bool:
    return bool(piece.lines) and not piece.caption and not isinstance(piece.block, Heading)


def _below_headings(
    pieces: Sequence[Piece], hinted: Collection[int], read: Read
) -> tuple[list[Piece], list[Statement]]:
    left: list[Piece] = []
    stated: list[Statement] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        said: Sequence[Statement] = ()
        taken = 0
        if id(piece.node) in hinted:
            said, taken = _hinted(piece, read)
        elif not piece.picture and len(piece.lines) == 1 and len(piece.text) < _LONGEST_HEADING:
            said, taken = read_below(pieces, at, read)
        stated += said
        if not said:
            left.append(piece)
        at += 1 + taken
    return left, stated


def _hinted(piece: Piece, read: Read) -> tuple[Sequence[Statement], int]:
    """What stands in an element for credits, with its label or without."""
    return read_lines(piece.lines, read) or read_lines([f"Bildnachweis: {piece.text}"], read), 0


def _at_the_end(body: Sequence[Piece], pictures: int, read: Read) -> tuple[list[Piece], list[Statement]]:
    """The text without what credits pictures at its end, and that; links and pictures may follow it."""
    left = list(body)
    stated: list[Statement] = []
    for at in reversed(range(len(left))):
        piece = left[at]
        if not _is_text(piece) or piece.picture or piece.only_links:
            continue
        start = last_lines(piece, read)
        said = read_lines(piece.lines[start:], read)
        if not said:  # behind the text's last sentence, where it leaves no choice
            shorter, said = cut_tail(piece, read)
            if said and (pictures == 1 or "one" not in _scopes(said)):
                left[at], stated = shorter, [*said, *stated]
            break
        stated = [*said, *stated]
        if says_more("\n".join(piece.lines[start:]), read):
            break
        left[at : at + 1] = cut(piece, 0, start)
        if start:
            break
    return left, stated


def _behind_address(after: Sequence[Piece], pictures: int, read: Read) -> tuple[list[Piece], list[Statement]]:
    """What is no caption: it says which pictures it means, or stands alone for all those before or behind it."""
    if pictures < 2:  # a credit behind the address is the one picture's caption
        return list(after), []
    texts = list(candidates(after))
    said = {id(piece): found for piece in texts if (found := read_lines(piece.lines, read))}
    plain = [piece for piece in texts if _scopes(said.get(id(piece), ())) & {"several", "one"}]
    alone = plain[:1] if len(plain) == 1 and plain[0] in (texts[0], texts[-1]) else []
    taken = [
        piece
        for piece in texts
        if id(piece) in said and ("one" not in _scopes(said[id(piece)])) and (piece not in plain or piece in alone)
    ]
    return [piece for piece in after if piece not in taken], [one for piece in taken for one in said[id(piece)]]


def _scopes(said: Iterable[Statement]) -> set[Scope]:
    return {one.scope for one in said}


def give_credits(
    figures: Sequence[Figure], statements: Sequence[Statement], read: Read
) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The pictures with what the page states of them, and findings on statements that settle nothing."""
    if not statements:
        return tuple(figures), ()
    own = frozenset(figure.urls[0] for figure in figures if _has_credit(figure, read))
    given: dict[str, str] = {}
    findings: dict[str, None] = {}
    for shown in dict.fromkeys(one.shown for one in statements):
        pool = [figure.urls[0] for figure in figures if not shown or figure.urls[0] in shown]
        for scopes, settle in _RULES:
            said = [one for one in statements if one.shown == shown and one.scope in scopes]
            found = settle(said, pool, [url for url in pool if url not in own and url not in given]) if said else {}
            given = found | given
            if said and not found:
                findings |= dict.fromkeys(f"credit of no picture in particular: {one.printed!r}" for one in said)
    return tuple(replace(figure, page_credit=given.get(figure.urls[0])) for figure in figures), tuple(findings)


def _has_credit(figure: Figure, read: Read) -> bool:
    said = filter(None, (figure.caption, figure.attribute_caption))
    return bool(figure.overlay or figure.attribute_credit or any(read(text).credit_text for text in said))


Settle = Callable[[Sequence[Statement], Sequence[str], Sequence[str]], dict[str, str]]


def _by_number(said: Sequence[Statement], pool: Sequence[str], _: Sequence[str]) -> dict[str, str]:
    """Each number once, and no number without its picture: otherwise the page counts other than we do."""
    pairs = [(number, one.credit) for one in said for number in one.numbers]
    numbers = {number for number, _ in pairs}
    if len(numbers) != len(pairs) or not numbers <= set(range(1, len(pool) + 1)):
        return {}
    return {pool[number - 1]: credit for number, credit in pairs}


def _by_place(said: Sequence[Statement], pool: Sequence[str], _: Sequence[str]) -> dict[str, str]:
    """`links` and `rechts` of two pictures: a place for each."""
    credit = {one.place: one.credit for one in said}
    for places in _PLACES:
        if set(places) == set(credit) and len(places) == len(pool) == len(said):
            return {url: credit[place] for url, place in zip(pool, places, strict=True)}
    return {}


def _to_all(said: Sequence[Statement], pool: Sequence[str], _: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(pool, said[0].credit) if len({one.credit for one in said}) == 1 else {}


def _to_rest(said: Sequence[Statement], _: Sequence[str], open_: Sequence[str]) -> dict[str, str]:
    return dict.fromkeys(open_, said[0].credit) if len({one.credit for one in said}) == 1 else {}


def _to_open(said: Sequence[Statement], pool: Sequence[str], open_: Sequence[str]) -> dict[str, str]:
    """To those without a credit, or where none is left to all; of one picture only where there is no choice."""
    credits_ = list(dict.fromkeys(one.credit for one in said))
    if len(credits_) == 1:
        urls = open_ or pool
        return dict.fromkeys(urls, credits_[0]) if said[0].scope == "several" or len(urls) == 1 else {}
    in_order = all(one.scope == "one" for one in said) and len(said) == len(pool) == len(open_)
    return {url: one.credit for url, one in zip(pool, said, strict=True)} if in_order else {}


_RULES: tuple[tuple[frozenset[Scope], Settle], ...] = (
    (frozenset({"numbers"}), _by_number),
    (frozenset({"place"}), _by_place),
    (frozenset({"all"}), _to_all),
    (frozenset({"rest"}), _to_rest),
    (frozenset({"several", "one"}), _to_open),
)
