"""The log of a run: each line with run, source and release, in Prefect's UI and as JSON lines, and discreet everywhere.

In the UI a line begins with `[source/release]`. With `PRESSEARCHIV_LOG_FORMAT=json` every line also goes to standard
error as one JSON object. Whoever writes the log (this program, Prefect, a library that quotes an address), no handler
passes a secret or a contact on (`flows.signals.discretion`).
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from prefect.logging.handlers import APILogHandler
from prefect.runtime import flow_run

from config.settings import Settings, read_settings
from flows.signals.discretion import discreet, secrets_of
from flows.signals.progress import ROOTS
from flows.signals.pulse import give_signs

_SPEAKERS = ("", "prefect", "prefect.flow_runs", "prefect.task_runs", "prefect.extra", *ROOTS)
"""Loggers whose handlers somebody reads."""
_HEARD = ("prefect", *ROOTS)
"""Loggers whose lines become JSON: what others write below them goes up to them."""


@dataclass(frozen=True, slots=True)
class _About:
    """What the present lines are about."""

    run: str | None = None
    source: str | None = None
    release: str | None = None


_ABOUT: ContextVar[_About] = ContextVar("about", default=_About())  # noqa: B039  # it is frozen


@contextmanager
def about(*, run: str | None = None, source: str | None = None, release: str | None = None) -> Iterator[None]:
    """While open, lines of this context say so; what is not given stays as it was."""
    given = {name: value for name, value in (("run", run), ("source", source), ("release", release)) if value}
    token = _ABOUT.set(replace(_ABOUT.get(), **given))
    try:
        yield
    finally:
        _ABOUT.reset(token)


def begin() -> Settings:
    """A flow's first step: signs of life, the installation's settings, and its log as they ask for it."""
    give_signs()
    settings = read_settings()
    open_journal(settings)
    return settings


def open_journal(settings: Settings) -> None:
    """See that all handlers are discreet and the UI's lines bear their labels; JSON lines where they are asked for."""
    if settings.log_format == "json":
        _add_json_lines(settings.log_level)
    secrets = secrets_of(os.environ)
    for name in _SPEAKERS:
        for handler in logging.getLogger(name).handlers:
            for old in [one for one in handler.filters if isinstance(one, _Discretion)]:
                handler.removeFilter(old)
            handler.addFilter(_Discretion(secrets))
            if isinstance(handler, APILogHandler) and not isinstance(handler.formatter, _Labelled):
                handler.setFormatter(_Labelled())


def _add_json_lines(level: str) -> None:
    for name in _HEARD:
        logger = logging.getLogger(name)
        if not any(isinstance(one, JsonLines) for one in logger.handlers):
            logger.addHandler(JsonLines())
        for handler in logger.handlers:
            if isinstance(handler, JsonLines):
                handler.setLevel(level)
        if name in ROOTS:
            logger.setLevel(min(logger.level or logging.INFO, logging.getLevelNamesMapping()[level], logging.INFO))


class _Discretion(logging.Filter):
    """Takes secrets and contacts out of a record, for every handler that comes after as well."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        told = discreet(message, self._secrets)
        if told != message:
            record.msg, record.args = told, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = discreet(record.exc_text, self._secrets)
        return True


class _Labelled(logging.Formatter):
    """A line as the UI shows it."""

    def format(self, record: logging.LogRecord) -> str:
        source, release = _source(record), _release(record)
        label = "/".join(filter(None, (source, release)))
        return f"[{label}] {super().format(record)}" if label else super().format(record)


class JsonLines(logging.Handler):
    """Writes each record to standard error as one JSON object."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(json_line(record) + "\n")
        except Exception:  # noqa: BLE001  # as every handler of the standard library does
            self.handleError(record)


def json_line(record: logging.LogRecord) -> str:
    """The record as one JSON object; what is not known is left out."""
    at = datetime.fromtimestamp(record.created, UTC)
    told = {
        "time": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z",
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
        "run": _run(record),
        "source": _source(record),
        "release": _release(record),
        "result": getattr(record, "result", None),
        "exception": record.exc_text,
    }
    return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


def _run(record: logging.LogRecord) -> str | None:
    known = getattr(record, "flow_run_id", None)
    return str(known) if known and known != "<unknown>" else _ABOUT.get().run or flow_run.id


def _source(record: logging.LogRecord) -> str | None:
    return getattr(record, "source", None) or _ABOUT.get().source


def _release(record: logging.LogRecord) -> str | None:
    return getattr(record, "release", None) or _ABOUT.get().release
