"""Which bundles there are."""

import hashlib

from tasks.search.manifest import manifest
from tests.tasks.search.samples import SHA


def test_the_newest_year_comes_first_and_everything_is_named_from_the_manifest_on() -> None:
    listings = [("auenstadt", 2025, SHA), ("bergheim", 2026, SHA), ("auenstadt", 2026, SHA)]
    made = manifest("search/pagefind-9/", {"pagefind.js": b"x"}, listings)
    assert [(one.source, one.year) for one in made.bundles] == [
        ("auenstadt", 2026),
        ("bergheim", 2026),
        ("auenstadt", 2025),
    ]
    assert made.bundles[0].to_json() == {
        "source": "auenstadt",
        "year": 2026,
        "folder": "auenstadt/2026/",
        "href": "auenstadt/2026/files.json",
        "sha256": SHA,
    }
    assert made.engine.to_json() == {
        "folder": "pagefind-9/",
        "files": [{"href": "pagefind-9/pagefind.js", "sha256": hashlib.sha256(b"x").hexdigest()}],
    }
