"""One name, without separators: a person, an organisation, or no name at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from tasks.credits import words as w
from tasks.credits.remarks import DATE, LICENCE

_QUOTES = "\"'„“”‚‘’»«"
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_DEGREE = re.compile(r"(?:[A-Z]{1,2}\.){2,3}")
_TITLE = re.compile(r"(?:Dr|Prof|Dipl|Ing|med|h|c|St|jun|sen)\.(?:-Ing\.)?")
_ANDS = {"und", "&", "and"}
_NO_NAME_MARKS = ":?=…<>"
_LONGEST = 14


class Sort(Enum):
    """What one name is; a surname is a person's that nothing else tells."""

    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"
    SURNAME = "surname"

    @property
    def creator_type(self) -> Literal["Person", "Organization"]:
        return "Person" if self in (Sort.PERSON, Sort.SURNAME) else "Organization"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the reading may rely on: names known beforehand, and where the text stands.

    `opening`: a label opens the text, so it may as well describe the picture; `doubted`: which sorts of names are no
    evidence there that it does not.
    """

    organisations: frozenset[str] = frozenset()
    localities: frozenset[str] = frozenset()
    opening: bool = False
    doubted: frozenset["Sort"] = frozenset()

    @classmethod
    def of(cls, organisations: Iterable[str], localities: Iterable[str]) -> "Ground":
        known = frozenset(" ".join(name.split()).casefold() for name in organisations) - {""}
        towns = {name.removeprefix("stadt ") for name in known if name.startswith("stadt ")}
        return cls(known, frozenset(" ".join(name.split()).casefold() for name in localities) - {""} | towns)

    def whole_names(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where known organisations stand in that text, so that no separator within one parts it."""
        folded = text.lower()
        starts = ((folded.find(name), len(name)) for name in self.organisations)
        return tuple((start, start + length) for start, length in starts if start >= 0)

    def knows(self, text: str) -> bool:
        return " ".join(text.split()).casefold() in self.organisations

    def is_town(self, text: str) -> bool:
        return text.strip().casefold() in self.localities or bool(w.TOWN.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class Named:
    sort: Sort
    text: str

    @property
    def is_acronym(self) -> bool:
        return self.text.isupper() and " " not in self.text

    @property
    def is_number(self) -> bool:
        """Such as an archive's shelf mark: behind a name it names nobody."""
        return self.sort is Sort.GROUP and any(letter.isdigit() for letter in self.text)

    @property
    def has_links(self) -> bool:
        return bool(set(self.text.split()) & w.LINKS)

    def goes_on_with(self, part: str, ground: Ground) -> bool:
        """Whether what stands behind the comma belongs to this organisation's name."""
        if self.sort not in (Sort.ORGANISATION, Sort.GROUP):
            return False
        following = part.split()
        if not following or following[0].casefold() in w.LINKS or following[0].casefold().strip(".") in w.LEGAL_FORMS:
            return following != [] and _allowed(following)
        if ground.is_town(part):
            return True
        words = {word.casefold() for word in self.text.split()}
        single = len(following) == 1 and _sort(part.strip(), ground) is Sort.SURNAME
        enumerates = "für" in words and _sort(part.strip(), ground) is Sort.GROUP
        return enumerates or (
            single and (bool(words & w.FIRMS) or "für" in words or _ends_in(self.text, ("architekten",)))
        )


def read_leaf(text: str, ground: Ground) -> list[Named] | None:
    """The one name in that text, none for `privat` and the like, None where it is no name."""
    name = text.strip(f" ,;/|{_QUOTES}") if text.count('"') != 2 else text.strip(" ,;/|")
    if _says_nobody(name, ground):
        return []
    if led := w.LEAD_INS.match(name):
        return read_leaf(name[led.end() :], ground)
    sort = _sort(name, ground)
    return [Named(sort, name)] if sort else None


def _says_nobody(name: str, ground: Ground) -> bool:
    words = name.casefold().split()
    if not words:
        return False
    if name.isdigit() or _DEGREE.fullmatch(name):
        return True
    remark = DATE.fullmatch(name) or LICENCE.fullmatch(name)
    return (
        bool(remark)
        or " ".join(words) in w.NAMELESS
        or ground.is_town(name)
        or (words[0] in w.ROLES and len(words) > 1)
    )


def _sort(name: str, ground: Ground) -> Sort | None:
    words = name.replace("e. V.", "e.V.").split()
    if not 0 < len(words) <= _LONGEST or not any(letter.isalpha() for letter in name):
        return None
    if name.count("(") != name.count(")") or any(mark in name for mark in _NO_NAME_MARKS):
        return None
    if ground.knows(name) or _is_bank(name) or w.DOMAIN.fullmatch(name):
        return Sort.ORGANISATION
    if w.DIRECTION_OF_READING.search(name) or (ground.opening and _describes(words, ground)):
        return None
    if not _allowed(words):
        return _small(words, ground)
    return _capitalised(name, words, ground)


def _small(words: list[str], ground: Ground) -> Sort | None:
    """A name in small letters, such as a brand's or an account's."""
    one = len(words) == 1 and len(words[0]) > 2 and not ground.opening
    brand = words[0].casefold() not in w.DIRECTIONS | w.LINKS | w.ARTICLES | w.PERSON_PARTICLES
    legal = len(words) > 1 and words[-1].casefold() in w.LEGAL_FORMS and _allowed(words[1:])
    return Sort.ORGANISATION if brand and (one or legal) else None


def _capitalised(name: str, words: list[str], ground: Ground) -> Sort | None:
    if _is_organisation(words, ground):
        return None if ground.opening and not _heads(words, ground) else Sort.ORGANISATION
    if _is_person(words):
        return None if Sort.PERSON in ground.doubted and not _INITIAL.fullmatch(words[0]) else Sort.PERSON
    if words[0].casefold() in w.ARTICLES:
        return None
    if len(words) == 1 and len(name) > 1 and name.replace("-", "").isalpha():
        return None if Sort.SURNAME in ground.doubted else Sort.SURNAME
    if any(mark in name for mark in ",;|()[]"):
        return None
    described = ground.opening and any(word in w.LINKS - _ANDS or word.isdigit() for word in words)
    return None if described or Sort.GROUP in ground.doubted else Sort.GROUP


def _describes(words: list[str], ground: Ground) -> bool:
    first, last = words[0].casefold(), words[-1].casefold()
    shown = w.SUBJECTS | w.FACILITIES if ground.doubted else w.SUBJECTS
    return first in shown or first in w.ARTICLES or last in w.MOMENTS or last.endswith(w.SUBJECT_SUFFIXES)


def _allowed(words: list[str]) -> bool:
    small = [word for word in words if not _begins_large(word)]
    known = w.LINKS | w.PERSON_PARTICLES | w.LEGAL_FORMS | w.BANKS
    if any(word.casefold().strip(".") not in known and word.casefold() not in known for word in small):
        return False
    return words[-1].casefold() not in w.NO_NAME_END and len(small) < len(words)


def _begins_large(word: str) -> bool:
    core = word.lstrip(f"({_QUOTES}@#")
    return core[:1].isupper() or core[:1].isdigit()


def _is_bank(name: str) -> bool:
    folded = name.casefold()
    head = re.split(r"[_#\d.]", folded.replace("©", ""), maxsplit=1)[0].strip()
    return head in w.BANKS or folded in w.BANKS or folded.startswith(w.BANK_NAMES)


def names_bank(text: str) -> bool:
    """Whether a picture agency or bank is named in that text."""
    folded = text.casefold()
    return any(_is_bank(part) or "stock.adobe" in part for part in re.split(r"[\s/|,;()]+", folded) if part) or any(
        name in folded for name in w.BANK_NAMES
    )


def _ends_in(word: str, suffixes: Iterable[str]) -> bool:
    folded = word.casefold()
    return any(folded.endswith(suffix) and len(folded) > len(suffix) for suffix in suffixes)


def _speaks(word: str, ground: Ground) -> bool:
    """Whether that word is evidence of an organisation."""
    for part in (word.strip(f"().,{_QUOTES}"), *re.split(r"[-_]", word)):
        folded = part.casefold()
        if folded in w.ORGANISATION_WORDS or _ends_in(part, w.ORGANISATION_SUFFIXES) or _is_acronym(part):
            return True
    folded = word.casefold()
    return folded in w.BANKS or folded in ground.localities or folded.removesuffix("er") in ground.localities


def _is_acronym(word: str) -> bool:
    letters = "".join(letter for letter in word if letter.isalpha())
    if len(letters) < 2 or not letters.isupper() or "." in word:
        return False
    return len(letters) <= 4 or not set(letters) & set("AEIOUÄÖÜY")


def _is_organisation(words: list[str], ground: Ground) -> bool:
    shouted = len(words) > 1 and all(word.isupper() for word in words if word.isalpha())
    spoken = [word for word in words if _speaks(word, ground)]
    if shouted:  # a person's name in capitals holds no acronym that could not be spoken
        spoken = [
            word for word in spoken if word.casefold() in w.ORGANISATION_WORDS or not set(word) & set("AEIOUÄÖÜY")
        ]
    leads = len(words) > 1 and words[0].casefold() in w.LEADING_WORDS
    return (
        bool(spoken) or leads or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1 and words[0].isalpha())
    )


def _heads(words: list[str], ground: Ground) -> bool:
    """Whether the organisation stands in front of the first link: `Museum am Markt`, not `Kinder im Museum`."""
    links = [number for number, word in enumerate(words) if word in w.LINKS - _ANDS]
    return not links or _is_organisation(words[: links[0]], ground) or words[-1].casefold() in w.LEGAL_FORMS


def _is_person(words: list[str]) -> bool:
    named = [word for word in words if not _TITLE.fullmatch(word)]
    if not 2 <= len(named) <= 6 or named[0].casefold() in w.PERSON_PARTICLES | w.LINKS:
        return False
    large = [word for word in named if word not in w.PERSON_PARTICLES]
    if "und" in (word.casefold() for word in named) and "zu" not in named:
        return False
    return 2 <= len(large) <= 4 and all(_INITIAL.fullmatch(word) or _is_name_word(word) for word in large)


def _is_name_word(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "").rstrip(".")
    return letters[:1].isupper() and all(letter.isalpha() or "\u0300" <= letter <= "\u036f" for letter in letters)
