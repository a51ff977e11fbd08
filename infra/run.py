"""`make run`: everything on one machine, from the embedded parts to served deployments.

Archives the source once through its flow, prints where to read and where to operate, and stays up with schedules
live until Ctrl-C. With `--once` it ends after publishing.
"""

import os
import signal
from typing import Annotated

import typer

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings, read_settings
from flows.signals.progress import shown_progress
from infra.main import parts
from infra.process import PartError

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def run(
    source: Annotated[str, typer.Option(help="a bundled id or a source file's path")] = "sample",
    once: Annotated[bool, typer.Option("--once", help="end after publishing")] = False,
) -> None:
    """Start the embedded parts, archive the source, and serve its deployments until Ctrl-C."""
    # Started in the background, a program is deaf to Ctrl-C; and a polite SIGTERM should end the parts in order, too.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        city = load_source(source)
        with parts(read_settings(), city, True) as settings:
            done = _archive(source)
            typer.echo(_addresses(settings))
            if not once:
                _serve(source)
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        raise typer.Exit(130) from None
    except (ConfigError, PartError) as error:
        typer.echo(f"make run: {error}", err=True)
        raise typer.Exit(2 if isinstance(error, ConfigError) else 1) from error
    if once and not done:
        raise typer.Exit(1)


def _archive(source: str) -> bool:
    """One run of the main flow; whether it completed."""
    from flows.archive import archive_releases  # noqa: PLC0415  # Prefect reads its settings on import

    with shown_progress(read_settings().log_format):
        state = archive_releases(source, return_state=True)
    typer.echo(state.message, err=not state.is_completed())
    return state.is_completed()


def _addresses(settings: Settings) -> str:
    read = f"{str(settings.s3_endpoint_url).rstrip('/')}/{settings.s3_bucket}/public/index.html"
    operate = os.environ["PREFECT_API_URL"].removesuffix("/api")
    return f"\n  read the archive   {settings.site_url or read}\n  operate it         {operate}\n"


def _serve(source: str) -> None:
    from prefect import serve  # noqa: PLC0415  # as above

    from flows.deployments import deployments  # noqa: PLC0415

    serve(*deployments(source), print_starting_message=False)


if __name__ == "__main__":
    app()
