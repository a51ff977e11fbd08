"""The bundled sample city as a child process: a website on loopback to archive."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import httpx

from infra.process import Launch, Part, PartError, is_free, running

_ROOT = Path(__file__).parents[1]
_SIGN = '<meta name="author" content="Stadt Musterstadt">'


@contextmanager
def stand_in_city(port: int) -> Iterator[str]:
    """The city's address: of the one served on that port already, or of a new one that ends with the context."""
    site = f"http://127.0.0.1:{port}/"
    if _answers(site):
        yield site
        return
    if not is_free(port):
        raise PartError(f"sample city: another program serves port {port}; end that program")
    home = Path(tempfile.mkdtemp(prefix="pressearchiv-city-"))
    with ExitStack() as stack:
        stack.enter_context(running(Part("sample city", home, partial(_launch, site, port), _answers)))
        # Only now: where it does not come up its log is kept.
        stack.callback(shutil.rmtree, home)
        yield site


def _launch(site: str, port: int) -> Launch:
    command = (sys.executable, "-m", "tests.city", "--host", "127.0.0.1", "--port", str(port))
    return Launch(command, {**os.environ, "PYTHONPATH": str(_ROOT)}, site)


def _answers(site: str) -> bool:
    try:
        return _SIGN in httpx.get(site, trust_env=False, timeout=2).text
    except httpx.TransportError:
        return False
