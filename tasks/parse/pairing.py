"""Pictures in page order, and the ways in which a caption finds its picture; each leaves what it cannot settle.

A picture that the page shows twice (a slider and its full view) is one, with what is said at either place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import groupby, pairwise

from bs4 import Tag

from tasks.parse.marking import is_credit, is_text, number_of
from tasks.parse.pieces import Piece
from tasks.parse.statements import Read, Statement, read_lines
from tasks.types.reading import Figure

_SHORTEST_HINT = 10


def join_credits(captions: Sequence[Piece]) -> list[Piece]:
    """The captions, those that are a credit and nothing else joined to the one before."""
    joined: list[Piece] = []
    for caption in captions:
        if joined and is_credit(caption) and not is_credit(joined[-1]):
            joined[-1] = replace(joined[-1], printed=(*joined[-1].printed, *caption.printed))
        else:
            joined.append(caption)
    return joined


class Pairing:
    """The pictures of one page, which receive their captions one by one."""

    def __init__(self, figures: Mapping[int, Figure], pieces: Sequence[Piece], texts: Iterable[Tag]) -> None:
        """`texts` are elements of the release's text: what holds one of them is no picture's own box."""
        self._figures: dict[str, Figure] = {}
        self._url = {id(piece.node): figures[id(piece.node)].urls[0] for piece in pieces if piece.picture}
        self._boxes: dict[int, set[str]] = {}
        wide = {id(node) for text in texts for node in _around(text)}
        for node in (piece.node for piece in pieces if piece.picture):
            url, figure = self._url[id(node)], figures[id(node)]
            self._figures[url] = _fill(self._figures.get(url, figure), figure)
            for box in (id(parent) for parent in node.parents if id(parent) not in wide):
                self._boxes.setdefault(box, set()).add(url)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(self._figures.values())

    def by_text(self, captions: Sequence[Piece]) -> list[Piece]:
        """Captions that say again what one picture's own caption says, or begin as its attributes do."""
        own = {url: _core(figure.caption) for url, figure in self._figures.items() if figure.caption}
        hints = {url: _hints(self._figures[url]) for url in self._open()}
        left = []
        for caption in captions:
            core = _core(caption.text)
            repeated = next((url for url, said in own.items() if _same_start(said, core)), None)
            hinted = [url for url, begins in hints.items() if begins and core.startswith(begins)]
            if repeated:  # the longer one has the credit
                if len(caption.text) > len(self._figures[repeated].caption or ""):
                    self._say(repeated, caption.text, "says in full what stands in its element")
            elif len(hinted) == 1:
                self._say(hinted[0], caption.text, "begins as its alt text or title does")
                del hints[hinted[0]]
            else:
                left.append(caption)
        return left

    def by_box(self, captions: Sequence[Piece]) -> list[Piece]:
        """A caption that shares an element with one picture, and neither of them with another."""
        shares = Counter(id(node) for caption in captions for node in _around(caption.node))
        left = []
        for caption in captions:
            box = next((id(node) for node in _around(caption.node) if id(node) in self._boxes), None)
            urls = self._boxes[box] if box is not None and shares[box] == 1 else ()
            if len(urls) == 1 and not self._figures[url := next(iter(urls))].caption:
                self._say(url, caption.text, "shares its box")
            else:
                left.append(caption)
        return left

    def by_number(self, captions: Sequence[Piece]) -> list[Piece]:
        """Captions that name their pictures by number, each another one without a caption: `Bild 2: …`."""
        urls = list(self._figures)
        named = [(number, caption) for caption in join_credits(captions) if (number := number_of(caption)) is not None]
        numbers = [number for number, _ in named]
        open_ = {number for number, url in enumerate(urls, start=1) if not self._figures[url].caption}
        if len(urls) < 2 or len(set(numbers)) != len(numbers) or not set(numbers) <= open_:
            return list(captions)
        for number, caption in named:
            self._say(urls[number - 1], caption.text, "by its number")
        said = {line for _, caption in named for line in map(id, caption.printed)}
        return [caption for caption in captions if said.isdisjoint(map(id, caption.printed))]

    def in_front(self, pieces: Sequence[Piece], captions: Sequence[Piece]) -> list[Piece]:
        """A caption right before a picture that has none."""
        wanted, given, open_ = frozenset(captions), set(), frozenset(self._open())
        for caption, piece in pairwise(pieces):
            if caption in wanted and piece.picture and (url := self._url[id(piece.node)]) in open_:
                self._say(url, caption.text, "in front of the picture")
                given.add(caption)
        return [caption for caption in captions if caption not in given]

    def credit_lines(
        self, pieces: Sequence[Piece], captions: Sequence[Piece], read: Read
    ) -> tuple[list[Piece], list[Statement]]:
        """Lines behind several pictures that are credits and nothing else, and say that they mean more than one."""
        wanted, stated = frozenset(captions), dict[Piece, list[Statement]]()
        pictures: list[str] = []
        last = next(filter(is_text, reversed(pieces)), None)
        for kind, run in groupby(pieces, lambda piece: "picture" if piece.picture else piece in wanted):
            if kind == "picture":
                pictures = list(dict.fromkeys(self._url[id(piece.node)] for piece in run))
                continue
            together = list(run)
            line = together[-1]
            several = len(pictures) > 1 and len(together) - 1 in (0, len(pictures))
            ends = len(together) == 1 and line is last and len(self._figures) > 1
            said = read_lines(line.lines, read) if kind and pictures and (several or ends) else ()
            if said and not any(one.scope == "one" for one in said):
                stated[line] = [one._replace(shown=tuple(pictures)) if several else one for one in said]
            pictures = []
        return [piece for piece in captions if piece not in stated], [one for said in stated.values() for one in said]

    def by_neighbourhood(self, pieces: Sequence[Piece], captions: Sequence[Piece]) -> list[Piece]:
        """Captions right behind their pictures: as many as those, or one behind the last of them."""
        wanted, given = frozenset(captions), set()
        pictures: list[str] = []
        for kind, run in groupby(pieces, lambda piece: "picture" if piece.picture else piece in wanted):
            if kind == "picture":
                pictures = [url for piece in run if (url := self._url[id(piece.node)]) in self._open()]
            elif kind and pictures:
                together = list(run)
                joined = together if len(together) <= len(pictures) else join_credits(together)
                near = pictures if len(joined) == len(pictures) else pictures[-1:]
                if len(joined) == len(near):
                    self._give_all(near, joined, "behind the picture")
                    given |= {*together}
                pictures = []
            else:
                pictures = []
        return [caption for caption in captions if caption not in given]

    def from_above(self, pieces: Sequence[Piece]) -> None:
        """Captions before the title: behind each picture its alt text, where it has one, and then its caption."""
        pictures: list[str] = []
        for shows, run in groupby(pieces, lambda piece: piece.picture):
            if shows:
                pictures = [url for piece in run if (url := self._url[id(piece.node)]) in self._open()]
                continue
            texts = [piece for piece in run if " " in piece.text and not piece.caption and not piece.links]
            captions = self._below(pictures, self._beside(pictures, texts))
            if len(pictures) == 1 or len(captions) == len(pictures):
                self._give_all(
                    pictures[: len(captions)], captions[: len(pictures)], "behind the picture, above the title"
                )

    def _beside(self, urls: Sequence[str], texts: Sequence[Piece]) -> list[Piece]:
        """Of these texts those that share a box with the pictures, where any does."""
        own = {box for box, held in self._boxes.items() if not held.isdisjoint(urls)}
        near = [text for text in texts if any(id(node) in own for node in _around(text.node))]
        return near or list(texts)

    def _below(self, urls: Sequence[str], texts: Sequence[Piece]) -> list[Piece]:
        """Of these texts the captions: not what repeats an alt text, nor the first of two where none is known."""
        alts = Counter(figure.alt for url in urls if (figure := self._figures[url]).alt)
        left = []
        for text in texts:
            if alts[text.text]:
                alts[text.text] -= 1
            else:
                left.append(text)
        if not left:  # the alt text is the caption, unless an attribute knows another
            said = {caption for url in urls if (caption := self._figures[url].attribute_caption)}
            left = [text for text in texts if not said or text.text in said]
        captions = join_credits(left)
        silent = not any(self._figures[url].alt for url in urls)
        return captions[1::2] if silent and len(captions) == 2 * len(urls) else captions

    def in_order(self, captions: Sequence[Piece]) -> bool:
        """As many captions as pictures without one, first to first; whether that was so."""
        open_ = self._open()
        silent = [url for url in open_ if not self._figures[url].attribute_caption]
        for urls in (open_, silent):
            if len(urls) == len(captions):
                self._give_all(urls, captions, "in the order of the pictures")
                return True
        return False

    def _open(self) -> list[str]:
        """The pictures without a printed caption."""
        return [url for url, figure in self._figures.items() if not figure.caption]

    def _say(self, url: str, caption: str, rule: str) -> None:
        self._figures[url] = replace(self._figures[url], caption=caption, caption_rule=rule)

    def _give_all(self, urls: Sequence[str], captions: Sequence[Piece], rule: str) -> None:
        for url, caption in zip(urls, captions, strict=True):
            self._say(url, caption.text, rule)


def _around(node: Tag) -> Iterator[Tag]:
    yield node
    yield from node.parents


def _core(text: str) -> str:
    return text.rstrip(" .")


def _hints(figure: Figure) -> tuple[str, ...]:
    """What the picture's attributes say that may open its caption."""
    said = (_core(text) for text in (figure.attribute_caption, figure.alt) if text)
    return tuple(text for text in said if len(text) > _SHORTEST_HINT)


def _same_start(one: str, other: str) -> bool:
    """Whether one of two texts is the other, or its beginning."""
    if one == other:
        return True
    return min(len(one), len(other)) > _SHORTEST_HINT and (one.startswith(other) or other.startswith(one))


def _fill(first: Figure, second: Figure) -> Figure:
    """The first figure, with what only the second says."""
    said = {field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(Figure)}
    return Figure(**said | {"urls": tuple(dict.fromkeys((*first.urls, *second.urls)))})
