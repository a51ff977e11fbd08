"""From the ledger to what readers see, years first, roots last.

`compose` makes values and files of one release (pure), `year` publishes the releases and indexes of one year, `root`
what stands above the years. Only what changed is written. What stands published is remembered in an edition object;
a publisher that another one overtook writes its files again from the newer state, so the last word is always right.
"""

import logging
from collections.abc import Mapping

from tasks.publish.root import publish_root
from tasks.publish.year import publish_year
from tasks.site.rendering import Site, rendering_digest
from tasks.store import Store
from tasks.types.edition import SourceRecord
from tasks.types.ledger import UNDATED

log = logging.getLogger(__name__)


def publish(store: Store, years: Mapping[str, tuple[str, tuple[int, ...]]], site: Site) -> int:
    """Publish these years (by source: its name and years), then the roots; how many files were written."""
    rendering = rendering_digest(site)
    written = 0
    for source, (name, changed) in years.items():
        for year in changed:
            written += publish_year(store, source, name, year, site, rendering)
    written += publish_root(store, years, site, rendering)
    log.info("published: %d files written", written)
    return written


def everything(store: Store) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Every source and year that the archive holds, as `publish` wants them."""
    found = {}
    for source in store.sources():
        record = store.read(f"ledger/{source}/source.json", SourceRecord)
        years = tuple(int(shard) for shard in store.shards(source) if shard != UNDATED)
        found[source] = (record.name if record else source, years)
    return found
