"""The command line `pressearchiv`: every command in one place, each a few lines over the desk.

Exit status: 0 done, 1 the run failed or fell short of its health gates, 2 wrong usage or configuration. A mistake of
the operator's is one line, never a traceback.
"""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from config.errors import ConfigError
from config.load import load_source
from config.settings import read_settings
from flows.checking import SHOWN, check_site, check_stored
from flows.desk import Desk, Parts
from flows.verifying import verify_copy
from flows.workplace import open_store
from tasks.capture.wacz import write_wacz
from tasks.export import export_tree
from tasks.fetch.fetcher import Fetcher
from tasks.selection import select
from tasks.types.release import Scope

_Named = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="a bundled id (essen, gelsenkirchen, muenster, sample) or a source file's path"
    ),
]
_Release = Annotated[str, typer.Argument(metavar="ID", help="a release's id, such as essen/1097219")]
_SCOPES = (
    "images: pictures, their captions and credits stay; page: the release, evidence is kept, not public; "
    "all: every copy is erased for good, the ledger keeps the id, hashes and dates"
)
_PICTURE = "(SHA-256 or address; may be given several times)"
_Page = Annotated[list[str] | None, typer.Argument(help="a release's address or number, or a file with a page")]
_Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="WARC or ARC files: paths, or s3://BUCKET/KEY in the archive's storage"),
]
_Copy = Annotated[str, typer.Argument(metavar="DIR_OR_URL", help="an exported folder, or a copy's web address")]
_Releases = Annotated[
    str, typer.Argument(metavar="NAME", help="SOURCE/ID or SOURCE/YEAR/ID, or SOURCE/YEAR for all of it")
]
_Parcel = Annotated[Path, typer.Argument(metavar="FILE.wacz", dir_okay=False, help="the file to write")]
_Folder = Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="a new or earlier exported folder")]


def _day(text: str) -> Any:
    return typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help=text)


def _given(text: str) -> Any:
    return typer.Option(metavar="FILE", help=f"{text}; or s3://BUCKET/KEY; may be given several times")


def build(parts: Parts, mistakes: tuple[type[Exception], ...]) -> typer.Typer:
    """The command line over these parts; `mistakes` are the parts' own errors that end a command with one line."""
    app = typer.Typer(
        no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help=__doc__
    )
    desk = Desk(parts, mistakes)
    _add_flows(app, desk)
    _add_withdrawals(app, desk)
    _add_import(app, desk)
    _add_backfill(app, desk)
    _add_audit(app, desk)
    _add_looks(app, desk)
    return app


def _add_flows(app: typer.Typer, desk: Desk) -> None:
    """The commands that run the flows. Prefect reads its settings on import, so each imports its flow when it runs."""

    @app.command()
    def archive(
        source: _Named,
        since: Annotated[datetime | None, _day("only releases published on this day or later")] = None,
        until: Annotated[datetime | None, _day("only releases published on this day or earlier")] = None,
        limit: Annotated[int | None, typer.Option(min=1, help="at most that many releases, newest first")] = None,
        full: Annotated[bool, typer.Option("--full", help="walk every list page and recheck everything")] = False,
    ) -> None:
        """Archive what the city lists now, and publish it."""

        def flow() -> Any:
            from flows.archive import archive_releases  # noqa: PLC0415

            return archive_releases(source, _date(since), _date(until), limit, full, return_state=True)

        desk.run(flow, lambda: load_source(source))

    @app.command()
    def reparse(source: _Named) -> None:
        """Read all stored pages anew with today's rules, and publish; the city's site is not asked."""

        def flow() -> Any:
            from flows.reparse import reparse_source  # noqa: PLC0415

            return reparse_source(source, return_state=True)

        with desk.told():
            load_source(source)  # the parts are not told of it: nothing of the city's needs to run
        desk.run(flow)

    @app.command()
    def publish(
        despite_gates: Annotated[
            bool, typer.Option("--despite-gates", help="also what is held back of a source whose last run failed")
        ] = False,
    ) -> None:
        """Publish every archived release anew where it differs from what stands published."""

        def flow() -> Any:
            from flows.publishing import publish_archive  # noqa: PLC0415

            return publish_archive(despite_gates, return_state=True)

        desk.run(flow)


def _add_import(app: typer.Typer, desk: Desk) -> None:
    """The command that runs a flow over files."""

    @app.command("import")
    def import_(source: _Named, files: _Files) -> None:
        """Archive releases from other people's WARC files, with their captures' own dates; no network is asked."""

        def flow() -> Any:
            from flows.importing import import_captures  # noqa: PLC0415

            return import_captures(source, files, return_state=True)

        with desk.told():
            load_source(source)
            _refuse_absent(files)
        desk.run(flow)


