"""One flow, run in a process of its own and measured there: `python -m tests.bench.once RUNS FLOW [ARGUMENT]...`.

Prints one line of JSON: the best time of so many runs, what each of them asked of the storage, which rooms it worked
in, and the process's peak of memory, whatever was loaded in it included.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.calls import counted_calls
from tests.bench.stages import sampled, shares

FLOWS = {
    "archive": ("flows.archive", "archive_releases"),
    "publish": ("flows.publishing", "publish_archive"),
    "reparse": ("flows.reparse", "reparse_source"),
    "bare": ("tests.bench.bare", "archive_bare"),
}


def main() -> None:
    runs, name, *arguments = sys.argv[1:]
    flow, start = flow_of(name), time.perf_counter()
    measured = [measure(lambda: flow(*arguments, return_state=True)) for _ in range(int(runs))]
    seconds = time.perf_counter() - start
    best = min(measured, key=lambda one: one["seconds"])
    sys.stdout.write(json.dumps({**best, "together": seconds, "peak_megabytes": peak_megabytes()}) + "\n")


def flow_of(name: str) -> Callable[..., Any]:
    from importlib import import_module  # noqa: PLC0415  # Prefect reads its settings on import

    module, function = FLOWS[name]
    flow: Callable[..., Any] = getattr(import_module(module), function)
    return flow


def measure(run: Callable[[], Any]) -> dict[str, Any]:
    begin, worked = time.perf_counter(), time.process_time()
    with counted_calls() as calls, sampled() as looks:
        state = run()
    seconds, worked = time.perf_counter() - begin, time.process_time() - worked
    if not state.is_completed():
        raise RuntimeError(state.message)
    return {
        "seconds": seconds,
        "processor_seconds": worked,
        "storage": calls.total,
        "storage_by_kind": dict(sorted(calls.by_kind.items())),
        "rooms": shares(looks),
        "told": state.message,
    }


def peak_megabytes() -> float:
    """Of this process since it began; the system's own account, which knows nothing of whoever started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    main()
