"""What a flow run works with, made from settings and a source file."""

from typing import TYPE_CHECKING

from config.errors import ConfigError
from config.settings import Settings
from tasks.site.rendering import Site
from tasks.store.endpoint import open_bucket
from tasks.store.store import Store

if TYPE_CHECKING:
    from prefect_aws import AwsCredentials, MinIOCredentials


def open_store(settings: Settings) -> Store:
    """The archive's storage; its bucket is made where there is none."""
    block = _credentials(settings.s3_credentials_block) if settings.s3_credentials_block else None
    bucket = open_bucket(
        settings.s3_bucket,
        settings.s3_endpoint_url,
        settings.s3_region,
        settings.s3_checksums,
        timeout=settings.s3_timeout,
        session=block.get_boto3_session() if block else None,
    )
    store = Store(bucket)
    store.prepare()
    return store


def site_of(settings: Settings) -> Site:
    """How the reading site speaks, where it stands and who keeps it."""
    return Site(language=settings.site_language, url=settings.site_url, publisher=settings.publisher)


def _credentials(name: str) -> "AwsCredentials | MinIOCredentials":
    """The storage's credentials as the Prefect server keeps them; they are seen by nobody but the client."""
    try:
        from prefect_aws import AwsCredentials, MinIOCredentials  # noqa: PLC0415  # only a fleet has it
    except ImportError as error:
        raise ConfigError(f"{name}: blocks with credentials need the package prefect-aws") from error
    kind, _, block = name.partition("/")
    try:
        return (AwsCredentials if kind == "aws-credentials" else MinIOCredentials).load(block)
    except ValueError as error:
        raise ConfigError(f"{name}: the Prefect server keeps no such block") from error
