"""Counts the storage's requests by what botocore's own log says of each: nothing is patched, nothing stands between."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Calls(logging.Handler):
    """Requests by operation and the first part of the key, such as `PutObject public`."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.by_kind: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        if not str(record.msg).startswith("Making request"):
            return
        operation, request = record.args if isinstance(record.args, tuple) else (None, {})
        if not isinstance(request, dict):
            return
        query = request.get("query_string")
        prefix = query.get("prefix") if isinstance(query, dict) else None
        path = str(prefix or request.get("url_path", "")).strip("/")
        self.by_kind[f"{getattr(operation, 'name', operation)} {path.partition('/')[0]}"] += 1

    @property
    def total(self) -> int:
        return self.by_kind.total()


@contextmanager
def counted_calls() -> Iterator[Calls]:
    """While open, every request of this process to the storage is counted."""
    logger, calls = logging.getLogger("botocore.endpoint"), Calls()
    level, propagates = logger.level, logger.propagate
    logger.addHandler(calls)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield calls
    finally:
        logger.removeHandler(calls)
        logger.setLevel(level)
        logger.propagate = propagates
