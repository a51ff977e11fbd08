"""The flow `publish-archive`: bring everything published up to the ledgers."""

from datetime import UTC, datetime

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.journal import begin
from flows.workplace import open_store, site_of
from tasks.publish import Years, everything, publish
from tasks.site.rendering import Site
from tasks.store.store import Store


@task(name="publish", cache_policy=NO_CACHE, retries=1, retry_delay_seconds=5)
def publish_years(store: Store, years: Years, site: Site, changed_only: bool = False) -> int:
    """Publish these years, then the roots; how many files were written."""
    return publish(store, years, site, changed_only=changed_only)


@flow(name="publish-archive", flow_run_name=lambda: f"publish {datetime.now(UTC):%Y-%m-%d %H:%M:%S}")
def publish_archive() -> int:
    """Publish every archived release anew where it differs from what stands published; how many files were written."""
    settings = begin()
    store = open_store(settings)
    return publish_years(store, everything(store), site_of(settings))
