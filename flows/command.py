"""The command line `pressearchiv`.

Exit status: 0 done, 1 the run failed or fell short of its health gates, 2 wrong usage or configuration. A mistake of
the operator's is one line, never a traceback.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings, read_settings
from config.source import Source
from flows.checking import check_source
from flows.progress import shown_progress
from flows.workplace import open_store
from tasks.errors import PressearchivError
from tasks.export import export_tree
from tasks.fetch import Fetcher

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

Parts = Callable[[Settings, Source | None, bool], AbstractContextManager[Settings]]
"""Starts what a command needs and no setting names: storage, the bundled city and (where told) a Prefect server.
Gives the settings as they then are."""

_Named = Annotated[str, typer.Argument(metavar="SOURCE", help="a bundled id (essen, sample) or a source file's path")]


def _day(text: str) -> Any:
    return typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help=text)


def build(parts: Parts, mistakes: tuple[type[Exception], ...]) -> typer.Typer:
    """The command line over these parts; `mistakes` are the parts' own errors that end a command with one line."""
    app = typer.Typer(
        no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help=__doc__
    )
    failures: tuple[type[Exception], ...] = (PressearchivError, *mistakes)

    @app.command()
    def archive(
        source: _Named,
        since: Annotated[datetime | None, _day("only releases published on this day or later")] = None,
        until: Annotated[datetime | None, _day("only releases published on this day or earlier")] = None,
        limit: Annotated[int | None, typer.Option(min=1, help="at most that many releases, newest first")] = None,
        full: Annotated[bool, typer.Option("--full", help="walk every list page and recheck everything")] = False,
    ) -> None:
        """Archive what the city lists now, and publish it."""
        with _told(failures):
            with parts(read_settings(), load_source(source), True), shown_progress():
                from flows.archive import archive_releases  # noqa: PLC0415  # Prefect reads its settings on import

                state = archive_releases(source, _date(since), _date(until), limit, full, return_state=True)
            _end(state)

    @app.command()
    def publish() -> None:
        """Publish every archived release anew where it differs from what stands published."""
        with _told(failures), parts(read_settings(), None, True), shown_progress():
            from flows.publishing import publish_archive  # noqa: PLC0415  # as above

            state: State[Any] = publish_archive(return_state=True)
        _end(state)

    @app.command()
    def check(source: _Named) -> None:
        """Show what the source file finds on the site now; nothing is stored."""
        with _told(failures):
            city = load_source(source)
            with parts(read_settings(), city, False) as settings, Fetcher(city, settings.user_agent) as fetcher:
                sound = check_source(city, fetcher.get, sys.stdout)
        raise typer.Exit(0 if sound else 1)

    @app.command()
    def export(
        folder: Annotated[
            Path, typer.Argument(metavar="DIR", file_okay=False, help="a new or earlier exported folder")
        ],
    ) -> None:
        """Write the published archive to a folder, ready for any static host."""
        with _told(failures), parts(read_settings(), None, False) as settings:
            count = export_tree(open_store(settings).bucket, folder)
        typer.echo(f"{count} files in {folder}")

    return app


@contextmanager
def _told(failures: tuple[type[Exception], ...]) -> Iterator[None]:
    """Errors as one line and the exit status that the contract gives them."""
    try:
        yield
    except ConfigError as error:
        typer.echo(f"pressearchiv: {error}", err=True)
        raise typer.Exit(2) from error
    except failures as error:
        typer.echo(f"pressearchiv: {error}", err=True)
        raise typer.Exit(1) from error


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _end(state: "State[Any]") -> None:
    """Say how the run ended; exit status 1 unless it completed."""
    if state.is_completed():
        typer.echo(state.message or "done")
        return
    error = state.result(raise_on_failure=False) if state.is_failed() else None
    said = str(error) if isinstance(error, PressearchivError | ConfigError) else state.message
    typer.echo(f"pressearchiv: {' '.join((said or state.name or 'failed').split())}", err=True)
    raise typer.Exit(1)
