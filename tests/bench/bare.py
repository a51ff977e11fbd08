"""Archiving as the main flow does it, in the same steps and as many at a time, without Prefect: what that costs."""

from dataclasses import dataclass

from config.load import load_source
from config.settings import read_settings
from flows.sequence import run_source
from tasks.visit import Span
from tests.hands import PlainHands


@dataclass(frozen=True)
class Ended:
    """How it ended, in the terms of a flow's state."""

    message: str
    good: bool

    def is_completed(self) -> bool:
        return self.good


def archive_bare(source: str, *, return_state: bool) -> Ended:
    """One run."""
    assert return_state, "as the flows are asked"
    settings = read_settings()
    hands = PlainHands(settings.concurrency)
    report = run_source(settings, load_source(source), Span(), None, full=False, hands=hands)
    return Ended("; ".join(report.failures) or report.summary, not report.failures)
