"""The flow `check-source`: what `pressearchiv check` shows, as an artifact. Nothing of it is archived.

Completed where every page that was looked at reads; Failed where one does not, with the report to mend the source by.
"""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed
from pydantic import PositiveInt

from config.errors import ConfigError
from config.load import load_source
from config.settings import Settings
from config.source import Source
from flows.checking import SHOWN, check_site, check_stored
from flows.signals.conclusion import failed
from flows.signals.journal import begin
from flows.steering.pacing import shared_pace
from flows.steering.parameters import SourceName
from flows.workplace import open_store
from tasks.errors import PressearchivError
from tasks.fetch.fetcher import Fetcher


def _name_run() -> str:
    return f"{flow_run.parameters['source']} checked {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="check-source", flow_run_name=_name_run)
def check_source(
    source: SourceName, pages: list[str] | None = None, stored: bool = False, number: PositiveInt = SHOWN
) -> State[Any]:
    """Show what the source file finds on the site now, field by field and by which rule; nothing is stored.

    Args:
        source: A bundled source's id, such as `essen`, or the path of a source file.
        pages: Releases to look at, by address or number; none: the newest.
        stored: Read what the archive holds; the site is not asked.
        number: How many of the newest are looked at, where none is named.

    """
    shown = StringIO()
    try:
        settings, city = begin(), load_source(source)
        sound = _look(settings, city, pages or [], number, shown, stored=stored)
    except (ConfigError, PressearchivError) as error:
        return failed(str(error), error)
    said = f"{source}: {'every page reads' if sound else 'a page does not read, or none was found'}"
    create_markdown_artifact(_as_code(shown.getvalue()), key=f"check-{city.id}", description=said)
    return Completed(message=said) if sound else failed(said)


def _look(settings: Settings, city: Source, pages: list[str], number: int, shown: StringIO, *, stored: bool) -> bool:
    if stored:
        return check_stored(city, open_store(settings), pages, number, shown)
    with Fetcher(city, settings.user_agent, pace=shared_pace()) as fetcher:
        return check_site(city, fetcher.get, pages, number, shown)


def _as_code(text: str) -> str:
    """Text from outside, shown as it is: an indented block cannot be left from within."""
    return "\n".join(f"    {line}" for line in text.splitlines()) + "\n"
