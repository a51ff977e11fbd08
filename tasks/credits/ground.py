"""What the reading of names relies on: the sorts of names there are, and what is known beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from tasks.credits import places
from tasks.credits import words as w


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
    evidence there that it does not; `several`: the label speaks of several pictures, which `links` may tell apart.
    """

    organisations: frozenset[str] = frozenset()
    localities: frozenset[str] = frozenset()
    opening: bool = False
    doubted: frozenset[Sort] = frozenset()
    several: bool = False

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
        """Whether that is a town's name beyond doubt: one known beforehand, or `X am Y`."""
        return text.strip().casefold() in self.localities or bool(w.TOWN.fullmatch(text.strip()))

    def may_be_town(self, text: str) -> bool:
        return self.is_town(text) or text.strip().casefold() in places.CITIES

    def is_of_town(self, word: str) -> bool:
        """Whether that word is a known town's name or the adjective made of it: `Lindenau`, `Lindenauer`."""
        folded = word.casefold()
        return folded in self.localities or folded.removesuffix("er") in self.localities
