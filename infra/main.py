"""The entry point: starts the embedded parts that a command needs and no setting names, then the command line."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from config.load import load_source
from config.settings import PREFIX, Settings, read_settings
from config.source import Source
from infra.prefect_server import embedded_prefect
from infra.process import PartError
from infra.s3 import embedded_s3
from infra.stand_in import stand_in_city

_PREFECT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,tasks",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
"""Prefect's own settings, unless the operator made them: our log lines in the UI, and on the terminal only ours."""


def main() -> None:
    """The command `pressearchiv`."""
    from flows.command import build  # noqa: PLC0415  # after the environment stands

    build(parts, (PartError,))()


@contextmanager
def parts(settings: Settings, source: Source | None, prefect: bool) -> Iterator[Settings]:
    """While open, what the command needs runs, and the environment names it to flows and child processes."""
    with ExitStack() as stack:
        stack.callback(os.environ.update, dict(os.environ))
        for name, value in _PREFECT.items():
            os.environ.setdefault(name, value)
        if settings.s3_endpoint_url is None:
            access = stack.enter_context(embedded_s3(settings.data_dir))
            os.environ[f"{PREFIX}S3_ENDPOINT_URL"] = access.endpoint_url
            os.environ |= {"AWS_ACCESS_KEY_ID": access.access_key, "AWS_SECRET_ACCESS_KEY": access.secret_key}
            for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE"):
                os.environ.pop(name, None)
        if source is not None and source.base_url == load_source("sample").base_url:
            stack.enter_context(stand_in_city(urlsplit(source.base_url).port or 80))
        if prefect and not os.environ.get("PREFECT_API_URL"):
            home = settings.data_dir.resolve() / "prefect"
            os.environ |= {
                "PREFECT_HOME": str(home),
                "PREFECT_API_URL": stack.enter_context(embedded_prefect(settings.data_dir)),
            }
        yield read_settings()


if __name__ == "__main__":
    main()
