"""What must hold of any input: no error but the room's own, and no call that takes long."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Literal, NamedTuple

from config.load import load_source
from tasks.credits import read_caption, read_credit
from tasks.errors import MediaError, ReadingError
from tasks.media.kinds import measure_picture, recognise_file
from tasks.normalise import normalise
from tasks.parse.page import read_page

Kind = Literal["page", "caption", "picture"]

LIMIT = 2.0
"""Seconds of processor time that one call may take."""
PATIENCE = 60
"""Seconds after which a call is broken off."""
source_of = cache(load_source)


class Case(NamedTuple):
    """An input, and by which source's rules it is read."""

    kind: Kind
    content: bytes
    source: str = "essen"


class OverdueError(BaseException):
    """The call was broken off; no `except Exception` may take it for an answer."""


def _page(case: Case) -> None:
    source = source_of(case.source)
    try:
        reading = read_page(case.content, "text/html; charset=utf-8", source.base_url, source)
    except ReadingError as error:
        reason = str(error)
        assert reason.isprintable(), f"a reason of one line expected, not {reason!r}"
    else:
        normalise(reading, "1", source.base_url, {}, source).encode()


def _caption(case: Case) -> None:
    text = case.content.decode("utf-8", "surrogatepass")
    for read in (read_caption, read_credit):
        credited = read(text, organisations=source_of(case.source).pages.organisations, localities=("Essen",))
        assert credited.caption is None or credited.caption.strip(), "an empty caption"


def _measured(case: Case) -> None:
    try:
        measure_picture(case.content, max_pixels=10_000_000)
    except MediaError:
        return


def _recognised(case: Case) -> None:
    try:
        recognise_file(case.content)
    except MediaError:
        return


_CALLS: dict[Kind, tuple[Callable[[Case], None], ...]] = {
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
    for call in _CALLS[case.kind]:
        start = time.thread_time()
        try:
            with _patience():
                call(case)
        except (Exception, OverdueError) as error:  # noqa: BLE001  # any error at all is what is looked for
            return f"{call.__name__[1:]}: {type(error).__name__}: {error}"[:500]
        if (took := time.thread_time() - start) > LIMIT:
            return f"{call.__name__[1:]}: {took:.1f} s, more than {LIMIT:.1f} s"
    return None
