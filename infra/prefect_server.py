"""The embedded Prefect server with its UI, on loopback, its database below `<data_dir>/prefect`.

It knows nothing of the Prefect that the user may have configured (profiles, `PREFECT_*` variables), sends nothing
anywhere, and takes no requests from other websites' pages.
"""

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType

import httpx

from infra.process import Launch, Part, PartError, free_ports, is_free, running

_PORT = 4200


@contextmanager
def embedded_prefect(
    data_dir: Path, port: int | None = None, more: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """The API's address (`http://127.0.0.1:PORT/api`, the UI is at `/`) of the server that runs on that folder.

    It is the one that runs there already, or a new one that ends with the context. A new one listens on that port;
    without one on 4200 if it is free, else on any. `more`: further settings of a new one, such as another database.
    """
    home = data_dir.resolve() / "prefect"
    with running(Part("Prefect server", home, partial(_launch, home, port, more), _answers, patience=180)) as api:
        try:
            yield api
        finally:
            _deliver_logs()


def _deliver_logs() -> None:
    """Send what Prefect in this process still holds back of a run's log and events, while the server can take it."""
    if events := sys.modules.get("prefect.events.worker"):
        events.EventsWorker.drain_all(timeout=5)
    for name in ("prefect.flow_runs", "prefect.task_runs", "prefect"):
        for handler in logging.getLogger(name).handlers:
            handler.flush()


def _launch(home: Path, port: int | None, more: Mapping[str, str]) -> Launch:
    if port is not None and not is_free(port):
        raise PartError(f"Prefect server: port {port} is taken; choose another")
    taken = port or (_PORT if is_free(_PORT) else free_ports(1)[0])
    base = f"http://127.0.0.1:{taken}"
    uvicorn = ("-m", "uvicorn", "--factory", "prefect.server.api.server:create_app", "--log-level", "warning")
    where = ("--host", "127.0.0.1", "--port", str(taken), "--timeout-graceful-shutdown", "2")
    return Launch((sys.executable, *uvicorn, *where), {**_environment(home, base), **more}, f"{base}/api")


def _environment(home: Path, base: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return inherited | {
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{base},{base.replace('127.0.0.1', 'localhost')}",
        "PREFECT_SERVER_UI_API_URL": f"{base}/api",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "ui"),
        # The newer UI asks a third party's server for its analytics settings, whatever is set here; the older does not.
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT__SERVER_FINAL": "1",
    }


def _answers(api: str) -> bool:
    try:
        return httpx.get(f"{api}/health", trust_env=False, timeout=5).status_code == 200
    except httpx.TransportError:
        return False
