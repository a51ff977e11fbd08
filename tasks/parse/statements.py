"""Lines that credit the page's pictures without standing at one: `Fotos: NAME`, `Bildnachweise: Bild 1: A, Bild 2: B`.

Such a line says nothing but names behind a label for pictures, so the credit grammar reads it to its end: what merely
begins with `Foto:` and describes is none. Which pictures it means is told by what it says, never by what would fit:
numbers, places, "alle", or a label's plural. `Bildnachweis` and its like speak of any number.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from tasks.credits import Credited
from tasks.parse.pieces import Line, Piece
from tasks.types.release import Heading, ListBlock, Paragraph

Scope = Literal["numbers", "place", "all", "rest", "several", "one"]
Read = Callable[[str], Credited]

_PICTURE = r"(?:foto|photo|bild|grafik|visualisierung|aufnahme|abbildung|illustration)"
_RIGHT = r"(?:nachweise?|rechte|quellen?|credits?|urheber(?:in|innen)?|autor(?:in|innen)?|verzeichnis)"
_NOUN = rf"(?:(?:Archiv|Symbol|Presse|Luft|Titel)-?)?{_PICTURE}(?:s|er|es|en|material)?(?:-?{_RIGHT})?"
_ALL = r"(?:alle|beide|sämtliche)"
_LABEL = rf"\W{{0,2}}(?P<label>(?:{_ALL}\s)?(?:©\s?)?{_NOUN})(?:\s?\(\d{{1,2}}\))?"
_SAID = re.compile(_PICTURE, re.I)
_OPENING = re.compile(rf"{_LABEL}\s?(?::\s?©?|©)\s*", re.I)
_HEADING = re.compile(
    rf"{_LABEL}\s?:|\W{{0,2}}(?P<plain>{_PICTURE}s?(?:er)?-?{_RIGHT}|{_RIGHT} der (?:bilder|fotos))\s?:?", re.I
)
_SEVERAL = re.compile(rf"fotos|photos|bilder|grafiken|(?:ung|aufnahm|illustration)en\b|material|{_RIGHT}\b", re.I)
_ONLY_ALL = re.compile(rf"{_ALL}\b", re.I)

_NUMBERS = r"\d{1,2}(?:\s?(?:,|/|&|\+|und|[-–]|bis)\s?(?:(?:Bild|Foto)\s)?\d{1,2})*(?!\d|\.\d)"
_PLACES = r"links|rechts|oben|unten|(?:in der )?mitte"
_WHICH = (
    rf"(?:(?P<numbers>{_NUMBERS})|(?P<place>{_PLACES})|(?P<rest>(?:alle\s)?(?:übrige|restliche|andere|weitere)n?)"
    r"|(?P<all>alle))"
)
_KIND = r"(?:(?P<noun>Bild(?:er)?|Fotos?|Grafik(?:en)?)|Abb(?:ildung(?:en)?|\.)?|Nr\.|Nummer)"
_BEFORE_NAME = re.compile(
    rf"(?:^|(?<=[\s,;|/]))(?:(?:{_KIND}\s?)?{_WHICH}(?:\s(?:Bilder|Fotos))?\s?(?::\s?©?|©)\s*"
    r"|\(?(?P<listed>\d{1,2})[.)]\s+(?=[^\W\d]))",
    re.I,
)
_BEHIND_NAME = re.compile(rf"\s*\((?:{_KIND}\s?)?{_WHICH}(?:\s(?:Bilder|Fotos))?\)", re.I)
_BETWEEN = " \n\t,;|/·•"
_AUTHOR = re.compile(r"texte?\b", re.I)
_TAIL = re.compile(rf"(?<=[.!?“”\"»)])\s+(?={_LABEL}\s?:)", re.I)
# A line of facts: `Ort: …`, `Texte: …`. Among such lines one on pictures is a fact of what the text tells of.
_FACT = re.compile(rf"(?!\W{{0,2}}{_NOUN}\b)[\w .&/-]{{2,40}}:\s", re.I)
_LONGEST = 400


class Statement(NamedTuple):
    """One credit: its label and names, which pictures it means, and the words that said so.

    `scope`: those of these `numbers` in page order, the one at this `place`, all of them, those that no other
    statement names, several or one without saying which. It speaks of the pictures `shown` right before it, by their
    addresses, or else of all on the page.
    """

    credit: str
    scope: Scope
    printed: str
    numbers: tuple[int, ...] = ()
    place: str = ""
    shown: tuple[str, ...] = ()


def read_statement(text: str, read: Read) -> tuple[Statement, ...]:
    """What the text says of the page's pictures; nothing where it says anything else."""
    if len(text) > _LONGEST or not _SAID.search(text):
        return ()
    opening = _OPENING.match(text)
    if _BEFORE_NAME.match(text):
        found = _split("Bild", text, text)
    elif opening and not _ONLY_ALL.match(opening["label"]):
        found = _split(opening["label"], text[opening.end() :].rstrip(_BETWEEN + ")."), text)
    else:
        found = []
    if found:
        return tuple(found) if all(_is_credit(one.credit, read) for one in found) else ()
    if not (opening or _AUTHOR.match(text)) or not _is_credit(text, read):
        return ()
    label = opening["label"] if opening else text
    return (Statement(text, _scope(label), text),)


def says_more(text: str, read: Read) -> bool:
    """Whether the text also says who wrote the release: then it belongs to the text as well."""
    return any(piece.role == "other" for piece in read(text).pieces)


