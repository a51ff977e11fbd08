"""A fleet as an operator runs it: one shared server, one storage, workers on machines of their own."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from flows.deployments import registry
from infra.deployments import POOL, to_yaml
from infra.fleet import postgres, redis, settings, shared_server
from infra.process import free_ports
from infra.s3 import S3Access, embedded_s3
from tests.fleet.machine import Machine, Supervisor

ENROL = Path(__file__).parents[2] / "infra" / "enrol.sh"
ARCHIVE = "archive-releases"
PATIENCE = 1800.0


@dataclass
class Fleet:
    """The shared parts, each of which can be started anew, and the machines."""

    home: Path
    storage: S3Access
    bucket: str
    ports: tuple[int, int, int]
    parts: dict[str, ExitStack] = field(default_factory=dict)
    machines: list[Machine] = field(default_factory=list)
    database: str = ""
    broker: str = ""
    api: str = ""

    def start(self, name: str) -> None:
        """Start one of the shared parts."""
        stack = ExitStack()
        if name == "database":
            self.database = stack.enter_context(postgres(self.home / "postgres", self.ports[0]))
        elif name == "broker":
            self.broker = stack.enter_context(redis(self.home / "redis", self.ports[1]))
        else:
            self.api = stack.enter_context(shared_server(self.home, self.ports[2], self.database, self.broker))
        self.parts[name] = stack

    def end(self, name: str) -> None:
        """End one of the shared parts."""
        self.parts.pop(name).close()

    @property
    def env(self) -> Mapping[str, str]:
        """A worker's environment: `worker.env`, and where everything is."""
        kept = {name: value for name, value in os.environ.items() if name in ("HOME", "LANG", "PATH", "PYTHONPATH")}
        return {
            **kept,
            **settings("worker"),
            "PREFECT_API_URL": self.api,
            "PREFECT_HOME": str(self.home / "worker"),
            "PRESSEARCHIV_S3_ENDPOINT_URL": self.storage.endpoint_url,
            "PRESSEARCHIV_S3_BUCKET": self.bucket,
            "AWS_ACCESS_KEY_ID": self.storage.access_key,
            "AWS_SECRET_ACCESS_KEY": self.storage.secret_key,
        }

    def deploy(self, sources: Sequence[Path], *flows: str) -> None:
        """The work pool and these flows' deployments (none: `archive-releases`), by the script that operators use."""
        file = self.home / "prefect.yaml"
        offered = registry([str(path) for path in sources])
        wanted = {*(flows or [ARCHIVE]), "rescue-runs"}
        file.write_text(to_yaml([one for one in offered if one.flow.name in wanted]))
        env = {**self.env, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{self.env['PATH']}"}
        command = ["sh", str(ENROL), str(file)]
        ran = subprocess.run(command, env=env, cwd=self.home, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr

    def hire(self, name: str, at_once: int) -> Machine:
        """Start a worker; its service manager starts it again where it ends by itself."""
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process"]

        def launch() -> "subprocess.Popen[bytes]":
            with (self.home / f"{name}.log").open("ab") as log:
                return subprocess.Popen(
                    [*command, "--name", name, "--limit", str(at_once)],
                    env=dict(self.env),
                    cwd=self.home,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )

        self.machines.append(Machine(name, launch))
        return self.machines[-1]

    def run(self, town: str, flow: str = ARCHIVE) -> UUID:
        """Start a run of that town's deployment, as the UI does."""
        found = httpx.get(f"{self.api}/deployments/name/{flow}/{town}", timeout=60).raise_for_status().json()
        made = httpx.post(f"{self.api}/deployments/{found['id']}/create_flow_run", json={}, timeout=60)
        return UUID(made.raise_for_status().json()["id"])

    def read(self, run: UUID) -> dict[str, Any]:
        """What the server knows of a run; nothing while it does not answer."""
        try:
            answer = httpx.get(f"{self.api}/flow_runs/{run}", timeout=30)
        except httpx.TransportError:
            return {}
        return dict(answer.json()) if answer.status_code == 200 else {}

    def order(self, run: UUID, **state: Any) -> None:
        """Set a run's state, as the UI does."""
        asked = httpx.post(f"{self.api}/flow_runs/{run}/set_state", json={"state": state}, timeout=60)
        assert asked.raise_for_status().json()["status"] == "ACCEPT", asked.text

    def resume(self, run: UUID) -> None:
        """Have a run go on that was paused or suspended, as the UI does."""
        asked = httpx.post(f"{self.api}/flow_runs/{run}/resume", json={}, timeout=60)
        assert asked.raise_for_status().json()["status"] == "ACCEPT", asked.text

    def state(self, run: UUID) -> str:
        """The name of a run's state."""
        return str(self.read(run).get("state_name", ""))


def until(what: str, done: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + patience
    while not done():
        assert time.monotonic() < deadline, f"{what}: not within {patience:.0f} s"
        time.sleep(0.5)


@contextmanager
def fleet(bucket: str, storage: S3Access | None = None, told: Callable[[str], None] = print) -> Iterator[Fleet]:
    """The shared parts, started; everything ends with the context. `told` hears what was started again."""
    database, broker, server = free_ports(3)
    with tempfile.TemporaryDirectory(prefix="fleet-") as folder, ExitStack() as stack:
        home = Path(folder)
        home.chmod(0o711)  # the database's own account must get to its folder
        made = Fleet(home, storage or stack.enter_context(embedded_s3(home)), bucket, (database, broker, server))
        supervisor = Supervisor(made.machines, told)
        try:
            for part in ("database", "broker", "server"):
                made.start(part)
            yield made
        finally:
            supervisor.close()
            for machine in made.machines:
                if machine.process.poll() is None:
                    machine.kill()
            for part in ("server", "broker", "database"):
                if part in made.parts:
                    made.end(part)
