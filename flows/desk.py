"""Where a command is carried out: the parts it needs, its mistakes in one line, its exit status.

Exit status: 0 done, 1 the run failed or fell short of its health gates, 2 wrong usage or configuration.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from config.errors import ConfigError
from config.settings import Settings, read_settings
from config.source import Source
from flows.signals.progress import shown_progress
from tasks.errors import PressearchivError, RequestError

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

Parts = Callable[[Settings, Source | None, bool], AbstractContextManager[Settings]]
"""Starts what a command needs and no setting names: storage, the bundled city and (where told) a Prefect server.
Gives the settings as they then are."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Carries out commands; `mistakes` are the parts' own errors that end one with one line."""

    parts: Parts
    mistakes: tuple[type[Exception], ...]

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors as one line and the exit status that the contract gives them."""
        failures: tuple[type[Exception], ...] = (PressearchivError, *self.mistakes)
        try:
            yield
        except ConfigError as error:
            typer.echo(f"pressearchiv: {error}", err=True)
            raise typer.Exit(2) from error
        except failures as error:
            typer.echo(f"pressearchiv: {error}", err=True)
            raise typer.Exit(2 if isinstance(error, RequestError) else 1) from error

    def opened(self, source: Source | None = None) -> AbstractContextManager[Settings]:
        """What a command without a flow needs."""
        return self.parts(read_settings(), source, False)

    def run(self, flow: Callable[[], "State[Any]"], source: Callable[[], Source] | None = None) -> None:
        """Run a flow with all its parts and say how it ended; exit status 1 unless it completed.

        2 where what was asked for cannot be.
        """
        with (
            self.told(),
            self.parts(read_settings(), source() if source else None, True) as settings,
            shown_progress(settings.log_format),
        ):
            state = flow()
        if state.is_completed():
            typer.echo(state.message or "done")
            return
        error = state.result(raise_on_failure=False) if state.is_failed() else None
        said = str(error) if isinstance(error, PressearchivError | ConfigError) else state.message
        typer.echo(f"pressearchiv: {' '.join((said or state.name or 'failed').split())}", err=True)
        raise typer.Exit(2 if isinstance(error, RequestError) else 1)
