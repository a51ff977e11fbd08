"""A run's progress on the terminal: drawn from the log records that the run writes anyway."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

ROOTS = ("flows", "tasks")
"""The loggers whose records an operator sees, here and (by Prefect's extra loggers) in the UI."""


class _Bar(logging.Handler):
    """Moves a progress bar: `planned` on a record says how many releases there are, `result` that one is done."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._task: TaskID | None = None

    def emit(self, record: logging.LogRecord) -> None:
        planned = getattr(record, "planned", None)
        if planned:
            self._task = self._progress.add_task("releases", total=planned)
        elif self._task is not None and hasattr(record, "result"):
            self._progress.advance(self._task)


@contextmanager
def shown_progress(log_format: str = "text") -> Iterator[None]:
    """While open: a bar on a terminal, and every notice as a line on standard error.

    Where the log goes there as JSON lines (`flows.signals.journal`), nothing else does.
    """
    if log_format == "json":
        yield
        return
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    lines = _lines(console)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        handlers = (_Bar(progress), lines)
        for root in ROOTS:
            logger = logging.getLogger(root)
            logger.setLevel(min(logger.level or logging.INFO, logging.INFO))
            for handler in handlers:
                logger.addHandler(handler)
        try:
            yield
        finally:
            for root in ROOTS:
                for handler in handlers:
                    logging.getLogger(root).removeHandler(handler)


def _lines(console: Console) -> logging.Handler:
    """Notices as lines: folded to a terminal's width, whole where they go to a file or another program."""
    if console.is_terminal:
        lines: logging.Handler = RichHandler(console=console, show_path=False, show_time=False, markup=False)
    else:
        lines = logging.StreamHandler(sys.stderr)
        lines.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    lines.setLevel(logging.WARNING)
    # How a run ends is the command's last line; here it would stand twice.
    lines.addFilter(lambda record: not getattr(record, "conclusion", False))
    return lines
