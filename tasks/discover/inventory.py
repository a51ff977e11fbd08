"""What a site's lists name by month, as a walk to their ends found it: what the archive's own count is held against."""

from collections import Counter
from datetime import datetime

from tasks.discover.walk import Discovery
from tasks.types.edition import Inventory


def take_inventory(discovery: Discovery, at: datetime) -> Inventory | None:
    """The releases that the lists name, by month; None where a list that names any was not walked to its end."""
    if not discovery.finds or any(seed.finds and (seed.problem or not seed.is_whole) for seed in discovery.seeds):
        return None
    months = Counter(f"{find.date:%Y-%m}" for find in discovery.finds if find.date)
    undated = sum(find.date is None for find in discovery.finds)
    return Inventory(at=at, months=dict(sorted(months.items())), undated=undated)
