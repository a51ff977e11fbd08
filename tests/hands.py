"""Archiving as the main flow does it, step by step and several visits at a time, without Prefect."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime

from config.source import Source
from flows.sequence import find_releases
from tasks.capture.archivist import Archivist
from tasks.discover.walk import Discovery
from tasks.errors import PressearchivError
from tasks.ledger.book import Ledgers
from tasks.publish import Years, publish
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.visit import Visit
from tasks.types.web import Find
from tasks.visit import Span, Visitor, failed_visit


@dataclass
class PlainHands:
    """Carries a run's steps out as they are, so many visits at a time."""

    at_once: int = 1

    def discover(self, source: Source, archivist: Archivist, ledgers: Ledgers, span: Span, full: bool) -> Discovery:
        return find_releases(source, archivist, ledgers, span, full)

    def visit(self, plan: Sequence[Find], visitor: Visitor) -> Generator[Visit, None, None]:
        def visit(find: Find) -> Visit:
            try:
                return visitor.visit(find)
            except PressearchivError as error:
                return failed_visit(find, error, visitor.reader, datetime.now(UTC))

        with ThreadPoolExecutor(self.at_once) as pool:
            yield from (future.result() for future in as_completed([pool.submit(visit, find) for find in plan]))

    def publish(self, store: Store, years: Years, site: Site) -> int:
        return publish(store, years, site, changed_only=True, judged=True)
