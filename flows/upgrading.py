"""The flow `upgrade-archive`: an archive of an earlier format, brought to the present one. Safe to repeat."""

import logging
from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from config.errors import ConfigError
from flows.signals.conclusion import failed
from flows.signals.journal import begin
from flows.workplace import open_store
from tasks.errors import PressearchivError
from tasks.upgrading import upgrade_archive as upgrade

log = logging.getLogger(__name__)


@flow(name="upgrade-archive", flow_run_name=lambda: f"upgrade {datetime.now(UTC):%Y-%m-%d %H:%M:%S}")
def upgrade_archive() -> State[Any]:
    """Write every ledger in the present format; what is in it already stays as it is."""
    try:
        done = upgrade(open_store(begin()))
    except (ConfigError, PressearchivError) as error:
        return failed(str(error), error)
    log.info("%s", done)
    return Completed(message=str(done))
