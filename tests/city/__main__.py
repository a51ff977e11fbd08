"""`python -m tests.city [--host H] [--port P]`: serve the sample city until SIGTERM or SIGINT."""

import argparse
import os
import signal
import sys
import threading

from tests.city.city import City
from tests.city.server import listen, serving_on


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 (any free one) to 65535")
    return int(text)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.city", description="Serve the sample city.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=8410, help="0: any free port")
    wanted = parser.parse_args()
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())
    try:
        listener = listen(wanted.host, wanted.port)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        sys.stderr.write(f"city: cannot listen on {wanted.host}:{wanted.port}: {reason}; name another --port\n")
        return 2
    with serving_on(listener, City.sample()) as base_url:
        sys.stdout.write(f"serving {base_url}/\n")
        sys.stdout.flush()
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
