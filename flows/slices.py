"""How a backfill's slices get done: by workers where there are any, else here; whichever way, each once.

Where `backfill-slice` is deployed for the source and somebody asks for its runs, its slices are scheduled some ahead,
and any worker takes them. Runs that an earlier attempt left scheduled or running are taken as they are. A slice whose
worker died, or that stopped with the whole backfill, is scheduled again while it has releases left. Where no worker
takes any slice for two minutes, the next one is done here: a backfill never waits for workers that do not come.
"""

import logging
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType, FlowRunFilterTags
from prefect.client.schemas.objects import DeploymentStatus, FlowRun, State, StateType
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled

from config.source import Source
from flows.backfill_slice import STOPPED, backfill_slice
from flows.reports.backfill import Progress
from flows.steering.orders import Orders
from tasks.backfill.book import Book
from tasks.types.backfill import Plan, Slice

log = logging.getLogger(__name__)

_AHEAD = 8
"""Slices that are scheduled at a time."""

_POLL = 2.0
_PATIENCE = 120.0
"""Seconds for which it is waited that a worker takes a slice."""

_TRIES = 5
"""How often a slice is begun whose worker dies."""

_LIVE = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED]


@dataclass(slots=True)
class Slices:
    """The slices of one backfill in one run of it. `failures`: why it must not count as good."""

    source: str
    city: Source
    book: Book
    plan: Plan
    orders: Orders
    failures: list[str] = field(default_factory=list)
    _parts: dict[str, Slice] = field(default_factory=dict)
    _before: int = 0
    _began: datetime = field(default_factory=lambda: datetime.now(UTC))
    _shown: UUID | None = None
    _tries: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._parts = {name: self.book.slice(name) for name in self.plan.slices or ()}
        self._before = self._done

    @property
    def _total(self) -> int:
        return sum(len(part.targets) for part in self._parts.values())

    @property
    def _done(self) -> int:
        return self._total - self.left

    @property
    def left(self) -> int:
        """Releases still to be visited."""
        return sum(len(part.open) for part in self._parts.values())

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.left == 0

    def work(self) -> Iterator[str]:
        """Have all that are open done; each one's name as it ends."""
        self._show()
        waiting = deque(name for name, part in self._parts.items() if part.open)
        deployment = f"{backfill_slice.name}/{self.city.id}"
        if waiting and has_workers(deployment):
            yield from self._by_workers(waiting, deployment)
        else:
            yield from self._here(waiting)

    def _here(self, waiting: deque[str]) -> Iterator[str]:
        """One after the other, each a run below this one."""
        while waiting and not self.failures:
            self.orders.heed()
            yield from self._end(waiting.popleft(), None, waiting)

    def _end(self, name: str, state: State[Any] | None, waiting: deque[str]) -> Iterator[str]:
        """Do that slice where it has not ended yet, and see to what follows from how it ended."""
        if state is None:
            self._tries[name] += 1
            state = backfill_slice(self.source, self.book.name, name, return_state=True)
        self._parts[name] = part = self.book.slice(name)
        self._show()
        if part.open and (state.name == STOPPED or (state.is_crashed() and self._tries[name] < _TRIES)):
            waiting.append(name)
        elif state.is_failed() or state.is_crashed():
            self.failures.append(f"slice {name}: {state.message}")
        elif share := self._share(part):
            self.failures.append(share)
        yield name

    def _share(self, part: Slice) -> str | None:
        """Why too many of that slice failed or were set aside; None where few enough did."""
        bad = sum(target.result in ("failed", "set aside") for target in part.targets)
        allowed = self.city.gates.failed_share
        if bad <= allowed * len(part.targets):
            return None
        return (
            f"slice {part.name}: {bad} of {len(part.targets)} releases failed or were set aside, "
            f"at most {allowed:.0%} may (gates.failed_share)"
        )

    def _by_workers(self, waiting: deque[str], deployment: str) -> Iterator[str]:
        """Scheduled some ahead, for whoever takes them; the next one here where nobody does."""
        live, since = self._left_over(), time.monotonic()
        waiting = deque(name for name in waiting if name not in live)
        while live or (waiting and not self.failures):
            self.orders.heed()
            while waiting and len(live) < _AHEAD and not self.failures:
                name = waiting.popleft()
                live[name] = self._schedule(name, deployment)
            runs = {name: _read(run) for name, run in live.items()}
            for name, run in runs.items():
                if run.state and run.state.is_final():
                    del live[name]
                    yield from self._end(name, run.state, waiting)
            if any(run.state and not run.state.is_scheduled() for run in runs.values()):
                since = time.monotonic()
            elif live and time.monotonic() - since > _PATIENCE and _take_back(next(iter(live.values()))):
                name = next(iter(live))
                log.warning("no worker takes a slice of %s: %s is done here", deployment, name)
                del live[name]
                yield from self._end(name, None, waiting)
            self._show(*live)
            time.sleep(_POLL)

    def _schedule(self, name: str, deployment: str) -> UUID:
        self._tries[name] += 1
        run = cast(
            FlowRun,
            run_deployment(
                deployment,
                parameters={"source": self.source, "backfill": self.book.name, "part": name},
                tags=[self._tag, f"slice {name}"],
                timeout=0,
            ),
        )
        return run.id

    @property
    def _tag(self) -> str:
        return f"backfill {self.city.id} {self.book.name}"

    def _left_over(self) -> dict[str, UUID]:
        """The runs that an earlier attempt at this backfill left under way, by slice."""
        wanted = FlowRunFilter(
            tags=FlowRunFilterTags(all_=[self._tag]),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_LIVE)),
        )
        with get_client(sync_client=True) as api:
            runs = api.read_flow_runs(flow_run_filter=wanted)
        return {run.parameters["part"]: run.id for run in runs if run.parameters.get("part") in self._parts}

    def _show(self, *names: str) -> None:
        """Bring the progress artifact up to what stands in the storage."""
        self._parts |= {name: self.book.slice(name) for name in names}
        progress = Progress(self._done, self._total, self._before, self._began, datetime.now(UTC))
        if self._shown is None:
            made = create_progress_artifact(progress.percent, f"backfill-{self.city.id}", progress.text)
            self._shown = cast(UUID, made)
        else:
            update_progress_artifact(self._shown, progress.percent, progress.text)


def has_workers(deployment: str) -> bool:
    """Whether somebody asked lately for what that deployment is to run."""
    try:
        with get_client(sync_client=True) as api:
            found = api.read_deployment_by_name(deployment)
    except ObjectNotFound:
        return False
    return found.status is DeploymentStatus.READY and not found.paused


def _read(run: UUID) -> FlowRun:
    with get_client(sync_client=True) as api:
        return api.read_flow_run(run)


def _take_back(run: UUID) -> bool:
    """Cancel a run that nobody took; whether it is."""
    with get_client(sync_client=True) as api:
        api.set_flow_run_state(run, Cancelled(message="no worker took it: done by the backfill itself"))
        state = api.read_flow_run(run).state
    return state is not None and state.is_cancelled()
