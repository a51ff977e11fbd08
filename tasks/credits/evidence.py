"""What speaks for an organisation, for a person, for neither, in the words of one name."""

import re
from itertools import pairwise

from tasks.credits import places
from tasks.credits import words as w
from tasks.credits.ground import Ground

QUOTES = "\"'„“”‚‘’»«"
INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_INITIALS_AND_SURNAME = re.compile(r"(?:[^\W\d_]\.-?){1,3}[^\W\d_][\w'’-]+")
_TITLE = re.compile(r"(?:Dr|Prof|Dipl|Ing|med|h|c|St|jun|sen|Jr|Sr)\.(?:-Ing\.)?")
_ARTICLE_OF_A_NAME = {"der", "den", "dem", "die", "das"}
_BEFORE_ARTICLE = {"von", "van", "auf", "zu", "in", "aus", "vor"}
_SMALL = w.LINKS | w.PERSON_PARTICLES | w.LEGAL_FORMS | w.BANKS | w.GENERATIONS
_SHOWN = w.ARTICLES | w.SUBJECTS | w.SIGHTS
_QUALIFYING = w.ADJECTIVES | w.SHOWN_ROLES
ANDS = frozenset(("und", "&", "and", "+"))


def describes(words: list[str], *, doubted: bool) -> bool:
    """Whether these words name what a picture shows, where a label opens the text."""
    first, last = words[0].casefold(), words[-1].casefold()
    if first in _SHOWN or (doubted and first in w.FACILITIES):
        return True
    if len(words) > 1 and first.endswith(w.SUBJECT_SUFFIXES):
        return True
    if last in w.MOMENTS:
        return not _is_given(words[0])
    at_sight = any(word in w.LINKS for word in words) and _is_body(first)  # `Museum am Markt`
    return (last in w.SIGHTS or last.endswith(w.SUBJECT_SUFFIXES)) and not (at_sight or _is_given(words[0]))


def qualifies(word: str) -> bool:
    """Whether that word, at the head of a text behind a label, makes what follows a description: `Blühende Wiese`."""
    folded = word.casefold()
    return folded in _QUALIFYING or folded.endswith(("ende", "endes", "ender"))


def _is_body(word: str) -> bool:
    return word in w.ORGANISATION_WORDS or ends_in(word, w.ORGANISATION_SUFFIXES)


def allowed(words: list[str]) -> bool:
    """Whether each word may stand in a name: German writes verbs and adjectives small, and a name's words large."""
    small = [word for word in words if not begins_large(word)]
    if any(word.casefold().strip(".") not in _SMALL and word.casefold() not in _SMALL for word in small):
        return False
    if words[0] in w.LINKS - w.PERSON_PARTICLES or words[0] == "und":
        return False
    return words[-1].casefold() not in w.NO_NAME_END and len(small) < len(words)


def begins_large(word: str) -> bool:
    core = word.removeprefix("d'").removeprefix("d’").lstrip(f"({QUOTES}@#")
    return core[:1].isupper() or core[:1].isdigit()


def is_bank(name: str) -> bool:
    folded = name.casefold()
    head = re.split(r"[_#\d.]", folded, maxsplit=1)[0].strip()
    return head in w.BANKS or folded in w.BANKS or folded.startswith(w.BANK_NAMES)


def is_platform(name: str) -> bool:
    return re.split(r"[ -]", name.casefold(), maxsplit=1)[0] in w.PLATFORMS


def names_bank(text: str) -> bool:
    """Whether a picture agency or bank is named in that text."""
    folded = text.casefold()
    return any(is_bank(part) or "stock.adobe" in part for part in re.split(r"[\s/|,;()]+", folded) if part) or any(
        name in folded for name in w.BANK_NAMES
    )


def ends_in(word: str, suffixes: tuple[str, ...]) -> bool:
    """Whether that word ends so and is longer than that."""
    return word.casefold()[1:].endswith(suffixes)