def read_below(pieces: Sequence[Piece], at: int, read: Read) -> tuple[list[Statement], int]:
    """What stands below a heading or label for credits, at that place: statements, and how many pieces they take up."""
    heading = pieces[at]
    opened = _HEADING.fullmatch(heading.text)
    if opened is None or len(heading.lines) != 1 or not isinstance(heading.block, Heading | Paragraph):
        return [], 0
    label = opened["label"] or opened["plain"]
    found: list[Statement] = []
    taken = 0
    for piece in (pieces[number] for number in range(at + 1, len(pieces))):
        lines = _below(piece, label)
        said = [read_statement(line, read) for line in lines]
        if not lines or not all(said):
            break
        found += [one for line in said for one in line]
        taken += 1
    bare = [one for one in found if one.scope in ("several", "one")]
    if len(bare) > 1:
        found = [one._replace(scope="one") if one in bare else one for one in found]
    return found, taken


def _below(piece: Piece, label: str) -> list[str]:
    if not isinstance(piece.block, Paragraph | ListBlock) or piece.picture:
        return []
    if isinstance(piece.block, ListBlock) and piece.block.ordered and len(piece.lines) == len(piece.block.items):
        return [f"Bild {number}: {line}" for number, line in enumerate(piece.lines, start=1)]
    return [line if _opens(line) else f"{label}: {line}" for line in piece.lines]


def _opens(line: str) -> bool:
    return bool(_OPENING.match(line) or (_BEFORE_NAME.match(line) and not line[0].isdecimal()))


def last_lines(piece: Piece, read: Read) -> int:
    """From which line on a piece credits pictures to its end; its number of lines where it does not."""
    lines = piece.lines
    if not isinstance(piece.block, Paragraph) or len(lines) != len(piece.printed):
        return len(lines)
    for start in range(max(0, len(lines) - 5), len(lines)):
        if start and _FACT.match(lines[start - 1]):
            return len(lines)
        if read_lines(lines[start:], read) and not _is_linked_word(piece, start, read):
            return start
    return len(lines)


def cut_tail(piece: Piece, read: Read) -> tuple[Piece, tuple[Statement, ...]]:
    """A paragraph without the credit that its last line ends in, behind a sentence; that as statements."""
    *others, last = piece.printed or (Line(""),)
    found = _TAIL.search(last.text, max(0, len(last.text) - _LONGEST)) if isinstance(piece.block, Paragraph) else None
    said = read_lines([last.text[found.end() :]], read) if found else ()
    if not found or not said or last.links:
        return piece, ()
    printed = (*others, last._replace(text=last.text[: found.start()], unlinked=last.text[: found.start()]))
    return replace(piece, printed=printed, block=Paragraph(text="\n".join(line.text for line in printed))), said


def read_lines(lines: Sequence[str], read: Read) -> tuple[Statement, ...]:
    """The lines as one statement, or each as one of its own."""
    if whole := read_statement("\n".join(lines), read):
        own = [read_statement(line, read) for line in lines]
        return tuple(one for line in own for one in line) if all(own) and len(own) > 1 else whole
    return ()


def _is_linked_word(piece: Piece, start: int, read: Read) -> bool:
    """`Fotos: Download`, where a link is the one word: no name."""
    linked = any(line.links for line in piece.printed[start:])
    return linked and " " not in (read("\n".join(piece.lines[start:])).credit_text or "")


def _split(label: str, text: str, printed: str) -> list[Statement]:
    """The parts of a text that says which picture is whose, in front of each name or in brackets behind it."""
    before = list(_BEFORE_NAME.finditer(text))
    if before and before[0].start() == 0:
        ends = [found.start() for found in before[1:]] + [len(text)]
        names = [text[found.end() : end].strip(_BETWEEN) for found, end in zip(before, ends, strict=True)]
        return list(_statements(label, before, names, printed))
    behind = list(_BEHIND_NAME.finditer(f"{text})" if text.count("(") > text.count(")") else text))
    if behind and behind[-1].end() >= len(text):
        starts = [0, *(found.end() for found in behind[:-1])]
        names = [text[start : found.start()].strip(_BETWEEN) for start, found in zip(starts, behind, strict=True)]
        return list(_statements(label, behind, [re.sub(r"^und\s", "", name) for name in names], printed))
    return []


def _statements(label: str, found: Sequence[re.Match[str]], names: Sequence[str], printed: str) -> Iterator[Statement]:
    for which, name in zip(found, names, strict=True):
        said = which.groupdict()
        credit = f"{which['noun'] or label}: {re.sub(r' und$', '', name)}"
        if numbers := said["numbers"] or said.get("listed"):
            yield Statement(credit, "numbers", printed, numbers=_numbers(numbers))
        elif which["place"]:
            yield Statement(credit, "place", printed, place=which["place"].lower().split()[-1])
        else:
            yield Statement(credit, "rest" if which["rest"] else "all", printed)


def _numbers(text: str) -> tuple[int, ...]:
    """`1, 3` and `2-4`, each number that it names."""
    numbers: list[int] = []
    for part in re.findall(r"\d+(?:\s?(?:[-–]|bis)\s?\d+)?", text):
        first, *last = map(int, re.findall(r"\d+", part))
        numbers += range(first, (last[0] if last else first) + 1)
    return tuple(numbers)


def _is_credit(text: str, read: Read) -> bool:
    credited = read(text)
    return credited.caption is None and bool(credited.credit_text)


def _scope(label: str) -> Scope:
    if _ONLY_ALL.match(label):
        return "all"
    return "several" if _SEVERAL.search(label) else "one"
