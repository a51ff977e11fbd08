"""A fleet as an operator runs it: one shared server, one storage, workers on machines of their own."""

import os
import signal
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

ENROL = Path(__file__).parents[2] / "infra" / "enrol.sh"
PATIENCE = 1800.0


@dataclass
class Machine:
    """A worker with all that runs below it."""

    name: str
    process: "subprocess.Popen[bytes]"

    def kill(self) -> None:
        """As if somebody pulled the plug: the worker and every run that it has under way."""
        below = _below(self.process.pid)
        for pid in (self.process.pid, *below):
            _signal(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, patience: float = 60) -> None:
        """As a service manager asks it to end."""
        below = _below(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
        for pid in below:
            _signal(pid, signal.SIGKILL)
        self.process.wait()


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

    def deploy(self, sources: Sequence[Path]) -> None:
        """The work pool, the deployments and the automations, by the script that operators use."""
        file = self.home / "prefect.yaml"
        offered = registry([str(path) for path in sources])
        file.write_text(to_yaml([one for one in offered if one.flow.name == "archive-releases"]))
        env = {**self.env, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{self.env['PATH']}"}
        command = ["sh", str(ENROL), str(file)]
        ran = subprocess.run(command, env=env, cwd=self.home, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr

    def hire(self, name: str, at_once: int) -> Machine:
        """Start a worker."""
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process"]
        with (self.home / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [*command, "--name", name, "--limit", str(at_once)],
                env=dict(self.env),
                cwd=self.home,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.machines.append(Machine(name, process))
        return self.machines[-1]

    def run(self, town: str) -> UUID:
        """Start a run of that town's deployment, as the UI does."""
        found = httpx.get(f"{self.api}/deployments/name/archive-releases/{town}", timeout=60).raise_for_status().json()
        made = httpx.post(f"{self.api}/deployments/{found['id']}/create_flow_run", json={}, timeout=60)
        return UUID(made.raise_for_status().json()["id"])

    def read(self, run: UUID) -> dict[str, Any]:
        """What the server knows of a run; nothing while it does not answer."""
        try:
            answer = httpx.get(f"{self.api}/flow_runs/{run}", timeout=30)
        except httpx.TransportError:
            return {}
        return dict(answer.json()) if answer.status_code == 200 else {}

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
def fleet(bucket: str, storage: S3Access | None = None) -> Iterator[Fleet]:
    """The shared parts, started; everything ends with the context."""
    database, broker, server = free_ports(3)
    with tempfile.TemporaryDirectory(prefix="fleet-") as folder, ExitStack() as stack:
        home = Path(folder)
        home.chmod(0o711)  # the database's own account must get to its folder
        made = Fleet(home, storage or stack.enter_context(embedded_s3(home)), bucket, (database, broker, server))
        try:
            for part in ("database", "broker", "server"):
                made.start(part)
            yield made
        finally:
            for machine in made.machines:
                if machine.process.poll() is None:
                    machine.kill()
            for part in ("server", "broker", "database"):
                if part in made.parts:
                    made.end(part)


def _below(pid: int) -> list[int]:
    """Every process that descends from that one."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, ahead = [], [pid]
    while ahead:
        children = parents.get(ahead.pop(), [])
        found += children
        ahead += children
    return found


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
