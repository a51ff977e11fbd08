"""`python -m tests.infra.hold PART DIR`: another program that runs a part. Prints its address, ends with its input."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from infra.process import Launch, Part, free_ports, running
from infra.s3 import embedded_s3


def file_server(home: Path, port: int | None = None) -> Part:
    """A small real server: Python's own, that serves its home."""

    def launch() -> Launch:
        taken = port or free_ports(1)[0]
        command = (sys.executable, "-m", "http.server", str(taken), "--bind", "127.0.0.1")
        return Launch(command, dict(os.environ), f"http://127.0.0.1:{taken}/")

    return Part("file server", home, launch, answers)


def answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).status_code < 500
    except httpx.TransportError:
        return False


PARTS: dict[str, Callable[[Path], AbstractContextManager[object]]] = {
    "files": lambda path: running(file_server(path)),
    "s3": embedded_s3,
}

if __name__ == "__main__":
    with PARTS[sys.argv[1]](Path(sys.argv[2])) as part:
        sys.stdout.write(f"{getattr(part, 'endpoint_url', part)}\n")
        sys.stdout.flush()
        sys.stdin.read()
