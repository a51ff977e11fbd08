"""The flows `withdraw-release` and `restore-release`: decide, publish, take away.

The decision is in the ledger before anything else happens. A run that dies after that is ended by the next one of any
flow that publishes, or by asking for the same once more. What a gate holds back of the source stays held back: only
what was decided is published of it.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from config.errors import ConfigError
from config.settings import Settings
from flows.publishing import publish_years
from flows.signals.conclusion import failed
from flows.signals.events import announce_release
from flows.signals.journal import begin
from flows.workplace import open_store, site_of
from tasks.errors import PressearchivError
from tasks.publish import everything
from tasks.store.store import Store
from tasks.types.release import Scope
from tasks.withdraw.decide import Case, renew_copies, restore, say, withdraw
from tasks.withdraw.sweep import Swept, check_erased, sweep

log = logging.getLogger(__name__)


def _name_run() -> str:
    return f"{flow_run.flow_name} {flow_run.parameters['release']}"


@flow(name="withdraw-release", flow_run_name=_name_run)
def withdraw_release(release: str, scope: Scope, reason: str, images: list[str] | None = None) -> State[Any]:
    """Take a release's pictures, the release, or everything of it out of the archive, and publish that at once.

    Args:
        release: The release's id, such as `essen/1097219`.
        scope: `images`: pictures, whose captions and credits stay. `page`: the release; a tombstone says when and why,
            the evidence is kept and not public. `all`: everything is erased for good; the ledger keeps the id, hashes
            and dates.
        reason: Why. It is published as it stands here, so it names no person.
        images: Of scope `images`: only these, by their SHA-256 or address; none: all pictures of the release.

    """
    now = datetime.now(UTC)
    return _run("withdrawn", lambda store: withdraw(store, release, scope, reason, images or (), now))


@flow(name="restore-release", flow_run_name=_name_run)
def restore_release(release: str, scope: Scope | None = None, images: list[str] | None = None) -> State[Any]:
    """Put up again what was withdrawn of a release; what was erased is gone for good.

    Args:
        release: The release's id, such as `essen/1097219`.
        scope: Only what was withdrawn by this scope; none: everything.
        images: Only these pictures, by their SHA-256 or address.

    """
    now = datetime.now(UTC)
    return _run("restored", lambda store: restore(store, release, scope, images or (), now))


def _run(happening: str, decision: Callable[[Store], Case]) -> State[Any]:
    try:
        return _carry_out(begin(), happening, decision)
    except (ConfigError, PressearchivError) as error:
        return failed(str(error), error)


def _carry_out(settings: Settings, happening: str, decision: Callable[[Store], Case]) -> State[Any]:
    store = open_store(settings)
    case = record_decision(store, decision)
    name, _ = everything(store)[case.source]
    publish_years(store, {case.source: (name, case.years)}, site_of(settings), changed_only=True)
    swept = remove_withdrawn(store, case)
    announce_release(case.source, case.id, happening, None)
    said = say(case, swept.shared)
    log.info("%s", said)
    return Completed(message=said)


@task(name="record-decision", cache_policy=NO_CACHE)
def record_decision(store: Store, decision: Callable[[Store], Case]) -> Case:
    """Write the decision to the ledger."""
    return decision(store)


@task(name="remove-withdrawn", cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5)
def remove_withdrawn(store: Store, case: Case) -> Swept:
    """Remove what nobody may have any more, and see that it is gone."""
    swept = sweep(store, case.source, case.entries.values())
    for entry in case.entries.values():
        check_erased(store, case.source, entry)
    renew_copies(store, case)
    return swept
