"""What changed in a release from version to version, side by side, word by word.

Texts are parted into paragraphs where both versions part them, so that what belongs together stands side by side. What
a field holds besides text (a publisher, a picture, a file) is told as lines of text and compared like one. A step tells
every field that its data name; what this page has no words for is named as the data name it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tasks.site.pages.marks import lang_of
from tasks.site.rendering import Site, render, wording
from tasks.site.wording import Wording
from tasks.types.changes import Changes, ItemChange, Step, TextRun, ValueChange
from tasks.types.release import Release

Compare = Callable[[str, str], tuple[TextRun, ...]]
"""Two texts in, what of the first stayed, went and came out."""

_TOLD = (
    "caption", "name", "creditText", "creator", "kind", "usageInfo", "copyrightNotice", "description", "url",
    "encodingFormat", "width", "height", "contentSize", "sha256",
)  # fmt: skip
_PUBLISHER = ("name", "department", "streetAddress", "postalCode", "addressLocality", "telephone", "email", "url")
_DATES = ("datePublished", "dateModified")


_BREAK = "\n\n"


@dataclass(frozen=True)
class Pair:
    """What stands side by side: runs of the earlier version and of the later one."""

    before: tuple[TextRun, ...]
    after: tuple[TextRun, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return all(run.op == "equal" for run in (*self.before, *self.after))


@dataclass(frozen=True)
class Passage:
    """Pairs that follow each other: all of them the same, or none."""

    is_same: bool
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Told:
    """One thing that changed: its heading, what is said of it, how it reads on either side."""

    label: str
    note: str | None = None
    passages: tuple[Passage, ...] = ()


def compared_page(changes: Changes, release: Release, source_name: str, year: int, site: Site, compare: Compare) -> str:
    """`<source>/<year>/<id>/changes.html`: every step from one version to another, the latest first."""
    source, _, number = release.identifier.partition("/")
    words = wording(site)
    foreign = release.in_language != site.language
    return render(
        "compared.html.j2",
        site,
        path=f"{source}/{year}/{number}/changes.html",
        up="../../../",
        trail=(
            (source_name, "../../index.html"),
            (str(year), "../index.html"),
            (words.say("release"), "index.html"),
            (words.say("changes"), None),
        ),
        release=release,
        source_name=source_name,
        steps=[(step, list(_told(step, words, compare))) for step in reversed(changes.steps)],
        lang=lang_of(release.in_language) if foreign else "",
    )


def passages(runs: Sequence[TextRun]) -> tuple[Passage, ...]:
    """The text in pairs of paragraphs, those without a difference apart from the others."""
    groups = groupby(_pairs(runs), key=lambda pair: pair.is_same)
    return tuple(Passage(is_same, tuple(pairs)) for is_same, pairs in groups)


def _pairs(runs: Sequence[TextRun]) -> Iterator[Pair]:
    before: list[TextRun] = []
    after: list[TextRun] = []
    for place, run in enumerate(runs):
        side = before if run.op == "delete" else after
        if run.op != "equal" and not _is_whole(runs, place):
            side.append(run)
            continue
        texts = run.text.split(_BREAK) if run.op == "equal" else ["", run.text.strip("\n"), ""]
        for number, text in enumerate(texts):
            if number:
                yield from _pair(before, after)
                before, after = [], []
            kept = [run.model_copy(update={"text": text})] if text else []
            before, after = before + kept * (run.op != "insert"), after + kept * (run.op != "delete")
    yield from _pair(before, after)


def _is_whole(runs: Sequence[TextRun], place: int) -> bool:
    """Whether a run that went or came is whole paragraphs between others, which stayed."""
    text = runs[place].text
    earlier = runs[place - 1] if place else None
    later = runs[place + 1] if place + 1 < len(runs) else None
    if any(one and one.op != "equal" for one in (earlier, later)):
        return False
    follows = text.startswith(_BREAK) and (later is None or later.text.startswith(_BREAK))
    leads = text.endswith(_BREAK) and (earlier is None or earlier.text.endswith(_BREAK))
    return (follows or leads) and bool(text.strip())


def _pair(before: Sequence[TextRun], after: Sequence[TextRun]) -> Iterator[Pair]:
    if before or after:
        yield Pair(tuple(before), tuple(after))


def _told(step: Step, words: Wording, compare: Compare) -> Iterator[Told]:
    for name in step.fields:
        label = words.say(f"field_{name}")
        if name == "articleBody":
            yield Told(label, passages=passages(step.text))
        elif name in step.items:
            yield from (_item(label, item, words, compare) for item in step.items[name])
        elif name == "body" and name in step.values:
            yield Told(label, words.say("structure_changed"))
        elif name in step.values:
            yield Told(label, passages=_value(name, step.values[name], words, compare))


def _value(name: str, value: ValueChange, words: Wording, compare: Compare) -> tuple[Passage, ...]:
    return passages(compare(_said(name, value.before, words), _said(name, value.after, words)))


def _said(name: str, value: Any, words: Wording) -> str:
    if value is None:
        return ""
    if name in _DATES:
        return words.published(value).replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(value, Mapping):
        return "\n".join(str(value[key]) for key in _PUBLISHER if value.get(key))
    return str(value)


def _item(field: str, item: ItemChange, words: Wording, compare: Compare) -> Told:
    """A picture, a file or a link that came, went, changed or moved."""
    before, after = (_description(one, words) if one else "" for one in (item.before, item.after))
    if item.before is None or item.after is None:
        how = "item_added" if item.before is None else "item_removed"
    else:
        how = "item_moved" if item.before == item.after else "item_changed"
    return Told(f"{field}: {words.say(how)}", _besides(item, words), passages(compare(before, after)))


def _besides(item: ItemChange, words: Wording) -> str | None:
    """What differs in the data and not in the lines."""
    before, after = item.before or {}, item.after or {}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name) and name not in _TOLD]
    return words.say("data_differ", names=", ".join(names)) if before and after and names else None


def _description(item: Mapping[str, Any], words: Wording) -> str:
    return "\n".join(f"{words.say(f'of_{name}')}: {_fact(name, item, words)}" for name in _TOLD if item.get(name))


def _fact(name: str, item: Mapping[str, Any], words: Wording) -> str:
    value = item[name]
    if name == "creator":
        return ", ".join(one["name"] for one in value)
    if name == "kind":
        return words.say(f"kind_{value}")
    return words.number(value) if isinstance(value, int) else str(value)
