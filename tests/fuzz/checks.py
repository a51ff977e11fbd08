"""What must hold of any input: no error but the room's own, and no call that takes long."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Literal, NamedTuple

from config.load import load_source
from tasks.credits import read_caption, read_credit
from tasks.errors import MediaError, ReadingError
from tasks.media import measure_picture, recognise_file
from tasks.normalise import normalise
from tasks.parse.page import read_page

Kind = Literal["page", "caption", "picture"]

LIMIT = 2.0
"""Seconds of processor time that one call may take."""
PER_TAG = 0.00015
"""Seconds on top for each tag: a page of 100,000 elements may take longer than one of a hundred, in proportion."""
PATIENCE = 60
"""Seconds after which a call is broken off."""
SOURCE = load_source("essen")
URL = "https://www.essen.de/meldungen/pressemeldung_1.de.html"


class Case(NamedTuple):
    kind: Kind
    content: bytes


class OverdueError(BaseException):
    """The call was broken off; no `except Exception` may take it for an answer."""


def _page(content: bytes) -> None:
    try:
        reading = read_page(content, "text/html; charset=utf-8", URL, SOURCE)
    except ReadingError as error:
        reason = str(error)
        assert reason.isprintable(), f"a reason of one line expected, not {reason!r}"
    else:
        normalise(reading, "1", URL, {}, SOURCE).encode()


def _caption(content: bytes) -> None:
    text = content.decode("utf-8", "surrogatepass")
    for read in (read_caption, read_credit):
        credited = read(text, organisations=SOURCE.pages.organisations, localities=("Essen",))
        assert credited.caption is None or credited.caption.strip(), "an empty caption"


def _measured(content: bytes) -> None:
    try:
        measure_picture(content, max_pixels=10_000_000)
    except MediaError:
        return


def _recognised(content: bytes) -> None:
    try:
        recognise_file(content)
    except MediaError:
        return


_CALLS: dict[Kind, tuple[Callable[[bytes], None], ...]] = {
    "page": (_page,),
    "caption": (_caption,),
    "picture": (_measured, _recognised),
}


@contextmanager
def _patience() -> Iterator[None]:
    def give_up(signum: int, frame: FrameType | None) -> None:
        raise OverdueError(f"broken off after {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def fault(case: Case) -> str | None:
    """What does not hold of this input; None where all does."""
    allowed = LIMIT + (PER_TAG * case.content.count(b"<") if case.kind == "page" else 0)
    for call in _CALLS[case.kind]:
        start = time.thread_time()
        try:
            with _patience():
                call(case.content)
        except (Exception, OverdueError) as error:  # noqa: BLE001  # any error at all is what is looked for
            return f"{call.__name__[1:]}: {type(error).__name__}: {error}"[:500]
        if (took := time.thread_time() - start) > allowed:
            return f"{call.__name__[1:]}: {took:.1f} s, more than {allowed:.1f} s"
    return None
