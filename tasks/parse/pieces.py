"""The page's root element as pieces in reading order.

A piece is what a reader sees as one thing: a heading, a run of text with its lines, a list, a table, a quote, a
picture. A run ends at a block element and at a blank line (`<br><br>`); a picture on a line of its own parts it too,
one within a line stands before it. Which piece is title, date, body or address is decided elsewhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bs4 import Tag
from bs4.element import PageElement

from tasks.parse.blocks import BLOCKS, read_block
from tasks.parse.lines import SILENT, is_inline, printed, read_lines, tags
from tasks.parse.text import clean
from tasks.types.release import Block, Paragraph

IsPicture = Callable[[Tag], bool]


class Line(NamedTuple):
    """A printed line, the links in it, and its text without theirs."""

    text: str
    links: tuple[Tag, ...] = ()
    unlinked: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One thing in reading order: what it prints, the element it stands in, and its form in a text.

    `caption` says that something marks it as a picture's caption; `opening` is its text to the end of its first
    inline element.
    """

    node: Tag
    printed: tuple[Line, ...]
    block: Block | None = None
    picture: bool = False
    caption: bool = False
    opening: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.printed if line.text)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def links(self) -> tuple[Tag, ...]:
        return tuple({id(link): link for line in self.printed for link in line.links}.values())

    @property
    def only_links(self) -> bool:
        """Whether it has links and says nothing beside them."""
        return bool(self.links) and not re.search(r"\w", self.unlinked)

    @property
    def is_prose(self) -> bool:
        """Whether it says something that is neither a caption nor just links."""
        return bool(self.lines) and not self.caption and not self.only_links

    @property
    def unlinked(self) -> str:
        return " ".join(line.unlinked for line in self.printed)


def inside(nodes: Iterable[Tag]) -> frozenset[int]:
    """The identities of these elements and of all in them."""
    return frozenset(id(node) for match in nodes for node in (match, *tags(match)))


def cut(piece: Piece, start: int, stop: int | None) -> tuple[Piece, ...]:
    """These lines of a piece as a piece of their own; none where no line is left."""
    left = piece.printed[start:stop]
    if len(left) == len(piece.printed):
        return (piece,)
    block = Paragraph(text="\n".join(line.text for line in left))
    return (replace(piece, printed=left, block=block, opening="" if start else piece.opening),) if left else ()


def read_pieces(root: Tag, is_picture: IsPicture) -> tuple[Piece, ...]:
    """Every piece below `root`, in document order; `is_picture` says which elements are pictures as a whole."""
    reader = _Reader(root, is_picture)
    return tuple(reader.read())


@dataclass(slots=True)
class _Draft:
    """A line in the making."""

    parts: list[str] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)
    links: list[Tag] = field(default_factory=list)
    pictures: list[Tag] = field(default_factory=list)
    opening: str = ""
    says: bool = False

    @property
    def is_blank(self) -> bool:
        return not (self.says or self.links or self.pictures)

    def printed(self) -> Line:
        return Line(self.text(), tuple(self.links), clean("".join(self.unlinked)))

    def text(self) -> str:
        return clean("".join(self.parts)) if self.says else ""


class _Reader:
    """Walks the tree with a stack of its own: pages nest without limit."""

    def __init__(self, root: Tag, is_picture: IsPicture) -> None:
        self._root = root
        self._is_picture = is_picture
        self._blocks = [root]
        self._links: list[Tag] = []
        self._run = [_Draft()]

    def read(self) -> Iterator[Piece]:
        stack = [(self._root, iter(self._root.contents))]
        while stack:
            node, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                yield from self._leave(node)
            elif isinstance(child, Tag):
                taken = self._take(child)
                if taken is None:
                    stack.append((child, iter(child.contents)))
                    yield from self._enter(child)
                else:
                    yield from taken
            else:
                self._add(child)

    def _take(self, node: Tag) -> list[Piece] | None:
        """The pieces of an element that is read as a whole; None where its children are to be read one by one."""
        if node.name == "br":
            self._run.append(_Draft())
            return []
        if self._is_picture(node):
            return self._take_picture(node)
        if node.name == "noscript":  # what stands in for a picture that a script loads later
            return [*self._end_run(), *map(_picture, filter(self._is_picture, tags(node)))]
        if node.name in SILENT:
            return []
        if node.name not in BLOCKS or any(map(self._is_picture, tags(node))):
            return None
        block = read_block(node)
        return [*self._end_run(), _whole(node, block)] if block else None

    def _take_picture(self, node: Tag) -> list[Piece]:
        if not is_inline(node.name):
            return [*self._end_run(), _picture(node)]
        self._run[-1].pictures.append(node)
        return []

    def _add(self, node: PageElement) -> None:
        text = printed(node) or ""
        line = self._run[-1]
        line.parts.append(text)
        line.says = line.says or bool(text.strip())
        if not self._links:
            line.unlinked.append(text)
        elif text.strip():
            line.links.append(self._links[-1])

    def _enter(self, node: Tag) -> list[Piece]:
        if is_inline(node.name):
            if _is_link(node):
                self._links.append(node)
            return []
        ended = self._end_run()
        self._blocks.append(node)
        return ended

    def _leave(self, node: Tag) -> list[Piece]:
        if not is_inline(node.name) or node is self._root:
            ended = self._end_run()
            self._blocks.pop()
            return ended
        line = self._run[-1]
        if line.says and not line.opening:
            line.opening = line.text()
        if _is_link(node):
            self._links.pop()
            if not node.get_text(strip=True):  # a link of an icon
                line.links.append(node)
        return []

    def _end_run(self) -> list[Piece]:
        run, self._run = self._run, [_Draft()]
        if all(draft.is_blank for draft in run):
            return []
        return [piece for lines in _paragraphs(run) for piece in _run_pieces(self._blocks[-1], lines)]


def _is_link(node: Tag) -> bool:
    return node.name == "a" and bool(node.get("href"))


def _links(node: Tag) -> tuple[Tag, ...]:
    return tuple(filter(_is_link, tags(node)))


def _paragraphs(run: Sequence[_Draft]) -> Iterator[list[tuple[_Draft, Line]]]:
    """The lines between blank ones; a line that is nothing but a picture stands alone."""
    together: list[tuple[_Draft, Line]] = []
    for draft in run:
        line = draft.printed()
        if line.text:
            together.append((draft, line))
            continue
        if together:
            yield together
            together = []
        if draft.pictures or line.links:
            yield [(draft, line)]
    if together:
        yield together


def _run_pieces(node: Tag, paragraph: Sequence[tuple[_Draft, Line]]) -> Iterator[Piece]:
    yield from (_picture(picture) for draft, _ in paragraph for picture in draft.pictures)
    lines = tuple(line for _, line in paragraph)
    text = "\n".join(line.text for line in lines)
    if text or any(line.links for line in lines):
        yield Piece(node, lines, Paragraph(text=text) if text else None, opening=paragraph[0][0].opening)


def _picture(node: Tag) -> Piece:
    return Piece(node, (Line("", _links(node)),), picture=True)


def _whole(node: Tag, block: Block) -> Piece:
    links = _links(node)
    first, *others = lines = read_lines([node])
    unlinked = " ".join(read_lines([node], skip=links) if links else lines)
    return Piece(node, (Line(first, links, unlinked), *map(Line, others)), block)
