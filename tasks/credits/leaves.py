"""One name, without separators: a person, an organisation, or no name at all."""

import re
from dataclasses import dataclass

from tasks.credits import words as w
from tasks.credits.evidence import (
    ANDS,
    INITIAL,
    QUOTES,
    allowed,
    describes,
    ends_in,
    heads,
    is_bank,
    is_organisation,
    is_person,
    is_platform,
    qualifies,
    shows_person,
    speaks,
)
from tasks.credits.ground import Ground, Sort
from tasks.credits.remarks import DATE, LICENCE

_DEGREE = re.compile(r"(?:[A-Z]{1,2}\.){2,3}")
_QUOTED = re.compile(r"\"[^\"]{1,40}\"|„[^„“”\"]{1,40}[“”\"]|»[^»«]{1,40}«")
_ACCOUNT = re.compile(r"@[\w.-]{2,40}")
_FILE = re.compile(r"\S*\.(?:jpe?g|png|gif|webp|tiff?|pdf|svg)|(?:img|dsc[nf]?|dji|pxl)_?\d{3,}\w*", re.IGNORECASE)
_NO_NAME_MARKS = ":?=…<>*{}"
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es")
# Stands for a quotation when a name's words are weighed.
_QUOTATION = "Q1"
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Named:
    """A name and what it is."""

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
        following = _words(part)
        if not following or following[0].casefold() in w.LINKS or following[0].casefold().strip(".") in w.LEGAL_FORMS:
            return following != [] and (allowed(following[1:] or following) or len(following) == 1)
        if ground.is_town(part):
            return True
        words = {word.casefold() for word in self.text.split()}
        single = len(following) == 1 and _sort(part.strip(), ground) is Sort.SURNAME
        enumerates = "für" in words and _sort(part.strip(), ground) is Sort.GROUP
        located = bool(words & w.FIRMS) or "für" in words or ends_in(self.text, ("architekten",))
        return enumerates or (single and (located or ground.may_be_town(part)))


def read_leaf(text: str, ground: Ground) -> tuple[Named, ...] | None:
    """The one name in that text, none for `privat` and the like, None where it is no name."""
    name = _bare(text)
    if _says_nobody(name, ground):
        return ()
    if led := w.LEAD_INS.match(name):
        return read_leaf(name[led.end() :], ground)
    sort = _sort(name, ground)
    return (Named(sort, name),) if sort else None


def is_role(text: str) -> bool:
    """Whether that is what somebody does: behind a name it names nobody."""
    words = text.casefold().split()
    return bool(words) and any(word in w.ROLES for word in words[:2])


def _bare(text: str) -> str:
    """The text without quotation marks around the whole of it; those within a name stay."""
    name = text.strip(" ,;/|")
    inner = name.strip(QUOTES)
    return name if any(mark in inner for mark in QUOTES if mark not in "'’") or _QUOTED.match(name) is None else inner


def _words(name: str) -> list[str]:
    """The words of that name; what stands in quotation marks counts as one."""
    return _QUOTED.sub(_QUOTATION, name).replace("e. V.", "e.V.").split()


def _says_nobody(name: str, ground: Ground) -> bool:
    words = name.casefold().split()
    if not words:
        return False
    if name.isdigit() or _DEGREE.fullmatch(name) or DATE.fullmatch(name) or LICENCE.fullmatch(name):
        return True
    said = " ".join(words)
    return said in w.NAMELESS or said.replace(" ", "").replace(".", "") == "zvg" or ground.is_town(name)


def _sort(name: str, ground: Ground) -> Sort | None:
    words = _words(name)
    if not 0 < len(words) <= _LONGEST or not _reads_as_name(name):
        return None
    if (
        ground.knows(name)
        or is_bank(name)
        or is_bank(name.split("-", maxsplit=1)[0])
        or is_platform(name)
        or w.DOMAIN.fullmatch(name)
    ):
        return Sort.ORGANISATION
    if _ACCOUNT.fullmatch(name):
        return Sort.ORGANISATION if speaks(name, ground) else Sort.PERSON
    if ground.opening and describes(words, doubted=Sort.GROUP in ground.doubted):
        return None
    return _capitalised(name, words, ground) if allowed(words) else _small(words, ground)


def _reads_as_name(name: str) -> bool:
    """Whether nothing in that text speaks against a name."""
    if w.DIRECTION_OF_READING.search(name) or _FILE.fullmatch(name) or name.casefold() in w.DIRECTIONS:
        return False
    balanced = name.count("(") == name.count(")")
    return balanced and any(map(str.isalpha, name)) and not any(mark in name for mark in _NO_NAME_MARKS)


def _small(words: list[str], ground: Ground) -> Sort | None:
    """A name in small letters, such as a brand's or an account's."""
    first, last = words[0].casefold(), words[-1].casefold()
    if first in w.DIRECTIONS | w.LINKS | w.ARTICLES | w.PERSON_PARTICLES:
        return None
    if len(words) == 1:
        return Sort.ORGANISATION if len(first) > 2 and (not ground.opening or "." in first.strip(".")) else None
    rest = allowed(words[1:]) or "".join(words[:-1]).islower()
    if last in w.LEGAL_FORMS:
        return Sort.ORGANISATION if rest or not ground.opening else None
    firm = rest and (last in w.FIRMS or ends_in(last, ("architekten", "architektur")))
    return Sort.ORGANISATION if firm and not (ground.opening and first.endswith(_ADJECTIVE_ENDINGS)) else None


def _capitalised(name: str, words: list[str], ground: Ground) -> Sort | None:
    if words[0].casefold() in w.ARTICLES or shows_person(words, ground) or _begins_with_person(name, ground):
        return None
    if is_organisation(words, ground):
        doubtful = ground.opening or any(word in w.LOCATIVES for word in words)
        return None if doubtful and not heads(words, ground) else Sort.ORGANISATION
    if ground.opening and qualifies(words[0]):
        return None
    if is_person(words):
        return None if Sort.PERSON in ground.doubted and not INITIAL.match(words[0]) else Sort.PERSON
    return _other(name, words, ground)


def _begins_with_person(name: str, ground: Ground) -> bool:
    """Whether a person stands in front of a comma, as in `Jule Harkort, Tolle Architekten`: two names, and not one."""
    first, comma, _ = name.partition(",")
    return bool(comma) and is_person(first.split()) and not is_organisation(first.split(), ground)


def _other(name: str, words: list[str], ground: Ground) -> Sort | None:
    """What neither speaks for an organisation nor has the form of a person's whole name."""
    if len(words) == 1 and len(name) > 1 and name.replace("-", "").isalpha():
        return None if Sort.SURNAME in ground.doubted else Sort.SURNAME
    if any(mark in name for mark in ",;|()[]{}"):
        return None
    described = ground.opening and any(word in w.LINKS - ANDS or word.isdigit() or word == _QUOTATION for word in words)
    return None if described or Sort.GROUP in ground.doubted else Sort.GROUP
