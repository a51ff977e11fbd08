"""What a flow run works with, made from settings and a source file."""

from config.settings import Settings
from tasks.site.rendering import Site
from tasks.store.endpoint import open_bucket
from tasks.store.store import Store


def open_store(settings: Settings) -> Store:
    """The archive's storage; its bucket is made where there is none."""
    bucket = open_bucket(
        settings.s3_bucket,
        settings.s3_endpoint_url,
        settings.s3_region,
        settings.s3_checksums,
        timeout=settings.s3_timeout,
    )
    store = Store(bucket)
    store.prepare()
    return store


def site_of(settings: Settings) -> Site:
    """How the reading site speaks, where it stands and who keeps it."""
    return Site(language=settings.site_language, url=settings.site_url, publisher=settings.publisher)
