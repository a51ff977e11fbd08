"""`pressearchiv verify`: a published copy checked from without; one line a fault, then a summary."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from config.errors import ConfigError
from tasks.verify import Folder, Place, open_host, verify
from tasks.verify.walk import Told


def verify_copy(named: str, user_agent: str, out: TextIO) -> bool:
    """Check the copy in that folder or at that web address; whether it is sound."""
    with _place(named, user_agent) as place, _bar() as told:
        verdict = verify(place, told)
    out.writelines(f"{fault}\n" for fault in verdict.faults)
    out.write(f"{verdict}\n")
    return not verdict.faults


@contextmanager
def _place(named: str, user_agent: str) -> Iterator[Place]:
    if "://" not in named:
        if not Path(named).is_dir():
            raise ConfigError(f"{named}: no such folder, nor an address that begins with http:// or https://")
        yield Folder(Path(named))
        return
    with ExitStack() as stack:
        try:
            host = stack.enter_context(open_host(named, user_agent))
        except ValueError as error:
            raise ConfigError(f"{named}: no address of a folder, such as https://archiv.example/presse/") from error
        yield host


@contextmanager
def _bar() -> Iterator[Told]:
    """A bar on standard error, where that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("files"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("files", total=None)
        yield lambda done, known: progress.update(task, completed=done, total=known)