def speaks(word: str, ground: Ground) -> bool:
    """Whether that word is evidence of an organisation."""
    for part in (word.strip(f"@().,{QUOTES}"), *re.split(r"[-_@]", word)):
        folded = part.casefold()
        if ends_in(part.removesuffix("es"), w.GENITIVES) or ends_in(part.removesuffix("s"), w.GENITIVES):
            return True
        if folded in w.ORGANISATION_WORDS or ends_in(part, w.ORGANISATION_SUFFIXES) or _is_acronym(part):
            return True
    return word.casefold() in w.BANKS or ground.is_of_town(word)


def _is_acronym(word: str) -> bool:
    letters = "".join(letter for letter in word if letter.isalpha())
    if len(letters) < 2 or not letters.isupper() or "." in word:
        return False
    return len(letters) <= 4 or not set(letters) & set("AEIOUÄÖÜY")


def is_organisation(words: list[str], ground: Ground) -> bool:
    several = len(words) > 1
    named = ground.may_be_town(words[-1]) or words[-1].casefold() in w.SURNAMES
    if several and named and all(map(_is_given, words[:-1])):
        return False
    shouted = several and all(word.isupper() for word in words if word.isalpha())
    spoken = [word for word in words if speaks(word, ground)]
    if shouted:  # a person's name in capitals holds no acronym that could not be spoken
        spoken = [
            word for word in spoken if word.casefold() in w.ORGANISATION_WORDS or not set(word) & set("AEIOUÄÖÜY")
        ]
    leads = several and (words[0].casefold() in w.LEADING_WORDS or ends_in(words[0], w.LEADING_SUFFIXES))
    alone = len(words) == 1 and words[0].isupper() and len(words[0]) > 1 and words[0].isalpha()
    located = places.begins_with_place(words) or (places.ends_with_place(words) and not _is_given(words[0]))
    return bool(spoken) or leads or alone or located


def _is_given(word: str) -> bool:
    return bool(INITIAL.fullmatch(word) or _TITLE.fullmatch(word)) or places.is_given_name(word)


def heads(words: list[str], ground: Ground) -> bool:
    """Whether the organisation stands in front of the first link: `Museum am Markt`, not `Kinder im Museum`."""
    links = [number for number, word in enumerate(words) if word in w.LINKS - ANDS]
    if not links or words[-1].casefold() in w.LEGAL_FORMS:
        return True
    house = not ground.opening and words[0].casefold() in w.LEADING_WORDS  # `Haus im Park`
    return house or is_organisation(words[: links[0]], ground)


def shows_person(words: list[str], ground: Ground) -> bool:
    """Whether a person stands in front of a place, as in `Jule Harkort im Rathaus`: no name, but what is shown."""
    place = next((number for number, word in enumerate(words) if word in w.LOCATIVES), 0)
    named = words[:place]
    return bool(named) and is_person(named) and not is_organisation(named, ground) and words[-1] not in w.LEGAL_FORMS


def is_person(words: list[str]) -> bool:
    if len(words) == 1:
        return bool(_INITIALS_AND_SURNAME.fullmatch(words[0]))
    named = [word for word in words if not _TITLE.fullmatch(word) and word.casefold() not in w.GENERATIONS]
    if not 2 <= len(named) <= 6 or named[0].casefold() in w.PERSON_PARTICLES | w.LINKS:
        return False
    large = [word for word in named if word not in w.PERSON_PARTICLES]
    if "und" in (word.casefold() for word in named) and "zu" not in named:
        return False
    pairs = pairwise(named)
    if any(word in _ARTICLE_OF_A_NAME and before not in _BEFORE_ARTICLE for before, word in pairs):
        return False
    return 2 <= len(large) <= 4 and all(INITIAL.fullmatch(word) or _is_name_word(word) for word in large)


def _is_name_word(word: str) -> bool:
    letters = word.removeprefix("d'").removeprefix("d’").replace("-", "").replace("'", "").replace("’", "").rstrip(".")
    return letters[:1].isupper() and all(letter.isalpha() or "\u0300" <= letter <= "\u036f" for letter in letters)
