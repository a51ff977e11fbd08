"""The labels in a text: where a credit may begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.credits import forms
from tasks.credits.leaves import Sort
from tasks.credits.words import BEFORE_NO_LABEL
from tasks.types.release import ImageKind

_LONGEST_DETERMINER = 16


@dataclass(frozen=True, slots=True)
class Label:
    """A label or several in a row: where they stand, which form they open, what they say of the picture."""

    start: int
    end: int
    form: str
    kind: ImageKind | None = None
    doubted: frozenset[Sort] = frozenset()


def labels(text: str) -> Iterator[Label]:
    """The labels in that text, in its order."""
    row: Label | None = None
    for found in forms.OPENER.finditer(text):
        label = _label(found)
        if _is_in_sentence(text, found, label):
            continue
        if row and _is_one(text, row, label):
            row = Label(row.start, label.end, row.form, row.kind or label.kind, row.doubted)
            continue
        if row:
            yield row
        row = label
    if row:
        yield row


def opening_label(text: str) -> Label | None:
    """The single word and colon that open the text, such as `Luftbild:`, if they do."""
    found = forms.OPENER.match(text)
    return _label(found) if found and found[0].endswith(":") and " " not in found[0] else None


def _label(found: re.Match[str]) -> Label:
    form = forms.BY_GROUP[found.lastgroup or ""]
    noun = found.groupdict().get(f"noun_{form.group}") or ""
    return Label(found.start(), found.end(), form.name, forms.kind_of(noun), forms.doubted_after(noun))


def _is_one(text: str, row: Label, label: Label) -> bool:
    return forms.TEXT not in (row.form, label.form) and not text[row.end : label.start].strip()


def _is_in_sentence(text: str, found: re.Match[str], label: Label) -> bool:
    """Whether the words before make the label a part of their sentence: `auf dem Foto: …`, `Neuer Plan: …`."""
    before = text[max(0, found.start() - _LONGEST_DETERMINER) : found.start()].split(" ")
    if not found[0][0].isalpha() or len(before) < 2 or before[-1]:
        return False
    return before[-2].casefold() in BEFORE_NO_LABEL or (Sort.PERSON in label.doubted and before[-2][-1:].isalnum())
