"""The queue that all workers of a Prefect server share: several processes' clients at one real server."""

import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.steering.pacing import SLOTS, Turns
from tasks.errors import UnavailableError


@pytest.fixture
def api(prefect_api: str) -> Iterator[SyncPrefectClient]:
    with temporary_settings({PREFECT_API_URL: prefect_api}), SyncPrefectClient(prefect_api) as client:
        yield client


@pytest.fixture
def host() -> str:
    return f"{uuid.uuid4().hex}.example"


def moments(turns: Turns, host: str, interval: float, count: int) -> list[float]:
    """When so many requests would go that are asked for at once."""
    return [time.monotonic() + turns.next(host, interval) for _ in range(count)]


@pytest.mark.parametrize("rate", [4, 100])
def test_workers_together_keep_the_rate(api: SyncPrefectClient, host: str, rate: int) -> None:
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(copy_context().run, moments, Turns(), host, 1 / rate, rate * 2) for _ in range(3)]
        went = sorted(moment for each in asked for moment in each.result())
    # Six seconds' worth: in any two seconds no more than the rate allows, and what each worker takes at once.
    for first in went:
        assert sum(first <= moment < first + 2 for moment in went) <= 2 * rate * 1.05 + 3 * max(1, rate // 10)
    # The last go after as long as all together may take; less only what passed before the first was known.
    assert went[-1] - went[0] >= (len(went) - 1) / rate * 0.9 - 0.5


def test_one_alone_is_not_held_up(api: SyncPrefectClient, host: str) -> None:
    turns = Turns()
    assert turns.next(host, 0.01) <= 0.01
    assert turns.next(f"other.{host}", 60) <= 0


def test_what_a_source_asks_for_tightens_the_limit_and_only_an_operator_loosens_it(
    api: SyncPrefectClient, host: str
) -> None:
    def decay() -> float:
        return api.read_global_concurrency_limit_by_name(f"requests to {host}").slot_decay_per_second / SLOTS

    Turns().next(host, 0.01)
    assert decay() == 100
    Turns().next(host, 0.02)
    assert decay() == 50
    Turns().next(host, 0.01)
    assert decay() == 50
    api.update_global_concurrency_limit(f"requests to {host}", GlobalConcurrencyLimitUpdate(active=False))
    assert max(moments(Turns(), host, 0.02, 3)) <= time.monotonic()


def test_without_the_server_nobody_goes() -> None:
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        turns = Turns(sleep=lambda _: None, patience=0)
        with pytest.raises(UnavailableError, match=r"gives no turn at city\.example"):
            turns.next("city.example", 1)
