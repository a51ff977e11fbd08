"""The registry of deployments: which flows an installation serves, for which source, when."""

from typing import TYPE_CHECKING, cast

from prefect.schedules import Cron

from config.source import Source
from flows.archive import archive_releases
from flows.auditing import audit_archive
from flows.importing import import_captures
from flows.publishing import publish_archive
from flows.reparse import reparse_source
from flows.withdrawing import restore_release, withdraw_release

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

TAG = "pressearchiv"
_NIGHTLY = "40 3 * * *"
"""When the archive is audited: every day, while the city publishes nothing."""


def deployments(name: str, source: Source) -> tuple["RunnerDeployment", ...]:
    """What is served for one source; `name` is its bundled id or its file's path, as flows take it."""
    cron = Cron(source.schedule, timezone=source.time_zone) if source.schedule else None
    served = (
        archive_releases.to_deployment(
            name=source.id,
            parameters={"source": name},
            schedule=cron,
            tags=[TAG, source.id],
            description=f"Archive what {source.name} ({source.base_url}) lists now, and publish it.",
        ),
        reparse_source.to_deployment(
            name=source.id,
            parameters={"source": name},
            tags=[TAG, source.id],
            description=f"Read all stored pages of {source.name} anew with today's rules; the site is not asked.",
        ),
        import_captures.to_deployment(
            name=source.id,
            parameters={"source": name},
            tags=[TAG, source.id],
            description=f"Take releases of {source.name} over from other people's WARC files; no network is asked.",
        ),
        audit_archive.to_deployment(
            name="all",
            parameters={"sources": [name]},
            schedule=Cron(_NIGHTLY, timezone=source.time_zone),
            tags=[TAG],
            description="Check that all that is named stands, and is byte for byte what it was.",
        ),
        publish_archive.to_deployment(
            name="all",
            tags=[TAG],
            description="Publish every archived release anew where it differs from what stands published.",
        ),
        withdraw_release.to_deployment(
            name="withdraw",
            tags=[TAG],
            description="Withdraw a release's pictures, the release, or erase everything of it.",
        ),
        restore_release.to_deployment(
            name="restore", tags=[TAG], description="Put up again what was withdrawn of a release."
        ),
    )
    return cast("tuple[RunnerDeployment, ...]", served)  # coroutines only inside an event loop
