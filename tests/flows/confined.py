"""`pressearchiv` in a process that may connect to these ports of this machine and to nothing else.

python -m tests.flows.confined PORT,PORT… COMMAND…
"""

import sys
from typing import Any

from infra.main import main

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def confine(ports: frozenset[int]) -> None:
    """From now on whatever connects or asks for another address ends the process."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            host, port = arguments[1][:2]
        elif event == "socket.getaddrinfo":
            host, port = arguments[:2]
        else:
            return
        if host not in LOOPBACK or int(port or 0) not in ports:
            sys.stderr.write(f"confined: {event} to {host}:{port}\n")
            raise SystemExit(99)

    sys.addaudithook(refuse)


if __name__ == "__main__":
    confine(frozenset(map(int, sys.argv[1].split(","))))
    sys.argv[1:] = sys.argv[2:]
    main()
