"""How the storage is reached: boto3's own credential chain, and patience with a storage that stumbles."""

from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError
from botocore.utils import parse_timestamp

from tasks.errors import StoreError
from tasks.store.bucket import Bucket, line_of


def open_bucket(
    name: str,
    endpoint_url: str | None,
    region: str | None,
    checksums: Literal["when_supported", "when_required"],
    timeout: float = 60,
    session: boto3.session.Session | None = None,
    attempts: int = 6,
) -> Bucket:
    """A bucket. `checksums`: `when_supported`, or `when_required` for older servers. `session`: with credentials.

    A request without an answer after `timeout` seconds, or with one that blames the server, is made again, `attempts`
    times in all, with longer and longer pauses: by default some 15 seconds. Where one request in five fails, that
    leaves one in fifteen thousand.
    """
    config = Config(
        connect_timeout=5,
        read_timeout=timeout,
        retries={"mode": "standard", "total_max_attempts": attempts},
        max_pool_connections=32,
        request_checksum_calculation=checksums,
        response_checksum_validation=checksums,
        s3={"addressing_style": "path"} if endpoint_url else None,
        proxies={} if _is_local(endpoint_url) else None,
    )
    try:
        session = session or _session()
        client = session.client("s3", endpoint_url=endpoint_url, region_name=region, config=config)
    except (BotoCoreError, ValueError) as error:
        raise StoreError(f"storage {endpoint_url or 'AWS S3'}: {line_of(error)}") from error
    return Bucket(client, name)


def _session() -> boto3.session.Session:
    """A session that reads a listing's times quickly: botocore spends half of a long listing on guessing their form."""
    own = botocore.session.get_session()
    own.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=_time)
    return boto3.session.Session(botocore_session=own)


def _time(text: str) -> datetime:
    """S3 lists times as ISO 8601 and tells them in headers by RFC 9110; the latter are left to botocore."""
    return datetime.fromisoformat(text) if "T" in text[:11] and text.endswith("Z") else parse_timestamp(text)


def _is_local(endpoint_url: str | None) -> bool:
    """Whether the storage is on this machine, where no proxy of the environment leads."""
    return endpoint_url is not None and (urlsplit(endpoint_url).hostname or "") in ("127.0.0.1", "::1", "localhost")
