"""Find the credits in a settled text: a label with the name behind it, or a name that needs none.

Every step looks at no more than `_REACH` characters from a label, so the time grows with the text and no faster.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks.credits import forms
from tasks.credits.creators import read_names
from tasks.credits.evidence import names_bank
from tasks.credits.ground import Ground, Sort
from tasks.credits.labels import Label, labels, opening_label
from tasks.credits.naming import Name, chunk_end, read_name, sentence_stop, whole_chunk
from tasks.credits.nouns import WORD
from tasks.credits.remarks import COUNTER, Span, is_note, split_remarks
from tasks.types.release import Creator, ImageKind

_REACH = 400
_HEAD_REACH = 120
_LEFT_REACH = 12
# A second full stop joins caption and credit in some templates: `Der Rat tagt.. Foto: A`.
_LEFT = re.compile(r"(?:(?<=[^.][.!?])\.|\s*(?:[,;|•·*+]|//?)|(?:^|\s+)[-–—])?\s*(?P<brackets>[(\[{]{0,2})\s*$")
_RIGHT = re.compile(r"(?:\s?\*)?[.!?]{0,3}(?:\s*[,;|](?=\s|$)|\s+[-–—](?=\s|$))?")
_CLOSING = re.compile(r"\s?[)\]}]")
_HEAD = re.compile(r"(?:^|[.\n|(,])\s*(?P<name>[^.\n|(,]+)$")
# Where a name without a label may stand in a caption, and what it must be there to count.
_ENDINGS = (
    (re.compile(r"\n(?P<name>[^\n]+)$"), {forms.BANK, forms.KNOWN, forms.PRIVATE}),
    (re.compile(r"(?:^|\s)[(\[](?P<name>[^()\[\]\n]+)[)\]]\.?$"), {forms.BANK, forms.PRIVATE}),
    (re.compile(r"\s\|\s(?P<name>[^|\n]+)$"), {forms.BANK, forms.KNOWN, forms.PRIVATE}),
    (re.compile(r"^(?P<name>[^\n]+)$"), {forms.BANK}),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One credit: the stretches it takes up with their roles, later ones within earlier ones."""

    spans: tuple[Span, ...]
    creators: tuple[Creator, ...]
    form: str
    kind: ImageKind | None

    @property
    def start(self) -> int:
        return self.spans[0][1]


@dataclass(slots=True)
class _Walk:
    """Where the walk from label to label stands: what is used up, and how many brackets taken off are still open."""

    done: int = 0
    brackets: int = 0


def find(text: str, ground: Ground, *, by_place: bool) -> list[Finding]:
    """The credits in that text in its order; with `by_place` a text without label is one itself."""
    found = list(_labelled(text, ground, by_place=by_place))
    if not any(finding.form != forms.TEXT for finding in found):
        bare = _by_place(text, ground) if by_place else _by_ending(text, ground)
        return [bare] if bare else []
    if by_place and found[0].start > 0 and (bare := _by_place(text[: found[0].start], ground)):
        return [bare, *found]  # as in `A © B`
    opening = opening_label(text)
    if opening and found[0].start > 0:
        found.insert(0, Finding((("label", 0, opening.end),), (), forms.DESCRIPTION, opening.kind))
    return found


def _labelled(text: str, ground: Ground, *, by_place: bool) -> Iterator[Finding]:
    walk, row = _Walk(), list(labels(text))
    ends = [*(label.start for label in row), len(text)][1:]
    for label, following in zip(row, ends, strict=True):
        begin = label.end + (label.end < following and text[label.end].isspace())
        limit = min(following, begin + _REACH)
        chunk = text[begin : chunk_end(text, begin, limit)]
        name = read_name(chunk, _ground_at(label, ground, by_place=by_place))
        if name is None and by_place and label.form == "sign" and chunk.strip():
            name = whole_chunk(chunk)
        if name:
            yield _taken(text, label, begin, name, following, walk, ground)


def _ground_at(label: Label, ground: Ground, *, by_place: bool) -> Ground:
    opening = label.start == 0 and label.form not in ("sign", "copyright", "label and sign")
    doubted = label.doubted if opening and not by_place else frozenset()
    return replace(ground, opening=opening, doubted=doubted, several=label.several)


def _by_place(text: str, ground: Ground) -> Finding | None:
    name = read_name(text, ground) if len(text) <= _REACH and not WORD.fullmatch(text) else None
    if name is None:
        return None
    walk = _Walk()
    finding = _taken(text, Label(0, 0, forms.BARE), 0, name, len(text), walk, ground)
    return finding if walk.done == len(text) else None


