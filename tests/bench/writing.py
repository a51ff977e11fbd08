"""Press releases in any number, for archives of any size: written from the stand-in city's words, the same each time.

They are spread evenly over thirty years, ids rise with the day. Their sentences are the city's, put together anew, with
words of its vocabulary between them, so that no two texts are alike; each title bears its number.
"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import get_args

from tasks.types.release import Paragraph
from tests.city.model import Picture, Release, Topic, load_releases

YEARS = 30
_FIRST = 2_000_000
_TOPICS = get_args(Topic)
_MARKUP = re.compile(r"[<>&\[\]()*_]")


def write_releases(number: int, last: date) -> Iterator[Release]:
    """So many releases, oldest first; the last one is published on that day."""
    begin = last - timedelta(days=YEARS * 365.25)
    for place in range(number):
        yield write_release(place, begin + (last - begin) * (place + 1) / number)


def write_release(place: int, day: date) -> Release:
    """The release of that place in the row, published on that day."""
    chance, id_ = random.Random(place), str(_FIRST + place)
    return _frame().model_copy(
        update={
            "id": id_,
            "title": _title(chance, place),
            "published": day,
            "modified": datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
            "topic": chance.choice(_TOPICS),
            "body": tuple(Paragraph(text=_paragraph(chance)) for _ in range(chance.randint(3, 7))),
            "pictures": (chance.choice(_pictures()),) if chance.random() < 0.6 else (),
            "paths": (f"/meldungen/pressemeldung_{id_}.de.html",),
        }
    )


@cache
def _frame() -> Release:
    return Release.model_validate(
        {"id": "1", "title": "-", "published": "2000-01-01", "topic": "Rathaus", "body": ["-"], "publisher": "stadt"}
    )


def _title(chance: random.Random, place: int) -> str:
    return f"{chance.choice(_words()).capitalize()} und {chance.choice(_words())}: Meldung {place + 1}"


def _paragraph(chance: random.Random) -> str:
    sentences = chance.sample(_sentences(), chance.randint(2, 5))
    return " ".join((*sentences, f"Dazu gehören {' und '.join(chance.sample(_words(), 3))}."))


@cache
def _sentences() -> tuple[str, ...]:
    texts = (getattr(block, "text", "") for release in load_releases() for block in release.text)
    found = (part.strip() for text in texts for part in re.split(r"(?<=[a-zäöü]{3}[.!]) (?=[A-ZÄÖÜ])", text))
    return tuple(sorted({one for one in found if len(one) > 30 and one.endswith(".") and not _MARKUP.search(one)}))


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted({word for one in _sentences() for word in re.findall(r"\b[A-ZÄÖÜ][a-zäöüß]{5,}\b", one)}))


@cache
def _pictures() -> tuple[Picture, ...]:
    """Pictures of the city, each always with the same words: so each is rendered once."""
    shown = (picture for release in load_releases() for picture in release.pictures)
    plain = (picture for picture in shown if picture.kind == "photo" and picture.credit_in == ("caption",))
    return tuple({picture.file: picture for picture in plain if not picture.slider}.values())
