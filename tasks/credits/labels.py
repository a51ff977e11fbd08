"""The labels in a text: where a credit may begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.credits import forms
from tasks.credits.ground import Sort
from tasks.credits.nouns import LONGEST_FRONT, STEMS, doubted_after, kind_of, names_several
from tasks.credits.words import BEFORE_NO_LABEL
from tasks.types.release import ImageKind

_LONGEST_DETERMINER = 16
# A title or somebody's words begin here.
_QUOTED = re.compile(r"(?:^|[\s(\[])[\"„“»‚']$")
# `Weiteres Bild: …` names what is shown.
_ADJECTIVE = re.compile(r"(?:(?:^|[.!?]\s|\n)[^\W\d_]{2,}|(?:^|\s)[a-zäöü]{2,})es $")


@dataclass(frozen=True, slots=True)
class Label:
    """A label or several in a row: where they stand, which form they open, what they say of the picture."""

    start: int
    end: int
    form: str
    kind: ImageKind | None = None
    doubted: frozenset[Sort] = frozenset()
    several: bool = False


def labels(text: str) -> Iterator[Label]:
    """The labels in that text, in its order."""
    row: Label | None = None
    for found in _openings(text):
        label = _label(found)
        if _is_in_sentence(text, found, label):
            continue
        if row and _is_one(text, row, label):
            row = Label(
                row.start, label.end, row.form, row.kind or label.kind, row.doubted, row.several or label.several
            )
            continue
        if row:
            yield row
        row = label
    if row:
        yield row


def _openings(text: str) -> Iterator[re.Match[str]]:
    """Where the forms of a credit open; they are not looked for long before the first word that may be a label's."""
    lowered = text.lower()
    stems = [at for stem in STEMS if (at := lowered.find(stem)) >= 0]
    if stems:
        yield from forms.OPENER.finditer(text, max(0, min(stems) - LONGEST_FRONT))


def opening_label(text: str) -> Label | None:
    """The single word and colon that open the text, such as `Luftbild:`, if they do."""
    found = forms.OPENER.match(text)
    return _label(found) if found and found[0].endswith(":") and " " not in found[0] else None


def _label(found: re.Match[str]) -> Label:
    form = forms.BY_GROUP[found.lastgroup or ""]
    noun = found.groupdict().get(f"noun_{form.group}") or ""
    return Label(found.start(), found.end(), form.name, kind_of(noun), doubted_after(noun), several=names_several(noun))


def _is_one(text: str, row: Label, label: Label) -> bool:
    return forms.TEXT not in (row.form, label.form) and not text[row.end : label.start].strip()


def _is_in_sentence(text: str, found: re.Match[str], label: Label) -> bool:
    """Whether the words before make the label a part of their sentence: `auf dem Foto: …`, `Neuer Plan: …`."""
    before = text[max(0, found.start() - _LONGEST_DETERMINER) : found.start()]
    if _QUOTED.search(before):
        return True
    words = before.split(" ")
    if len(words) < 2 or words[-1]:
        return False
    described = _ADJECTIVE.search(before) and label.kind == "photo"
    return bool(described) or words[-2].casefold() in BEFORE_NO_LABEL or (_is_thing(label) and words[-2][-1:].isalnum())


def _is_thing(label: Label) -> bool:
    """Whether the label's word, such as `Plan`, is as often the thing itself."""
    return Sort.PERSON in label.doubted
