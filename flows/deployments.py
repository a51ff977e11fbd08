"""The registry of deployments: which flows an installation serves, for which sources, when, and what gives way.

`make run` serves it from one process, `infra/prefect.yaml` deploys it to a work pool; both are written from here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron

from config.load import bundled, load_source
from config.source import Source
from flows.archive import archive_releases
from flows.auditing import audit_archive
from flows.backfill import backfill_source
from flows.backfill_slice import backfill_slice
from flows.importing import import_captures
from flows.inspecting import check_source
from flows.publishing import publish_archive
from flows.reparse import reparse_source
from flows.rescuing import TAG, rescue_runs
from flows.upgrading import upgrade_archive
from flows.withdrawing import restore_release, withdraw_release

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

TIME_ZONE = "Europe/Berlin"
"""Of the schedules that belong to no source."""

NIGHTLY = "40 3 * * *"
"""When the archive is audited: every day, while no city publishes, and outside the hour that clocks skip or repeat."""

OFTEN = "*/2 * * * *"
"""When it is looked for runs whose worker is gone: one look notices that a run is silent, the next gives it back."""

CANCEL, QUEUE = ConcurrencyLimitStrategy.CANCEL_NEW, ConcurrencyLimitStrategy.ENQUEUE

_ARCHIVE = """\
Archives what **{name}** lists now ({url}), and publishes it.

- Started by hand with nothing changed, it does what the schedule does.
- `since`, `until` and `limit` narrow it; `full` walks every list to its end and asks for every release again.
- A second run while one is under way is **{fate}** (`collision` in the source file).
- The report is among the run's artifacts: what is new, changed, set aside or missing, and why.
"""
_BACKFILL = """\
Archives the whole history of **{name}**, as far as it can still be found, month by month, and publishes it.

- It looks in the lists to their end, in indexes of web archives, and in the lists of addresses that are given.
- Cancelled, paused or killed, nothing is lost: started again with the same days, it goes on where it was.
- Each month is a run of its own that any worker takes; the progress is among this run's artifacts.
"""
_SLICE = """\
One month of a backfill of **{name}**. The backfill starts it; there is no need to do so by hand.
"""
_REPARSE = """\
Reads all stored pages of **{name}** anew with today's rules, and publishes what changed.

The city's site is not asked. Run it when the source file was mended or the reader has learnt something.
"""
_IMPORT = """\
Takes releases of **{name}** over from other people's WARC files, with their captures' own dates.

`files`: paths on the worker, or `s3://BUCKET/KEY` in the archive's storage. No network is asked.
"""
_CHECK = """\
Shows what the source file of **{name}** finds on the site now, field by field and by which rule.

Nothing is stored. Run it when a run fails or sets releases aside: the artifact says what each selector finds.
"""
_AUDIT = """\
Holds everything stored against all that names it, byte for byte (every night a sample; `deep`: all).

`repair` rebuilds what other evidence allows and says what it cannot.
"""
_PUBLISH = """\
Publishes every archived release anew where it differs from what stands published.

- Run it after an upgrade, or when the reading site's language or address was changed.
- Of a source whose last run failed nothing new is published, unless `despite_gates` is set.
"""
_UPGRADE = """\
Brings an archive of an earlier format to the present one: every ledger is rewritten. Safe to repeat.

Run it once after an upgrade of Pressearchiv whose changelog says so.
"""
_WITHDRAW = """\
Takes pictures, a release, or every copy of it out of the archive, and publishes that **at once**.

- `images`: pictures only, captions and credits stay
- `page`: the release; a tombstone says when and why, the evidence is kept and not public
- `all`: everything is erased **for good**

The reason is published as it is written: it names no person.
"""
_RESTORE = """\
Puts up again what was withdrawn of a release. What was erased is gone for good.
"""
_RESCUE = """\
Gives runs back whose worker is gone, for another worker to go on with. It looks every two minutes.

Switched off, such runs stay *Running* for ever, until somebody sets their state to *Scheduled*.
"""


@dataclass(frozen=True, slots=True)
class Deployment:
    """One flow as it is offered to operators: with its defaults, its schedule and its rule for a second run.

    `collision`: one run at a time, and what becomes of the next; without it as many as are started.
    """

    flow: Flow[..., Any]
    name: str
    description: str
    tags: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    schedule: tuple[str, str] | None = None
    collision: ConcurrencyLimitStrategy | None = None

    @property
    def entrypoint(self) -> str:
        """The flow's name as a worker imports it."""
        return f"{self.flow.fn.__module__}.{self.flow.fn.__name__}"

    @property
    def is_strict(self) -> bool:
        """Whether the form offers every source that it takes; a source file of the operator's own is not listed."""
        return self.parameters.get("source", "sample") in bundled()


def registry(names: Sequence[str]) -> tuple[Deployment, ...]:
    """What is offered for these sources (bundled ids or paths, as flows take them), and for the archive as a whole."""
    return (*(one for name in names for one in _of_source(name, load_source(name))), *_of_archive(names))


def deployments(*names: str) -> tuple["RunnerDeployment", ...]:
    """The registry for these sources, to be served by one process."""
    return tuple(map(_to_serve, registry(names)))


def _of_source(name: str, source: Source) -> Iterator[Deployment]:
    collision = CANCEL if source.collision == "cancel" else QUEUE
    fate = "cancelled" if source.collision == "cancel" else "queued"
    cron = (source.schedule, source.time_zone) if source.schedule else None

    def offered(flow: Flow[..., Any], text: str, tag: str, **more: Any) -> Deployment:
        said = text.format(name=source.name, url=source.base_url, fate=fate)
        return Deployment(flow, source.id, said, (TAG, source.id, tag), {"source": name}, **more)

    yield offered(archive_releases, _ARCHIVE, "collect", schedule=cron, collision=collision)
    yield offered(backfill_source, _BACKFILL, "collect", collision=QUEUE)
    yield offered(backfill_slice, _SLICE, "collect")
    yield offered(import_captures, _IMPORT, "collect", collision=QUEUE)
    yield offered(reparse_source, _REPARSE, "rework", collision=QUEUE)
    yield offered(check_source, _CHECK, "look")


def _of_archive(names: Sequence[str]) -> Iterator[Deployment]:
    own = [name for name in names if name not in bundled()]
    yield Deployment(
        audit_archive, "all", _AUDIT, (TAG, "look"), {"sources": own} if own else {}, (NIGHTLY, TIME_ZONE), CANCEL
    )
    yield Deployment(rescue_runs, "all", _RESCUE, (TAG, "look"), schedule=(OFTEN, TIME_ZONE))
    yield Deployment(publish_archive, "all", _PUBLISH, (TAG, "rework"), collision=QUEUE)
    yield Deployment(upgrade_archive, "all", _UPGRADE, (TAG, "rework"), collision=QUEUE)
    yield Deployment(withdraw_release, "withdraw", _WITHDRAW, (TAG, "takedown"))
    yield Deployment(restore_release, "restore", _RESTORE, (TAG, "takedown"))


def _to_serve(one: Deployment) -> "RunnerDeployment":
    made = one.flow.to_deployment(
        name=one.name,
        description=one.description,
        tags=list(one.tags),
        parameters=dict(one.parameters),
        schedule=Cron(one.schedule[0], timezone=one.schedule[1]) if one.schedule else None,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=one.collision) if one.collision else None,
        enforce_parameter_schema=one.is_strict,
    )
    return cast("RunnerDeployment", made)  # a coroutine only inside an event loop