def _by_ending(text: str, ground: Ground) -> Finding | None:
    for pattern, allowed in _ENDINGS:
        ending = pattern.search(text, max(0, len(text) - _REACH))
        if ending is None:
            continue
        length, remarks = split_remarks(ending["name"])
        printed = ending["name"][:length]
        if not _may_stand_alone(printed, ground):
            continue
        creators = read_names(printed, replace(ground, opening=True))
        form = _form_without_label(printed, creators, ground)
        if creators is not None and form in allowed:
            begin = ending.start("name")
            name = Name(0, length, len(ending["name"]), remarks, creators)
            return _taken(text, Label(begin, begin, form), begin, name, len(text), _Walk(), ground)
    return None


def _may_stand_alone(name: str, ground: Ground) -> bool:
    """Whether a name without a label may be one of `_ENDINGS`: most captions say nothing of the kind."""
    if name.casefold() == "privat" or names_bank(name):
        return True
    folded = "".join(name.split()).casefold()
    return any("".join(known.split()) in folded for known in ground.organisations)


def _form_without_label(name: str, creators: tuple[Creator, ...] | None, ground: Ground) -> str:
    if name.casefold() == "privat":
        return forms.PRIVATE
    if creators and names_bank(name):
        return forms.BANK
    known = [creator for creator in creators or () if ground.knows(creator.name)]
    return forms.KNOWN if creators and len(creators) > 1 and known else forms.NO_CREDIT


def _taken(text: str, label: Label, begin: int, name: Name, following: int, walk: _Walk, ground: Ground) -> Finding:
    """What a name takes up, with the marks and brackets around it and the notes on use behind it."""
    left = _LEFT.search(text, max(walk.done, label.start - _LEFT_REACH), label.start)
    start = left.start() if left else label.start
    head = _head(text, start, walk.done, ground) if left and "/" in left[0] else None
    walk.brackets += len(left["brackets"]) if left else 0
    walk.brackets += label.form == forms.IN_BRACKETS
    end = _right_end(text, start, begin + name.stop, walk)
    notes = list(_notes(text, end, min(following, end + 2 * _REACH)))
    walk.done = notes[-1][2] if notes else end
    if notes and (closed := _closed(text, start, walk.done, walk)) > walk.done:
        notes.append(("mark", walk.done, closed))
        walk.done = closed
    role, label_role = ("other", "other") if label.form == forms.TEXT else ("credit", "label")
    spans = [(label_role, label.start, label.end), (role, begin + name.start, begin + name.end)]
    spans += [(remark, begin + first, begin + last) for remark, first, last in name.remarks]
    creators = name.creators
    if head:
        start = head.start
        spans.insert(0, ("credit", head.start, head.end))
        creators = (*head.creators, *creators)
    return Finding((("mark", start, end), *spans, *notes), creators, label.form, label.kind)


def _head(text: str, end: int, done: int, ground: Ground) -> Name | None:
    """The organisation in front of a label behind a slash, as in `Stadt A/Archivbild: B`."""
    found = _HEAD.search(text, max(done, end - _HEAD_REACH), end)
    if found is None:
        return None
    sure = replace(ground, opening=True, doubted=frozenset(Sort) - {Sort.ORGANISATION})
    creators = read_names(found["name"], sure)
    return Name(found.start("name"), end, end, (), creators) if creators else None


def _right_end(text: str, start: int, end: int, walk: _Walk) -> int:
    closing = _CLOSING.match(text, end)
    if closing is None:
        right = _RIGHT.match(text, end)
        return right.end() if right else end
    if walk.brackets == 0:  # one that nothing opens leaves with the credit
        return end if _is_open(text[max(0, start - _REACH) : start]) else closing.end()
    return _closed(text, start, end, walk)


def _closed(text: str, start: int, end: int, walk: _Walk) -> int:
    """Where the brackets end that were taken off in front, and the full stop behind them that ends no caption."""
    closing = _CLOSING.match(text, end)
    if closing is None or walk.brackets == 0:
        return end
    while walk.brackets and closing:
        walk.brackets -= 1
        end = closing.end()
        closing = _CLOSING.match(text, end)
    if start == 0 and text[end : end + 1] == ":":
        return end + 1
    ends_caption = start > 0 and (text[start - 1].isalnum() or text[start - 1] in '"“”»)')
    return end + (text[end : end + 1] == "." and not ends_caption)


def _is_open(before: str) -> bool:
    return sum(map(before.count, "([{")) > sum(map(before.count, ")]}"))


def _notes(text: str, start: int, limit: int) -> Iterator[Span]:
    place = start
    while place < limit:
        place += len(text[place:limit]) - len(text[place:limit].lstrip(" \n.|"))
        if counter := COUNTER.match(text, place, limit):
            yield "counter", place, counter.end()
            place = counter.end()
            continue
        sentence = text[place : chunk_end(text, place + text.startswith("(", place), limit)]
        stop = sentence_stop(sentence)
        sentence = sentence if stop is None else sentence[: stop + 1]
        if not sentence or not is_note(sentence):
            return
        end = place + len(sentence)
        end += sentence.startswith("(") and text[end : end + 1] == ")"
        yield "note", place, end
        place = end