def _add_backfill(app: typer.Typer, desk: Desk) -> None:
    """The command for a source's whole history."""

    @app.command()
    def backfill(
        source: _Named,
        since: Annotated[datetime | None, _day("only releases published on this day or later")] = None,
        until: Annotated[datetime | None, _day("only releases published on this day or earlier")] = None,
        addresses: Annotated[list[str] | None, _given("a list of addresses, one a line")] = None,
        cdx: Annotated[list[str] | None, _given("a CDX or CDXJ file, plain or gzipped")] = None,
        anew: Annotated[bool, typer.Option("--anew", help="look everywhere again, though it is finished")] = False,
    ) -> None:
        """Archive what a source ever published, slice by slice: by its lists, by indexes of captures, by your lists."""

        def flow() -> Any:
            from flows.backfill import backfill_source  # noqa: PLC0415

            days = _date(since), _date(until)
            return backfill_source(source, *days, addresses, cdx, anew, return_state=True)

        with desk.told():
            _refuse_absent([*(addresses or ()), *(cdx or ())])
        desk.run(flow, lambda: load_source(source))


def _add_audit(app: typer.Typer, desk: Desk) -> None:
    """The command that looks after what is stored."""

    @app.command()
    def audit(
        deep: Annotated[bool, typer.Option("--deep", help="read every object, not the day's sample")] = False,
        repair: Annotated[bool, typer.Option("--repair", help="read all, rebuild what other evidence allows")] = False,
        source: Annotated[list[str] | None, typer.Option(metavar="FILE", help="a source file to read pages by")] = None,
    ) -> None:
        """Check that all that is named stands and is byte for byte what it was; exit status 1 where it is not."""

        def flow() -> Any:
            from flows.auditing import audit_archive  # noqa: PLC0415

            return audit_archive(deep, repair, source, return_state=True)

        with desk.told():
            for name in source or ():
                load_source(name)
        desk.run(flow)


def _add_withdrawals(app: typer.Typer, desk: Desk) -> None:
    """The commands that take down and put up again."""

    @app.command()
    def withdraw(
        release: _Release,
        scope: Annotated[Scope, typer.Option(help=_SCOPES)],
        reason: Annotated[str, typer.Option(help="why; it is published as it is, so it names no person")],
        image: Annotated[list[str] | None, typer.Option(help=f"of scope images: only this one {_PICTURE}")] = None,
    ) -> None:
        """Take a release's pictures, the release, or everything of it out of the archive, and publish that at once."""

        def flow() -> Any:
            from flows.withdrawing import withdraw_release  # noqa: PLC0415

            return withdraw_release(release, scope, reason, image or [], return_state=True)

        desk.run(flow)

    @app.command()
    def restore(
        release: _Release,
        scope: Annotated[Scope | None, typer.Option(help="only what was withdrawn by this scope")] = None,
        image: Annotated[list[str] | None, typer.Option(help=f"only this picture {_PICTURE}")] = None,
    ) -> None:
        """Put up again what was withdrawn of a release; what was erased is gone for good."""

        def flow() -> Any:
            from flows.withdrawing import restore_release  # noqa: PLC0415

            return restore_release(release, scope, image or [], return_state=True)

        desk.run(flow)


def _add_looks(app: typer.Typer, desk: Desk) -> None:
    """The commands that look, and need no Prefect."""

    @app.command()
    def check(
        source: _Named,
        page: _Page = None,
        stored: Annotated[bool, typer.Option("--stored", help="read what the archive holds, not the site")] = False,
        number: Annotated[int, typer.Option(min=1, help="how many of the newest, where none is named")] = SHOWN,
    ) -> None:
        """Show what the source file finds, field by field and by which rule; nothing is stored."""
        with desk.told():
            city, named = load_source(source), page or ()
            with desk.opened(city) as settings:
                if stored:
                    sound = check_stored(city, open_store(settings), named, number, sys.stdout)
                else:
                    with Fetcher(city, settings.user_agent) as fetcher:
                        sound = check_site(city, fetcher.get, named, number, sys.stdout)
        raise typer.Exit(0 if sound else 1)

    @app.command()
    def evidence(name: _Releases, file: _Parcel) -> None:
        """Write all captures of a release or a year to a WACZ file, to be replayed elsewhere and cited by its hash."""
        with desk.told(), desk.opened() as settings:
            store = open_store(settings)
            chosen = select(store, name)
            parcel = write_wacz(store, chosen.source, chosen.name, chosen.entries, file)
        typer.echo(f"{parcel.captures} captures of {parcel.releases} releases in {file}, SHA-256 {parcel.sha256}")

    @app.command()
    def export(folder: _Folder) -> None:
        """Write the published archive to a folder, ready for any static host."""
        with desk.told(), desk.opened() as settings:
            count = export_tree(open_store(settings).bucket, folder)
        typer.echo(f"{count} files in {folder}")

    @app.command()
    def verify(copy: _Copy) -> None:
        """Check a published copy as a reader can: every checksum, link and count; no storage is needed."""
        with desk.told():
            sound = verify_copy(copy, read_settings().user_agent, sys.stdout)
        raise typer.Exit(0 if sound else 1)


def _refuse_absent(files: Sequence[str]) -> None:
    absent = [file for file in files if not file.startswith("s3://") and not Path(file).is_file()]
    if absent:
        raise ConfigError(f"{', '.join(absent)}: no such file")


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
