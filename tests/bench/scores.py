"""How much of what is true was found. Pure.

White space is folded everywhere; soft hyphens print nothing. The rest is compared as it stands: a caption or a credit
counts only where it is the true one, letter by letter, at the true picture.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.truth import Found, Picture

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """Nothing asked for is nothing missed."""
        return self.hits / self.of if self.of else 1.0


@dataclass(frozen=True)
class Scores:
    """A reader's score over all pages. `untrue` counts captions and credits that the page does not give there."""

    body_f1: float
    body_exact: Share
    dates: Share
    images: Share
    captions: Share
    credits: Share
    untrue: int


def score(pairs: Sequence[tuple[Found, Found]]) -> Scores:
    """The score of what was found beside what is true, in this order, over these pages."""
    pictures = [pair for found, true in pairs for pair in _paired(found.pictures, true.pictures)]
    texts = [
        [(fold(found.caption), fold(true.caption)) for found, true in pictures],
        [(fold(found.credit), fold(true.credit)) for found, true in pictures],
    ]
    return Scores(
        body_f1=sum(f1(found.body, true.body) for found, true in pairs) / len(pairs),
        body_exact=_share(fold(found.body) == fold(true.body) for found, true in pairs),
        dates=_share(found.day == true.day for found, true in pairs),
        images=_share(bool(found.addresses) for found, true in pictures if true.addresses),
        captions=_share(found == true for found, true in texts[0] if true),
        credits=_share(found == true for found, true in texts[1] if true),
        untrue=sum(bool(found) and found != true for pairs in texts for found, true in pairs),
    )


def f1(found: str, true: str) -> float:
    """Harmonic mean of precision and recall over words, each as often as it stands, upper and lower case alike."""
    one, other = words(found), words(true)
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else float(one == other)


def words(text: str) -> Counter[str]:
    """The words of a text and how often each stands there."""
    return Counter(_WORD.findall(fold(text).casefold()))


def fold(text: str | None) -> str:
    """The text with each run of white space as one space, and without soft hyphens."""
    return " ".join((text or "").replace("\N{SOFT HYPHEN}", "").split())


def _share(hits: Iterable[bool]) -> Share:
    known = list(hits)
    return Share(sum(known), len(known))


def _paired(found: Sequence[Picture], true: Sequence[Picture]) -> list[tuple[Picture, Picture]]:
    """Each true picture with the one that was found at one of its addresses, and what was found beyond them."""
    nothing = Picture(frozenset())
    pairs = [(next((one for one in found if one.addresses & other.addresses), nothing), other) for other in true]
    known = frozenset().union(*(picture.addresses for picture in true))
    return pairs + [(one, nothing) for one in found if not one.addresses & known]
