"""The parts of a Prefect server that many workers share, from Debian's packages: PostgreSQL and Redis, on loopback.

Each runs on a folder of its own and ends with its context; started again there, it goes on with what it held. The same
settings as in containers hold: `server.env` and `worker.env`.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from infra.prefect_server import embedded_prefect
from infra.process import Launch, Part, PartError, running

_INFRA = Path(__file__).parent
_ACCOUNT = "postgres"
"""Who runs the database where we are root, which it refuses to run as."""


@contextmanager
def postgres(home: Path, port: int) -> Iterator[str]:
    """A database's address, for SQLAlchemy. Where root runs it, others must be able to enter the folder's parents."""
    part = Part("PostgreSQL", home, partial(_launch_postgres, home, port), _accepts, patience=60, grace=10)
    with running(part):
        yield f"postgresql+asyncpg://prefect:{_password(home)}@127.0.0.1:{port}/postgres"


@contextmanager
def redis(home: Path, port: int) -> Iterator[str]:
    """A message broker's address."""
    with running(Part("Redis", home, partial(_launch_redis, home, port), _is_redis, grace=10)):
        yield f"redis://:{_password(home)}@127.0.0.1:{port}"


@contextmanager
def shared_server(data_dir: Path, port: int, database: str, broker: str) -> Iterator[str]:
    """The API's address of a Prefect server on that database and broker."""
    addresses = {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database,
        "PREFECT_REDIS_MESSAGING_URL": f"{broker}/0",
        "PREFECT_SERVER_DOCKET_URL": f"{broker}/1",
    }
    with embedded_prefect(data_dir, port, {**settings("server"), **addresses}) as api:
        yield api


def settings(name: str) -> Mapping[str, str]:
    """The variables of `server.env` or `worker.env`."""
    lines = (_INFRA / f"{name}.env").read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {key: value for key, _, value in pairs}


def missing() -> tuple[str, ...]:
    """Which of the programs are not installed."""
    names = ("initdb", "postgres", "pg_isready", "redis-server", *(("setpriv",) if os.geteuid() == 0 else ()))
    return tuple(name for name in names if _find(name) is None)


def _launch_postgres(home: Path, port: int) -> Launch:
    data = home / "data"
    if not data.exists():
        _make_cluster(home, data)
    listening = ("-h", "127.0.0.1", "-p", str(port), "-k", str(home))
    env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    command = (*_as_account(), _program("postgres"), "-D", str(data), *listening)
    return Launch(command, env, f"http://127.0.0.1:{port}")


def _make_cluster(home: Path, data: Path) -> None:
    (home / "password").touch(mode=0o600)
    (home / "password").write_text(secrets.token_urlsafe(30))
    if os.geteuid() == 0:
        account = pwd.getpwnam(_ACCOUNT)
        for path in (home, home / "password"):
            os.chown(path, account.pw_uid, account.pw_gid)
    rules = ("--auth=scram-sha-256", "--username=prefect", f"--pwfile={home / 'password'}", "--encoding=UTF8")
    command = (*_as_account(), _program("initdb"), "-D", str(data), "--locale=C.UTF-8", *rules)
    made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if made.returncode:
        raise PartError(f"PostgreSQL: no database can be made at {data}: {' '.join(made.stderr.split())}")


def _as_account() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    # A change of user ends the bond to the process that started it, unless it is kept.
    change = ("--reuid", _ACCOUNT, "--regid", _ACCOUNT, "--init-groups", "--pdeathsig", "keep")
    return (_program("setpriv"), *change, "--")


def _launch_redis(home: Path, port: int) -> Launch:
    password = home / "password"
    if not password.exists():
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(30))
    rules = ("bind 127.0.0.1", f"port {port}", f"dir {home}", "appendonly yes", f"requirepass {_password(home)}")
    conf = home / "redis.conf"
    conf.touch(mode=0o600)
    conf.write_text("\n".join(rules) + "\n")
    return Launch((_program("redis-server"), str(conf)), {}, f"http://127.0.0.1:{port}")


def _password(home: Path) -> str:
    return (home / "password").read_text()


def _find(name: str) -> str | None:
    """Debian keeps the database's programs by version."""
    folders = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return shutil.which(name, path=os.pathsep.join((*folders, os.environ.get("PATH", ""))))


def _program(name: str) -> str:
    found = _find(name)
    if found is None:
        raise PartError(f"{name} is not installed; `sh infra/debian.sh` says what is missing")
    return found


def _accepts(endpoint: str) -> bool:
    port = endpoint.rpartition(":")[2]
    command = (_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", port)
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - ours


def _is_redis(endpoint: str) -> bool:
    """Whether it answers, be it only that it wants a password."""
    try:
        with socket.create_connection(("127.0.0.1", int(endpoint.rpartition(":")[2])), timeout=2) as line:
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith((b"+PONG", b"-NOAUTH"))
    except OSError:
        return False
